/* Networks of an rnnk_architecture against PyTorch: see network_check.h and make_dense_fixtures.py. */
#include "golden.h"
#include "support.h"

/* As in check_golden.c: relative to the largest element, float32 against float64. Measured differences are below
 * 2e-6. */
static const double tolerance = 1e-5;
/* Losses of a training differ by the rounding of all steps before. Measured: below 2e-6. */
static const double curve_tolerance = 2e-5;

typedef struct {
    golden file;
    rnnk_architecture a;
    size_t units[LARGEST_LAYERS];
    tensors weights;
    float *x, *targets, *weight; /* or NULL */
    int32_t *tokens, *classes, *lengths;
    char criterion[16];
} dense_case;

static float *floats_of(golden file, const char *name) {
    size_t count;
    double *values = golden_tensor(file, name, &count);
    if (!values) return NULL;
    float *floats = malloc((count + 1) * sizeof(float));
    for (size_t i = 0; i < count; i++) floats[i] = (float)values[i];
    free(values);
    return floats;
}

static int32_t *integers_of(golden file, const char *name) {
    size_t count;
    double *values = golden_tensor(file, name, &count);
    if (!values) return NULL;
    int32_t *integers = malloc((count + 1) * sizeof(int32_t));
    for (size_t i = 0; i < count; i++) integers[i] = (int32_t)values[i];
    free(values);
    return integers;
}

static void read_case(const char *path, dense_case *c) {
    char cell[8], name[40];
    memset(c, 0, sizeof *c);
    c->file = golden_read(path);
    golden_text(c->file, "cell", cell, sizeof cell);
    golden_text(c->file, "criterion", c->criterion, sizeof c->criterion);
    c->a = (rnnk_architecture){.size = sizeof c->a, .training = true, .units = c->units};
    c->a.cell = strcmp(cell, "lstm") == 0  ? RNNK_CELL_LSTM
                : strcmp(cell, "gru") == 0 ? RNNK_CELL_GRU
                                           : RNNK_CELL_RNN;
    c->a.bidirectional = golden_number(c->file, "directions") == 2;
    c->a.tokens = golden_number(c->file, "V");
    c->a.features = golden_number(c->file, "F");
    c->a.outputs = golden_number(c->file, "O");
    c->a.projection = golden_number(c->file, "Q");
    c->a.layers = golden_number(c->file, "layers");
    c->a.sequences = golden_number(c->file, "B");
    c->a.steps = golden_number(c->file, "T");
    for (size_t l = 0; l < c->a.layers; l++) c->units[l] = golden_number(c->file, "hidden");
    c->weights = tensors_for(&c->a);
    for (size_t i = 0; i < c->weights.tensors; i++) {
        snprintf(name, sizeof name, "param.%s", c->weights.name[i]);
        free(c->weights.values[i]);
        c->weights.values[i] = floats_of(c->file, name);
    }
    c->x = floats_of(c->file, "x");
    c->weight = floats_of(c->file, "weights");
    c->lengths = integers_of(c->file, "lengths");
    if (c->a.tokens > 0) c->tokens = integers_of(c->file, "tokens");
    if (strcmp(c->criterion, "classes") == 0) c->classes = integers_of(c->file, "targets");
    c->targets = floats_of(c->file, strcmp(c->criterion, "given") == 0 ? "grad.outputs" : "targets");
}

static void free_case(dense_case *c) {
    tensors_free(c->weights);
    free(c->x), free(c->targets), free(c->weight);
    free(c->tokens), free(c->classes), free(c->lengths);
    golden_free(c->file);
}

static int expect_tensor(golden file, const char *name, const float *values) {
    int failures = 0;
    size_t count;
    double *expected = golden_tensor(file, name, &count);
    EXPECT(expected, "%s is missing", name);
    if (expected) {
        const double d = difference(count, values, expected);
        EXPECT(d < tolerance, "%s: %g", name, d);
    }
    free(expected);
    return failures;
}

static void set_states(const dense_case *c, rnnk_network *net) {
    for (size_t k = 0; k < c->a.layers && !c->a.bidirectional; k++) {
        char name[16];
        snprintf(name, sizeof name, "in.%d", (int)k);
        float *state = floats_of(c->file, name);
        memcpy(rnnk_network_state(net, k), state, c->a.sequences * state_columns(&c->a, k) * sizeof(float));
        free(state);
    }
}

static rnnk_status run_loss(const dense_case *c, rnnk_network *net, float scale, double *loss) {
    const float *t = c->targets, *w = c->weight;
    if (c->classes) return rnnk_network_cross_entropy(net, c->classes, scale, loss);
    if (strcmp(c->criterion, "squared") == 0) return rnnk_network_squared_error(net, t, w, scale, loss);
    if (strcmp(c->criterion, "huber") == 0) return rnnk_network_huber(net, t, w, 0.7f, scale, loss);
    if (strcmp(c->criterion, "binary") == 0) return rnnk_network_binary_cross_entropy(net, t, w, scale, loss);
    const size_t n = c->a.steps * c->a.sequences * output_columns(&c->a); /* a loss of the caller's own: sum of t y */
    const float *y = rnnk_network_outputs(net);
    *loss = 0;
    for (size_t i = 0; i < n; i++) *loss += (double)t[i] * (double)y[i];
    memcpy(rnnk_network_output_gradients(net), t, n * sizeof(float));
    return RNNK_OK;
}

static int check_states(const dense_case *c, rnnk_network *net) {
    int failures = 0;
    for (size_t k = 0; k < c->a.layers * (c->a.bidirectional ? 2 : 1); k++) {
        char name[16];
        snprintf(name, sizeof name, "out.%d", (int)k);
        failures += expect_tensor(c->file, name, rnnk_network_state(net, k));
    }
    return failures;
}

