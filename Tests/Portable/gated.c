/* LSTM and GRU, forward and backward, by the formulas of rnnk.h. Errors: a gate's from its pre-activation's and its own
 * accuracy; a product of gates and gradients is off by a few roundings, and x (1 - x) by two of 1. */
#include "recurrence.h"

enum { MOST = 128 * 64 };
static double carried[MOST], carried_error[MOST]; /* gradients that go straight from unit to unit */

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static double gate_tolerance(double error, double gate) { return error + (tanh_ulp + 1) * 2 * unit * fabs(gate); }

/* The gate `column` of row r: f(z + h_previous U). */
static void check_gate(double (*f)(double), float z, const float *previous, matrix U, size_t column, float gate,
                       const char *what) {
    double sum = z, scale = fabs(sum);
    add_product(previous, U, column, &sum, &scale);
    EXPECT_NEAR(gate, f(sum), gate_tolerance(sum_tolerance(U.rows, scale), f(sum)), "gate %zu, %s", column, what);
}

/* ---- LSTM ----------------------------------------------------------------------------------------------------- */

static void check_lstm_forward(const rnnk_rows *rows, matrix z, matrix U, matrix h0, matrix c0, matrix gates, matrix c,
                               matrix h, const char *what) {
    const size_t H = h.columns;
    for (size_t r = 0; r < h.rows; r++) {
        const float *previous = previous_state(rows, r, h, h0), *c_previous = previous_state(rows, r, c, c0);
        const float *gate = at(gates, r, 0);
        for (size_t k = 0; k < 4 * H; k++) {
            check_gate(k / H == 2 ? tanh : sigmoid, *at(z, r, k), previous, U, k, gate[k], what);
        }
        for (size_t j = 0; j < H; j++) {
            const double i = gate[j], f = gate[H + j], g = gate[2 * H + j], o = gate[3 * H + j];
            const double kept = c_previous ? f * c_previous[j] : 0, y = tanh(*at(c, r, j));
            EXPECT_NEAR(*at(c, r, j), kept + i * g, 3 * unit * (fabs(kept) + fabs(i * g)) + flush, "c, %s [%zu, %zu]",
                        what, r, j);
            EXPECT_NEAR(*at(h, r, j), o * y, gate_tolerance(0, o * y) + flush, "h, %s [%zu, %zu]", what, r, j);
        }
    }
}

static void check_lstm_backward(const rnnk_rows *rows, matrix U, matrix c0, matrix gates, matrix c, matrix h, matrix dh,
                                matrix dz, const char *what) {
    const size_t H = h.columns;
    for (size_t i = 0; i < h.rows * H; i++) carried[i] = carried_error[i] = 0;
    for (size_t r = h.rows; r-- > 0;) { /* children before their parents */
        const float *c_previous = previous_state(rows, r, c, c0);
        for (size_t j = 0; j < H; j++) {
            const double i = *at(gates, r, j), f = *at(gates, r, H + j), g = *at(gates, r, 2 * H + j);
            const double o = *at(gates, r, 3 * H + j), y = *at(h, r, j) / o, before = c_previous ? c_previous[j] : 0;
            double sum = *at(dh, r, j), scale = fabs(sum);
            const size_t children = add_children(rows, r, dz, U, j, &sum, &scale);
            const double error = sum_tolerance(4 * H + 2 * children, scale);
            const double dc = sum * o * (1 - y * y) + carried[r * H + j];
            const double dc_error = error * o + 8 * unit * (fabs(sum * o) + fabs(dc)) + carried_error[r * H + j];
            const double expected[4] = {dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g * g),
                                        sum * y * o * (1 - o)};
            const double errors[4] = {dc_error * fabs(g) + fabs(dc * g) * 4 * unit,
                                      dc_error * fabs(before) + fabs(dc * before) * 4 * unit,
                                      dc_error * i + fabs(dc * i) * 4 * unit,
                                      error * fabs(y) + fabs(sum * y) * 4 * unit};
            for (size_t k = 0; k < 4; k++) {
                EXPECT_NEAR(*at(dz, r, k * H + j), expected[k], errors[k] + flush, "dz %zu, %s [%zu, %zu]", k, what, r,
                            j);
            }
            if (rows->parent[r] < 0) continue;
            const size_t p = (size_t)rows->parent[r] * H + j;
            carried[p] += dc * f;
            carried_error[p] += dc_error * f + fabs(dc * f) * (double)(rows->rows + 2) * unit + flush;
        }
    }
}

