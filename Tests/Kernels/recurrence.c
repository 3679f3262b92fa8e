/* Packed rows, of trees and of sequences, and what the tests of all recurrences share. */
#include "recurrence.h"

enum { MOST_DEPTHS = 150, MOST_CARRIED = 1 << 14 };

/* Rows with continued[t] rows of depth t that are continued, and leaves[t] that are not; of more depths than are
 * written, one is. */
static const struct {
    size_t depths, states, continued[8], leaves[9];
    bool deepest_first; /* the order of the leaves */
} shapes[SHAPES] = {
    {0, 0, {0}, {0}, false},
    {0, 1, {0}, {1}, false},
    {0, 3, {0}, {3}, false},
    {5, 7, {7, 4, 4, 2, 1}, {0, 3, 0, 2, 1, 1}, true}, /* sequences */
    {3, 13, {13, 13, 6}, {0, 0, 0, 6}, false},         /* side by side */
    {1, 1, {1}, {0, 40}, true},                        /* trees */
    {4, 1, {1, 3, 14, 5}, {0, 2, 10, 17, 9}, false},
    {7, 3, {5, 2, 9, 1, 1, 1, 1}, {2, 3, 1, 8, 1, 0, 2, 1}, true},
    {2, 3, {3, 3}, {0, 0, 2}, false},                                /* side by side, one of them shorter */
    {MOST_DEPTHS - 1, 1, {1}, {0}, false},                           /* a long sequence */
    {60, 2, {2, 3, 2, 2, 4, 3, 2, 2}, {0, 1, 0, 2, 1, 0, 0, 1, 1}, true}, /* deep trees */
};

static size_t continued_at(size_t shape, size_t t) {
    return t >= shapes[shape].depths ? 0 : t < 8 && shapes[shape].continued[t] > 0 ? shapes[shape].continued[t] : 1;
}

static size_t leaves_at(size_t shape, size_t t) {
    const size_t depths = shapes[shape].depths;
    return t < 9 ? shapes[shape].leaves[t] + (depths >= 9 && t == depths) : t == depths;
}

/* Every row that is continued gets a child; rows that are not continued are behind the others. */
static rnnk_rows packed_rows(size_t shape) {
    const size_t depths = shapes[shape].depths;
    size_t total = 0;
    int32_t *start = guarded((depths + 1) * sizeof *start);
    for (size_t t = 0; t <= depths; t++) {
        start[t] = (int32_t)total;
        total += continued_at(shape, t);
    }
    size_t leaf = total;
    for (size_t t = 0; t <= depths; t++) total += leaves_at(shape, t);
    int32_t *parent = guarded(total * sizeof *parent);
    for (size_t t = 0; t <= depths; t++) {
        const size_t rows = continued_at(shape, t), leaves = leaves_at(shape, t);
        for (size_t i = 0; i < rows + leaves; i++) {
            size_t r = (size_t)start[t] + i;
            if (i >= rows) {
                r = shapes[shape].deepest_first ? total - 1 - (leaf - (size_t)start[depths]) : leaf;
                leaf++;
            }
            parent[r] = t == 0 ? -1 - (int32_t)(i % shapes[shape].states)
                               : start[t - 1] + (int32_t)(i % continued_at(shape, t - 1));
        }
    }
    return (rnnk_rows){total, shapes[shape].states, depths, start, parent};
}

/* ---- passes ----------------------------------------------------------------------------------------------------- */

recurrence random_recurrence(cell_kind cell, size_t shape, size_t H, bool has_states) {
    const rnnk_rows rows = packed_rows(shape);
    const size_t R = rows.rows, N = (cell == LSTM ? 4 : cell == GRU ? 3 : 1) * H;
    const double bound = 1.5 / sqrt((double)H + 1);
    const matrix none = {0};
    recurrence p = {.cell = cell, .H = H, .rows = rows, .h0 = none, .c0 = none};
    p.z = uniform(R, N, -2, 2);
    p.U = uniform(H, N, -bound, bound);
    p.bias = uniform(1, H, -1, 1);
    if (has_states) p.h0 = uniform(rows.states, H, -1, 1);
    if (has_states && cell == LSTM) p.c0 = uniform(rows.states, H, -2, 2);
    p.dh = uniform(R, H, -1, 1);
    p.dU = uniform(H, N, -1, 1);
    return p;
}

static matrix copy_or_none(matrix x, layout where) { return x.base ? copy(x, where) : x; }

