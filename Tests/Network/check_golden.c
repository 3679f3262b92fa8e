/* Networks against PyTorch: see network_check.h. */
#include "golden.h"
#include "support.h"

/* Tolerance relative to the largest element of a tensor. Results are float32: sums of up to about 60 products (2^-24
 * each) over up to 31 steps. Measured differences are below 2e-6; a wrong term causes 1e-2 or more. */
static const double tolerance = 1e-5;

enum { LARGEST_NAMES = 8 };

typedef struct {
    golden file;
    rnnk_shape shape;
    size_t units[LARGEST_LAYERS];
    tensors weights;
    size_t names, length[LARGEST_NAMES], predictions; /* steps of each name, and of all */
    int32_t *tokens, *targets;                        /* [T, B], filled up with 0, and with -1 */
} golden_case;

static void read_case(const char *path, golden_case *c) {
    char cell[8], name[40];
    size_t count;
    double *tokens[LARGEST_NAMES];
    memset(c, 0, sizeof *c);
    c->file = golden_read(path);
    golden_text(c->file, "cell", cell, sizeof cell);
    c->shape.cell = strcmp(cell, "lstm") == 0  ? RNNK_CELL_LSTM
                    : strcmp(cell, "gru") == 0 ? RNNK_CELL_GRU
                                               : RNNK_CELL_RNN;
    c->shape.training = true;
    c->shape.classes = golden_number(c->file, "vocab");
    c->shape.layers = golden_number(c->file, "layers");
    c->shape.units = c->units;
    for (size_t l = 0; l < c->shape.layers; l++) c->units[l] = golden_number(c->file, "hidden");

    for (;; c->names++) {
        snprintf(name, sizeof name, "tokens.%d", (int)c->names);
        double *values = golden_tensor(c->file, name, &count);
        if (!values) break;
        tokens[c->names] = values;
        c->length[c->names] = count - 1;
        c->predictions += count - 1;
        if (count - 1 > c->shape.steps) c->shape.steps = count - 1;
    }
    const size_t B = c->shape.sequences = c->names, T = c->shape.steps;
    c->tokens = calloc(T * B, sizeof(int32_t));
    c->targets = calloc(T * B, sizeof(int32_t));
    for (size_t b = 0; b < B; b++) {
        for (size_t t = 0; t < T; t++) {
            const bool within = t < c->length[b];
            c->tokens[t * B + b] = within ? (int32_t)tokens[b][t] : 0;
            c->targets[t * B + b] = within ? (int32_t)tokens[b][t + 1] : -1;
        }
        free(tokens[b]);
    }

    c->weights = tensors_of(&c->shape);
    for (size_t i = 0; i < c->weights.tensors; i++) {
        snprintf(name, sizeof name, "param.%s", c->weights.name[i]);
        double *values = golden_tensor(c->file, name, &count);
        for (size_t j = 0; j < count; j++) c->weights.values[i][j] = (float)values[j];
        free(values);
    }
}

static void free_case(golden_case *c) {
    tensors_free(c->weights);
    free(c->tokens);
    free(c->targets);
    golden_free(c->file);
}

/* Logits [T, B, V] of every name. */
static int check_logits(const golden_case *c, const float *logits, const char *how) {
    int failures = 0;
    const size_t B = c->names, V = c->shape.classes;
    float *row = malloc(c->shape.steps * V * sizeof(float));
    for (size_t b = 0; b < B; b++) {
        char name[24];
        size_t count;
        snprintf(name, sizeof name, "logits.%d", (int)b);
        double *expected = golden_tensor(c->file, name, &count);
        for (size_t t = 0; t < c->length[b]; t++) memcpy(row + t * V, logits + (t * B + b) * V, V * sizeof(float));
        const double d = count == c->length[b] * V ? difference(count, row, expected) : INFINITY;
        EXPECT(d < tolerance, "%s, %s: %g", name, how, d);
        free(expected);
    }
    free(row);
    return failures;
}

/* The same logits from passes of `step` steps, and from a network that is not made for training. */
static int check_pieces(const rnnk_kernels *kernels, const golden_case *c, size_t step) {
    rnnk_shape shape = c->shape;
    shape.training = false;
    shape.steps = step;
    const made m = make_network(kernels, &shape, &c->weights);
    const size_t B = c->names, V = shape.classes, T = c->shape.steps;
    float *logits = malloc(T * B * V * sizeof(float));
    int failures = 0;
    for (int round = 0; round < 2; round++, rnnk_network_reset(m.network)) { /* the second from states of zeros again */
        for (size_t t = 0; t < T; t += step) {
            const size_t n = T - t < step ? T - t : step;
            EXPECT(rnnk_network_forward(m.network, n, c->tokens + t * B) == RNNK_OK, "step %d", (int)t);
            memcpy(logits + t * B * V, rnnk_network_logits(m.network), n * B * V * sizeof(float));
        }
        failures += check_logits(c, logits, round ? "again" : "in pieces");
    }
    free(logits);
    made_free(m);
    return failures;
}

int network_check_golden(const rnnk_kernels *kernels, const char *path, float error) {
    random_restart();
    int failures = 0;
    golden_case c;
    golden file = golden_read(path);
    const bool is_dense = golden_has(file, "kind"), is_optimizer = golden_has(file, "p0");
    golden_free(file);
    if (is_dense) return network_check_dense_golden(kernels, path, error);
    if (is_optimizer) return network_check_optimizer_golden(kernels, path);
    read_case(path, &c);
    c.weights.values[1][c.weights.count[1] / 2] += error;
    const made m = make_network(kernels, &c.shape, &c.weights);
    rnnk_network *net = m.network;
    const size_t T = c.shape.steps;
    const float scale = 1 / (float)c.predictions;

    EXPECT(rnnk_network_forward(net, T, c.tokens) == RNNK_OK, "%s", path);
    failures += check_logits(&c, rnnk_network_logits(net), "in one pass");

    double loss, *expected;
    size_t count;
    EXPECT(rnnk_network_cross_entropy(net, c.targets, scale, &loss) == RNNK_OK, "%s", path);
    expected = golden_tensor(c.file, "loss", &count);
    EXPECT(fabs(loss / (double)c.predictions / expected[0] - 1) < tolerance, "loss %g", loss);
    free(expected);

    EXPECT(rnnk_network_backward(net) == RNNK_OK, "%s", path);
    tensors gradients = tensors_of(&c.shape);
    EXPECT(rnnk_network_get_gradients(net, gradients.values) == RNNK_OK, "%s", path);
    double squares = 0;
    for (size_t i = 0; i < gradients.tensors; i++) {
        char name[40];
        snprintf(name, sizeof name, "grad.%s", gradients.name[i]);
        expected = golden_tensor(c.file, name, &count);
        const double d = difference(count, gradients.values[i], expected);
        EXPECT(d < tolerance, "%s: %g", name, d);
        const bool counted_twice = strstr(name, "bias_hh") != NULL;
        const size_t from = !counted_twice ? 0 : c.shape.cell == RNNK_CELL_GRU ? count / 3 * 2 : count;
        for (size_t j = from; j < count; j++) squares += expected[j] * expected[j];
        free(expected);
    }
    double norm;
    EXPECT(!rnnk_network_clip(net, INFINITY, &norm) && fabs(norm / sqrt(squares) - 1) < tolerance, "norm %g", norm);

    tensors_free(gradients);
    made_free(m);
    failures += check_pieces(kernels, &c, 1) + check_pieces(kernels, &c, 3);
    free_case(&c);
    return failures;
}
