/* Products of 8-bit integers, the recurrences over them, and the quantization of weights. Sums of integers are exact,
 * so a product has the bits of the reference. */
#include <stdlib.h>

#include "recurrence.h"

/* Weights as 8-bit numbers: numbers [N, K], factors [N]. */
typedef struct {
    size_t K, N;
    int8_t *q;
    float *factor;
} weights;

static weights quantized(matrix B) {
    const size_t K = B.rows, N = B.columns;
    const weights w = {K, N, guarded((K * N + 3) / 4 * 4), guarded(N * sizeof(float))};
    rnnk_quantize(K, N, B.base, B.ld, false, w.q, w.factor);
    return w;
}

static void *packed_int8(const rnnk_kernels *k, weights w) {
    void *packed = guarded((k->int8_size(w.K, w.N) + 3) / 4 * 4);
    k->int8_pack(w.K, w.N, w.q, w.factor, packed);
    return packed;
}

static void gemm_case(const rnnk_kernels *k, size_t M, size_t N, size_t K, bool has_bias, int flags) {
    const char *what = named("int8_gemm %zu x %zu x %zu, bias %d, flags %d", M, N, K, has_bias, flags);
    const matrix A = uniform(M, K, -1.05, 1.05), B = uniform(K, N, -0.5, 0.5), C = uniform(M, N, -2, 2), none = {0};
    const matrix bias = has_bias ? uniform(1, N, -1, 1) : none, expected = copy(C, dense);
    for (size_t i = 0; i < M * K; i += 7) A.base[i] = i % 2 ? 1.0f : -1.0f; /* the sums are as large as they can be */
    for (size_t i = 0; i < K * N; i += 3) B.base[i] = i % 2 ? 0.5f : -0.5f;
    for (size_t i = 5; i < M * K; i += 11) A.base[i] = (float)(i % 255) / 254.0f; /* and between two whole numbers */
    const weights w = quantized(B);
    oracle->int8_gemm(M, N, K, input(A), packed_int8(oracle, w), bias.base, flags, output(expected));
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix a = copy(A, layouts[l]), b = has_bias ? copy(bias, layouts[l]) : none, c = copy(C, layouts[l]);
        k->int8_gemm(M, N, K, input(a), packed_int8(k, w), b.base, flags, output(c));
        matrix same = expected;
        compare_bits(c, &same, what);
    }
    end_case(what);
}

void test_int8_gemm(const rnnk_kernels *k) {
    static const size_t Ms[] = {1, 2, 3, 4, 5, 7, 11, 12, 13, 25}, Ns[] = {1, 3, 8, 15, 16, 17, 32, 33, 49};
    static const size_t Ks[] = {1, 2, 3, 4, 5, 15, 16, 17, 33, 128, 257};
    int flags = 0;
    for (size_t m = 0; m < sizeof Ms / sizeof *Ms; m++) {
        for (size_t n = 0; n < sizeof Ns / sizeof *Ns; n++) {
            for (size_t i = 0; i < sizeof Ks / sizeof *Ks; i++, flags ^= RNNK_ACCUMULATE) {
                gemm_case(k, Ms[m], Ns[n], Ks[i], (m + n + i) % 2, flags);
            }
        }
    }
    for (flags = 0; flags <= RNNK_ACCUMULATE; flags++) {
        gemm_case(k, 0, 5, 3, true, flags);
        gemm_case(k, 0, 0, 0, true, flags);
        gemm_case(k, 7, 17, 0, true, flags);
        gemm_case(k, 4, 0, 3, true, flags);
        gemm_case(k, 150, 40, 1031, true, flags); /* several blocks of inputs */
        gemm_case(k, 2, 3, 32768, false, flags);
    }
}

/* ---- recurrences ------------------------------------------------------------------------------------------------ */

typedef struct {
    matrix gates, extra, h;
} states;

static matrix copy_or_none(matrix x, layout where) { return x.base ? copy(x, where) : x; }

