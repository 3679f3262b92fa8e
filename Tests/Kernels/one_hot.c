/* One-hot inputs: one addition per element, in a stated order, so every table gives the reference's bits. */
#include "check.h"

/* Rows of the matrix, rows of the table, columns of both. */
static const size_t sizes[][2] = {{0, 1}, {1, 1}, {5, 3}, {64, 27}};
static const size_t columns[] = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100};
enum { SIZES = sizeof sizes / sizeof *sizes, COLUMNS = sizeof columns / sizeof *columns };

/* The last one, the first one, and others, of which some come more than once. */
static int32_t *indices(size_t R, size_t V) {
    int32_t *index = guarded(R * sizeof *index);
    for (size_t r = 0; r < R; r++) index[r] = r == 0 ? (int32_t)V - 1 : r == 1 ? 0 : (int32_t)random_below(V);
    return index;
}

void test_gather(const rnnk_kernels *k) {
    for (size_t i = 0; i < COLUMNS * SIZES * 2; i++) {
        const size_t R = sizes[i % SIZES][0], V = sizes[i % SIZES][1], N = columns[i / SIZES / 2];
        const bool has_bias = i / SIZES % 2;
        const char *what = named("gather %zu x %zu, bias %d", R, N, has_bias);
        const int32_t *index = indices(R, V);
        const matrix table = uniform(V, N, -1, 1), bias = uniform(1, N, -1, 1), expected = unset(R, N, dense);
        oracle->gather(R, N, input(table), index, has_bias ? bias.base : NULL, output(expected));
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix from = copy(table, layouts[l]), b = copy(bias, layouts[l]), out = unset(R, N, layouts[l]);
            k->gather(R, N, input(from), index, has_bias ? b.base : NULL, output(out));
            compare(out, expected, NULL, what);
        }
        end_case(what);
    }
}

void test_scatter_add(const rnnk_kernels *k) {
    for (size_t i = 0; i < COLUMNS * SIZES; i++) {
        const size_t R = sizes[i % SIZES][0], V = sizes[i % SIZES][1], N = columns[i / SIZES];
        const char *what = named("scatter_add %zu x %zu", R, N);
        const int32_t *index = indices(R, V);
        const matrix A = uniform(R, N, -1, 1), table = uniform(V, N, -1, 1), expected = copy(table, dense);
        oracle->scatter_add(R, N, input(A), index, output(expected));
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix a = copy(A, layouts[l]), to = copy(table, layouts[l]);
            k->scatter_add(R, N, input(a), index, output(to));
            compare(to, expected, NULL, what);
        }
        end_case(what);
    }
}
