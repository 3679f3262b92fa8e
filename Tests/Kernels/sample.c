/* Sampling: the running sums against the distribution in double, and drawing from them, which is exact. */
#include "check.h"

static const size_t classes[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 101};
enum { CLASSES = sizeof classes / sizeof *classes, ROWS = 3 };

/* A matrix of numbers as large as floats. */
static int32_t *integers(matrix x) { return (int32_t *)(void *)x.base; }

static void cumulate_case(const rnnk_kernels *k, size_t V, float inverse_temperature, double size) {
    const char *what = named("cumulate %zu logits to %g, inverse temperature %g", V, size, inverse_temperature);
    const matrix z = uniform(ROWS, V, -size, size);
    for (size_t i = 4; i < ROWS * V; i += 5) z.base[i] = i % V == 0 ? z.base[i] : -INFINITY;
    matrix bits = {0};
    for (size_t l = 0; l < LAYOUTS; l++) {
        const matrix y = copy(z, layouts[l]), sums = unset(ROWS, V, layouts[l]), work = unset(1, V, layouts[l]);
        k->cumulate(ROWS, V, y.base, y.ld, inverse_temperature, integers(sums), sums.ld, work.base);
        compare_bits(sums, &bits, what);
    }
    for (size_t r = 0; r < ROWS; r++) {
        const float *row = at(z, r, 0);
        const int32_t *sums = integers(bits) + r * V;
        double maximum = -INFINITY, largest = 0, total = 0, expected = 0, error = 0;
        for (size_t v = 0; v < V; v++) {
            maximum = fmax(maximum, row[v]);
            if (isfinite(row[v])) largest = fmax(largest, fabs(row[v]) * inverse_temperature);
        }
        for (size_t v = 0; v < V; v++) total += exp((row[v] - maximum) * inverse_temperature);
        for (size_t v = 0; v < V; v++) { /* the errors of the weights */
            const double exponent = (row[v] - maximum) * inverse_temperature, p = exp(exponent) / total;
            if (p > 0) error += p * exponential_tolerance(exponent, largest);
        }
        for (size_t v = 0; v < V; v++) {
            const int32_t weight = sums[v] - (v > 0 ? sums[v - 1] : 0);
            expected += exp((row[v] - maximum) * inverse_temperature) / total;
            EXPECT_NEAR(sums[v], 0x1p30 * expected, cumulative_tolerance(V, error), "%s [%zu, %zu]", what, r, v);
            EXPECT(row[v] > -INFINITY ? weight >= 0 : weight == 0, "%s [%zu, %zu]: weight %d", what, r, v, (int)weight);
        }
    }
    end_case(what);
}

/* Draws from R rows of the same logits; `index` [R]. */
static void draw_from(const rnnk_kernels *k, size_t R, size_t V, const float *logits, float inverse_temperature,
                      const uint32_t *random, int32_t *index) {
    const matrix z = unset(R, V, dense), sums = unset(R, V, dense), work = unset(1, V, dense);
    for (size_t i = 0; i < R * V; i++) z.base[i] = logits[i % V];
    k->cumulate(R, V, z.base, z.ld, inverse_temperature, integers(sums), sums.ld, work.base);
    k->draw(R, V, integers(sums), sums.ld, random, index);
}

/* The classes at both ends, where rounding might end up, are the impossible ones. */
static void impossible_case(const rnnk_kernels *k, size_t V, size_t possible, size_t other) {
    static const uint32_t random[] = {0, 1, 1u << 31, UINT32_MAX - 1, UINT32_MAX};
    enum { DRAWS = sizeof random / sizeof *random };
    const char *what = named("draw %zu or %zu of %zu", possible, other, V);
    int32_t *index = guarded(DRAWS * sizeof *index);
    float z[101];
    for (size_t v = 0; v < V; v++) z[v] = v == possible || v == other ? (float)(v % 3) : -INFINITY;
    draw_from(k, DRAWS, V, z, 1, random, index);
    for (size_t i = 0; i < DRAWS; i++) {
        EXPECT(index[i] == (int32_t)possible || index[i] == (int32_t)other, "%s: %d", what, (int)index[i]);
    }
    end_case(what);
}

