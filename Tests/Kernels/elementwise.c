/* Kernels that take one element after the other: functions with a promised accuracy, sums. */
#include <float.h>
#include <string.h>

#include "check.h"

/* All lengths around the vectors (4, 8, 16 floats), and a few of several vectors. */
enum { LENGTHS = 40 };
static size_t length_at(size_t i) {
    static const size_t longer[] = {63, 64, 65, 257, 1031};
    return i < 35 ? i : longer[i - 35];
}

/* ---- accuracy, in units in the last place -------------------------------------------------------------------- */

typedef struct {
    const char *name;
    double (*exact)(double);
    double ulp; /* what rnnk.h promises */
} function;

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* Positive subnormal numbers count as zero. */
static double flushed_log(double x) { return x >= 0 && x < FLT_MIN ? -INFINITY : log(x); }

/* Error of y: 0 if it is the special value that it has to be, infinity if it should be one and is not, or is one and
 * should not. Near the smallest and the largest number an error of the promised size decides what vanishes. */
static double ulp_error(const function *f, float x, float y) {
    const double exact = f->exact(x), margin = f->ulp * 0x1p-23;
    if (isnan(exact)) return isnan(y) ? 0 : INFINITY;
    if (y == exact) return 0;
    if ((f->exact == exp || f->exact == logistic) && exact < FLT_MIN * (1 + margin)) {
        return y == 0 || (exact >= FLT_MIN * (1 - margin) && y == FLT_MIN) ? 0 : INFINITY;
    }
    if (y == INFINITY) return exact >= FLT_MAX * (1 - margin) ? 0 : INFINITY;
    if (exact >= FLT_MAX * (1 + margin)) return INFINITY;
    if (!isfinite(y) || !isfinite(exact)) return INFINITY;
    return fabs(y - exact) / fmax(0x1p-149, scalbn(1, ilogb(exact) - 23));
}

typedef void array_kernel(size_t n, const float *x, float *y);

/* Points on which the largest error is looked for. */
typedef struct {
    const function *function;
    array_kernel *kernel;
    double worst, bound;
    float worst_at;
    size_t points, filled;
    float x[1024];
} sweep;

static void flush_sweep(sweep *s) {
    float y[sizeof s->x / sizeof *s->x];
    s->kernel(s->filled, s->x, y);
    for (size_t i = 0; i < s->filled; i++) {
        const double error = ulp_error(s->function, s->x[i], y[i]);
        EXPECT(error <= s->bound, "%s(%.9g) = %.9g, off by %.2f ULP", s->function->name, s->x[i], y[i], error);
        if (error > s->worst) s->worst = error, s->worst_at = s->x[i];
    }
    s->points += s->filled;
    s->filled = 0;
}

static void add_point(sweep *s, float x) {
    s->x[s->filled++] = x;
    if (s->filled == sizeof s->x / sizeof *s->x) flush_sweep(s);
}

static void add_bits(sweep *s, uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    add_point(s, x);
}

/* n floats on either side of x. */
static void add_neighbors(sweep *s, float x, int n, int apart) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof x);
    for (int i = -n; i <= n; i++) add_bits(s, bits + (uint32_t)(i * apart));
}

static void test_function(const rnnk_kernels *k, array_kernel *kernel, const function *f) {
    static _Thread_local sweep s;
    s = (sweep){.function = f, .kernel = kernel, .bound = k == oracle ? reference_ulp : f->ulp};
    for (uint64_t bits = 0; bits < UINT64_C(1) << 32; bits += 16381) add_bits(&s, (uint32_t)bits); /* everywhere */
    for (int i = 0; i <= 1000000; i++) add_point(&s, -10 + (float)i / 50000); /* where networks compute */
    for (int i = 0; i <= 20000; i++) add_point(&s, 80 + (float)i / 666), add_point(&s, -80 - (float)i / 666);
    add_neighbors(&s, 1, 50000, 401); /* where log has its zero */
    add_neighbors(&s, 1e-4f, 20000, 1003); /* where tanh of a number is the number */
    /* Where results vanish, overflow, or are special values. */
    const float edges[] = {0,       -0.0f,    1,       -1,       -87.33654f, 88.72283f, 9.02f,
                           FLT_MIN, -FLT_MIN, FLT_MAX, -FLT_MAX, INFINITY,   -INFINITY, NAN};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) add_neighbors(&s, edges[i], 2000, 1);
    flush_sweep(&s);
    printf("    %-8s at most %.3f ULP, at %.9g; %.3g promised; %zu points\n", f->name, s.worst, s.worst_at, s.bound,
           s.points);

    for (size_t i = 0; i < LENGTHS * LAYOUTS; i++) {
        const size_t n = length_at(i / LAYOUTS);
        const layout where = layouts[i % LAYOUTS];
        const char *what = named("%s of %zu", f->name, n);
        const matrix x = uniform(1, n, -20, 20), from = copy(x, where), y = unset(1, n, where);
        kernel(n, from.base, y.base);
        kernel(n, from.base, from.base); /* in place */
        for (size_t j = 0; j < n; j++) {
            EXPECT(ulp_error(f, x.base[j], y.base[j]) <= s.bound, "%s: %.9g gives %.9g", what, x.base[j], y.base[j]);
        }
        EXPECT(memcmp(from.base, y.base, n * sizeof(float)) == 0, "%s: other bits in place", what);
        end_case(what);
    }
}