passes run_recurrence(const rnnk_kernels *k, const recurrence *p, layout where, const char *what) {
    const size_t H = p->H, R = p->rows.rows, work_rows = (size_t)p->rows.start[p->rows.depths] + p->h0.rows;
    const matrix right = packed(k, p->U, false), transposed = packed(k, p->U, true);
    const matrix h0 = copy_or_none(p->h0, where), c0 = copy_or_none(p->c0, where), bias = copy(p->bias, where);
    const matrix z = copy(p->z, where), dh = copy(p->dh, where), dU = copy(p->dU, where);
    const matrix h = p->cell == RNN ? z : unset(R, H, where), extra = unset(p->cell == RNN ? 0 : R, H, where);
    const matrix work = unset(work_rows, p->U.columns, dense), work5 = unset(work_rows, 5 * H, dense);
    const rnnk_rows *rows = &p->rows;
    passes results;
    switch (p->cell) {
        case RNN: k->rnn_forward(rows, H, right.base, input(h0), output(h), work.base); break;
        case LSTM:
            k->lstm_forward(rows, H, right.base, input(h0), input(c0), output(z), output(extra), output(h), work.base);
            break;
        case GRU:
            k->gru_forward(rows, H, right.base, bias.base, input(h0), output(z), output(extra), output(h), work.base);
            break;
    }
    results.gates = copy(z, dense);
    results.h = copy(h, dense);
    results.extra = copy(extra, dense);
    switch (p->cell) {
        case RNN:
            k->rnn_backward(rows, H, transposed.base, input(h0), input(h), output(dh), output(dU), work.base);
            break;
        case LSTM:
            k->lstm_backward(rows, H, transposed.base, input(h0), input(c0), output(z), input(extra), input(h),
                             output(dh), output(dU), work5.base);
            break;
        case GRU:
            k->gru_backward(rows, H, transposed.base, input(h0), output(z), output(extra), input(h), output(dh),
                            output(dU), work.base);
            break;
    }
    results.dz = copy(p->cell == RNN ? dh : z, dense);
    results.dq = copy(extra, dense);
    results.dU = copy(dU, dense);
    compare(h, results.h, NULL, what); /* states are inputs of the backward pass */
    if (p->cell == LSTM) compare(extra, results.extra, NULL, what);
    return results;
}

/* ---- in parts, as threads that share a step --------------------------------------------------------------------- */

/* How many sequences run side by side, if a step can be shared; 0 otherwise. */
static size_t sequences(const recurrence *p) {
    const rnnk_rows *rows = &p->rows;
    const size_t n = rows->depths > 0 ? (size_t)rows->start[1] : rows->rows;
    for (size_t r = 0; r < rows->rows; r++) {
        const int32_t parent = rows->parent[r];
        if (r >= n ? parent != (int32_t)(r - n) : p->h0.base ? parent != -1 - (int32_t)r : parent >= 0) return 0;
    }
    return n;
}

static matrix rows_of(matrix x, size_t begin, size_t end) {
    const matrix part = {end - begin, x.columns, x.ld, x.base ? at(x, begin, 0) : NULL};
    return part;
}

/* C = f(A B [+ C]) as two threads compute it. */
static void multiply_shared(const rnnk_kernels *k, matrix A, matrix B, int flags, matrix C) {
    const size_t N = C.columns;
    k->gemm_columns(A.rows, N, A.columns, N / 3, N, input(A), B.base, NULL, flags, output(C));
    k->gemm_columns(A.rows, N, A.columns, 0, N / 3, input(A), B.base, NULL, flags, output(C));
}

