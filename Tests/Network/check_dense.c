/* Networks with dense inputs, beside what check_dense_golden.c compares: see network_check.h. */
#include "dense.h"

/* ---- lengths ------------------------------------------------------------------------------------------------- */

/* A pass of sequences of different lengths, with NaN and impossible tokens behind their ends, and what came of it. */
typedef struct {
    rnnk_architecture a;
    size_t columns, kept; /* of the outputs, of the first layer's state */
    made m;
    float x[T * B * F], dx[T * B * F], t[T * B * MOST], y[T * B * MOST], before[B * MOST];
    double loss;
    tensors gradients;
} ragged;

static int run_ragged(ragged *r) {
    int failures = 0;
    int32_t noise[T * B];
    rnnk_network *net = r->m.network;
    random_floats(T * B * F, r->x), random_floats(T * B * r->columns, r->t);
    memcpy(noise, dense_tokens, sizeof noise);
    for (size_t i = 0; i < T * B; i++) {
        if (i / B < (size_t)dense_lengths[i % B]) continue;
        for (size_t j = 0; j < F; j++) r->x[i * F + j] = NAN;
        for (size_t j = 0; j < r->columns; j++) r->t[i * r->columns + j] = NAN;
        noise[i] = -7;
    }
    random_floats(r->kept * B, r->before);
    memcpy(rnnk_network_state(net, 0), r->before, r->kept * B * sizeof(float));
    /* The second direction does not read its state. */
    if (r->a.bidirectional) random_floats(B * state_columns(&r->a, 1), rnnk_network_state(net, 1));
    EXPECT(!rnnk_network_run(net, T, dense_lengths, r->a.tokens > 0 ? noise : NULL, r->x), "run");
    memcpy(r->y, rnnk_network_outputs(net), T * B * r->columns * sizeof(float));
    EXPECT(!rnnk_network_squared_error(net, r->t, NULL, 0.5f, &r->loss), "loss");
    EXPECT(!rnnk_network_backward_features(net, r->dx), "backward");
    EXPECT(!rnnk_network_get_gradients(net, r->gradients.values), "gradients");
    return failures;
}

/* What there is behind the end of sequence b; one without steps keeps its state. */
static int check_ended(const ragged *r, size_t b) {
    int failures = 0;
    const size_t N = r->columns;
    for (size_t s = (size_t)dense_lengths[b]; s < T; s++) {
        for (size_t i = 0; i < N; i++) EXPECT(r->y[(s * B + b) * N + i] == 0, "output behind the end");
        for (size_t i = 0; i < F; i++) EXPECT(r->dx[(s * B + b) * F + i] == 0, "gradient behind the end");
    }
    const float *state = rnnk_network_state(r->m.network, 0) + b * r->kept, *before = r->before + b * r->kept;
    EXPECT(dense_lengths[b] > 0 || memcmp(state, before, r->kept * sizeof(float)) == 0, "a state changed");
    return failures;
}

/* Sequence b alone, in a network for one: the same outputs, states and gradients. Adds its loss to `sum`. */
static int check_alone(const ragged *r, rnnk_network *single, size_t b, double *sum) {
    int failures = 0;
    const size_t N = r->columns, n = (size_t)dense_lengths[b];
    float x[T * F], dx[T * F], t[T * MOST];
    int32_t token[T];
    double loss;
    for (size_t s = 0; s < n; s++) {
        memcpy(x + s * F, r->x + (s * B + b) * F, F * sizeof(float));
        memcpy(t + s * N, r->t + (s * B + b) * N, N * sizeof(float));
        token[s] = dense_tokens[s * B + b];
    }
    rnnk_network_reset(single);
    memcpy(rnnk_network_state(single, 0), r->before + b * r->kept, r->kept * sizeof(float));
    EXPECT(!rnnk_network_run(single, n, NULL, r->a.tokens > 0 ? token : NULL, x), "alone");
    const float *y = rnnk_network_outputs(single);
    for (size_t i = 0; i < n * N; i++) {
        EXPECT(fabsf(y[i] - r->y[(i / N * B + b) * N + i % N]) < 1e-5f, "output %d of %d", (int)i, (int)b);
    }
    EXPECT(!rnnk_network_squared_error(single, t, NULL, 0.5f, &loss), "loss");
    EXPECT(!rnnk_network_backward_features(single, dx), "backward");
    for (size_t i = 0; i < n * F; i++) {
        EXPECT(fabsf(dx[i] - r->dx[(i / F * B + b) * F + i % F]) < 1e-4f, "gradient %d of %d", (int)i, (int)b);
    }
    for (size_t k = 0; k < (r->a.bidirectional ? 4 : 2); k++) {
        const size_t count = state_columns(&r->a, k);
        const float *state = rnnk_network_state(single, k), *other = rnnk_network_state(r->m.network, k) + b * count;
        for (size_t i = 0; i < count; i++) EXPECT(fabsf(state[i] - other[i]) < 1e-5f, "state %d", (int)k);
    }
    *sum += loss;
    return failures;
}

