/* Losses and gradients of networks with dense inputs: see network_check.h. */
#include "dense.h"

typedef enum { SQUARED, HUBER, BINARY, LOSSES } criterion;

static double loss_of(rnnk_network *net, criterion kind, const float *x, const float *t, const float *w,
                      const rnnk_architecture *a) {
    double loss = NAN;
    rnnk_network_reset(net);
    if (rnnk_network_run(net, T, dense_lengths, dense_tokens_of(a), x)) return NAN;
    switch (kind) {
        case SQUARED: (void)rnnk_network_squared_error(net, t, w, 1, &loss); break;
        case HUBER: (void)rnnk_network_huber(net, t, w, 0.4f, 1, &loss); break;
        default: (void)rnnk_network_binary_cross_entropy(net, t, w, 1, &loss); break;
    }
    return loss;
}

/* The slope of the loss along a direction of n numbers at p, by central differences. */
static double slope_along(rnnk_network *net, criterion loss, float step, size_t n, float *p, const float *direction,
                          const float *x, const float *t, const float *w, const rnnk_architecture *a) {
    double sides[2];
    float *start = malloc(n * sizeof(float));
    memcpy(start, p, n * sizeof(float));
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < n; i++) p[i] = start[i] + (side ? step : -step) * direction[i];
        rnnk_network_update(net);
        sides[side] = loss_of(net, loss, x, t, w, a);
    }
    memcpy(p, start, n * sizeof(float));
    rnnk_network_update(net);
    free(start);
    return (sides[1] - sides[0]) / (2 * (double)step);
}

static double dot(size_t n, const float *a, const float *b) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (double)a[i] * (double)b[i];
    return sum;
}

/* Gradients against differences: of all parameters in a random direction, of the features along their gradient. */
static int check_gradients(const rnnk_kernels *kernels, rnnk_architecture kind, criterion loss) {
    int failures = 0;
    const rnnk_architecture a = dense_made_of(kind, B, true);
    tensors weights = tensors_for(&a);
    fill_randomly(&weights, 0.5f);
    const made m = make_dense(kernels, &a, &weights);
    const size_t N = output_columns(&a);
    float x[T * B * F], dx[T * B * F], t[T * B * MOST], w[T * B];
    random_floats(T * B * F, x), random_floats(T * B * N, t), random_floats(T * B, w);
    for (size_t i = 0; i < T * B * N; i++) t[i] = loss == BINARY ? 0.5f + 0.5f * t[i] : t[i];

    (void)loss_of(m.network, loss, x, t, w, &a);
    EXPECT(!rnnk_network_backward_features(m.network, dx), "backward");
    size_t count, places = 0;
    float *p = rnnk_network_parameters(m.network, &count), *g = rnnk_network_gradients(m.network, &count);
    float *direction = calloc(count, sizeof(float));
    for (size_t i = 0; i < rnnk_network_tensors(m.network); i++) {
        rnnk_tensor tensor;
        EXPECT(!rnnk_network_tensor(m.network, i, &tensor), "tensor %d", (int)i);
        random_floats(tensor.rows * tensor.columns, direction + tensor.offset);
    }
    for (size_t i = 0; i < count; i++) {
        EXPECT(direction[i] != 0 || (g[i] == 0 && p[i] == 0), "a number between the tensors");
        places += direction[i] != 0;
    }
    EXPECT(places > count / 2, "%d of %d places", (int)places, (int)count);
    const double expected = dot(count, g, direction);
    double found = slope_along(m.network, loss, 0x1p-9f, count, p, direction, x, t, w, &a);
    EXPECT(fabs(found - expected) < 0.01 * (fabs(expected) + 1), "parameters: %g, by differences %g", expected, found);

    const float length = (float)sqrt(dot(T * B * F, dx, dx));
    for (size_t i = 0; i < T * B * F; i++) dx[i] /= length;
    found = slope_along(m.network, loss, 0x1p-7f, T * B * F, x, dx, x, t, w, &a);
    EXPECT(length > 1e-3f && fabs(found / (double)length - 1) < 0.01, "features: %g, by differences %g", (double)length,
           found);
    free(direction);
    made_free(m);
    tensors_free(weights);
    return failures;
}

