/* Softmax cross-entropy, log-softmax. */
#include "check.h"

static const size_t classes[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 101};
/* Logits up to this size: as at the start of training, as at its end, and where most exponentials vanish. */
static const double sizes[] = {1, 30, 1e4};
enum { CLASSES = sizeof classes / sizeof *classes, SIZES = sizeof sizes / sizeof *sizes, MOST_CLASSES = 101 };

static _Thread_local double tolerances[131 * MOST_CLASSES];

/* Logits of which a few are -infinity, but never the first of a row. */
static matrix logits(size_t R, size_t V, double size) {
    const matrix z = uniform(R, V, -size, size);
    for (size_t i = 0; i < R * V; i++) {
        if (i % V > 0 && random_below(10) == 0) z.base[i] = -INFINITY;
    }
    return z;
}

static void cross_entropy_case(const rnnk_kernels *k, size_t R, size_t V, double size) {
    const char *what = named("softmax_cross_entropy %zu x %zu, logits to %g", R, V, size);
    const float scale = 1 / (float)R;
    const matrix z = logits(R, V, size), expected = copy(z, dense), logs = copy(z, dense);
    const matrix counts = uniform(R, V, 0, 0); /* of every class */

    int32_t *first = guarded((R + 1) * sizeof *first), target[131 * 4], targets = 0;
    float count[131 * 4];
    for (size_t r = 0; r < R; r++) {
        first[r] = targets;
        for (size_t i = random_below(5), v = random_below(V); i > 0; i--, v = (v + 1) % V) {
            if (*at(z, r, v) == -INFINITY || *at(counts, r, v) > 0) continue;
            target[targets] = (int32_t)v;
            count[targets++] = *at(counts, r, v) = (float)random_uniform(0.5, 4);
        }
    }
    first[R] = targets;

    const double loss = oracle->softmax_cross_entropy(R, V, first, target, count, scale, expected.base, V);
    oracle->log_softmax(R, V, logs.base, V);
    double total = 0;
    for (size_t r = 0; r < R; r++) {
        double row_total = 0;
        for (size_t v = 0; v < V; v++) row_total += *at(counts, r, v);
        for (size_t v = 0; v < V; v++) {
            tolerances[r * V + v] = softmax_gradient_tolerance(V, size, exp(*at(logs, r, v)), *at(counts, r, v),
                                                               row_total, scale);
        }
        total += row_total;
    }
    const double loss_error = total * log_sum_exp_tolerance(V, size) + sum_tolerance(R + (size_t)targets, loss);
    matrix bits = {0};
    double first_result = 0;
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix y = copy(z, layouts[l]);
        const double result = k->softmax_cross_entropy(R, V, first, target, count, scale, y.base, y.ld);
        EXPECT_NEAR(result, loss, loss_error, "%s: loss", what);
        EXPECT(l == 0 || result == first_result, "%s: another loss in another layout", what);
        first_result = result;
        compare(y, expected, tolerances, what);
        compare_bits(y, &bits, what);
    }
    end_case(what);
}

/* Distributions of fewer rows than the logits have, some of whose probabilities are 0. */
static void distillation_case(const rnnk_kernels *k, size_t R, size_t V, double size, float w) {
    const char *what = named("softmax_distillation %zu x %zu, logits to %g, weight %g", R, V, size, w);
    enum { MOST = 17 };
    const float scale = 1 / (float)R;
    const size_t rows = R < MOST ? R : MOST;
    const matrix z = uniform(R, V, -size, size), expected = copy(z, dense), logs = copy(z, dense);
    const matrix counts = uniform(R, V, 0, 0), q = uniform(rows, V, 0, 1);
    for (size_t r = 0; r < rows; r++) {
        double sum = 0;
        for (size_t v = 1; v < V; v++) {
            if (random_below(4) == 0) *at(q, r, v) = 0;
        }
        for (size_t v = 0; v < V; v++) sum += *at(q, r, v) += v == 0 ? 0.125f : 0;
        for (size_t v = 0; v < V; v++) *at(q, r, v) = (float)(*at(q, r, v) / sum);
    }
    int32_t *first = guarded((R + 1) * sizeof *first), *index = guarded(R * sizeof *index), target[131 * 4], targets = 0;
    float count[131 * 4];
    for (size_t r = 0; r < R; r++) {
        first[r] = targets;
        index[r] = (int32_t)random_below(rows);
        for (size_t i = random_below(5), v = random_below(V); i > 0; i--, v = (v + 1) % V) {
            if (*at(counts, r, v) > 0) continue;
            target[targets] = (int32_t)v;
            count[targets++] = *at(counts, r, v) = (float)random_uniform(0.5, 4);
        }
    }
    first[R] = targets;

    const rnnk_const_matrix given = {q.base, q.ld};
    const double loss = oracle->softmax_distillation(R, V, first, target, count, given, index, w, scale, expected.base, V);
    oracle->log_softmax(R, V, logs.base, V);
    double total = 0;
    for (size_t r = 0; r < R; r++) {
        double row_total = 0;
        for (size_t v = 0; v < V; v++) row_total += *at(counts, r, v);
        for (size_t v = 0; v < V; v++) {
            const double wanted = (1 - w) * *at(counts, r, v) + w * row_total * *at(q, (size_t)index[r], v);
            tolerances[r * V + v] = distillation_tolerance(V, size, exp(*at(logs, r, v)), wanted, row_total, scale);
        }
        total += row_total;
    }
    /* Beside the roundings of the plain loss: sums over classes in float, of q and of q times distances to 2 size. */
    const double loss_error = total * log_sum_exp_tolerance(V, size) + sum_tolerance(R + (size_t)targets, loss) +
                              sum_tolerance(V + 4, total * (2 * size + log((double)V)));
    matrix bits = {0};
    double first_result = 0;
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix y = copy(z, layouts[l]), p = copy(q, layouts[l]);
        const rnnk_const_matrix soft = {p.base, p.ld};
        const double result = k->softmax_distillation(R, V, first, target, count, soft, index, w, scale, y.base, y.ld);
        EXPECT_NEAR(result, loss, loss_error, "%s: loss", what);
        EXPECT(l == 0 || result == first_result, "%s: another loss in another layout", what);
        first_result = result;
        compare(y, expected, tolerances, what);
        compare_bits(y, &bits, what);
    }
    end_case(what);
}

