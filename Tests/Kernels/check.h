/* What the tests of the kernels share: guarded memory, random numbers, comparisons.
 *
 * Each test calls a kernel of the table under test and of the reference on the same numbers, in every layout. Memory
 * around an argument is filled with signaling NaNs, and the pages next to it cannot be accessed: reading outside a
 * matrix spoils the result or ends the program, writing outside is found by `end_case`. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdio.h>

#include "rnnk.h"
#include "tolerance.h"

/* Names such as `copy` stay in the program that the tests are linked into. */
#pragma GCC visibility push(hidden)

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

/* A matrix as an argument of a kernel: one that it only reads, and one that it writes. */
static inline rnnk_const_matrix input(matrix x) { return rnnk_const_mat(x.base, x.ld); }
static inline rnnk_matrix output(matrix x) { return rnnk_mat(x.base, x.ld); }

/* Ends a case: nothing outside its matrices was written; their memory is free for the next one. */
void end_case(const char *what);

/* Ends all cases: what a test left is free. */
void forget_memory(void);

/* Random numbers from a seed: uniform in low ... high; an integer in 0 ..< n. Every test starts from the same seed. */
void seed_random(uint64_t seed);
double random_uniform(double low, double high);
size_t random_below(size_t n);

/* ---- comparisons ------------------------------------------------------------------------------------------- */

/* Every thread runs tests of its own. */
extern _Thread_local size_t comparisons, failures;
extern _Thread_local size_t failures_shown; /* set to 0 to have the next ones printed */
extern _Thread_local jmp_buf *after_failure; /* unless NULL, where the first failure jumps, silently */
extern _Thread_local const rnnk_kernels *oracle; /* the reference; libxml2 exports a symbol of that name */

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

/* The rounding to float of an exact result, and nothing more. */
static inline bool is_rounded(float value, double exact) { return fabs(value - exact) <= rounding_tolerance(exact); }

/* ---- the tests ---------------------------------------------------------------------------------------------- */

/* The test of a kernel of a table, or of kernels that belong together. */
typedef void test(const rnnk_kernels *kernels);
test test_gemm, test_gemm_columns, test_independent_rows, test_outer, test_column_sums;
test test_gather, test_scatter_add;
test test_rnn, test_lstm, test_gru;
test test_softmax_cross_entropy, test_log_softmax, test_cumulate, test_draw;
test test_tanh, test_sigmoid, test_exp, test_log, test_add_and_scale, test_sum_of_squares;
test test_sgd, test_momentum, test_nesterov, test_rmsprop, test_adam, test_vanishing_moments;
test test_online, test_multiply_add_loop, test_step, test_read_loop, test_dense_step;
test test_int8_gemm, test_int8_lstm, test_int8_gru;

/* The tests of the library, of the reference, and of the checks themselves. */
typedef void general_test(void);
general_test test_tables;
general_test test_reference_products, test_reference_recurrences, test_reference_softmax, test_reference_int8;
general_test test_comparisons, test_margins, test_guard_pages;

#pragma GCC visibility pop

#endif
