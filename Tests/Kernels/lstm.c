/* LSTM, forward and backward, by the formulas of rnnk.h. */
#include "recurrence.h"

static void check_forward(const recurrence *p, const passes *f, const char *what) {
    const size_t H = p->H;
    for (size_t r = 0; r < f->h.rows; r++) {
        const float *previous = previous_state(&p->rows, r, f->h, p->h0), *gate = at(f->gates, r, 0);
        const float *c_previous = previous_state(&p->rows, r, f->extra, p->c0);
        for (size_t k = 0; k < 4 * H; k++) {
            check_gate(k / H == 2 ? tanh : sigmoid, *at(p->z, r, k), previous, p->U, k, gate[k], what);
        }
        for (size_t j = 0; j < H; j++) {
            const double i = gate[j], forget = gate[H + j], g = gate[2 * H + j], o = gate[3 * H + j];
            const double kept = c_previous ? forget * c_previous[j] : 0, c = *at(f->extra, r, j);
            EXPECT_NEAR(c, kept + i * g, sum_tolerance(0, fabs(kept) + fabs(i * g)), "c, %s [%zu, %zu]", what, r, j);
            EXPECT_NEAR(*at(f->h, r, j), o * tanh(c), gate_tolerance(0, o * tanh(c)) + flush, "h, %s [%zu, %zu]", what, r,
                        j);
        }
    }
}

/* dc = dh o (1 - tanh(c)^2) + sum over children of dc f */
static void check_backward(const recurrence *p, const passes *f, const char *what) {
    const size_t H = p->H;
    const carry carried = no_carry(f->h);
    for (size_t r = f->h.rows; r-- > 0;) { /* children before their parents */
        const float *c_previous = previous_state(&p->rows, r, f->extra, p->c0), *gate = at(f->gates, r, 0);
        for (size_t j = 0; j < H; j++) {
            const double i = gate[j], forget = gate[H + j], g = gate[2 * H + j], o = gate[3 * H + j];
            const double y = *at(f->h, r, j) / o, before = c_previous ? c_previous[j] : 0; /* y = tanh(c) */
            double sum = *at(p->dh, r, j), scale = fabs(sum);
            const size_t children = add_children(&p->rows, r, f->dz, p->U, j, &sum, &scale);
            const double error = sum_tolerance(4 * H + 2 * children, scale);
            const double dc = sum * o * (1 - y * y) + carried.sum[r * H + j];
            const double dc_error = cell_gradient_tolerance(error, sum * o, dc, o) + carried.error[r * H + j];
            const double expected[4] = {dc * g * i * (1 - i), dc * before * forget * (1 - forget), dc * i * (1 - g * g),
                                        sum * y * o * (1 - o)};
            const double errors[4] = {
                gradient_tolerance(dc_error, g, dc * g), gradient_tolerance(dc_error, before, dc * before),
                gradient_tolerance(dc_error, i, dc * i), gradient_tolerance(error, y, sum * y)};
            for (size_t k = 0; k < 4; k++) {
                EXPECT_NEAR(*at(f->dz, r, k * H + j), expected[k], errors[k], "dz %zu, %s [%zu, %zu]", k, what, r, j);
            }
            carry_to_parent(carried, &p->rows, r, j, H, dc * forget, dc_error * forget);
        }
    }
}

static void check(const recurrence *p, const passes *f, const char *what) {
    check_forward(p, f, what);
    check_backward(p, f, what);
}

void test_lstm(const rnnk_kernels *k) { test_cell(k, LSTM, check); }