static states run(const rnnk_kernels *k, const recurrence *p, weights w, layout where) {
    const size_t H = p->H, R = p->rows.rows, work_rows = (size_t)p->rows.start[p->rows.depths] + p->rows.states;
    const matrix h0 = copy_or_none(p->h0, where), c0 = copy_or_none(p->c0, where), bias = copy(p->bias, where);
    const states s = {copy(p->z, where), unset(R, H, where), unset(R, H, where)};
    const matrix work = unset(work_rows, p->U.columns, dense);
    const void *right = packed_int8(k, w);
    if (p->cell == LSTM) {
        k->int8_lstm_forward(&p->rows, H, right, input(h0), input(c0), output(s.gates), output(s.extra), output(s.h),
                             work.base);
    } else {
        k->int8_gru_forward(&p->rows, H, right, bias.base, input(h0), output(s.gates), output(s.extra), output(s.h),
                            work.base);
    }
    return s;
}

/* Gate `column` of a row: f(z + product). */
static void check_sum(double (*f)(double), float z, float product, float gate, const char *what) {
    const double sum = (double)z + product, error = sum_tolerance(1, fabs((double)z) + fabs((double)product));
    EXPECT_NEAR(gate, f(sum), gate_tolerance(error, f(sum)), "gate, %s", what);
}

/* One step of row r, whose product with the recurrent weights is [G H]. */
static void check_row(const recurrence *p, const states *s, size_t r, const float *product, const char *what) {
    const size_t H = p->H;
    const float *gate = at(s->gates, r, 0), *z = at(p->z, r, 0);
    const float *before = previous_state(&p->rows, r, p->cell == LSTM ? s->extra : s->h,
                                         p->cell == LSTM ? p->c0 : p->h0);
    for (size_t j = 0; j < H; j++) {
        const double last = before ? before[j] : 0, h = *at(s->h, r, j), extra = *at(s->extra, r, j);
        if (p->cell == LSTM) {
            for (size_t g = 0; g < 4; g++) {
                check_sum(g == 2 ? tanh : sigmoid, z[g * H + j], product[g * H + j], gate[g * H + j], what);
            }
            const double added = (double)gate[j] * gate[2 * H + j], kept = gate[H + j] * last;
            EXPECT_NEAR(extra, added + kept, sum_tolerance(0, fabs(added) + fabs(kept)), "c, %s", what);
            const double out = gate[3 * H + j] * tanh(extra);
            EXPECT_NEAR(h, out, tanh_tolerance(0, out), "h, %s", what);
        } else {
            for (size_t g = 0; g < 2; g++) check_sum(sigmoid, z[g * H + j], product[g * H + j], gate[g * H + j], what);
            const double q = (double)product[2 * H + j] + p->bias.base[j], in = z[2 * H + j], n = gate[2 * H + j];
            const double reset = gate[j] * extra;
            EXPECT_NEAR(extra, q, sum_tolerance(0, fabs((double)product[2 * H + j]) + fabs(p->bias.base[j])), "q, %s",
                        what);
            EXPECT_NEAR(n, tanh(in + reset), gate_tolerance(sum_tolerance(0, fabs(in) + fabs(reset)), n), "n, %s", what);
            EXPECT_NEAR(h, (1 - gate[H + j]) * n + gate[H + j] * last, sum_tolerance(0, fabs(n) + fabs(last)), "h, %s",
                        what);
        }
    }
}

static void recurrence_case(const rnnk_kernels *k, cell_kind cell, size_t shape, size_t H, bool has_states) {
    const char *what = named("int8 %s, shape %zu, H %zu, states %d", cell == LSTM ? "lstm" : "gru", shape, H, has_states);
    const recurrence p = random_recurrence(cell, shape, H, has_states);
    const weights w = quantized(p.U);
    states first = run(k, &p, w, layouts[0]);
    for (size_t l = 1; l < LAYOUTS; l++) {
        const states again = run(k, &p, w, layouts[l]);
        compare_bits(again.gates, &first.gates, what);
        compare_bits(again.extra, &first.extra, what);
        compare_bits(again.h, &first.h, what);
    }
    const matrix product = unset(1, p.U.columns, dense);
    const void *right = packed_int8(oracle, w);
    for (size_t r = 0; r < p.rows.rows; r++) {
        const float *previous = previous_state(&p.rows, r, first.h, p.h0);
        for (size_t j = 0; j < p.U.columns; j++) product.base[j] = 0;
        if (previous) {
            oracle->int8_gemm(1, p.U.columns, H, rnnk_const_mat(previous, H), right, NULL, 0, output(product));
        }
        check_row(&p, &first, r, product.base, what);
    }
    end_case(what);
}