/* N equidistant numbers draw a class of probability p N p times. */
static void frequency_case(const rnnk_kernels *k) {
    enum { N = 20000, V = 29 };
    const float inverse_temperature = 0.8f;
    const matrix z = uniform(1, V, -3, 3);
    uint32_t *random = guarded(N * sizeof *random);
    int32_t *index = guarded(N * sizeof *index), counts[V] = {0};
    double total = 0, error = 0;
    for (size_t i = 0; i < N; i++) random[i] = (uint32_t)(((double)i + 0.5) / N * 0x1p32);
    draw_from(k, N, V, z.base, inverse_temperature, random, index);
    for (size_t i = 0; i < N; i++) counts[index[i] >= 0 && index[i] < V ? index[i] : 0]++;
    for (size_t v = 0; v < V; v++) total += exp(z.base[v] * inverse_temperature);
    for (size_t v = 0; v < V; v++) {
        error += exp(z.base[v] * inverse_temperature) / total * exponential_tolerance(6 * inverse_temperature, 3);
    }
    for (size_t v = 0; v < V; v++) {
        const double expected = N * exp(z.base[v] * inverse_temperature) / total;
        EXPECT_NEAR(counts[v], expected, frequency_tolerance(N, 0x1p-30 * cumulative_tolerance(V, error)),
                    "how often class %zu is drawn", v);
    }
    end_case("frequencies");
}

void test_cumulate(const rnnk_kernels *k) {
    static const float inverse_temperatures[] = {0.1f, 0.5f, 1, 2, 20};
    static const double sizes[] = {1, 10, 1000};
    for (size_t i = 0; i < CLASSES * 15; i++) {
        cumulate_case(k, classes[i / 15], inverse_temperatures[i % 5], sizes[i / 5 % 3]);
    }
    for (size_t i = 0; i < CLASSES; i++) {
        for (size_t v = 0; v < classes[i]; v++) {
            impossible_case(k, classes[i], v, v);
            impossible_case(k, classes[i], v, classes[i] / 2);
        }
    }
    frequency_case(k);
}

/* At, before and after every boundary of sums some of which are equal. */
void test_draw(const rnnk_kernels *k) {
    k->draw(0, 5, guarded(0), 5, guarded(0), guarded(0));
    for (size_t i = 0; i < CLASSES * LAYOUTS; i++) {
        const size_t V = classes[i / LAYOUTS], R = 3 * V;
        const char *what = named("draw from %zu", V);
        const matrix sums = unset(R, V, layouts[i % LAYOUTS]);
        uint32_t *random = guarded(R * sizeof *random);
        int32_t *index = guarded(R * sizeof *index), *expected = guarded(R * sizeof *expected);
        for (size_t v = 0, sum = 0; v < V; v++) {
            if (v % 3 != 1) sum += 1 + random_below(1000);
            for (size_t r = 0; r < R; r++) integers(sums)[r * sums.ld + v] = (int32_t)sum;
        }
        const uint64_t whole = (uint64_t)integers(sums)[V - 1];
        for (size_t r = 0; r < R; r++) {
            random[r] = (uint32_t)(((uint64_t)integers(sums)[r / 3] << 32) / whole + r % 3 - 1); /* may wrap: as good */
        }
        oracle->draw(R, V, integers(sums), sums.ld, random, expected);
        k->draw(R, V, integers(sums), sums.ld, random, index);
        for (size_t r = 0; r < R; r++) {
            EXPECT(index[r] == expected[r], "%s: %u draws %d, expected %d", what, (unsigned)random[r], (int)index[r],
                   (int)expected[r]);
        }
        end_case(what);
    }
}
