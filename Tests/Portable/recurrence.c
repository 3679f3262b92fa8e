/* Packed rows, of trees and of sequences, and what the tests of all recurrences share. */
#include "recurrence.h"

/* Rows with continued[t] rows of depth t that are continued, and leaves[t] that are not. */
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
};

/* Every row that is continued gets a child; rows that are not continued stand behind the others. */
rnnk_rows packed_rows(size_t shape) {
    const size_t depths = shapes[shape].depths, *continued = shapes[shape].continued, *leaves = shapes[shape].leaves;
    size_t total = 0;
    int32_t *start = guarded((depths + 1) * sizeof *start);
    for (size_t t = 0; t <= depths; t++) {
        start[t] = (int32_t)total;
        if (t < depths) total += continued[t];
    }
    size_t leaf = total;
    for (size_t t = 0; t <= depths; t++) total += leaves[t];
    int32_t *parent = guarded(total * sizeof *parent);
    for (size_t t = 0; t <= depths; t++) {
        const size_t rows = t < depths ? continued[t] : 0;
        for (size_t i = 0; i < rows + leaves[t]; i++) {
            size_t r = (size_t)start[t] + i;
            if (i >= rows) {
                r = shapes[shape].deepest_first ? total - 1 - (leaf - (size_t)start[depths]) : leaf;
                leaf++;
            }
            parent[r] = t == 0 ? -1 - (int32_t)(i % shapes[shape].states)
                               : start[t - 1] + (int32_t)(i % continued[t - 1]);
        }
    }
    return (rnnk_rows){total, shapes[shape].states, depths, start, parent};
}

/* The state that row r continues, or NULL for zeros. */
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

void check_weights(const rnnk_rows *rows, matrix h0, matrix h, matrix dz, matrix before, matrix dU, const char *what) {
    for (size_t i = 0; i < dU.rows; i++) {
        for (size_t j = 0; j < dU.columns; j++) {
            double sum = *at(before, i, j), scale = fabs(sum);
            for (size_t r = 0; r < h.rows; r++) {
                const float *previous = previous_state(rows, r, h, h0);
                const double product = previous ? (double)previous[i] * *at(dz, r, j) : 0;
                sum += product;
                scale += fabs(product);
            }
            EXPECT_NEAR(*at(dU, i, j), sum, sum_tolerance(2 * h.rows, scale), "dU, %s [%zu, %zu]", what, i, j);
        }
    }
}
