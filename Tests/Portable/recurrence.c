/* Recurrences over packed rows. They multiply rounding errors from depth to depth, so what is compared is every single step:
 * computed in double from what the kernel itself gave to the rows around. */
#include <stdlib.h>

#include "check.h"

/* Packed rows with continued[t] rows of depth t that are continued, and leaves[t] that are not. */
typedef struct {
    size_t depths, states, continued[8], leaves[9];
} shape;

static const shape shapes[] = {
    {0, 0, {0}, {0}},
    {0, 1, {0}, {1}},
    {0, 2, {0}, {3}},
    {5, 7, {7, 4, 4, 2, 1}, {0, 3, 0, 2, 1, 1}},     /* sequences */
    {2, 13, {13, 13}, {0, 0, 13}},                   /* of one length */
    {1, 1, {1}, {0, 40}},                            /* trees */
    {4, 1, {1, 3, 14, 5}, {0, 2, 10, 17, 9}},
    {7, 3, {5, 2, 9, 1, 1, 1, 1}, {2, 3, 1, 8, 1, 0, 2, 1}},
};

/* Every row that is continued gets a child; rows that are not continued stand behind the others, deepest first. */
static rnnk_rows pack_rows(const shape *s) {
    size_t total = 0;
    int32_t *start = guarded((s->depths + 1) * sizeof *start);
    for (size_t t = 0; t <= s->depths; t++) {
        start[t] = (int32_t)total;
        if (t < s->depths) total += s->continued[t];
    }
    for (size_t t = 0; t <= s->depths; t++) total += s->leaves[t];
    int32_t *parent = guarded(total * sizeof *parent);
    size_t leaf = total;
    for (size_t t = 0; t <= s->depths; t++) {
        const size_t rows = t < s->depths ? s->continued[t] : 0;
        for (size_t i = 0; i < rows + s->leaves[t]; i++) {
            const size_t r = i < rows ? (size_t)start[t] + i : --leaf;
            parent[r] = t == 0 ? -1 - (int32_t)(i % s->states)
                               : start[t - 1] + (int32_t)(i % s->continued[t - 1]);
        }
    }
    return (rnnk_rows){total, s->states, s->depths, start, parent};
}

/* The state that row r continues, or NULL for zeros. */
static const float *previous_state(const rnnk_rows *rows, size_t r, matrix h, matrix h0) {
    const int32_t parent = rows->parent[r];
    return parent >= 0 ? at(h, (size_t)parent, 0) : h0.base ? at(h0, (size_t)(-1 - parent), 0) : NULL;
}

/* h = tanh(z + h_previous U) */
static void check_forward(const rnnk_rows *rows, matrix z, matrix U, matrix h0, matrix h, const char *what) {
    for (size_t r = 0; r < z.rows; r++) {
        const float *previous = previous_state(rows, r, h, h0);
        for (size_t j = 0; j < z.columns; j++) {
            double sum = *at(z, r, j), scale = fabs(sum);
            for (size_t i = 0; previous && i < z.columns; i++) {
                const double product = (double)previous[i] * *at(U, i, j);
                sum += product;
                scale += fabs(product);
            }
            const double expected = tanh(sum), tolerance = tanh_tolerance(sum_tolerance(z.columns, scale), expected);
            EXPECT(is_near(*at(h, r, j), expected, tolerance), "h, %s [%zu, %zu]: %.9g, expected %.9g", what, r, j,
                   *at(h, r, j), expected);
        }
    }
}

/* da = (dh + sum over children of da U^T)(1 - h^2) */
static void check_backward(const rnnk_rows *rows, matrix U, matrix h, matrix dh, matrix da, const char *what) {
    for (size_t p = 0; p < h.rows; p++) {
        for (size_t i = 0; i < h.columns; i++) {
            double sum = *at(dh, p, i), scale = fabs(sum);
            size_t children = 0;
            for (size_t r = 0; r < h.rows; r++) {
                if (rows->parent[r] != (int32_t)p) continue;
                children++;
                for (size_t j = 0; j < h.columns; j++) {
                    const double product = (double)*at(da, r, j) * *at(U, i, j);
                    sum += product;
                    scale += fabs(product);
                }
            }
            const double y = *at(h, p, i), expected = sum * (1 - y * y);
            const double tolerance =
                through_tanh_tolerance(sum_tolerance(h.columns + 2 * children, scale), sum, y);
            EXPECT(is_near(*at(da, p, i), expected, tolerance), "da, %s [%zu, %zu]: %.9g, expected %.9g", what, p, i,
                   *at(da, p, i), expected);
        }
    }
}

/* dU += sum over rows of h_previous^T da */
static void check_weights(const rnnk_rows *rows, matrix h0, matrix h, matrix da, matrix before, matrix dU,
                          const char *what) {
    for (size_t i = 0; i < dU.rows; i++) {
        for (size_t j = 0; j < dU.columns; j++) {
            double sum = *at(before, i, j), scale = fabs(sum);
            for (size_t r = 0; r < h.rows; r++) {
                const float *previous = previous_state(rows, r, h, h0);
                const double product = previous ? (double)previous[i] * *at(da, r, j) : 0;
                sum += product;
                scale += fabs(product);
            }
            EXPECT(is_near(*at(dU, i, j), sum, sum_tolerance(2 * h.rows, scale)),
                   "dU, %s [%zu, %zu]: %.9g, expected %.9g", what, i, j, *at(dU, i, j), sum);
        }
    }
}

static void rnn_case(const rnnk_kernels *k, const shape *s, size_t H, bool has_states) {
    const char *what = named("rnn, shape %d, H %zu, states %d", (int)(s - shapes), H, has_states);
    const rnnk_rows rows = pack_rows(s);
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
    if (R > 0) check_forward(&rows, z, U, states, first_h, what);
    if (R > 0) check_backward(&rows, U, first_h, dh, first_da, what);
    check_weights(&rows, states, first_h, first_da, dU, first_dU, what);
    end_case(what);
}

void test_rnn(const rnnk_kernels *k) {
    static const size_t Hs[] = {0, 1, 5, 15, 16, 17, 32, 33, 61};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        for (size_t j = 0; j < sizeof Hs / sizeof *Hs; j++) {
            rnn_case(k, &shapes[i], Hs[j], false);
            rnn_case(k, &shapes[i], Hs[j], true);
        }
    }
}
