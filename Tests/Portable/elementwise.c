/* Kernels that take one element after the other: functions with a promised accuracy, sums, optimizers. */
#include <float.h>
#include <string.h>

#include "check.h"

static const size_t lengths[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  11, 12, 13, 15,
                                 16, 17, 19, 23, 29, 31, 32, 33, 47, 48, 49, 65, 257, 1031};
enum { LENGTHS = sizeof lengths / sizeof *lengths };

/* ---- accuracy, in units in the last place -------------------------------------------------------------------- */

typedef struct {
    const char *name;
    double (*exact)(double);
    double ulp; /* what rnnk.h promises */
} function;

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* Positive subnormal numbers count as zero. */
static double flushed_log(double x) { return x >= 0 && x < FLT_MIN ? -INFINITY : log(x); }

/* Error of y: 0 if it is the special value that it has to be, infinity if it should be one and is not, or is one and
 * should not. Near the smallest and the largest number an error of the promised size decides what vanishes. */
static double ulp_error(const function *f, float x, float y) {
    const double exact = f->exact(x), margin = f->ulp * 0x1p-23;
    if (isnan(exact)) return isnan(y) ? 0 : INFINITY;
    if (y == exact) return 0;
    if ((f->exact == exp || f->exact == sigmoid) && exact < FLT_MIN * (1 + margin)) {
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
    static sweep s;
    s = (sweep){.function = f, .kernel = kernel, .bound = k == reference ? reference_ulp : f->ulp};
    for (uint64_t bits = 0; bits < UINT64_C(1) << 32; bits += 16381) add_bits(&s, (uint32_t)bits); /* everywhere */
    for (int i = 0; i <= 200000; i++) add_point(&s, -10 + (float)i / 10000);
    for (int i = 0; i <= 10000; i++) add_point(&s, 80 + (float)i / 333), add_point(&s, -80 - (float)i / 333);
    add_neighbors(&s, 1, 10000, 2003);
    add_neighbors(&s, 1e-4f, 10000, 2003);
    const float edges[] = {0, 1, -87.33654f, 88.72283f, 9.02f, FLT_MIN, -FLT_MIN, FLT_MAX, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) add_neighbors(&s, edges[i], 2000, 1);
    flush_sweep(&s);
    printf("    %-8s at most %.3f ULP, at %.9g; %.3g promised; %zu points\n", f->name, s.worst, s.worst_at, s.bound,
           s.points);

    for (size_t i = 0; i < LENGTHS * LAYOUTS; i++) {
        const size_t n = lengths[i / LAYOUTS];
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
    test_function(k, k->sigmoid, &(function){"sigmoid", sigmoid, sigmoid_ulp});
}
void test_exp(const rnnk_kernels *k) { test_function(k, k->exp, &(function){"exp", exp, exp_ulp}); }
void test_log(const rnnk_kernels *k) { test_function(k, k->log, &(function){"log", flushed_log, log_ulp}); }

/* ---- one rounding, so exactly the reference's ---------------------------------------------------------------- */

void test_add_and_scale(const rnnk_kernels *k) {
    for (size_t i = 0; i < LENGTHS * LAYOUTS; i++) {
        const size_t n = lengths[i / LAYOUTS];
        const layout where = layouts[i % LAYOUTS];
        const char *what = named("add and scale %zu", n);
        const matrix x = uniform(1, n, -1, 1), y = uniform(1, n, -1, 1), expected = copy(y, dense);
        if (n > 4) x.base[n - 1] = INFINITY, x.base[n - 2] = NAN, x.base[n - 3] = 0x1p-149f;
        const matrix addend = copy(x, where), result = copy(y, where);
        reference->add(n, x.base, expected.base);
        reference->scale(n, 0.3f, expected.base);
        k->add(n, addend.base, result.base);
        k->scale(n, 0.3f, result.base);
        compare(result, expected, NULL, what);
        end_case(what);
    }
}

void test_sum_of_squares(const rnnk_kernels *k) {
    for (size_t i = 0; i < LENGTHS * LAYOUTS; i++) {
        const size_t n = lengths[i / LAYOUTS];
        const char *what = named("sum of %zu squares", n);
        const matrix x = uniform(1, n, -1, 1), moved = copy(x, layouts[i % LAYOUTS]);
        const double expected = reference->sum_of_squares(n, x.base);
        EXPECT_NEAR(k->sum_of_squares(n, moved.base), expected, sum_tolerance(n, expected), "%s", what);
        end_case(what);
    }
}

/* ---- optimizers: their formulas in double --------------------------------------------------------------------- */

/* Gradients of all magnitudes that occur, zeros among them. */
static matrix gradients(size_t n) {
    static const float factors[] = {1, 1e-3f, 1e-12f, 1e-22f, 1e-36f, 0, 100};
    const matrix g = uniform(1, n, -1, 1);
    for (size_t i = 0; i < n; i++) g.base[i] *= factors[i % 7];
    return g;
}

void test_sgd(const rnnk_kernels *k) {
    const float lr = 0.03f;
    for (size_t l = 0; l < LENGTHS * LAYOUTS; l++) {
        const size_t n = lengths[l / LAYOUTS];
        const char *what = named("sgd %zu", n);
        const matrix g = gradients(n), p = uniform(1, n, -1, 1);
        const matrix from = copy(g, layouts[l % LAYOUTS]), result = copy(p, layouts[l % LAYOUTS]);
        k->sgd(n, lr, from.base, result.base);
        for (size_t i = 0; i < n; i++) {
            const double old = p.base[i], direction = g.base[i];
            EXPECT_NEAR(result.base[i], old - lr * direction, step_tolerance(old, lr, direction, 0), "%s: p[%zu]", what,
                        i);
        }
        end_case(what);
    }
}

void test_momentum(const rnnk_kernels *k) {
    static const float decays[] = {0, 0.25f, 0.9f, 0.999f};
    const float lr = 0.03f;
    for (size_t l = 0; l < LENGTHS * LAYOUTS; l++) {
        const size_t n = lengths[l / LAYOUTS];
        const layout where = layouts[l % LAYOUTS];
        const float m = decays[l % 4];
        const char *what = named("momentum %zu, m = %g", n, m);
        const matrix g = gradients(n), moment = gradients(n), p = uniform(1, n, -1, 1);
        const matrix from = copy(g, where), moved = copy(moment, where), result = copy(p, where);
        k->momentum(n, lr, m, from.base, moved.base, result.base);
        for (size_t i = 0; i < n; i++) {
            const double expected = (double)m * moment.base[i] + (1.0 - m) * g.base[i], old = p.base[i];
            const double error = moment_tolerance(m, moment.base[i], g.base[i]);
            EXPECT_NEAR(moved.base[i], expected, error, "%s: u[%zu]", what, i);
            EXPECT_NEAR(result.base[i], old - lr * expected, step_tolerance(old, lr, expected, error), "%s: p[%zu]",
                        what, i);
        }
        end_case(what);
    }
}

void test_nesterov(const rnnk_kernels *k) {
    static const float decays[] = {0, 0.25f, 0.9f, 0.999f};
    const float lr = 0.03f;
    for (size_t l = 0; l < LENGTHS * LAYOUTS; l++) {
        const size_t n = lengths[l / LAYOUTS];
        const layout where = layouts[l % LAYOUTS];
        const float m = decays[l % 4];
        const char *what = named("nesterov %zu, m = %g", n, m);
        const matrix g = gradients(n), moment = gradients(n), p = uniform(1, n, -1, 1);
        const matrix from = copy(g, where), moved = copy(moment, where), result = copy(p, where);
        k->nesterov(n, lr, m, from.base, moved.base, result.base);
        for (size_t i = 0; i < n; i++) {
            const double gi = g.base[i], expected = (double)m * moment.base[i] + gi, old = p.base[i];
            const double error = velocity_tolerance(m, moment.base[i], gi), ahead = gi + m * expected;
            const double ahead_error = m * error + velocity_tolerance(m, expected, gi);
            EXPECT_NEAR(moved.base[i], expected, error, "%s: u[%zu]", what, i);
            EXPECT_NEAR(result.base[i], old - lr * ahead, step_tolerance(old, lr, ahead, ahead_error), "%s: p[%zu]",
                        what, i);
        }
        end_case(what);
    }
}

void test_rmsprop(const rnnk_kernels *k) {
    static const float decays[] = {0, 0.25f, 0.9f, 0.999f};
    const float lr = 0.003f, epsilon = 1e-7f;
    for (size_t l = 0; l < LENGTHS * LAYOUTS; l++) {
        const size_t n = lengths[l / LAYOUTS];
        const layout where = layouts[l % LAYOUTS];
        const float rho = decays[l % 4];
        const char *what = named("rmsprop %zu, rho = %g", n, rho);
        const matrix g = gradients(n), v = gradients(n), p = uniform(1, n, -1, 1);
        for (size_t i = 0; i < n; i++) v.base[i] *= v.base[i];
        const matrix from = copy(g, where), v1 = copy(v, where), p1 = copy(p, where);
        k->rmsprop(n, lr, rho, epsilon, from.base, v1.base, p1.base);
        for (size_t i = 0; i < n; i++) {
            const double gi = g.base[i], square = (double)rho * v.base[i] + (1.0 - rho) * gi * gi, old = p.base[i];
            const double error = moment_tolerance(rho, v.base[i], gi * gi), direction = gi / sqrt(square + epsilon);
            EXPECT_NEAR(v1.base[i], square, error, "%s: v[%zu]", what, i);
            EXPECT_NEAR(p1.base[i], old - lr * direction,
                        step_tolerance(old, lr, direction, rmsprop_tolerance(gi, square, error, epsilon)),
                        "%s: p[%zu]", what, i);
        }
        end_case(what);
    }
}

void test_adam(const rnnk_kernels *k) {
    static const int times[] = {1, 2, 10, 10000};
    const float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
    for (size_t l = 0; l < LENGTHS * LAYOUTS; l++) {
        const size_t n = lengths[l / LAYOUTS];
        const layout where = layouts[l % LAYOUTS];
        const int t = times[l % 4];
        const float step = (float)(0.002 / (1 - pow(beta1, t))), correction = (float)(1 / sqrt(1 - pow(beta2, t)));
        const char *what = named("adam %zu, t = %d", n, t);
        const matrix g = gradients(n), m = gradients(n), v = gradients(n), p = uniform(1, n, -1, 1);
        for (size_t i = 0; i < n; i++) v.base[i] *= v.base[i];
        const matrix from = copy(g, where), m1 = copy(m, where), v1 = copy(v, where), p1 = copy(p, where);
        k->adam(n, step, correction, beta1, beta2, epsilon, from.base, m1.base, v1.base, p1.base);
        for (size_t i = 0; i < n; i++) {
            const double gi = g.base[i], mi = m.base[i], vi = v.base[i], pi = p.base[i];
            const double mean = (double)beta1 * mi + (1.0 - beta1) * gi;
            const double square = (double)beta2 * vi + (1.0 - beta2) * gi * gi;
            const double mean_error = moment_tolerance(beta1, mi, gi);
            const double square_error = moment_tolerance(beta2, vi, gi * gi);
            const double root = sqrt(square), below = root - sqrt(fmax(0, square - square_error));
            const double root_error = fmax(sqrt(square + square_error) - root, below) * correction;
            const double denominator = root * correction + epsilon, least = fmax(denominator - root_error, epsilon);
            const double error = mean_error / least + fabs(mean) / least * (root_error / denominator + 6 * unit);
            EXPECT_NEAR(m1.base[i], mean, mean_error, "%s: m[%zu]", what, i);
            EXPECT_NEAR(v1.base[i], square, square_error, "%s: v[%zu]", what, i);
            EXPECT_NEAR(p1.base[i], pi - step * mean / denominator,
                        step_tolerance(pi, step, mean / denominator, error), "%s: p[%zu]", what, i);
        }
        volatile float smallest = FLT_MIN; /* the processor's floating-point mode is as it was */
        EXPECT(smallest / 2 > 0, "%s leaves subnormal numbers flushed", what);
        end_case(what);
    }
}
