#include "support.h"

#include <stdint.h>

tensors tensors_of(const rnnk_shape *shape) {
    static const char *const names[] = {"weight_ih", "weight_hh", "bias_ih", "bias_hh"};
    const size_t G = shape->cell == RNNK_CELL_LSTM ? 4 : shape->cell == RNNK_CELL_GRU ? 3 : 1;
    tensors t = {.tensors = RNNK_TENSORS_PER_LAYER * shape->layers + RNNK_TENSORS_OF_OUTPUT};
    size_t inputs = shape->classes, n = 0;
    for (size_t l = 0; l < shape->layers; l++) {
        const size_t H = shape->units[l], counts[] = {G * H * inputs, G * H * H, G * H, G * H};
        for (size_t i = 0; i < RNNK_TENSORS_PER_LAYER; i++, n++) {
            t.count[n] = counts[i];
            snprintf(t.name[n], sizeof t.name[n], "rnn.%s_l%d", names[i], (int)l);
        }
        inputs = H;
    }
    t.count[n] = shape->classes * inputs;
    t.count[n + 1] = shape->classes;
    strcpy(t.name[n], "out.weight");
    strcpy(t.name[n + 1], "out.bias");
    for (size_t i = 0; i < t.tensors; i++) t.values[i] = calloc(t.count[i], sizeof(float));
    return t;
}

float random_float(void) {
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (float)((double)(state >> 40) / 0x1p23 - 1);
}

tensors random_tensors(const rnnk_shape *shape) {
    tensors t = tensors_of(shape);
    for (size_t i = 0; i < t.tensors; i++) {
        for (size_t j = 0; j < t.count[i]; j++) t.values[i][j] = random_float();
    }
    return t;
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