void test_tanh(const rnnk_kernels *k) { test_function(k, k->tanh, &(function){"tanh", tanh, tanh_ulp}); }
void test_sigmoid(const rnnk_kernels *k) {
    test_function(k, k->sigmoid, &(function){"sigmoid", logistic, sigmoid_ulp});
}
void test_exp(const rnnk_kernels *k) { test_function(k, k->exp, &(function){"exp", exp, exp_ulp}); }
void test_log(const rnnk_kernels *k) { test_function(k, k->log, &(function){"log", flushed_log, log_ulp}); }

/* ---- one rounding, so exactly the sum and the product in float ---------------------------------------------- */

void test_add_and_scale(const rnnk_kernels *k) {
    static const float special[] = {INFINITY, -INFINITY, NAN, 0x1p-149f, 3.4e38f, -0.0f};
    for (size_t i = 0; i < LENGTHS * LAYOUTS; i++) {
        const size_t n = length_at(i / LAYOUTS);
        const layout where = layouts[i % LAYOUTS];
        const char *what = named("add and scale %zu", n);
        const matrix x = uniform(1, n, -1, 1), y = uniform(1, n, -1, 1);
        for (size_t j = 6; j < n; j += 7) x.base[j] = special[random_below(6)], y.base[n - j] = special[random_below(6)];
        const matrix addend = copy(x, where), sum = copy(y, where), twice = copy(y, where), product = copy(y, where);
        k->add(n, addend.base, sum.base);
        k->add(n, twice.base, twice.base);
        k->scale(n, 0.3f, product.base);
        for (size_t j = 0; j < n; j++) {
            EXPECT_NEAR(sum.base[j], y.base[j] + x.base[j], 0, "%s: sum %zu", what, j);
            EXPECT_NEAR(twice.base[j], y.base[j] + y.base[j], 0, "%s: sum with itself %zu", what, j);
            EXPECT_NEAR(product.base[j], y.base[j] * 0.3f, 0, "%s: product %zu", what, j);
        }
        end_case(what);
    }
}

void test_sum_of_squares(const rnnk_kernels *k) {
    for (size_t i = 0; i <= LENGTHS; i++) {
        const size_t n = i < LENGTHS ? length_at(i) : 100003;
        const char *what = named("sum of %zu squares", n);
        const matrix x = uniform(1, n, -1, 1);
        double expected = 0, first = 0;
        for (size_t j = 0; j < n; j++) expected += (double)x.base[j] * x.base[j];
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix moved = copy(x, layouts[l]);
            const double sum = k->sum_of_squares(n, moved.base);
            EXPECT_NEAR(sum, expected, sum_tolerance(n, expected), "%s", what);
            EXPECT(l == 0 || sum == first, "%s: another sum in another layout", what);
            first = sum;
        }
        end_case(what);
    }
}

/* The loop is counted, not timed. */
void test_multiply_add_loop(const rnnk_kernels *k) {
    const double one = k->multiply_add_loop(1);
    EXPECT(one >= 2, "one turn of the loop: %g operations", one);
    EXPECT(k->multiply_add_loop(0) == 0, "operations of no turns");
    EXPECT(k->multiply_add_loop(1000) == 1000 * one, "operations of a thousand turns");
}

void test_read_loop(const rnnk_kernels *k) {
    for (size_t i = 0; i <= LENGTHS; i++) {
        const size_t n = i < LENGTHS ? length_at(i) : 100003;
        const char *what = named("sum of %zu floats", n);
        const matrix x = uniform(1, n, -1, 1), scale = magnitudes(x);
        double expected = 0, total = 0, first = 0;
        for (size_t j = 0; j < n; j++) expected += x.base[j], total += scale.base[j];
        for (size_t l = 0; l < LAYOUTS; l++) {
            const double sum = k->read_loop(n, copy(x, layouts[l]).base);
            EXPECT_NEAR(sum, expected, sum_tolerance(n, total), "%s", what);
            EXPECT(l == 0 || sum == first, "%s: another sum in another layout", what);
            first = sum;
        }
        end_case(what);
    }
}
