/* Numbers at the ends of their ranges: see network_check.h. */
#include "support.h"

static const rnnk_cell cells[] = {RNNK_CELL_RNN, RNNK_CELL_LSTM, RNNK_CELL_GRU};

/* The outputs of a network and its loss, over T steps of tokens 0, 1, ... from states of zeros. */
typedef struct {
    float *logits;
    double loss, norm;
} results;

static results run(const rnnk_kernels *kernels, const rnnk_shape *shape, const tensors *weights) {
    const made m = make_network(kernels, shape, weights);
    const size_t T = shape->steps, V = shape->classes;
    int32_t *const tokens = malloc((T + 1) * sizeof *tokens);
    results r = {.logits = malloc(T * V * sizeof(float))};
    if (!tokens || !r.logits) abort();
    for (size_t t = 0; t <= T; t++) tokens[t] = (int32_t)(t % V);
    if (rnnk_network_forward(m.network, T, tokens)) abort();
    memcpy(r.logits, rnnk_network_logits(m.network), T * V * sizeof(float));
    if (shape->training) {
        if (rnnk_network_cross_entropy(m.network, tokens + 1, 1, &r.loss) || rnnk_network_backward(m.network)) abort();
        if (rnnk_network_clip(m.network, INFINITY, &r.norm)) abort();
    }
    free(tokens);
    made_free(m);
    return r;
}

/* A network of a shape against the reference, which computes in double. The tolerance is relative, for logits to the
 * largest one. */
static int compare(const rnnk_kernels *kernels, const rnnk_shape *shape, const tensors *weights, double tolerance,
                   const char *what) {
    int failures = 0;
    const results r = run(kernels, shape, weights), expected = run(rnnk_kernels_named("reference"), shape, weights);
    double largest = 1e-30, worst = 0;
    for (size_t i = 0; i < shape->steps * shape->classes; i++) {
        largest = fmax(largest, fabs((double)expected.logits[i]));
        const double d = fabs((double)r.logits[i] - (double)expected.logits[i]);
        worst = isfinite(d) ? fmax(worst, d) : INFINITY;
    }
    EXPECT(worst <= tolerance * largest, "%s, cell %d: logits differ by %g of %g", what, (int)shape->cell, worst, largest);
    EXPECT(fabs(r.loss - expected.loss) <= tolerance * fmax(expected.loss, 1), "%s, cell %d: the loss is %g, not %g", what,
           (int)shape->cell, r.loss, expected.loss);
    EXPECT(fabs(r.norm - expected.norm) <= tolerance * fmax(expected.norm, 1), "%s, cell %d: the gradient is %g, not %g",
           what, (int)shape->cell, r.norm, expected.norm);
    free(r.logits), free(expected.logits);
    return failures;
}

/* Subnormal weights, and weights that saturate every gate. */
static int check_weights(const rnnk_kernels *kernels) {
    static const size_t units[] = {6, 5};
    static const float bounds[] = {1e-44f, 1e-39f, 1e-30f, 1e8f, 1e30f};
    int failures = 0;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const rnnk_shape shape = {.cell = cells[i], .classes = 5, .layers = 2, .units = units, .sequences = 1, .steps = 9,
                                  .training = true};
        for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++) {
            tensors weights = tensors_of(&shape);
            fill_randomly(&weights, bounds[b]);
            failures += compare(kernels, &shape, &weights, 1e-5, "weights");
            tensors_free(weights);
        }
    }
    return failures;
}

/* Logits that are a bias: equal ones, whose softmax is 1 / V however large they are, and opposed ones. */
static int check_logits(const rnnk_kernels *kernels) {
    static const float values[] = {1e-45f, 1e30f, -1e30f, 8e37f, 3.4e38f};
    static const size_t units[] = {2};
    int failures = 0;
    const rnnk_shape shape = {.classes = 5, .layers = 1, .units = units, .sequences = 1, .steps = 4, .training = true};
    tensors weights = tensors_of(&shape);
    float *const bias = weights.values[weights.tensors - 1];
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        for (size_t v = 0; v < 5; v++) bias[v] = values[i];
        const results equal = run(kernels, &shape, &weights);
        EXPECT(fabs(equal.loss - 4 * log(5)) < 1e-5, "logits of %g: the loss is %g", (double)values[i], equal.loss);
        free(equal.logits);
        bias[2] = -values[i] / 4;
        failures += compare(kernels, &shape, &weights, 1e-5, "logits");
    }
    tensors_free(weights);
    return failures;
}

/* One class and very many, one unit and very many. */
static int check_sizes(const rnnk_kernels *kernels) {
    static const size_t units[] = {1, 4096};
    static const rnnk_shape shapes[] = {
        {.classes = 1, .units = &units[0], .steps = 3, .training = true},
        {.classes = 60000, .units = &units[0], .steps = 2, .training = true},
        {.classes = 3, .units = &units[1], .steps = 2},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        rnnk_shape shape = shapes[i];
        shape.layers = shape.sequences = 1;
        tensors weights = tensors_of(&shape);
        fill_randomly(&weights, 1 / sqrtf((float)*shape.units));
        failures += compare(kernels, &shape, &weights, 1e-5, "sizes");
        tensors_free(weights);
    }
    return failures;
}

/* 100,000 steps, forward and back. Gradients are sums of as many terms in float. */
static int check_steps(const rnnk_kernels *kernels) {
    static const size_t units[] = {3};
    int failures = 0;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const rnnk_shape shape = {.cell = cells[i], .classes = 4, .layers = 1, .units = units, .sequences = 1,
                                  .steps = 100000, .training = true};
        tensors weights = random_tensors(&shape);
        failures += compare(kernels, &shape, &weights, 1e-3, "steps");
        tensors_free(weights);
    }
    return failures;
}

int network_check_numbers(const rnnk_kernels *kernels) {
    random_restart();
    if (kernels == rnnk_kernels_named("reference")) return check_logits(kernels); /* the others are compared to it */
    return check_weights(kernels) + check_logits(kernels) + check_sizes(kernels) + check_steps(kernels);
}