static void lstm_case(const rnnk_kernels *k, size_t shape, size_t H, bool has_states) {
    const char *what = named("lstm, shape %zu, H %zu, states %d", shape, H, has_states);
    const rnnk_rows rows = packed_rows(shape);
    const size_t R = rows.rows, work_rows = (size_t)rows.start[rows.depths] + rows.states;
    const double bound = 1.5 / sqrt((double)H + 1);
    const matrix z = uniform(R, 4 * H, -2, 2), U = uniform(H, 4 * H, -bound, bound), none = {0};
    const matrix dh = uniform(R, H, -1, 1), dU = uniform(H, 4 * H, -1, 1);
    const matrix hidden = has_states ? uniform(rows.states, H, -1, 1) : none;
    const matrix cells = has_states ? uniform(rows.states, H, -1, 1) : none;
    const matrix right = packed(k, U, false), transposed = packed(k, U, true);
    matrix first_gates = {0}, first_c = {0}, first_h = {0}, first_dz = {0}, first_dU = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix gates = copy(z, layouts[l]), c = unset(R, H, layouts[l]), h = unset(R, H, layouts[l]);
        const matrix h0 = has_states ? copy(hidden, layouts[l]) : none;
        const matrix c0 = has_states ? copy(cells, layouts[l]) : none;
        const matrix d = copy(dh, layouts[l]), dW = copy(dU, layouts[l]);
        const matrix work4 = unset(work_rows, 4 * H, dense), work5 = unset(work_rows, 5 * H, dense);
        k->lstm_forward(&rows, H, right.base, h0.base, h0.ld, c0.base, c0.ld, gates.base, gates.ld, c.base, c.ld,
                        h.base, h.ld, work4.base);
        compare_bits(gates, &first_gates, what);
        k->lstm_backward(&rows, H, transposed.base, h0.base, h0.ld, c0.base, c0.ld, gates.base, gates.ld, c.base, c.ld,
                         h.base, h.ld, d.base, d.ld, dW.base, dW.ld, work5.base);
        compare_bits(c, &first_c, what);
        compare_bits(h, &first_h, what);
        compare_bits(gates, &first_dz, what);
        compare_bits(dW, &first_dU, what);
    }
    check_lstm_forward(&rows, z, U, hidden, cells, first_gates, first_c, first_h, what);
    check_lstm_backward(&rows, U, cells, first_gates, first_c, first_h, dh, first_dz, what);
    check_weights(&rows, hidden, first_h, first_dz, dU, first_dU, what);
    end_case(what);
}

/* ---- GRU ------------------------------------------------------------------------------------------------------ */

static void check_gru_forward(const rnnk_rows *rows, matrix a, matrix U, matrix bias, matrix h0, matrix gates, matrix q,
                              matrix h, const char *what) {
    const size_t H = h.columns;
    for (size_t row = 0; row < h.rows; row++) {
        const float *previous = previous_state(rows, row, h, h0), *gate = at(gates, row, 0);
        for (size_t k = 0; k < 2 * H; k++) check_gate(sigmoid, *at(a, row, k), previous, U, k, gate[k], what);
        for (size_t j = 0; j < H; j++) {
            const double r = gate[j], z = gate[H + j], n = gate[2 * H + j], before = previous ? previous[j] : 0;
            double sum = bias.base[j], scale = fabs(sum);
            add_product(previous, U, 2 * H + j, &sum, &scale);
            EXPECT_NEAR(*at(q, row, j), sum, sum_tolerance(H, scale), "q, %s [%zu, %zu]", what, row, j);
            const double input = *at(a, row, 2 * H + j), reset = r * *at(q, row, j), expected = tanh(input + reset);
            EXPECT_NEAR(n, expected, gate_tolerance(3 * unit * (fabs(input) + fabs(reset)), expected),
                        "n, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(*at(h, row, j), (1 - z) * n + z * before, 4 * unit * (fabs(n) + fabs(before)),
                        "h, %s [%zu, %zu]", what, row, j);
        }
    }
}

