/* SimpleRNN, forward and backward. */
#include "recurrence.h"

/* h = tanh(z + h_previous U) */
static void check_forward(const rnnk_rows *rows, matrix z, matrix U, matrix h0, matrix h, const char *what) {
    for (size_t r = 0; r < h.rows; r++) {
        for (size_t j = 0; j < h.columns; j++) {
            double sum = *at(z, r, j), scale = fabs(sum);
            add_product(previous_state(rows, r, h, h0), U, j, &sum, &scale);
            EXPECT_NEAR(*at(h, r, j), tanh(sum), tanh_tolerance(sum_tolerance(h.columns, scale), tanh(sum)),
                        "h, %s [%zu, %zu]", what, r, j);
        }
    }
}

/* da = (dh + sum over children of da U^T)(1 - h^2) */
static void check_backward(const rnnk_rows *rows, matrix U, matrix h, matrix dh, matrix da, const char *what) {
    for (size_t r = 0; r < h.rows; r++) {
        for (size_t j = 0; j < h.columns; j++) {
            double sum = *at(dh, r, j), scale = fabs(sum), y = *at(h, r, j);
            const size_t children = add_children(rows, r, da, U, j, &sum, &scale);
            const double error = sum_tolerance(h.columns + 2 * children, scale);
            EXPECT_NEAR(*at(da, r, j), sum * (1 - y * y), through_tanh_tolerance(error, sum, y), "da, %s [%zu, %zu]",
                        what, r, j);
        }
    }
}

static void rnn_case(const rnnk_kernels *k, size_t shape, size_t H, bool has_states) {
    const char *what = named("rnn, shape %zu, H %zu, states %d", shape, H, has_states);
    const rnnk_rows rows = packed_rows(shape);
    const size_t R = rows.rows, work_rows = (size_t)rows.start[rows.depths] + (has_states ? rows.states : 0);
    const double bound = 1.5 / sqrt((double)H + 1);
    const matrix z = uniform(R, H, -1, 1), U = uniform(H, H, -bound, bound), none = {0};
    const matrix dh = uniform(R, H, -1, 1), dU = uniform(H, H, -1, 1);
    const matrix states = has_states ? uniform(rows.states, H, -1, 1) : none;
    const matrix right = packed(k, U, false), transposed = packed(k, U, true);
    matrix first_h = {0}, first_da = {0}, first_dU = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix h = copy(z, layouts[l]), da = copy(dh, layouts[l]), dW = copy(dU, layouts[l]);
        const matrix h0 = has_states ? copy(states, layouts[l]) : none, work = unset(work_rows, H, dense);
        k->rnn_forward(&rows, H, right.base, h0.base, h0.ld, h.base, h.ld, work.base);
        k->rnn_backward(&rows, H, transposed.base, h0.base, h0.ld, h.base, h.ld, da.base, da.ld, dW.base, dW.ld,
                        work.base);
        compare_bits(h, &first_h, what);
        compare_bits(da, &first_da, what);
        compare_bits(dW, &first_dU, what);
    }
    check_forward(&rows, z, U, states, first_h, what);
    check_backward(&rows, U, first_h, dh, first_da, what);
    check_weights(&rows, states, first_h, first_da, dU, first_dU, what);
    end_case(what);
}

void test_rnn(const rnnk_kernels *k) {
    static const size_t Hs[] = {0, 1, 5, 15, 16, 17, 32, 33, 61};
    for (size_t i = 0; i < SHAPES * sizeof Hs / sizeof *Hs; i++) {
        rnn_case(k, i % SHAPES, Hs[i / SHAPES], false);
        rnn_case(k, i % SHAPES, Hs[i / SHAPES], true);
    }
}