/* A pass, its loss and its gradients. */
static int check_pass(const rnnk_kernels *kernels, const dense_case *c) {
    int failures = 0;
    const made m = make_dense(kernels, &c->a, &c->weights);
    rnnk_network *net = m.network;
    double loss = 0;
    float *scale = floats_of(c->file, "scale");
    set_states(c, net);
    EXPECT(!rnnk_network_run(net, c->a.steps, c->lengths, c->tokens, c->x), "run");
    failures += expect_tensor(c->file, "outputs", rnnk_network_outputs(net)) + check_states(c, net);
    EXPECT(!run_loss(c, net, *scale, &loss), "loss");
    const float scaled = (float)(loss * (double)*scale);
    failures += expect_tensor(c->file, "loss", &scaled);

    float *dx = malloc((c->a.steps * c->a.sequences * c->a.features + 1) * sizeof(float));
    EXPECT(!(c->x ? rnnk_network_backward_features(net, dx) : rnnk_network_backward(net)), "backward");
    if (c->x) failures += expect_tensor(c->file, "grad.x", dx);
    tensors gradients = tensors_for(&c->a);
    EXPECT(rnnk_network_tensors(net) == gradients.tensors, "%d tensors", (int)rnnk_network_tensors(net));
    EXPECT(!rnnk_network_get_gradients(net, gradients.values), "gradients");
    for (size_t i = 0; i < gradients.tensors; i++) {
        char name[48];
        snprintf(name, sizeof name, "grad.%s", gradients.name[i]);
        failures += expect_tensor(c->file, name, gradients.values[i]);
    }
    tensors_free(gradients);
    free(dx), free(scale);
    made_free(m);
    return failures;
}

/* The outputs of networks that are not made for training, in passes of `step` steps. */
static int check_pieces(const rnnk_kernels *kernels, const dense_case *c, size_t step) {
    int failures = 0;
    rnnk_architecture a = c->a;
    a.training = false;
    a.steps = step;
    const made m = make_dense(kernels, &a, &c->weights);
    const size_t B = a.sequences, T = c->a.steps, O = output_columns(&a);
    float *y = malloc(T * B * O * sizeof(float));
    set_states(c, m.network);
    for (size_t t = 0; t < T; t += step) {
        const size_t n = T - t < step ? T - t : step;
        int32_t *left = malloc(B * sizeof(int32_t));
        for (size_t b = 0; b < B; b++) {
            const int32_t rest = c->lengths[b] - (int32_t)t;
            left[b] = rest < 0 ? 0 : rest < (int32_t)n ? rest : (int32_t)n;
        }
        EXPECT(!rnnk_network_run(m.network, n, left, c->tokens ? c->tokens + t * B : NULL,
                                 c->x ? c->x + t * B * a.features : NULL), "step %d", (int)t);
        memcpy(y + t * B * O, rnnk_network_outputs(m.network), n * B * O * sizeof(float));
        free(left);
    }
    failures += expect_tensor(c->file, "outputs", y) + check_states(c, m.network);
    free(y);
    made_free(m);
    return failures;
}

/* A training on a signal: the losses of PyTorch. */
static int check_curve(const rnnk_kernels *kernels, const dense_case *c) {
    int failures = 0;
    const made m = make_dense(kernels, &c->a, &c->weights);
    rnnk_network *net = m.network;
    char optimizer[16];
    size_t updates;
    double *losses = golden_tensor(c->file, "losses", &updates), loss = 0;
    const size_t n = c->a.steps * c->a.sequences * c->a.outputs;
    golden_text(c->file, "optimizer", optimizer, sizeof optimizer);
    for (size_t i = 0; i < updates; i++) {
        rnnk_network_reset(net);
        EXPECT(!rnnk_network_run(net, c->a.steps, NULL, NULL, c->x), "run");
        EXPECT(!rnnk_network_squared_error(net, c->targets, NULL, 1 / (float)n, &loss), "loss");
        EXPECT(!rnnk_network_backward(net), "backward");
        EXPECT(fabs(loss / (double)n / losses[i] - 1) < curve_tolerance, "loss %d: %g, not %g", (int)i,
               loss / (double)n, losses[i]);
        EXPECT(!(strcmp(optimizer, "adamw") == 0  ? rnnk_network_adamw(net, 0.02f, 0.9f, 0.999f, 1e-8f, 0.1f)
                 : strcmp(optimizer, "adam") == 0 ? rnnk_network_adam(net, 0.02f, 0.9f, 0.999f, 1e-8f)
                                                  : rnnk_network_nesterov(net, 0.05f, 0.8f)), "step");
    }
    EXPECT(updates >= 20 && losses[updates - 1] < 0.5 * losses[0], "nothing is learned");
    free(losses);
    made_free(m);
    return failures;
}

int network_check_dense_golden(const rnnk_kernels *kernels, const char *path, float error) {
    random_restart();
    char kind[8];
    dense_case c;
    read_case(path, &c);
    c.weights.values[1][c.weights.count[1] / 2] += error;
    golden_text(c.file, "kind", kind, sizeof kind);
    int failures = 0;
    if (strcmp(kind, "curve") == 0) {
        failures = check_curve(kernels, &c);
    } else {
        failures = check_pass(kernels, &c);
        if (!c.a.bidirectional) failures += check_pieces(kernels, &c, 1) + check_pieces(kernels, &c, 4);
    }
    if (failures) fprintf(stderr, "%s: %d failures in %s\n", kernels->name, failures, path);
    free_case(&c);
    return failures;
}