static passes run_recurrence_in_parts(const rnnk_kernels *k, const recurrence *p, layout where) {
    const size_t H = p->H, R = p->rows.rows, n = sequences(p);
    const bool is_rnn = p->cell == RNN;
    const matrix right = packed(k, p->U, false), transposed = packed(k, p->U, true);
    const matrix h0 = copy_or_none(p->h0, where), c0 = copy_or_none(p->c0, where), bias = copy(p->bias, where);
    const matrix z = copy(p->z, where), dh = copy(p->dh, where), dU = copy(p->dU, where);
    const matrix h = is_rnn ? z : unset(R, H, where), extra = unset(is_rnn ? 0 : R, H, where);
    const matrix products = unset(n, p->U.columns, dense), dc = unset(n, H, dense);
    passes results;
    for (size_t begin = 0, end; begin < R; begin = end) {
        end = begin + n < R ? begin + n : R;
        const matrix before = begin > 0 ? rows_of(h, begin - n, end - n) : rows_of(h0, 0, end);
        const matrix c_before = begin > 0 ? rows_of(extra, begin - n, end - n) : rows_of(c0, 0, end);
        const matrix sums = p->cell == GRU ? rows_of(products, 0, end - begin) : rows_of(z, begin, end);
        const int flags = p->cell == GRU ? 0 : is_rnn ? RNNK_ACCUMULATE | RNNK_TANH : RNNK_ACCUMULATE;
        if (before.base) {
            multiply_shared(k, before, right, flags, sums);
        } else if (is_rnn) {
            for (size_t r = begin; r < end; r++) k->tanh(H, at(z, r, 0), at(z, r, 0));
        }
        for (size_t part = 0; part < 2 && !is_rnn; part++) {
            const size_t first = part == 0 ? begin : begin + (end - begin) / 2;
            const size_t last = part == 0 ? begin + (end - begin) / 2 : end, i = first - begin, j = last - begin;
            const matrix gates = rows_of(z, first, last), other = rows_of(extra, first, last);
            const matrix states = rows_of(h, first, last);
            if (p->cell == LSTM) {
                k->lstm_cells(last - first, H, input(rows_of(c_before, i, j)), output(gates), output(other),
                              output(states));
            } else {
                k->gru_cells(last - first, H, input(rows_of(products, i, j)), bias.base, input(rows_of(before, i, j)),
                             output(gates), output(other), output(states));
            }
        }
    }
    results.gates = copy(z, dense);
    results.h = copy(h, dense);
    results.extra = copy(extra, dense);
    for (size_t i = 0; i < n * H; i++) dc.base[i] = 0;
    for (size_t end = R, begin; end > 0; end = begin) {
        begin = (end - 1) / n * n;
        const bool is_first = begin == 0;
        const matrix none = {0}, gates = rows_of(z, begin, end), states = rows_of(h, begin, end);
        const matrix other = rows_of(extra, begin, end), gradient = rows_of(dh, begin, end);
        const matrix before = is_first ? rows_of(h0, 0, end) : rows_of(h, begin - n, end - n);
        const matrix c_before = is_first ? rows_of(c0, 0, end) : rows_of(extra, begin - n, end - n);
        const matrix passed = is_first ? none : rows_of(dh, begin - n, end - n);
        switch (p->cell) {
            case RNN: k->rnn_cells_backward(end - begin, H, input(states), output(gradient)); break;
            case LSTM:
                k->lstm_cells_backward(end - begin, H, input(c_before), input(other), input(states), input(gradient),
                                       output(gates), output(dc));
                break;
            case GRU:
                k->gru_cells_backward(end - begin, H, input(before), output(gradient), output(gates), output(other),
                                      output(passed), is_first ? output(none) : output(products));
                break;
        }
        const matrix sums = p->cell == GRU ? rows_of(products, 0, end - begin) : is_rnn ? gradient : gates;
        if (!is_first) multiply_shared(k, sums, transposed, RNNK_ACCUMULATE, passed);
        if (!before.base) continue;
        const size_t N = p->U.columns - (p->cell == GRU ? H : 0);
        k->outer(end - begin, H, N, input(before), input(is_rnn ? gradient : gates), output(dU));
        if (p->cell == GRU) k->outer(end - begin, H, H, input(before), input(other), rnnk_mat(dU.base + N, dU.ld));
    }
    results.dz = copy(is_rnn ? dh : z, dense);
    results.dq = copy(extra, dense);
    results.dU = copy(dU, dense);
    return results;
}

/* ---- steps, in double ------------------------------------------------------------------------------------------ */

const float *previous_state(const rnnk_rows *rows, size_t r, matrix h, matrix h0) {
    const int32_t parent = rows->parent[r];
    return parent >= 0 ? at(h, (size_t)parent, 0) : h0.base ? at(h0, (size_t)(-1 - parent), 0) : NULL;
}

void add_product(const float *x, matrix U, size_t column, double *sum, double *scale) {
    for (size_t i = 0; x && i < U.rows; i++) {
        const double product = (double)x[i] * *at(U, i, column);
        *sum += product;
        *scale += fabs(product);
    }
}

size_t add_children(const rnnk_rows *rows, size_t p, matrix dz, matrix U, size_t column, double *sum, double *scale) {
    size_t children = 0;
    for (size_t r = 0; r < rows->rows; r++) {
        if (rows->parent[r] != (int32_t)p) continue;
        children++;
        for (size_t j = 0; j < U.columns; j++) {
            const double product = (double)*at(dz, r, j) * *at(U, column, j);
            *sum += product;
            *scale += fabs(product);
        }
    }
    return children;
}