/* With equal lengths, the bits are those without. With nothing but ended sequences, nothing happens. */
static int check_extreme_lengths(ragged *r) {
    int failures = 0;
    const int32_t full[B] = {T, T, T, T}, none[B] = {0};
    const size_t count = T * B * r->columns;
    rnnk_network *net = r->m.network;
    random_floats(T * B * F, r->x);
    rnnk_network_reset(net);
    EXPECT(!rnnk_network_run(net, T, NULL, dense_tokens_of(&r->a), r->x), "run");
    memcpy(r->y, rnnk_network_outputs(net), count * sizeof(float));
    rnnk_network_reset(net);
    EXPECT(!rnnk_network_run(net, T, full, dense_tokens_of(&r->a), r->x), "run");
    EXPECT(memcmp(r->y, rnnk_network_outputs(net), count * sizeof(float)) == 0, "equal lengths");

    EXPECT(!rnnk_network_run(net, T, none, dense_tokens_of(&r->a), r->x), "run");
    for (size_t i = 0; i < count; i++) EXPECT(rnnk_network_outputs(net)[i] == 0, "an output");
    EXPECT(!rnnk_network_squared_error(net, r->t, NULL, 1, &r->loss) && r->loss == 0, "loss %g", r->loss);
    EXPECT(!rnnk_network_backward_features(net, r->dx), "backward");
    for (size_t i = 0; i < T * B * F; i++) EXPECT(r->dx[i] == 0, "a gradient");
    return failures;
}

/* Sequences of different lengths side by side give what each gives alone, whatever is stored behind their ends. */
static int check_lengths(const rnnk_kernels *kernels, rnnk_architecture kind) {
    int failures = 0;
    const rnnk_architecture one = dense_made_of(kind, 1, true);
    ragged r = {.a = dense_made_of(kind, B, true)};
    tensors weights = tensors_for(&r.a), alone = tensors_for(&r.a);
    fill_randomly(&weights, 0.5f);
    r.gradients = tensors_for(&r.a);
    r.m = make_dense(kernels, &r.a, &weights);
    r.columns = output_columns(&r.a);
    r.kept = state_columns(&r.a, 0);
    const made single = make_dense(kernels, &one, &weights);
    double sum = 0;
    failures += run_ragged(&r);
    for (size_t b = 0; b < B; b++) {
        failures += check_ended(&r, b);
        if (dense_lengths[b] > 0) failures += check_alone(&r, single.network, b, &sum);
    }
    EXPECT(fabs(sum / r.loss - 1) < 1e-5, "loss %g, not %g", r.loss, sum);
    failures += check_extreme_lengths(&r);
    EXPECT(!rnnk_network_get_gradients(single.network, alone.values), "gradients");
    for (int again = 0; again < 2; again++) { /* after ended sequences only, too */
        for (size_t i = 0; i < alone.tensors; i++) {
            for (size_t j = 0; j < alone.count[i]; j++) {
                EXPECT(fabsf(alone.values[i][j] - r.gradients.values[i][j]) < 1e-4f, "%s[%d]", alone.name[i], (int)j);
            }
        }
        EXPECT(!rnnk_network_get_gradients(r.m.network, r.gradients.values), "gradients");
    }
    made_free(r.m), made_free(single);
    tensors_free(weights), tensors_free(r.gradients), tensors_free(alone);
    return failures;
}

/* Classes behind the end of a sequence do not count, whatever they are. */
static int check_classes(const rnnk_kernels *kernels) {
    int failures = 0;
    const rnnk_architecture a = dense_made_of(dense_kinds[0], B, true);
    const made m = make_dense(kernels, &a, NULL);
    float x[T * B * F], gradients[2][T * B * O];
    double losses[2];
    random_floats(T * B * F, x);
    for (int noisy = 0; noisy < 2; noisy++) {
        int32_t targets[T * B];
        for (size_t i = 0; i < T * B; i++) {
            const bool within = i / B < (size_t)dense_lengths[i % B];
            targets[i] = within ? (int32_t)(i % O) : !noisy ? -1 : i % 2 ? 1 : 99;
        }
        EXPECT(!rnnk_network_run(m.network, T, dense_lengths, NULL, x), "run");
        EXPECT(!rnnk_network_cross_entropy(m.network, targets, 0.5f, &losses[noisy]), "loss");
        memcpy(gradients[noisy], rnnk_network_outputs(m.network), sizeof gradients[noisy]);
    }
    EXPECT(losses[0] > 0 && losses[0] == losses[1], "losses %g and %g", losses[0], losses[1]);
    EXPECT(memcmp(gradients[0], gradients[1], sizeof gradients[0]) == 0, "gradients");
    made_free(m);
    return failures;
}