/* dz: da_r, da_z, dq, as they go through the product; da_n apart. */
static void check_gru_backward(const rnnk_rows *rows, matrix U, matrix h0, matrix gates, matrix q, matrix h, matrix dh,
                               matrix dz, matrix da, const char *what) {
    const size_t H = h.columns;
    for (size_t i = 0; i < h.rows * H; i++) carried[i] = carried_error[i] = 0;
    for (size_t row = h.rows; row-- > 0;) {
        const float *previous = previous_state(rows, row, h, h0);
        for (size_t j = 0; j < H; j++) {
            const double r = *at(gates, row, j), z = *at(gates, row, H + j), n = *at(gates, row, 2 * H + j);
            const double before = previous ? previous[j] : 0, recurrent = *at(q, row, j);
            const double above = *at(dh, row, j), along = carried[row * H + j];
            double sum = above + along, scale = fabs(above) + fabs(along);
            const size_t children = add_children(rows, row, dz, U, j, &sum, &scale);
            const double error = sum_tolerance(3 * H + 2 * children, scale) + carried_error[row * H + j];
            const double dn = sum * (1 - z) * (1 - n * n), dn_error = error * (1 - n * n) + fabs(sum) * 6 * unit;
            const double difference = before - n;
            EXPECT_NEAR(*at(da, row, 2 * H + j), dn, dn_error + flush, "dn, %s [%zu, %zu]", what, row, j);
            EXPECT_NEAR(*at(dz, row, 2 * H + j), dn * r, dn_error * r + fabs(dn) * unit + flush, "dq, %s [%zu, %zu]",
                        what, row, j);
            EXPECT_NEAR(*at(dz, row, j), dn * recurrent * r * (1 - r),
                        dn_error * fabs(recurrent) + fabs(dn * recurrent) * 4 * unit + flush, "dr, %s [%zu, %zu]", what,
                        row, j);
            EXPECT_NEAR(*at(dz, row, H + j), sum * difference * z * (1 - z),
                        error * fabs(difference) + fabs(sum) * (fabs(before) + fabs(n)) * 4 * unit + flush,
                        "dz, %s [%zu, %zu]", what, row, j);
            if (rows->parent[row] < 0) continue;
            const size_t p = (size_t)rows->parent[row] * H + j;
            carried[p] += sum * z;
            carried_error[p] += error * z + fabs(sum * z) * (double)(rows->rows + 2) * unit + flush;
        }
    }
}

static void gru_case(const rnnk_kernels *k, size_t shape, size_t H, bool has_states) {
    const char *what = named("gru, shape %zu, H %zu, states %d", shape, H, has_states);
    const rnnk_rows rows = packed_rows(shape);
    const size_t R = rows.rows, work_rows = (size_t)rows.start[rows.depths] + rows.states;
    const double bound = 1.5 / sqrt((double)H + 1);
    const matrix a = uniform(R, 3 * H, -2, 2), U = uniform(H, 3 * H, -bound, bound), none = {0};
    const matrix dh = uniform(R, H, -1, 1), dU = uniform(H, 3 * H, -1, 1), bias = uniform(1, H, -1, 1);
    const matrix hidden = has_states ? uniform(rows.states, H, -1, 1) : none;
    const matrix right = packed(k, U, false), transposed = packed(k, U, true);
    matrix first_gates = {0}, first_q = {0}, first_h = {0}, first_da = {0}, first_dq = {0}, first_dU = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix gates = copy(a, layouts[l]), q = unset(R, H, layouts[l]), h = unset(R, H, layouts[l]);
        const matrix h0 = has_states ? copy(hidden, layouts[l]) : none, b = copy(bias, layouts[l]);
        const matrix d = copy(dh, layouts[l]), dW = copy(dU, layouts[l]), work = unset(work_rows, 3 * H, dense);
        k->gru_forward(&rows, H, right.base, b.base, h0.base, h0.ld, gates.base, gates.ld, q.base, q.ld, h.base, h.ld,
                       work.base);
        compare_bits(gates, &first_gates, what);
        compare_bits(q, &first_q, what);
        k->gru_backward(&rows, H, transposed.base, h0.base, h0.ld, gates.base, gates.ld, q.base, q.ld, h.base, h.ld,
                        d.base, d.ld, dW.base, dW.ld, work.base);
        compare_bits(h, &first_h, what);
        compare_bits(gates, &first_da, what);
        compare_bits(q, &first_dq, what);
        compare_bits(dW, &first_dU, what);
    }
    const matrix dz = copy(first_da, dense);
    for (size_t r = 0; r < R; r++) {
        for (size_t j = 0; j < H; j++) *at(dz, r, 2 * H + j) = *at(first_dq, r, j);
    }
    check_gru_forward(&rows, a, U, bias, hidden, first_gates, first_q, first_h, what);
    check_gru_backward(&rows, U, hidden, first_gates, first_q, first_h, dh, dz, first_da, what);
    check_weights(&rows, hidden, first_h, dz, dU, first_dU, what);
    end_case(what);
}

static void test_cells(void (*test_case)(const rnnk_kernels *, size_t, size_t, bool), const rnnk_kernels *k) {
    static const size_t Hs[] = {0, 1, 5, 16, 17, 33};
    for (size_t i = 0; i < SHAPES * sizeof Hs / sizeof *Hs; i++) {
        test_case(k, i % SHAPES, Hs[i / SHAPES], false);
        test_case(k, i % SHAPES, Hs[i / SHAPES], true);
    }
}

void test_lstm(const rnnk_kernels *k) { test_cells(lstm_case, k); }
void test_gru(const rnnk_kernels *k) { test_cells(gru_case, k); }
