/* Matrix products. Sizes lie around the vectors (4, 8, 16 floats), the tiles (5, 6, 12 rows) and the
 * panels (16, 32 columns) of all tables, and around the blocks that long sums are cut into. */
#include "check.h"

static _Thread_local double tolerances[1 << 16];

/* C = f(A B + bias [+ C]) */
static matrix multiply(const rnnk_kernels *k, matrix A, matrix B, matrix bias, int flags, matrix C) {
    k->gemm(A.rows, C.columns, A.columns, input(A), B.base, bias.base, flags, output(C));
    return C;
}

static void gemm_case(const rnnk_kernels *k, size_t M, size_t N, size_t K, bool has_bias, int flags) {
    const char *what = named("gemm %zu x %zu x %zu, bias %d, flags %d", M, N, K, has_bias, flags);
    const matrix A = uniform(M, K, -1, 1), B = uniform(K, N, -1, 1), C = uniform(M, N, -2, 2), none = {0};
    const matrix bias = has_bias ? uniform(1, N, -1, 1) : none;
    const matrix Bt = unset(N, K, dense);
    for (size_t i = 0; i < N * K; i++) Bt.base[i] = *at(B, i % K, i / K);

    const matrix expected = multiply(oracle, A, packed(oracle, B, false), bias, flags, copy(C, dense));
    const matrix scale = multiply(oracle, magnitudes(A), packed(oracle, magnitudes(B), false),
                                  has_bias ? magnitudes(bias) : none, flags & RNNK_ACCUMULATE, magnitudes(C));
    for (size_t i = 0; i < M * N; i++) {
        const double sum = sum_tolerance(K, scale.base[i]);
        tolerances[i] = flags & RNNK_TANH ? tanh_tolerance(sum, expected.base[i]) : sum;
    }
    matrix first = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix right = l == 1 ? packed(k, copy(Bt, layouts[l]), true) : packed(k, copy(B, layouts[l]), false);
        const matrix result = multiply(k, copy(A, layouts[l]), right, has_bias ? copy(bias, layouts[l]) : none, flags,
                                       copy(C, layouts[l]));
        compare(result, expected, tolerances, what);
        compare_bits(result, &first, what);
    }
    end_case(what);
}

void test_gemm(const rnnk_kernels *k) {
    static const size_t Ms[] = {1, 2, 4, 5, 6, 7, 11, 12, 13, 25, 37};
    static const size_t Ns[] = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49}, Ks[] = {1, 2, 7, 16, 31, 67, 256, 257, 513};
    int flags = 0;
    for (size_t m = 0; m < sizeof Ms / sizeof *Ms; m++) {
        for (size_t n = 0; n < sizeof Ns / sizeof *Ns; n++) {
            for (size_t i = 0; i < sizeof Ks / sizeof *Ks; i++, flags = (flags + 1) % 4) {
                gemm_case(k, Ms[m], Ns[n], Ks[i], false, flags);
                gemm_case(k, Ms[m], Ns[n], Ks[i], true, flags);
            }
        }
    }
    for (flags = 0; flags < 4; flags++) {
        gemm_case(k, 0, 5, 3, true, flags);
        gemm_case(k, 0, 0, 0, true, flags);
        gemm_case(k, 1, 1, 0, false, flags);
        gemm_case(k, 6, 16, 0, true, flags);
        gemm_case(k, 4, 0, 3, true, flags);
        gemm_case(k, 7, 17, 0, false, flags);
        gemm_case(k, 7, 17, 0, true, flags);
        gemm_case(k, 61, 131, 523, true, flags);
    }
}

/* A table that says so computes a row alone with the same bits as among others. */
static void independent_rows_case(const rnnk_kernels *k, size_t M, size_t N, size_t K) {
    const matrix A = uniform(M, K, -1, 1), B = packed(k, uniform(K, N, -1, 1), false), none = {0};
    matrix alone = unset(M, N, dense);
    for (size_t m = 0; m < M; m++) {
        const rnnk_matrix row = rnnk_mat(at(alone, m, 0), alone.ld);
        k->gemm(1, N, K, rnnk_const_mat(at(A, m, 0), A.ld), B.base, NULL, RNNK_TANH, row);
    }
    for (size_t rows = 1; rows <= M; rows++) {
        const matrix some = {rows, K, A.ld, A.base};
        const matrix together = multiply(k, some, B, none, RNNK_TANH, unset(rows, N, dense));
        compare_bits(together, &alone, named("%zu rows of gemm %zu x %zu", rows, N, K));
    }
    end_case("independent rows");
}

void test_independent_rows(const rnnk_kernels *k) {
    static const size_t sizes[][2] = {{1, 5}, {17, 33}, {28, 32}, {128, 300}};
    for (size_t i = 0; k->independent_rows && i < sizeof sizes / sizeof *sizes; i++) {
        independent_rows_case(k, 23, sizes[i][0], sizes[i][1]);
    }
}

