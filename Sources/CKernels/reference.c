/* reference.c - the oracle: every kernel as its formula in rnnk.h, read aloud.
 *
 * The other tables are tested against this one, so it trades speed for being obviously right: plain loops, sums in
 * double, transcendental functions from libm in double, one rounding to float where a result is stored. It shares no
 * code with the other tables and needs nothing of the processor. `pack` is a plain copy, and `work` stays unused but
 * for what has no other place. */
#include "tables.h"

#include <float.h>
#include <math.h>

#define ISA reference
#include "names.h"
#include "reference/products.inc"
#include "reference/recurrences.inc"
#include "reference/int8.inc"

/* ---- softmax ---------------------------------------------------------------------------------------------- */

static double maximum(size_t V, const float *z) {
    double max = -INFINITY;
    for (size_t v = 0; v < V; v++) max = fmax(max, z[v]);
    return max;
}

/* log sum exp(z - max): no exponential overflows, and at least one is 1. log softmax(z)[v] is z[v] - max minus this, in
 * this order: max + log sum would lose the logarithm beside large logits. */
static double log_sum_exp(size_t V, const float *z, double max) {
    double sum = 0;
    for (size_t v = 0; v < V; v++) sum += exp(z[v] - max);
    return log(sum);
}

static double NAME(softmax_cross_entropy)(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                          const float *count, float scale, float *y, size_t ldy) {
    double loss = 0;
    for (size_t r = 0; r < R; r++) {
        float *z = y + r * ldy;
        double max = maximum(V, z), log_sum = log_sum_exp(V, z, max), total = 0;
        for (int32_t i = first[r]; i < first[r + 1]; i++) {
            loss += count[i] * (max - z[target[i]] + log_sum);
            total += count[i];
        }
        for (size_t v = 0; v < V; v++) {
            double dz = total * exp(z[v] - max - log_sum);
            for (int32_t i = first[r]; i < first[r + 1]; i++) {
                if ((size_t)target[i] == v) dz -= count[i];
            }
            z[v] = (float)(scale * dz);
        }
    }
    return loss;
}

static double NAME(softmax_distillation)(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                         const float *count, rnnk_const_matrix q, const int32_t *index, float w,
                                         float scale, float *y, size_t ldy) {
    double loss = 0;
    for (size_t r = 0; r < R; r++) {
        float *z = y + r * ldy;
        const float *soft = q.at + (size_t)index[r] * q.ld;
        double max = maximum(V, z), log_sum = log_sum_exp(V, z, max), total = 0;
        for (int32_t i = first[r]; i < first[r + 1]; i++) total += count[i];
        for (size_t v = 0; v < V; v++) {
            double wanted = w * total * soft[v];
            for (int32_t i = first[r]; i < first[r + 1]; i++) {
                if ((size_t)target[i] == v) wanted += (1 - (double)w) * count[i];
            }
            loss += wanted * (max - z[v] + log_sum);
            z[v] = (float)(scale * (total * exp(z[v] - max - log_sum) - wanted));
        }
    }
    return loss;
}

static void NAME(log_softmax)(size_t R, size_t V, float *y, size_t ldy) {
    for (size_t r = 0; r < R; r++) {
        float *z = y + r * ldy;
        double max = maximum(V, z), log_sum = log_sum_exp(V, z, max);
        for (size_t v = 0; v < V; v++) z[v] = (float)(z[v] - max - log_sum);
    }
}

/* ---- sampling --------------------------------------------------------------------------------------------- */

static void NAME(cumulate)(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature, int32_t *cumulative,
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

static void NAME(draw)(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random, int32_t *index) {
    for (size_t r = 0; r < R; r++) {
        const int32_t *sums = cumulative + r * ldc;
        size_t v = 0;
        while (v < V - 1 && sums[v] <= (int64_t)random[r] * sums[V - 1] >> 32) v++;
        index[r] = (int32_t)v;
    }
}

/* ---- element by element ----------------------------------------------------------------------------------- */

static void NAME(tanh)(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = (float)tanh((double)x[i]);
}

static void NAME(sigmoid)(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) {
        double s = logistic(x[i]);
        y[i] = s < FLT_MIN ? 0 : (float)s;
    }
}

static void NAME(exp)(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) {
        double e = exp((double)x[i]);
        y[i] = e < FLT_MIN ? 0 : (float)e;
    }
}

static void NAME(log)(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] >= 0 && x[i] < FLT_MIN ? -INFINITY : (float)log((double)x[i]);
}

static void NAME(add)(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] += x[i];
}

static void NAME(scale)(size_t n, float a, float *y) {
    for (size_t i = 0; i < n; i++) y[i] *= a;
}

static double NAME(sum_of_squares)(size_t n, const float *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (double)x[i] * x[i];
    return sum;
}

/* ---- optimizers ------------------------------------------------------------------------------------------- */

static void NAME(sgd)(size_t n, float lr, const float *g, float *p) {
    for (size_t i = 0; i < n; i++) p[i] = (float)(p[i] - (double)lr * g[i]);
}

static void NAME(momentum)(size_t n, float lr, float m, const float *g, float *u, float *p) {
    for (size_t i = 0; i < n; i++) {
        double ui = (double)m * u[i] + (1.0 - m) * g[i];
        u[i] = (float)ui;
        p[i] = (float)(p[i] - lr * ui);
    }
}

static void NAME(nesterov)(size_t n, float lr, float m, const float *g, float *u, float *p) {
    for (size_t i = 0; i < n; i++) {
        double ui = (double)m * u[i] + g[i];
        u[i] = (float)ui;
        p[i] = (float)(p[i] - lr * (g[i] + m * ui));
    }
}

static void NAME(rmsprop)(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    for (size_t i = 0; i < n; i++) {
        double vi = (double)rho * v[i] + (1.0 - rho) * g[i] * g[i];
        v[i] = (float)vi;
        p[i] = (float)(p[i] - lr * (g[i] / sqrt(vi + epsilon)));
    }
}

static void NAME(adam)(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
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

#include "reference/online.inc"

/* ---- single steps ------------------------------------------------------------------------------------------ */

#include "reference/step.inc"

/* ---- measuring -------------------------------------------------------------------------------------------- */

/* x <- a x + b converges to 1, so no value over- or underflows however long the loop runs. Product and sum are separate
 * statements so that they stay separate instructions; the chains are independent, so that latency does not count. */
static double NAME(multiply_add_loop)(size_t iterations) {
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

static float NAME(read_loop)(size_t n, const float *x) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    return (float)sum;
}

enum { INDEPENDENT_ROWS = true }; /* every element is a sum of its own */

#include "kernels/definition.inc"