void check_gate(double (*f)(double), float z, const float *previous, matrix U, size_t column, float gate,
                const char *what) {
    double sum = z, scale = fabs(sum);
    add_product(previous, U, column, &sum, &scale);
    EXPECT_NEAR(gate, f(sum), gate_tolerance(sum_tolerance(U.rows, scale), f(sum)), "gate %zu, %s", column, what);
}

double sigmoid(double x) { return 1 / (1 + exp(-x)); }

carry no_carry(matrix h) {
    static _Thread_local double sums[MOST_CARRIED], errors[MOST_CARRIED];
    if (h.rows * h.columns > MOST_CARRIED) fail("a recurrence of more than %d states", MOST_CARRIED);
    for (size_t i = 0; i < h.rows * h.columns; i++) sums[i] = errors[i] = 0;
    return (carry){sums, errors};
}

void carry_to_parent(carry c, const rnnk_rows *rows, size_t r, size_t j, size_t H, double gradient, double error) {
    if (rows->parent[r] < 0) return;
    const size_t p = (size_t)rows->parent[r] * H + j;
    c.sum[p] += gradient;
    c.error[p] += error + fabs(gradient) * (double)(rows->rows + 2) * unit + flush;
}

/* dU = before + sum over rows of h_previous^T dp, dp being the gradient of the products: dz, but for a GRU's n. */
static void check_weights(const recurrence *p, const passes *f, const char *what) {
    const size_t H = p->H;
    for (size_t j = 0; j < p->U.columns; j++) {
        const bool is_q = p->cell == GRU && j >= 2 * H;
        for (size_t i = 0; i < H; i++) {
            double sum = *at(p->dU, i, j), scale = fabs(sum);
            for (size_t r = 0; r < f->h.rows; r++) {
                const float *previous = previous_state(&p->rows, r, f->h, p->h0);
                const double dp = is_q ? *at(f->dq, r, j - 2 * H) : *at(f->dz, r, j);
                const double product = previous ? (double)previous[i] * dp : 0;
                sum += product;
                scale += fabs(product);
            }
            EXPECT_NEAR(*at(f->dU, i, j), sum, sum_tolerance(2 * f->h.rows, scale), "dU, %s [%zu, %zu]", what, i, j);
        }
    }
}

static void cell_case(const rnnk_kernels *k, cell_kind cell, size_t shape, size_t H, bool has_states, check_passes *check) {
    static const char *const names[] = {"rnn", "lstm", "gru"};
    const char *what = named("%s, shape %zu, H %zu, states %d", names[cell], shape, H, has_states);
    const recurrence p = random_recurrence(cell, shape, H, has_states);
    const passes first = run_recurrence(k, &p, layouts[0], what);
    for (size_t l = 1; l < LAYOUTS; l++) {
        const passes again = run_recurrence(k, &p, layouts[l], what);
        matrix one[] = {first.gates, first.h, first.extra, first.dz, first.dq, first.dU};
        const matrix other[] = {again.gates, again.h, again.extra, again.dz, again.dq, again.dU};
        for (size_t i = 0; i < sizeof one / sizeof *one; i++) compare_bits(other[i], &one[i], what);
    }
    check(&p, &first, what);
    check_weights(&p, &first, what);
    for (size_t l = 0; l < LAYOUTS && sequences(&p) > 0; l++) {
        const passes parts = run_recurrence_in_parts(k, &p, layouts[l]);
        check(&p, &parts, "in parts");
        check_weights(&p, &parts, "in parts");
    }
    end_case(what);
}

void test_cell(const rnnk_kernels *k, cell_kind cell, check_passes *check) {
    static const size_t Hs[] = {0, 1, 5, 8, 15, 16, 17, 31, 32, 33, 64};
    for (size_t i = 0; i < sizeof Hs / sizeof *Hs; i++) {
        for (size_t shape = 0; shape < SMALL_SHAPES; shape++) {
            cell_case(k, cell, shape, Hs[i], false, check);
            cell_case(k, cell, shape, Hs[i], true, check);
        }
    }
    for (size_t shape = SMALL_SHAPES; shape < SHAPES; shape++) {
        cell_case(k, cell, shape, 5, false, check);
        cell_case(k, cell, shape, 17, true, check);
    }
    cell_case(k, cell, 3, 100, true, check);
    cell_case(k, cell, 6, 100, false, check);
}
