/* Optimizers: their formulas in double. */
#include <float.h>

#include "check.h"

static const size_t lengths[] = {0, 1, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 31, 33, 64, 257};
enum { LENGTHS = sizeof lengths / sizeof *lengths, DECAYS = 4 };
static const float decays[DECAYS] = {0, 0.25f, 0.9f, 0.999f};

/* Each case is a length, a decay, and a layout. */
enum { CASES = LENGTHS * DECAYS * LAYOUTS };

/* The processor's floating-point mode is as it was. */
static void check_mode(const char *what) {
    volatile float smallest = FLT_MIN;
    EXPECT(smallest / 2 > 0, "%s leaves subnormal numbers flushed", what);
}

/* Gradients of all magnitudes that occur, zeros among them. */
static matrix gradients(size_t n) {
    static const float factors[] = {1, 1e-3f, 1e-12f, 1e-22f, 1e-36f, 0, 100};
    const matrix g = uniform(1, n, -1, 1);
    for (size_t i = 0; i < n; i++) g.base[i] *= factors[i % 7];
    return g;
}

void test_sgd(const rnnk_kernels *k) {
    const float lr = 0.03f;
    for (size_t l = 0; l < CASES; l++) {
        const size_t n = lengths[l / LAYOUTS / DECAYS];
        const char *what = named("sgd %zu", n);
        const matrix g = gradients(n), p = uniform(1, n, -1, 1);
        const matrix from = copy(g, layouts[l % LAYOUTS]), result = copy(p, layouts[l % LAYOUTS]);
        k->sgd(n, lr, from.base, result.base);
        for (size_t i = 0; i < n; i++) {
            const double old = p.base[i], direction = g.base[i];
            EXPECT_NEAR(result.base[i], old - lr * direction, step_tolerance(old, lr, direction, 0), "%s: p[%zu]", what,
                        i);
        }
        check_mode(what);
        end_case(what);
    }
}

void test_momentum(const rnnk_kernels *k) {
    const float lr = 0.03f;
    for (size_t l = 0; l < CASES; l++) {
        const size_t n = lengths[l / LAYOUTS / DECAYS];
        const layout where = layouts[l % LAYOUTS];
        const float m = decays[l / LAYOUTS % DECAYS];
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
        check_mode(what);
        end_case(what);
    }
}

void test_nesterov(const rnnk_kernels *k) {
    const float lr = 0.03f;
    for (size_t l = 0; l < CASES; l++) {
        const size_t n = lengths[l / LAYOUTS / DECAYS];
        const layout where = layouts[l % LAYOUTS];
        const float m = decays[l / LAYOUTS % DECAYS];
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
        check_mode(what);
        end_case(what);
    }
}

void test_rmsprop(const rnnk_kernels *k) {
    const float lr = 0.003f, epsilon = 1e-7f;
    for (size_t l = 0; l < CASES; l++) {
        const size_t n = lengths[l / LAYOUTS / DECAYS];
        const layout where = layouts[l % LAYOUTS];
        const float rho = decays[l / LAYOUTS % DECAYS];
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
        check_mode(what);
        end_case(what);
    }
}

void test_adam(const rnnk_kernels *k) {
    static const int times[DECAYS] = {1, 2, 10, 10000};
    const float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
    for (size_t l = 0; l < CASES; l++) {
        const size_t n = lengths[l / LAYOUTS / DECAYS];
        const layout where = layouts[l % LAYOUTS];
        const int t = times[l / LAYOUTS % DECAYS];
        const float step = (float)(0.002 / (1 - pow(beta1, t))), correction = (float)(1 / sqrt(1 - pow(beta2, t)));
        const char *what = named("adam %zu, t = %d", n, t);
        const matrix g = gradients(n), m = gradients(n), v = gradients(n), p = uniform(1, n, -1, 1);
        for (size_t i = 0; i < n; i++) { /* moments as t - 1 updates may leave them */
            m.base[i] *= t > 1;
            v.base[i] *= t > 1 ? v.base[i] : 0;
        }
        const matrix from = copy(g, where), m1 = copy(m, where), v1 = copy(v, where), p1 = copy(p, where);
        k->adam(n, step, correction, beta1, beta2, epsilon, from.base, m1.base, v1.base, p1.base);
        for (size_t i = 0; i < n; i++) {
            const double gi = g.base[i], mi = m.base[i], vi = v.base[i], pi = p.base[i];
            const double mean = (double)beta1 * mi + (1.0 - beta1) * gi;
            const double square = (double)beta2 * vi + (1.0 - beta2) * gi * gi;
            const double mean_error = moment_tolerance(beta1, mi, gi);
            const double square_error = moment_tolerance(beta2, vi, gi * gi);
            const double denominator = sqrt(square) * correction + epsilon;
            const double error = adam_tolerance(mean, mean_error, square, square_error, correction, epsilon);
            EXPECT_NEAR(m1.base[i], mean, mean_error, "%s: m[%zu]", what, i);
            EXPECT_NEAR(v1.base[i], square, square_error, "%s: v[%zu]", what, i);
            EXPECT_NEAR(p1.base[i], pi - step * mean / denominator,
                        step_tolerance(pi, step, mean / denominator, error), "%s: p[%zu]", what, i);
        }
        check_mode(what);
        end_case(what);
    }
}

/* Moments of a weight without gradient decay through the subnormal numbers to zero, and nothing else happens. */
void test_vanishing_moments(const rnnk_kernels *k) {
    enum { N = 19, STEPS = 40 };
    const matrix g = uniform(1, N, 0, 0), p = unset(1, N, dense), u = unset(1, N, dense), v = unset(1, N, dense);
    for (int i = 0; i < N; i++) {
        p.base[i] = (float)(i + 1);
        u.base[i] = v.base[i] = 3e-38f / (float)(1 << i);
    }
    for (int t = 0; t < STEPS; t++) {
        const matrix before = copy(u, dense);
        k->momentum(N, 0.1f, 0.9f, g.base, u.base, p.base);
        for (size_t i = 0; i < N; i++) EXPECT_NEAR(u.base[i], 0.9 * before.base[i], flush, "u[%zu] vanishes", i);
    }
    for (int t = 0; t < STEPS; t++) k->adam(N, 0, 1, 0.9f, 0.99f, 1e-8f, g.base, u.base, v.base, p.base);
    for (size_t i = 0; i < N; i++) {
        EXPECT(u.base[i] >= 0 && (double)u.base[i] <= flush, "u[%zu] is still %g", i, u.base[i]);
        EXPECT(p.base[i] == (float)(i + 1), "p[%zu] moved to %g", i, p.base[i]);
    }
    check_mode("vanishing moments");
    end_case("vanishing moments");
}
