/* What the tests of the kernels share: guarded memory, comparisons, tolerances.
 *
 * Each test calls a kernel of the table under test and of the reference on the same numbers, in every layout. Memory
 * around an argument is filled with signaling NaNs, and the pages next to it cannot be accessed: reading outside a
 * matrix spoils the result or ends the program, writing outside is found by `end_case`. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdio.h>

#include "rnnk.h"

/* ---- memory ------------------------------------------------------------------------------------------------ */

typedef struct {
    size_t rows, columns, ld;
    float *base;
} matrix;

/* How the arguments of a call lie in memory: `padding` floats between rows; at the beginning of a page, one float after
 * it, or so that the last element is the last of its page. */
typedef struct {
    size_t padding;
    enum { PAGE_START, AFTER_PAGE_START, PAGE_END } place;
} layout;

enum { LAYOUTS = 3 };
extern const layout layouts[LAYOUTS];
extern const layout dense; /* one of them */

matrix unset(size_t rows, size_t columns, layout where);
matrix uniform(size_t rows, size_t columns, double low, double high); /* dense, as all that no layout is named for */
matrix copy(matrix x, layout where);
matrix magnitudes(matrix x); /* |x| */
matrix packed(const rnnk_kernels *kernels, matrix B, bool transposed);
void *guarded(size_t bytes); /* up to the end of a page */

static inline float *at(matrix x, size_t r, size_t c) { return x.base + r * x.ld + c; }

/* Ends a case: nothing outside its matrices was written; their memory is free for the next one. */
void end_case(const char *what);

/* Random numbers, the same in every run: uniform in low ... high; an integer in 0 ..< n. */
double random_uniform(double low, double high);
size_t random_below(size_t n);

/* ---- comparisons ------------------------------------------------------------------------------------------- */

extern size_t comparisons, failures;
extern size_t failures_shown; /* set to 0 to have the next ones printed */
extern const rnnk_kernels *reference;

void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The rest of the arguments is a format and its values, of what is said of a failure. */
#define EXPECT(condition, ...) (comparisons++, (condition) ? (void)0 : fail(__VA_ARGS__))

/* Equal, both NaN, or not farther apart than `tolerance`. */
static inline bool is_near(double value, double expected, double tolerance) {
    return value == expected || (isnan(value) && isnan(expected)) || fabs(value - expected) <= tolerance;
}

/* The format and its values say of what. */
#define EXPECT_NEAR(value, expected, tolerance, ...)                                                                   \
    do {                                                                                                               \
        const double value_ = (value), expected_ = (expected), tolerance_ = (tolerance);                               \
        comparisons++;                                                                                                 \
        if (!is_near(value_, expected_, tolerance_)) fail_near(value_, expected_, tolerance_, __VA_ARGS__);            \
    } while (0)
void fail_near(double value, double expected, double tolerance, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Every element as expected, within the tolerance of the same place (none: equal). */
void compare(matrix value, matrix expected, const double *tolerance, const char *what);

/* The same bits as in the first layout; `first` is dense, and set by the first call. */
void compare_bits(matrix value, matrix *first, const char *what);

/* A name for a case, in a buffer that the next call reuses. */
const char *named(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- tolerances: CKernelsTests/Support/Tolerance.swift, where the reasons are ------------------------------- */

static const double unit = 0x1p-24 /* roundoff */, flush = 0x1p-126;
static const double tanh_ulp = 7, sigmoid_ulp = 3, exp_ulp = 2, log_ulp = 2, reference_ulp = 0.5 + 0x1p-20;

static inline double sum_tolerance(size_t terms, double scale) {
    const double nu = (double)(terms + 4) * unit;
    return nu / (1 - nu) * scale + flush;
}
static inline double tanh_tolerance(double error, double result) {
    return error + (tanh_ulp + 1) * 2 * unit * fabs(result);
}
static inline double through_tanh_tolerance(double error, double gradient, double state) {
    const double slope = 1 - state * state;
    return error * slope + fabs(gradient) * (4 * unit * slope + 2 * unit) + flush;
}
static inline double exponential_tolerance(double exponent, double magnitude) {
    return unit * (2 * fabs(exponent) + 2 * magnitude + 2 * exp_ulp + 2);
}
static inline double log_sum_exp_tolerance(size_t V, double magnitude) {
    return unit * (4 * (magnitude + (double)V) + 2 * exp_ulp + 2 * log_ulp + 8);
}
static inline double softmax_gradient_tolerance(size_t V, double magnitude, double p, double count, double total,
                                                double scale) {
    const double relative = exponential_tolerance(2 * magnitude, magnitude) + log_sum_exp_tolerance(V, magnitude);
    return fabs(scale) * (total * p * relative + 4 * unit * (total * p + count)) + flush * (1 + fabs(scale) * total);
}
static inline double moment_tolerance(double decay, double old, double fresh) {
    return 5 * unit * (fabs(decay * old) + fabs((1 - decay) * fresh)) + 3 * flush;
}
static inline double velocity_tolerance(double decay, double old, double fresh) {
    return 5 * unit * (fabs(decay * old) + fabs(fresh)) + 3 * flush;
}
static inline double rmsprop_tolerance(double g, double v, double error, double epsilon) {
    const double least = fmax(v + epsilon - error, epsilon);
    return fabs(g) * (1 / sqrt(least) - 1 / sqrt(v + epsilon)) + (4 * unit * fabs(g) + flush) / sqrt(least);
}
static inline double step_tolerance(double p, double rate, double direction, double error) {
    return fabs(rate) * error + 3 * unit * (fabs(p) + fabs(rate * direction)) + flush;
}

static inline double online_tolerance(size_t steps) { return (double)(4 * steps + 32) * unit; }

/* ---- the tests: each checks one kernel of a table, or kernels that belong together --------------------------- */

typedef void test(const rnnk_kernels *kernels);
test test_gemm, test_outer, test_column_sums;
test test_gather, test_scatter_add;
test test_rnn, test_lstm, test_gru;
test test_softmax_cross_entropy, test_log_softmax, test_cumulate, test_draw;
test test_tanh, test_sigmoid, test_exp, test_log, test_add_and_scale, test_sum_of_squares;
test test_sgd, test_momentum, test_nesterov, test_rmsprop, test_adam;
test test_online;

#endif
