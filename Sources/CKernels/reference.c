/* reference.c - the oracle: every kernel as its formula in rnnk.h, read aloud.
 *
 * The other tables are tested against this one, so it trades speed for being obviously right: plain loops, sums in
 * double, transcendental functions from libm in double, one rounding to float where a result is stored. It shares no
 * code with the other tables and needs nothing of the processor. `pack` is a plain copy, and `work` stays unused but for one
 * gradient that has no other place. */
#include "tables.h"

#include <float.h>
#include <math.h>

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* ---- matrix products -------------------------------------------------------------------------------------- */

static size_t packed_count(size_t K, size_t N) { return K * N; }

/* packed[k, n] = B[k, n], dense. */
static void pack(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    for (size_t k = 0; k < K; k++) {
        for (size_t n = 0; n < N; n++) packed[k * N + n] = transposed ? B[n * ldb + k] : B[k * ldb + n];
    }
}

/* sum over k of a[k] B[k, n], for column n of a packed B [K, N]. */
static double dot_column(size_t K, size_t N, const float *a, const float *packed, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < K; k++) sum += (double)a[k] * packed[k * N + n];
    return sum;
}

static void gemm(size_t M, size_t N, size_t K, const float *A, size_t lda, const float *packed, const float *bias,
                 int flags, float *C, size_t ldc) {
    for (size_t m = 0; m < M; m++) {
        for (size_t n = 0; n < N; n++) {
            float *c = C + m * ldc + n;
            double sum = dot_column(K, N, A + m * lda, packed, n);
            if (bias) sum += bias[n];
            if (flags & RNNK_ACCUMULATE) sum += *c;
            *c = (float)(flags & RNNK_TANH ? tanh(sum) : sum);
        }
    }
}

static void outer(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb, float *C,
                  size_t ldc) {
    for (size_t m = 0; m < M; m++) {
        for (size_t n = 0; n < N; n++) {
            double sum = C[m * ldc + n];
            for (size_t r = 0; r < R; r++) sum += (double)A[r * lda + m] * B[r * ldb + n];
            C[m * ldc + n] = (float)sum;
        }
    }
}

static void column_sums(size_t R, size_t N, const float *A, size_t lda, float *sums) {
    for (size_t n = 0; n < N; n++) {
        double sum = sums[n];
        for (size_t r = 0; r < R; r++) sum += A[r * lda + n];
        sums[n] = (float)sum;
    }
}

/* ---- one-hot inputs --------------------------------------------------------------------------------------- */

static void gather(size_t R, size_t N, const float *table, size_t ldt, const int32_t *index, const float *bias,
                   float *out, size_t ldo) {
    for (size_t r = 0; r < R; r++) {
        const float *row = table + (size_t)index[r] * ldt;
        for (size_t n = 0; n < N; n++) out[r * ldo + n] = bias ? row[n] + bias[n] : row[n];
    }
}

static void scatter_add(size_t R, size_t N, const float *A, size_t lda, const int32_t *index, float *table,
                        size_t ldt) {
    for (size_t r = 0; r < R; r++) {
        float *row = table + (size_t)index[r] * ldt;
        for (size_t n = 0; n < N; n++) row[n] += A[r * lda + n];
    }
}

#include "reference/recurrences.h"

/* ---- softmax ---------------------------------------------------------------------------------------------- */

static double maximum(size_t V, const float *z) {
    double max = -INFINITY;
    for (size_t v = 0; v < V; v++) max = fmax(max, z[v]);
    return max;
}

/* log sum exp z = max + log sum exp(z - max): no exponential overflows, and at least one is 1. */
static double log_sum_exp(size_t V, const float *z) {
    double max = maximum(V, z), sum = 0;
    for (size_t v = 0; v < V; v++) sum += exp(z[v] - max);
    return max + log(sum);
}

static double softmax_cross_entropy(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                    const float *count, float scale, float *y, size_t ldy) {
    double loss = 0;
    for (size_t r = 0; r < R; r++) {
        float *z = y + r * ldy;
        double lse = log_sum_exp(V, z), total = 0;
        for (int32_t i = first[r]; i < first[r + 1]; i++) {
            loss += count[i] * (lse - z[target[i]]);
            total += count[i];
        }
        for (size_t v = 0; v < V; v++) {
            double dz = total * exp(z[v] - lse);
            for (int32_t i = first[r]; i < first[r + 1]; i++) {
                if ((size_t)target[i] == v) dz -= count[i];
            }
            z[v] = (float)(scale * dz);
        }
    }
    return loss;
}

static void log_softmax(size_t R, size_t V, float *y, size_t ldy) {
    for (size_t r = 0; r < R; r++) {
        float *z = y + r * ldy;
        double lse = log_sum_exp(V, z);
        for (size_t v = 0; v < V; v++) z[v] = (float)(z[v] - lse);
    }
}

/* ---- sampling --------------------------------------------------------------------------------------------- */

static void cumulate(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature, int32_t *cumulative,
                     size_t ldc, float *work) {
    (void)work;
    for (size_t r = 0; r < R; r++) {
        const float *row = z + r * ldz;
        double max = maximum(V, row), total = 0;
        int32_t sum = 0;
        for (size_t v = 0; v < V; v++) total += exp((row[v] - max) * inverse_temperature);
        for (size_t v = 0; v < V; v++) {
            double weight = floor(0x1p30 * exp((row[v] - max) * inverse_temperature) / total);
            if (weight > 0) sum += (int32_t)weight; /* not so for NaN */
            cumulative[r * ldc + v] = sum;
        }
    }
}

