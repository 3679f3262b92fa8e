#include "support.h"

#include <stdint.h>

static void add_tensor(tensors *t, size_t count, const char *name, size_t layer, const char *suffix) {
    t->count[t->tensors] = count;
    snprintf(t->name[t->tensors], sizeof *t->name, "rnn.%s_l%d%s", name, (int)layer, suffix);
    t->values[t->tensors++] = calloc(count, sizeof(float));
}

tensors tensors_for(const rnnk_architecture *a) {
    const size_t G = a->cell == RNNK_CELL_LSTM ? 4 : a->cell == RNNK_CELL_GRU ? 3 : 1;
    const size_t directions = a->bidirectional ? 2 : 1;
    tensors t = {0};
    size_t inputs = a->tokens + a->features;
    for (size_t l = 0; l < a->layers; l++) {
        const size_t H = a->units[l], Q = a->projection > 0 ? a->projection : H;
        for (size_t d = 0; d < directions; d++) {
            const char *suffix = d == 0 ? "" : "_reverse";
            add_tensor(&t, G * H * inputs, "weight_ih", l, suffix);
            add_tensor(&t, G * H * Q, "weight_hh", l, suffix);
            add_tensor(&t, G * H, "bias_ih", l, suffix);
            add_tensor(&t, G * H, "bias_hh", l, suffix);
            if (a->projection > 0) add_tensor(&t, Q * H, "weight_hr", l, suffix);
        }
        inputs = Q * directions;
    }
    if (a->outputs == 0) return t;
    add_tensor(&t, a->outputs * inputs, "", 0, "");
    add_tensor(&t, a->outputs, "", 0, "");
    strcpy(t.name[t.tensors - 2], "out.weight");
    strcpy(t.name[t.tensors - 1], "out.bias");
    return t;
}

tensors tensors_of(const rnnk_shape *shape) {
    const rnnk_architecture a = {.size = sizeof a, .cell = shape->cell, .tokens = shape->classes,
                                 .outputs = shape->classes, .layers = shape->layers, .units = shape->units};
    return tensors_for(&a);
}

/* Checks that run on several threads at once draw the same numbers each time. */
static _Thread_local uint64_t random_state = 1;

void random_restart(void) { random_state = 1; }

float random_float(void) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (float)((double)(random_state >> 40) / 0x1p23 - 1);
}

void fill_randomly(tensors *t, float bound) {
    for (size_t i = 0; i < t->tensors; i++) {
        for (size_t j = 0; j < t->count[i]; j++) t->values[i][j] = bound * random_float();
    }
}

tensors random_tensors(const rnnk_shape *shape) {
    tensors t = tensors_of(shape);
    fill_randomly(&t, 1);
    return t;
}

void random_floats(size_t count, float *values) {
    for (size_t i = 0; i < count; i++) values[i] = random_float();
}

size_t output_columns(const rnnk_architecture *a) {
    const size_t Q = a->projection > 0 ? a->projection : a->units[a->layers - 1];
    return a->outputs > 0 ? a->outputs : a->bidirectional ? 2 * Q : Q;
}

size_t state_columns(const rnnk_architecture *a, size_t state) {
    const size_t H = a->units[state / (a->bidirectional ? 2 : 1)], Q = a->projection > 0 ? a->projection : H;
    return a->cell == RNNK_CELL_LSTM ? Q + H : Q;
}

void tensors_free(tensors t) {
    for (size_t i = 0; i < t.tensors; i++) free(t.values[i]);
}

const float *const *weights_of(const tensors *t) { return (const float *const *)t->values; }

made make_network(const rnnk_kernels *kernels, const rnnk_shape *shape, const tensors *weights) {
    made m = {.size = rnnk_network_size(kernels, shape)};
    m.memory = malloc(m.size);
    if (!m.memory) abort();
    memset(m.memory, 0x5A, m.size);
    if (rnnk_network_init(kernels, shape, weights ? weights_of(weights) : NULL, m.memory, m.size, &m.network)) abort();
    return m;
}

made make_dense(const rnnk_kernels *kernels, const rnnk_architecture *a, const tensors *weights) {
    made m = {.size = rnnk_network_size_of(kernels, a)};
    m.memory = malloc(m.size);
    if (!m.memory) abort();
    memset(m.memory, 0x5A, m.size);
    if (rnnk_network_create(kernels, a, weights ? weights_of(weights) : NULL, m.memory, m.size, &m.network)) abort();
    return m;
}

void made_free(made m) { free(m.memory); }

double difference(size_t count, const float *values, const double *expected) {
    double largest = 1e-30, worst = 0;
    for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs(expected[i]));
    for (size_t i = 0; i < count; i++) {
        const double d = fabs((double)values[i] - expected[i]);
        worst = isnan(d) ? INFINITY : fmax(worst, d);
    }
    return worst / largest;
}
