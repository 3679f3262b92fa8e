/* Matrix products, one-hot inputs. Sizes lie around the vectors (4, 8, 16 floats), the tiles (5, 6, 12 rows) and the
 * panels (16, 32 columns) of all tables, and around the blocks that long sums are cut into. */
#include "check.h"

static double tolerances[1 << 16];

/* C = f(A B + bias [+ C]) */
static matrix multiply(const rnnk_kernels *k, matrix A, matrix B, matrix bias, int flags, matrix C) {
    k->gemm(A.rows, C.columns, A.columns, A.base, A.ld, B.base, bias.base, flags, C.base, C.ld);
    return C;
}

static void gemm_case(const rnnk_kernels *k, size_t M, size_t N, size_t K, bool has_bias, int flags) {
    const char *what = named("gemm %zu x %zu x %zu, bias %d, flags %d", M, N, K, has_bias, flags);
    const matrix A = uniform(M, K, -1, 1), B = uniform(K, N, -1, 1), C = uniform(M, N, -2, 2), none = {0};
    const matrix bias = has_bias ? uniform(1, N, -1, 1) : none;
    const matrix Bt = unset(N, K, dense);
    for (size_t i = 0; i < N * K; i++) Bt.base[i] = *at(B, i % K, i / K);

    const matrix expected = multiply(reference, A, packed(reference, B, false), bias, flags, copy(C, dense));
    const matrix scale = multiply(reference, magnitudes(A), packed(reference, magnitudes(B), false),
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
    static const size_t Ns[] = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49}, Ks[] = {1, 2, 31, 67, 257};
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
        gemm_case(k, 4, 0, 3, true, flags);
        gemm_case(k, 7, 17, 0, false, flags);
        gemm_case(k, 7, 17, 0, true, flags);
        gemm_case(k, 61, 131, 523, true, flags);
    }
}

static void outer_case(const rnnk_kernels *k, size_t R, size_t M, size_t N) {
    const char *what = named("outer %zu x %zu x %zu", R, M, N);
    const matrix A = uniform(R, M, -1, 1), B = uniform(R, N, -1, 1), C = uniform(M, N, -2, 2);
    const matrix absA = magnitudes(A), absB = magnitudes(B), expected = copy(C, dense), scale = magnitudes(C);
    reference->outer(R, M, N, A.base, A.ld, B.base, B.ld, expected.base, expected.ld);
    reference->outer(R, M, N, absA.base, absA.ld, absB.base, absB.ld, scale.base, scale.ld);
    for (size_t i = 0; i < M * N; i++) tolerances[i] = sum_tolerance(R, scale.base[i]);
    matrix first = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix a = copy(A, layouts[l]), b = copy(B, layouts[l]), result = copy(C, layouts[l]);
        k->outer(R, M, N, a.base, a.ld, b.base, b.ld, result.base, result.ld);
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
    static const size_t wide[][3] = {{127, 49, 208}, {129, 48, 209}, {257, 97, 163}, {3, 240, 17}, {130, 7, 251}};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) outer_case(k, wide[i][0], wide[i][1], wide[i][2]);
}

void test_column_sums(const rnnk_kernels *k) {
    static const size_t Rs[] = {0, 1, 2, 31, 257}, Ns[] = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 101};
    for (size_t i = 0; i < sizeof Rs / sizeof *Rs * (sizeof Ns / sizeof *Ns); i++) {
        const size_t R = Rs[i % (sizeof Rs / sizeof *Rs)], N = Ns[i / (sizeof Rs / sizeof *Rs)];
        const char *what = named("column_sums %zu x %zu", R, N);
        const matrix A = uniform(R, N, -1, 1), sums = uniform(1, N, -2, 2);
        const matrix absA = magnitudes(A), expected = copy(sums, dense), scale = magnitudes(sums);
        reference->column_sums(R, N, A.base, A.ld, expected.base);
        reference->column_sums(R, N, absA.base, absA.ld, scale.base);
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

/* ---- one-hot inputs: one rounding, so exactly the reference's ------------------------------------------------ */

enum { VOCABULARY = 11 };
static const size_t one_hot_rows[] = {0, 1, 5, 23}, one_hot_columns[] = {0, 1, 3, 4, 5, 8, 9, 16, 17, 31, 33, 100};

static int32_t *indices(size_t R) {
    int32_t *index = guarded(R * sizeof *index);
    for (size_t r = 0; r < R; r++) index[r] = r == 0 ? VOCABULARY - 1 : r == 1 ? 0 : (int32_t)random_below(VOCABULARY);
    return index;
}

void test_gather(const rnnk_kernels *k) {
    for (size_t i = 0; i < sizeof one_hot_columns / sizeof *one_hot_columns * 8; i++) {
        const size_t R = one_hot_rows[i % 4], N = one_hot_columns[i / 8];
        const bool has_bias = i & 4;
        const char *what = named("gather %zu x %zu, bias %d", R, N, has_bias);
        const int32_t *index = indices(R);
        const matrix table = uniform(VOCABULARY, N, -1, 1), bias = uniform(1, N, -1, 1), expected = unset(R, N, dense);
        reference->gather(R, N, table.base, table.ld, index, has_bias ? bias.base : NULL, expected.base, expected.ld);
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix from = copy(table, layouts[l]), b = copy(bias, layouts[l]), out = unset(R, N, layouts[l]);
            k->gather(R, N, from.base, from.ld, index, has_bias ? b.base : NULL, out.base, out.ld);
            compare(out, expected, NULL, what);
        }
        end_case(what);
    }
}

void test_scatter_add(const rnnk_kernels *k) {
    for (size_t i = 0; i < sizeof one_hot_columns / sizeof *one_hot_columns * 4; i++) {
        const size_t R = one_hot_rows[i % 4], N = one_hot_columns[i / 4];
        const char *what = named("scatter_add %zu x %zu", R, N);
        const int32_t *index = indices(R);
        const matrix A = uniform(R, N, -1, 1), table = uniform(VOCABULARY, N, -1, 1), expected = copy(table, dense);
        reference->scatter_add(R, N, A.base, A.ld, index, expected.base, expected.ld);
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix a = copy(A, layouts[l]), to = copy(table, layouts[l]);
            k->scatter_add(R, N, a.base, a.ld, index, to.base, to.ld);
            compare(to, expected, NULL, what);
        }
        end_case(what);
    }
}