/* Losses of any outputs, written into the network's memory, against their formulas in double. */
static int check_losses(const rnnk_kernels *kernels) {
    enum { COLUMNS = 7, ROWS = 3 };
    int failures = 0;
    const rnnk_architecture a = {.size = sizeof a, .cell = RNNK_CELL_RNN, .training = true, .features = 1,
                                 .outputs = COLUMNS, .layers = 1, .units = dense_units, .sequences = 1, .steps = ROWS};
    const made m = make_dense(kernels, &a, NULL);
    const float x[ROWS] = {0}, weights[ROWS] = {1, 0, 2.5f}, scale = 0.25f, delta = 1.5f;
    const float values[ROWS * COLUMNS] = {0,     -0.0f, 1e-3f, -0.5f, 2,     -3, 15, -20, 60, -95, 1.25f,
                                          -1.5f, 30,    5,     -5,    0.1f, -0.1f, 9,  -9, 1,  88};
    for (int kind = 0; kind < LOSSES; kind++) {
        for (int weighted = 0; weighted < 2; weighted++) {
            float t[ROWS * COLUMNS];
            double loss = NAN, expected = 0, size = 0;
            EXPECT(!rnnk_network_run(m.network, ROWS, NULL, NULL, x), "run");
            float *y = rnnk_network_outputs(m.network);
            memcpy(y, values, sizeof values);
            for (size_t i = 0; i < ROWS * COLUMNS; i++) t[i] = (float)(i % 5) / 4;
            if (weighted) t[COLUMNS] = NAN; /* of weight 0 */
            const float *w = weighted ? weights : NULL;
            EXPECT(!(kind == SQUARED ? rnnk_network_squared_error(m.network, t, w, scale, &loss)
                     : kind == HUBER ? rnnk_network_huber(m.network, t, w, delta, scale, &loss)
                                     : rnnk_network_binary_cross_entropy(m.network, t, w, scale, &loss)), "loss");
            EXPECT(rnnk_network_output_gradients(m.network) == y, "where the gradient is");
            for (size_t i = 0; i < ROWS * COLUMNS; i++) {
                const double z = (double)values[i], d = (double)delta;
                const double weight = weighted ? (double)weights[i / COLUMNS] : 1;
                if (weight == 0) EXPECT(y[i] == 0, "gradient %d of weight 0", (int)i);
                if (weight == 0) continue;
                const double e = z - (double)t[i], p = 1 / (1 + exp(-z)), inside = fabs(e) <= d;
                const double terms[] = {e * e, inside ? e * e / 2 : d * (fabs(e) - d / 2),
                                        fmax(z, 0) - (double)t[i] * z + log1p(exp(-fabs(z)))};
                const double slopes[] = {2 * e, inside ? e : e < 0 ? -d : d, p - (double)t[i]};
                const double slope = weight * (double)scale * slopes[kind];
                expected += weight * terms[kind];
                size += weight * fmax(terms[kind], 1);
                EXPECT(fabs((double)y[i] - slope) < 1e-6 * fmax(fabs(slope), 1), "loss %d, gradient %d: %g, not %g",
                       kind, (int)i, (double)y[i], slope);
            }
            EXPECT(fabs(loss - expected) < 2e-7 * size, "loss %d: %g, not %g", kind, loss, expected);
        }
    }
    made_free(m);
    return failures;
}

int network_check_losses(const rnnk_kernels *kernels) {
    random_restart();
    int failures = check_losses(kernels);
    for (size_t i = 0; i < DENSE_KINDS; i++) {
        for (int loss = 0; loss < LOSSES; loss++) failures += check_gradients(kernels, dense_kinds[i], (criterion)loss);
    }
    return failures;
}
