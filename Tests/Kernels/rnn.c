/* SimpleRNN, forward and backward. */
#include "recurrence.h"

/* h = tanh(z + h_previous U) */
static void check_forward(const recurrence *p, const passes *f, const char *what) {
    for (size_t r = 0; r < f->h.rows; r++) {
        const float *previous = previous_state(&p->rows, r, f->h, p->h0);
        for (size_t j = 0; j < p->H; j++) check_gate(tanh, *at(p->z, r, j), previous, p->U, j, *at(f->h, r, j), what);
    }
}

/* da = (dh + sum over children of da U^T)(1 - h^2) */
static void check_backward(const recurrence *p, const passes *f, const char *what) {
    for (size_t r = 0; r < f->h.rows; r++) {
        for (size_t j = 0; j < p->H; j++) {
            double sum = *at(p->dh, r, j), scale = fabs(sum), y = *at(f->h, r, j);
            const size_t children = add_children(&p->rows, r, f->dz, p->U, j, &sum, &scale);
            const double error = sum_tolerance(p->H + 2 * children, scale);
            EXPECT_NEAR(*at(f->dz, r, j), sum * (1 - y * y), through_tanh_tolerance(error, sum, y), "da, %s [%zu, %zu]",
                        what, r, j);
        }
    }
}

static void check(const recurrence *p, const passes *f, const char *what) {
    check_forward(p, f, what);
    check_backward(p, f, what);
}

void test_rnn(const rnnk_kernels *k) { test_cell(k, RNN, check); }
