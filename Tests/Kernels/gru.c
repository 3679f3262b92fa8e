/* GRU, forward and backward, by the formulas of rnnk.h. */
#include "recurrence.h"

static void check_forward(const recurrence *p, const passes *f, const char *what) {
    const size_t H = p->H;
    for (size_t row = 0; row < f->h.rows; row++) {
        const float *previous = previous_state(&p->rows, row, f->h, p->h0), *gate = at(f->gates, row, 0);
        for (size_t k = 0; k < 2 * H; k++) check_gate(sigmoid, *at(p->z, row, k), previous, p->U, k, gate[k], what);
        for (size_t j = 0; j < H; j++) {
            const double r = gate[j], z = gate[H + j], n = gate[2 * H + j], before = previous ? previous[j] : 0;
            const double q = *at(f->extra, row, j), input = *at(p->z, row, 2 * H + j);
            double sum = p->bias.base[j], scale = fabs(sum);
            add_product(previous, p->U, 2 * H + j, &sum, &scale);
            EXPECT_NEAR(q, sum, sum_tolerance(H, scale), "q, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(n, tanh(input + r * q), gate_tolerance(sum_tolerance(0, fabs(input) + fabs(r * q)), n),
                        "n, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(*at(f->h, row, j), (1 - z) * n + z * before, sum_tolerance(0, fabs(n) + fabs(before)),
                        "h, %s [%zu, %zu]", what, row, j);
        }
    }
}

/* dh z goes straight to the parent; dn = dh (1 - z)(1 - n^2), dq = dn r. */
static void check_backward(const recurrence *p, const passes *f, const char *what) {
    const size_t H = p->H;
    const carry carried = no_carry(f->h);
    const matrix dp = copy(f->dz, dense); /* the gradient of the products: [da_r, da_z, dq] */
    for (size_t row = 0; row < dp.rows; row++) {
        for (size_t j = 0; j < H; j++) *at(dp, row, 2 * H + j) = *at(f->dq, row, j);
    }
    for (size_t row = f->h.rows; row-- > 0;) {
        const float *previous = previous_state(&p->rows, row, f->h, p->h0), *gate = at(f->gates, row, 0);
        for (size_t j = 0; j < H; j++) {
            const double r = gate[j], z = gate[H + j], n = gate[2 * H + j], before = previous ? previous[j] : 0;
            const double q = *at(f->extra, row, j), along = carried.sum[row * H + j];
            double sum = *at(p->dh, row, j) + along, scale = fabs(*at(p->dh, row, j)) + fabs(along);
            const size_t children = add_children(&p->rows, row, dp, p->U, j, &sum, &scale);
            const double error = sum_tolerance(3 * H + 2 * children, scale) + carried.error[row * H + j];
            const double dn = sum * (1 - z) * (1 - n * n), dn_error = through_tanh_tolerance(error, 2 * sum, n);
            EXPECT_NEAR(*at(f->dz, row, 2 * H + j), dn, dn_error, "dn, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(*at(f->dq, row, j), dn * r, gradient_tolerance(dn_error, r, dn * r), "dq, %s [%zu, %zu]", what, row,
                        j);
            EXPECT_NEAR(*at(f->dz, row, j), dn * q * r * (1 - r), gradient_tolerance(dn_error, q, dn * q),
                        "dr, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(*at(f->dz, row, H + j), sum * (before - n) * z * (1 - z),
                        gradient_tolerance(error, before - n, fabs(sum) * (fabs(before) + fabs(n))), "dz, %s [%zu, %zu]",
                        what, row, j);
            carry_to_parent(carried, &p->rows, row, j, H, sum * z, error * z);
        }
    }
}

static void check(const recurrence *p, const passes *f, const char *what) {
    check_forward(p, f, what);
    check_backward(p, f, what);
}

void test_gru(const rnnk_kernels *k) { test_cell(k, GRU, check); }