static void test_recurrence(const rnnk_kernels *k, cell_kind cell) {
    static const size_t Hs[] = {1, 5, 16, 17, 33};
    for (size_t i = 0; i < sizeof Hs / sizeof *Hs; i++) {
        for (size_t shape = 0; shape < SHAPES; shape++) {
            recurrence_case(k, cell, shape, Hs[i], false);
            recurrence_case(k, cell, shape, Hs[i], true);
        }
    }
    recurrence_case(k, cell, 3, 100, true);
    recurrence_case(k, cell, 6, 100, false);
}

void test_int8_lstm(const rnnk_kernels *k) { test_recurrence(k, LSTM); }
void test_int8_gru(const rnnk_kernels *k) { test_recurrence(k, GRU); }

/* ---- the reference and the quantization, against their formulas -------------------------------------------------- */

static void check_quantization(bool transposed) {
    enum { K = 23, N = 6 };
    const matrix B = transposed ? uniform(N, K, -3, 3) : uniform(K, N, -3, 3);
    int8_t q[N * K];
    float factor[N];
    for (size_t k = 0; k < K; k++) { /* zeros; a weight that is not finite; a tie */
        float *zero = transposed ? at(B, 1, k) : at(B, k, 1), *tied = transposed ? at(B, 3, k) : at(B, k, 3);
        *zero = 0;
        *tied = k == 0 ? 127.0f : k % 2 ? 2.5f : -2.5f;
    }
    *(transposed ? at(B, 2, 4) : at(B, 4, 2)) = INFINITY;
    rnnk_quantize(K, N, B.base, B.ld, transposed, q, factor);
    EXPECT(factor[1] == 0 && isnan(factor[2]), "factors of zeros and of infinity");
    for (size_t n = 0; n < N; n++) {
        int largest = 0;
        for (size_t k = 0; k < K; k++) {
            const double x = transposed ? *at(B, n, k) : *at(B, k, n), value = q[n * K + k];
            if (abs(q[n * K + k]) > largest) largest = abs(q[n * K + k]);
            if (n == 1 || n == 2) EXPECT(value == 0, "a number of a column without a factor");
            else EXPECT_NEAR(value * factor[n], x, int8_weight_tolerance(factor[n]), "weight [%zu, %zu]", k, n);
            if (n == 3 && k > 0) EXPECT(value == (k % 2 ? 3 : -3), "halves are rounded away from zero");
        }
        EXPECT(largest == (n == 1 || n == 2 ? 0 : 127), "the largest number of column %zu is %d", n, largest);
    }
}

void test_reference_int8(void) {
    check_quantization(false);
    check_quantization(true);
    const size_t M = 5, N = 7, K = 300;
    for (int flags = 0; flags <= RNNK_ACCUMULATE; flags++) {
        const matrix A = uniform(M, K, -1.1, 1.1), C = uniform(M, N, -1, 1), bias = uniform(1, N, -1, 1);
        const weights w = quantized(uniform(K, N, -1, 1));
        const matrix result = copy(C, dense);
        oracle->int8_gemm(M, N, K, input(A), packed_int8(oracle, w), bias.base, flags, output(result));
        for (size_t m = 0; m < M; m++) {
            for (size_t n = 0; n < N; n++) {
                double sum = 0, start = bias.base[n] + (flags ? *at(C, m, n) : 0);
                for (size_t i = 0; i < K; i++) {
                    sum += rint(127 * fmin(1, fmax(-1, (double)*at(A, m, i)))) * w.q[n * K + i];
                }
                const double product = sum * w.factor[n] / 127;
                EXPECT_NEAR(*at(result, m, n), product + start, int8_tolerance(product, start), "int8_gemm [%zu, %zu]", m,
                            n);
            }
        }
    }
    end_case("int8");
}
