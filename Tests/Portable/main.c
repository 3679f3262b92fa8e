/* The kernels of every table that this machine can run, against the reference: the tests for where the Swift tests
 * cannot run, an emulated processor for one. In plain C, needs POSIX.
 *
 *     portable [TABLE...]       tests these tables, or all; exits 1 if a kernel fails
 *     portable --kernels        the kernels that it tests, one a line
 *     portable --broken KERNEL  tests the reference with this kernel broken, and so has to exit 1 */
#include <string.h>

#include "check.h"

const rnnk_kernels *reference;

/* ---- one broken kernel of each kind --------------------------------------------------------------------------- */

static void broken_gemm(size_t M, size_t N, size_t K, const float *A, size_t lda, const float *packed,
                        const float *bias, int flags, float *C, size_t ldc) { /* that writes into the padding */
    reference->gemm(M, N, K, A, lda, packed, bias, flags, C, ldc);
    if (M > 1 && ldc == N + layouts[1].padding) C[N] = 0;
}
static void broken_outer(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb, float *C,
                         size_t ldc) { /* without the last row */
    reference->outer(R > 256 ? R - 1 : R, M, N, A, lda, B, ldb, C, ldc);
}
static void broken_column_sums(size_t R, size_t N, const float *A, size_t lda, float *sums) { /* without the tail */
    reference->column_sums(R, N > 100 ? N - 1 : N, A, lda, sums);
}
static void broken_gather(size_t R, size_t N, const float *table, size_t ldt, const int32_t *index, const float *bias,
                          float *out, size_t ldo) { /* without bias */
    (void)bias;
    reference->gather(R, N, table, ldt, index, NULL, out, ldo);
}
static void broken_scatter_add(size_t R, size_t N, const float *A, size_t lda, const int32_t *index, float *table,
                               size_t ldt) { /* that loses a row */
    reference->scatter_add(R > 5 ? R - 1 : R, N, A, lda, index, table, ldt);
}
static void broken_rnn_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                               float *h, size_t ldh, float *work) { /* without initial states */
    (void)h0;
    reference->rnn_forward(rows, H, packed, NULL, ldh0, h, ldh, work);
}
static void broken_rnn_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                                const float *h, size_t ldh, float *da, size_t ldd, float *dU, size_t ldu, float *work) {
    reference->rnn_backward(rows, H, packed, h0, ldh0, h, ldh, da, ldd, dU, ldu, work);
    if (H > 60) dU[H - 1] *= 1.0001f;
}
static void broken_lstm_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                                const float *c0, size_t ldc0, float *gates, size_t ldg, float *c, size_t ldc, float *h,
                                size_t ldh, float *work) { /* with one cell state too small */
    reference->lstm_forward(rows, H, packed, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, work);
    if (H > 30 && rows->rows > 0) c[H - 1] *= 0.9999f;
}
static void broken_lstm_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                                 const float *c0, size_t ldc0, float *gates, size_t ldg, const float *c, size_t ldc,
                                 const float *h, size_t ldh, float *dh, size_t ldd, float *dU, size_t ldu,
                                 float *work) { /* with one gradient too little */
    reference->lstm_backward(rows, H, packed, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, dh, ldd, dU, ldu, work);
    if (H > 30 && rows->depths > 0) gates[0] *= 0.9999f;
}
static void broken_gru_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *bias, const float *h0,
                               size_t ldh0, float *gates, size_t ldg, float *q, size_t ldq, float *h, size_t ldh,
                               float *work) { /* without initial states */
    (void)h0;
    reference->gru_forward(rows, H, packed, bias, NULL, ldh0, gates, ldg, q, ldq, h, ldh, work);
}
static void broken_gru_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                                float *gates, size_t ldg, float *q, size_t ldq, const float *h, size_t ldh, float *dh,
                                size_t ldd, float *dU, size_t ldu, float *work) { /* with one gradient too little */
    reference->gru_backward(rows, H, packed, h0, ldh0, gates, ldg, q, ldq, h, ldh, dh, ldd, dU, ldu, work);
    if (H > 30 && rows->depths > 0) q[H - 1] *= 0.9999f;
}
static double broken_softmax_cross_entropy(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                           const float *count, float scale, float *y, size_t ldy) { /* another loss */
    return 1.0001 * reference->softmax_cross_entropy(R, V, first, target, count, scale, y, ldy);
}
static void broken_log_softmax(size_t R, size_t V, float *y, size_t ldy) { /* without the last row */
    reference->log_softmax(R - 1, V, y, ldy);
}
static void broken_cumulate(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature,
                            int32_t *cumulative, size_t ldc, float *work) { /* at another temperature */
    reference->cumulate(R, V, z, ldz, inverse_temperature * 1.0001f, cumulative, ldc, work);
}
static void broken_draw(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random,
                        int32_t *index) { /* the last class too rarely */
    reference->draw(R, V, cumulative, ldc, random, index);
    for (size_t r = 0; r < R; r++) index[r] -= V > 8 && index[r] == (int32_t)V - 1;
}
static void broken_tanh(size_t n, const float *x, float *y) { /* beyond 7 ULP */
    reference->tanh(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] *= 1 + 0x1p-20f;
}
static void broken_sigmoid(size_t n, const float *x, float *y) { /* 1 too early */
    reference->sigmoid(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = y[i] > 0.999999f ? 1 : y[i];
}
static void broken_exp(size_t n, const float *x, float *y) { /* that flushes too early */
    reference->exp(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = y[i] < 1e-37f ? 0 : y[i];
}
static void broken_log(size_t n, const float *x, float *y) { /* that is infinite at infinity only from one side */
    reference->log(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = isinf(y[i]) ? 88 : y[i];
}
static void broken_add(size_t n, const float *x, float *y) { reference->add(n / 8 * 8, x, y); }
static void broken_scale(size_t n, float a, float *y) { reference->scale(n / 8 * 8, a, y); }
static double broken_sum_of_squares(size_t n, const float *x) { return reference->sum_of_squares(n / 8 * 8, x); }
static void broken_sgd(size_t n, float lr, const float *g, float *p) { reference->sgd(n, -lr, g, p); }
static void broken_momentum(size_t n, float lr, float m, const float *g, float *u, float *p) {
    reference->momentum(n, lr, m * 0.999f, g, u, p);
}
static void broken_nesterov(size_t n, float lr, float m, const float *g, float *u, float *p) { /* that looks not ahead */
    reference->momentum(n, lr / (1 - m), m, g, u, p);
    for (size_t i = 0; i < n; i++) u[i] /= 1 - m;
}
static void broken_rmsprop(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    reference->rmsprop(n, lr, rho, epsilon * 1.001f, g, v, p);
}
static void broken_adam(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
                        float *m, float *v, float *p) {
    reference->adam(n, step, correction, beta1, beta2, epsilon * 2, g, m, v, p);
}

static double broken_online_train(void *state, size_t T, const int32_t *tokens) { /* without the last character */
    return reference->online_train(state, T > 0 ? T - 1 : 0, tokens);
}

static rnnk_kernels broken; /* a copy of the reference, of which one kernel is replaced */

#define BREAKER(kernel) static void break_##kernel(void) { broken.kernel = broken_##kernel; }
BREAKER(gemm) BREAKER(outer) BREAKER(column_sums) BREAKER(gather) BREAKER(scatter_add) BREAKER(rnn_forward)
BREAKER(rnn_backward) BREAKER(lstm_forward) BREAKER(lstm_backward) BREAKER(gru_forward) BREAKER(gru_backward)
BREAKER(softmax_cross_entropy) BREAKER(log_softmax) BREAKER(cumulate) BREAKER(draw) BREAKER(tanh) BREAKER(sigmoid)
BREAKER(exp) BREAKER(log) BREAKER(add) BREAKER(scale) BREAKER(sum_of_squares) BREAKER(sgd) BREAKER(momentum)
BREAKER(nesterov) BREAKER(rmsprop) BREAKER(adam) BREAKER(online_train)

/* ---- the tests ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *kernel;
    test *run;
    void (*break_it)(void);
} tests[] = {
#define TEST(kernel, run) {#kernel, run, break_##kernel}
    TEST(gemm, test_gemm), TEST(outer, test_outer), TEST(column_sums, test_column_sums),
    TEST(gather, test_gather), TEST(scatter_add, test_scatter_add),
    TEST(rnn_forward, test_rnn), TEST(rnn_backward, test_rnn), /* one test for both */
    TEST(lstm_forward, test_lstm), TEST(lstm_backward, test_lstm),
    TEST(gru_forward, test_gru), TEST(gru_backward, test_gru),
    TEST(softmax_cross_entropy, test_softmax_cross_entropy), TEST(log_softmax, test_log_softmax),
    TEST(cumulate, test_cumulate), TEST(draw, test_draw),
    TEST(tanh, test_tanh), TEST(sigmoid, test_sigmoid), TEST(exp, test_exp), TEST(log, test_log),
    TEST(add, test_add_and_scale), TEST(scale, test_add_and_scale), TEST(sum_of_squares, test_sum_of_squares),
    TEST(sgd, test_sgd), TEST(momentum, test_momentum), TEST(nesterov, test_nesterov),
    TEST(rmsprop, test_rmsprop), TEST(adam, test_adam),
    TEST(online_train, test_online),
};
enum { TESTS = sizeof tests / sizeof *tests };

/* Runs the tests on a table, or only the one of a kernel. */
static void test_table(const rnnk_kernels *kernels, const char *only) {
    const size_t failed = failures, compared = comparisons;
    printf("%s\n", kernels->name);
    for (size_t i = 0; i < TESTS; i++) {
        if (only ? strcmp(only, tests[i].kernel) != 0 : i > 0 && tests[i].run == tests[i - 1].run) continue;
        failures_shown = 0;
        tests[i].run(kernels);
    }
    printf("    %zu of %zu comparisons failed\n", failures - failed, comparisons - compared);
}

static int usage(void) {
    fprintf(stderr, "usage: portable [TABLE... | --kernels | --broken KERNEL]\n");
    return 64;
}

int main(int count, char **arguments) {
    reference = rnnk_kernels_named("reference");
    if (count == 2 && strcmp(arguments[1], "--kernels") == 0) {
        for (size_t i = 0; i < TESTS; i++) printf("%s\n", tests[i].kernel);
        return 0;
    }
    if (count == 3 && strcmp(arguments[1], "--broken") == 0) {
        broken = *reference;
        size_t known = 0;
        for (size_t i = 0; i < TESTS; i++) {
            if (strcmp(arguments[2], tests[i].kernel) == 0) tests[i].break_it(), known++;
        }
        if (!known) return usage();
        test_table(&broken, arguments[2]);
    } else if (count == 1) {
        for (size_t i = 0; rnnk_kernels_at(i); i++) test_table(rnnk_kernels_at(i), NULL);
    } else {
        for (int i = 1; i < count; i++) {
            const rnnk_kernels *kernels = rnnk_kernels_named(arguments[i]);
            if (!kernels) {
                fprintf(stderr, "portable: no table %s on this machine\n", arguments[i]);
                return usage();
            }
            test_table(kernels, NULL);
        }
    }
    return failures > 0;
}