/* ---- passes -------------------------------------------------------------------------------------------------- */

/* Steps one by one, by the kernel for one step where there is one, give the bits of a pass, if the rows of the table's
 * products are independent. */
static int check_steps(const rnnk_kernels *kernels, rnnk_architecture kind) {
    int failures = 0;
    const rnnk_architecture one = dense_made_of(kind, 1, false), two = dense_made_of(kind, 2, false);
    tensors weights = tensors_for(&one);
    fill_randomly(&weights, 0.2f);
    const made steps = make_dense(kernels, &one, &weights), pass = make_dense(kernels, &one, &weights),
               beside = make_dense(kernels, &two, &weights);
    const size_t N = output_columns(&one);
    float x[T * F];
    random_floats(T * F, x);
    EXPECT(!rnnk_network_run(pass.network, T, NULL, dense_tokens_of(&one), x), "pass");
    for (size_t t = 0; t < T; t++) {
        float pair[2 * F];
        const int32_t both[] = {dense_tokens[t], 1};
        memcpy(pair, x + t * F, F * sizeof(float));
        random_floats(F, pair + F);
        EXPECT(!rnnk_network_run(steps.network, 1, NULL, kind.tokens ? dense_tokens + t : NULL, x + t * F), "step");
        EXPECT(!rnnk_network_run(beside.network, 1, NULL, kind.tokens ? both : NULL, pair), "step of two");
        const float *expected = rnnk_network_outputs(pass.network) + t * N;
        const float *results[] = {rnnk_network_outputs(steps.network), rnnk_network_outputs(beside.network)};
        for (int i = 0; i < 2; i++) {
            for (size_t j = 0; j < N; j++) {
                const bool same = memcmp(expected + j, results[i] + j, sizeof(float)) == 0;
                EXPECT(kernels->independent_rows ? same : fabsf(expected[j] - results[i][j]) < 1e-5f,
                       "step %d, output %d: %g, not %g", (int)t, (int)j, (double)results[i][j], (double)expected[j]);
            }
        }
    }
    made_free(steps), made_free(pass), made_free(beside);
    tensors_free(weights);
    return failures;
}

/* An architecture with tokens only is the network of a shape: the same bits, with training. */
static int check_shape(const rnnk_kernels *kernels, rnnk_cell cell) {
    int failures = 0;
    const rnnk_shape shape = {
        .cell = cell, .training = true, .classes = V, .layers = 2, .units = dense_units, .sequences = B, .steps = T};
    const rnnk_architecture a = dense_made_of((rnnk_architecture){.cell = cell, .tokens = V, .outputs = V}, B, true);
    tensors weights = random_tensors(&shape), other = tensors_of(&shape);
    const made by_shape = make_network(kernels, &shape, &weights), dense = make_dense(kernels, &a, &weights);
    EXPECT(by_shape.size == dense.size, "sizes");
    for (int i = 0; i < 2; i++) {
        rnnk_network *net = i ? dense.network : by_shape.network;
        double loss;
        EXPECT(!(i ? rnnk_network_run(net, T, NULL, dense_tokens, NULL) : rnnk_network_forward(net, T, dense_tokens)),
               "pass");
        EXPECT(!rnnk_network_cross_entropy(net, dense_tokens, 0.1f, &loss) && !rnnk_network_backward(net), "backward");
        EXPECT(!rnnk_network_adam(net, 0.1f, 0.9f, 0.9f, 1e-8f), "step");
        rnnk_network_get_weights(net, i ? other.values : weights.values);
    }
    for (size_t i = 0; i < other.tensors; i++) {
        EXPECT(memcmp(weights.values[i], other.values[i], other.count[i] * sizeof(float)) == 0, "%s", other.name[i]);
    }
    made_free(by_shape), made_free(dense);
    tensors_free(weights), tensors_free(other);
    return failures;
}

int network_check_dense(const rnnk_kernels *kernels) {
    random_restart();
    int failures = check_classes(kernels);
    for (int cell = RNNK_CELL_RNN; cell <= RNNK_CELL_GRU; cell++) failures += check_shape(kernels, (rnnk_cell)cell);
    for (size_t i = 0; i < DENSE_KINDS; i++) {
        failures += check_lengths(kernels, dense_kinds[i]);
        if (!dense_kinds[i].bidirectional) failures += check_steps(kernels, dense_kinds[i]);
    }
    return failures;
}