static void draw(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random, int32_t *index) {
    for (size_t r = 0; r < R; r++) {
        const int32_t *sums = cumulative + r * ldc;
        size_t v = 0;
        while (v < V - 1 && sums[v] <= (int64_t)random[r] * sums[V - 1] >> 32) v++;
        index[r] = (int32_t)v;
    }
}

/* ---- element by element ----------------------------------------------------------------------------------- */

static void vector_tanh(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = (float)tanh((double)x[i]);
}

static void vector_sigmoid(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) {
        double s = sigmoid(x[i]);
        y[i] = s < FLT_MIN ? 0 : (float)s;
    }
}

static void vector_exp(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) {
        double e = exp((double)x[i]);
        y[i] = e < FLT_MIN ? 0 : (float)e;
    }
}

static void vector_log(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] >= 0 && x[i] < FLT_MIN ? -INFINITY : (float)log((double)x[i]);
}

static void add(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] += x[i];
}

static void scale(size_t n, float a, float *y) {
    for (size_t i = 0; i < n; i++) y[i] *= a;
}

static double sum_of_squares(size_t n, const float *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (double)x[i] * x[i];
    return sum;
}

/* ---- optimizers ------------------------------------------------------------------------------------------- */

static void sgd(size_t n, float lr, const float *g, float *p) {
    for (size_t i = 0; i < n; i++) p[i] = (float)(p[i] - (double)lr * g[i]);
}

static void momentum(size_t n, float lr, float m, const float *g, float *u, float *p) {
    for (size_t i = 0; i < n; i++) {
        double ui = (double)m * u[i] + (1.0 - m) * g[i];
        u[i] = (float)ui;
        p[i] = (float)(p[i] - lr * ui);
    }
}

static void nesterov(size_t n, float lr, float m, const float *g, float *u, float *p) {
    for (size_t i = 0; i < n; i++) {
        double ui = (double)m * u[i] + g[i];
        u[i] = (float)ui;
        p[i] = (float)(p[i] - lr * (g[i] + m * ui));
    }
}

static void rmsprop(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    for (size_t i = 0; i < n; i++) {
        double vi = (double)rho * v[i] + (1.0 - rho) * g[i] * g[i];
        v[i] = (float)vi;
        p[i] = (float)(p[i] - lr * (g[i] / sqrt(vi + epsilon)));
    }
}

static void adam(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
                 float *m, float *v, float *p) {
    for (size_t i = 0; i < n; i++) {
        double mi = (double)beta1 * m[i] + (1.0 - beta1) * g[i];
        double vi = (double)beta2 * v[i] + (1.0 - beta2) * g[i] * g[i];
        m[i] = (float)mi;
        v[i] = (float)vi;
        p[i] = (float)(p[i] - step * mi / (sqrt(vi) * correction + epsilon));
    }
}

/* ---- online training -------------------------------------------------------------------------------------- */

#include "reference/online.h"

/* ---- measuring -------------------------------------------------------------------------------------------- */

/* x <- a x + b converges to 1, so no value over- or underflows however long the loop runs. Product and sum are separate
 * statements so that they stay separate instructions; the chains are independent, so that latency does not count. */
static double multiply_add_loop(size_t iterations) {
    const float a = 0.75f, b = 0.25f;
    float x[] = {0, 1, 2, 3, 4, 5, 6, 7}, sum = 0;
    const size_t chains = sizeof x / sizeof *x;
    for (size_t i = 0; i < iterations; i++) {
        for (size_t c = 0; c < chains; c++) {
            float product = a * x[c];
            x[c] = product + b;
        }
    }
    for (size_t c = 0; c < chains; c++) sum += x[c];
    volatile float sink = sum; /* the result is used: the loop may not be optimized away */
    (void)sink;
    return 2.0 * (double)chains * (double)iterations;
}

const rnnk_kernels rnnk_reference = {
    .name = "reference",
    .packed_count = packed_count, .pack = pack, .gemm = gemm, .independent_rows = true, .outer = outer,
    .column_sums = column_sums, .gather = gather, .scatter_add = scatter_add,
    .rnn_forward = rnn_forward, .rnn_backward = rnn_backward,
    .lstm_forward = lstm_forward, .lstm_backward = lstm_backward,
    .gru_forward = gru_forward, .gru_backward = gru_backward,
    .softmax_cross_entropy = softmax_cross_entropy, .log_softmax = log_softmax,
    .cumulate = cumulate, .draw = draw,
    .tanh = vector_tanh, .sigmoid = vector_sigmoid, .exp = vector_exp, .log = vector_log,
    .add = add, .scale = scale, .sum_of_squares = sum_of_squares,
    .sgd = sgd, .momentum = momentum, .nesterov = nesterov, .rmsprop = rmsprop, .adam = adam,
    .online_size = online_size, .online_start = online_start, .online_train = online_train,
    .online_finish = online_finish,
    .multiply_add_loop = multiply_add_loop,
};