/* Ranges of columns, in any order, make up the product, with the same bits; other columns are left alone. */
static void gemm_columns_case(const rnnk_kernels *k, size_t M, size_t N, size_t K, int flags) {
    const char *what = named("columns of gemm %zu x %zu x %zu, flags %d", M, N, K, flags);
    const matrix A = uniform(M, K, -1, 1), B = packed(k, uniform(K, N, -1, 1), false), bias = uniform(1, N, -1, 1);
    const matrix C = uniform(M, N, -1, 1);
    matrix whole = multiply(k, A, B, bias, flags, copy(C, dense));
    const size_t one = random_below(N + 1), other = random_below(N + 1);
    const size_t low = one < other ? one : other, high = one + other - low;
    const size_t ranges[][2] = {{high, N + 5}, {0, low}, {low, low}, {low, high}};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix a = copy(A, layouts[l]), result = copy(C, layouts[l]);
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
            k->gemm_columns(M, N, K, ranges[i][0], ranges[i][1], input(a), B.base, bias.base, flags, output(result));
        }
        compare_bits(result, &whole, what);
    }
    end_case(what);
}

void test_gemm_columns(const rnnk_kernels *k) {
    static const size_t sizes[][3] = {{0, 5, 3}, {1, 1, 1}, {7, 33, 17}, {13, 100, 40}, {5, 131, 0},
                                      {3, 700, 300}, {9, 1100, 200}, {64, 70, 3000}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int flags = 0; flags < 4; flags++) gemm_columns_case(k, sizes[i][0], sizes[i][1], sizes[i][2], flags);
    }
}

static void outer_case(const rnnk_kernels *k, size_t R, size_t M, size_t N) {
    const char *what = named("outer %zu x %zu x %zu", R, M, N);
    const matrix A = uniform(R, M, -1, 1), B = uniform(R, N, -1, 1), C = uniform(M, N, -2, 2);
    const matrix absA = magnitudes(A), absB = magnitudes(B), expected = copy(C, dense), scale = magnitudes(C);
    oracle->outer(R, M, N, input(A), input(B), output(expected));
    oracle->outer(R, M, N, input(absA), input(absB), output(scale));
    for (size_t i = 0; i < M * N; i++) tolerances[i] = sum_tolerance(R, scale.base[i]);
    matrix first = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix a = copy(A, layouts[l]), b = copy(B, layouts[l]), result = copy(C, layouts[l]);
        k->outer(R, M, N, input(a), input(b), output(result));
        compare(result, expected, tolerances, what);
        compare_bits(result, &first, what);
    }
    end_case(what);
}

void test_outer(const rnnk_kernels *k) {
    static const size_t Rs[] = {0, 1, 2, 31, 131}, Ms[] = {0, 1, 4, 5, 6, 7, 11, 12, 13, 25};
    static const size_t Ns[] = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33};
    for (size_t r = 0; r < sizeof Rs / sizeof *Rs; r++) {
        for (size_t m = 0; m < sizeof Ms / sizeof *Ms; m++) {
            for (size_t n = 0; n < sizeof Ns / sizeof *Ns; n++) outer_case(k, Rs[r], Ms[m], Ns[n]);
        }
    }
    /* Sums of several blocks, and matrices above 256 columns together, of which blocks are copied. */
    static const size_t wide[][3] = {{257, 6, 16},   {1031, 7, 17},  {131, 100, 101}, {127, 49, 208},
                                     {129, 48, 209}, {257, 97, 163}, {3, 240, 17},    {130, 7, 251}};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) outer_case(k, wide[i][0], wide[i][1], wide[i][2]);
}

void test_column_sums(const rnnk_kernels *k) {
    static const size_t Rs[] = {0, 1, 2, 31, 257}, Ns[] = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 101};
    for (size_t i = 0; i < sizeof Rs / sizeof *Rs * (sizeof Ns / sizeof *Ns); i++) {
        const size_t R = Rs[i % (sizeof Rs / sizeof *Rs)], N = Ns[i / (sizeof Rs / sizeof *Rs)];
        const char *what = named("column_sums %zu x %zu", R, N);
        const matrix A = uniform(R, N, -1, 1), sums = uniform(1, N, -2, 2);
        const matrix absA = magnitudes(A), expected = copy(sums, dense), scale = magnitudes(sums);
        oracle->column_sums(R, N, A.base, A.ld, expected.base);
        oracle->column_sums(R, N, absA.base, absA.ld, scale.base);
        for (size_t n = 0; n < N; n++) tolerances[n] = sum_tolerance(R, scale.base[n]);
        matrix first = {0};
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix a = copy(A, layouts[l]), result = copy(sums, layouts[l]);
            k->column_sums(R, N, a.base, a.ld, result.base);
            compare(result, expected, tolerances, what);
            compare_bits(result, &first, what);
        }
        end_case(what);
    }
}