/* Nothing is read, written or lost. */
static void no_elements_case(const rnnk_kernels *k, size_t R, size_t V) {
    const char *what = named("softmax of %zu x %zu", R, V);
    int32_t *first = guarded((R + 1) * sizeof *first);
    for (size_t r = 0; r <= R; r++) first[r] = 0;
    const matrix y = unset(R, V, layouts[0]);
    EXPECT(k->softmax_cross_entropy(R, V, first, guarded(0), guarded(0), 1, y.base, 2) == 0, "%s: loss", what);
    k->log_softmax(R, V, y.base, 2);
    end_case(what);
}

/* An impossible class has no gradient; as a target it is an infinite loss, and the gradient stays finite. */
static void impossible_target_case(const rnnk_kernels *k) {
    const int32_t first[] = {0, 1}, target[] = {1};
    const float count[] = {1}, expected[] = {0.5f, -1, 0.5f};
    const matrix y = uniform(1, 3, 1, 1);
    y.base[1] = -INFINITY;
    EXPECT(k->softmax_cross_entropy(1, 3, first, target, count, 1, y.base, 3) == INFINITY, "loss of an impossible target");
    for (size_t v = 0; v < 3; v++) EXPECT(y.base[v] == expected[v], "gradient of an impossible target: %g", y.base[v]);
    end_case("an impossible target");
}

void test_softmax_cross_entropy(const rnnk_kernels *k) {
    static const size_t Rs[] = {1, 3, 65, 131};
    for (size_t i = 0; i < CLASSES * SIZES; i++) {
        for (size_t r = 0; r < sizeof Rs / sizeof *Rs; r++) {
            cross_entropy_case(k, Rs[r], classes[i / SIZES], sizes[i % SIZES]);
        }
    }
    no_elements_case(k, 0, 0);
    no_elements_case(k, 0, 5);
    no_elements_case(k, 3, 0);
    impossible_target_case(k);
}

void test_softmax_distillation(const rnnk_kernels *k) {
    static const size_t Rs[] = {1, 3, 65, 131};
    static const float weights[] = {0, 0.25f, 1};
    for (size_t i = 0; i < CLASSES * SIZES; i++) {
        for (size_t r = 0; r < sizeof Rs / sizeof *Rs; r++) {
            distillation_case(k, Rs[r], classes[i / SIZES], sizes[i % SIZES], weights[(i + r) % 3]);
        }
    }
    distillation_case(k, 0, 5, 1, 0.5f);
}

void test_log_softmax(const rnnk_kernels *k) {
    for (size_t i = 0; i < CLASSES * SIZES * 2; i++) {
        const size_t R = i < CLASSES * SIZES ? 3 : 1, V = classes[i / SIZES % CLASSES];
        const double size = sizes[i % SIZES];
        const char *what = named("log_softmax %zu x %zu, logits to %g", R, V, size);
        const matrix z = logits(R, V, size), expected = copy(z, dense);
        oracle->log_softmax(R, V, expected.base, expected.ld);
        for (size_t j = 0; j < R * V; j++) tolerances[j] = log_sum_exp_tolerance(V, size);
        matrix bits = {0};
        for (size_t l = 0; l < LAYOUTS; l++) {
            const matrix y = copy(z, layouts[l]);
            k->log_softmax(R, V, y.base, y.ld);
            compare(y, expected, tolerances, what);
            compare_bits(y, &bits, what);
        }
        end_case(what);
    }
}
