/* A single sequence, step by step: see network_check.h. */
#include "support.h"

enum { STEPS = 12, CLASSES = 11 };

static const size_t units[][2] = {{9, 6}, {16, 32}, {64, 24}, {230, 5}};

/* The logits of a network for one sequence, computed step by step, are those of a network for two sequences, the second
 * of which runs beside it, and those of passes of several steps: the same bits if the rows of the table's products are
 * independent. */
static int expect_same(const rnnk_kernels *kernels, size_t count, const float *logits, const float *expected,
                       const char *what) {
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        const double d = fabs((double)logits[i] - (double)expected[i]);
        EXPECT(kernels->independent_rows ? memcmp(logits + i, expected + i, sizeof *logits) == 0 : d < 1e-4,
               "%s, logit %d: %g", what, (int)i, d);
    }
    return failures;
}

/* Small weights: a network of large ones multiplies the rounding errors of tables whose rows are not independent. */
static tensors small_tensors(const rnnk_shape *shape) {
    tensors weights = random_tensors(shape);
    for (size_t i = 0; i < weights.tensors; i++) {
        for (size_t j = 0; j < weights.count[i]; j++) weights.values[i][j] *= 0.1f;
    }
    return weights;
}

static int check_cell(const rnnk_kernels *kernels, rnnk_cell cell, const size_t *layers) {
    int failures = 0;
    rnnk_shape shape = {
        .cell = cell, .classes = CLASSES, .layers = 2, .units = layers, .sequences = 1, .steps = STEPS};
    tensors weights[] = {small_tensors(&shape), small_tensors(&shape)};
    const made one = make_network(kernels, &shape, &weights[0]), passes = make_network(kernels, &shape, &weights[0]);
    shape.sequences = 2;
    const made two = make_network(kernels, &shape, &weights[0]);
    const float *logits = rnnk_network_logits(one.network), *beside = rnnk_network_logits(two.network);
    const size_t state = layers[0] * (cell == RNNK_CELL_LSTM ? 2 : 1) * sizeof(float);
    float all[STEPS * CLASSES];
    for (int round = 0; round < 2; round++) { /* the second with other weights and from other states */
        int32_t tokens[STEPS];
        for (size_t t = 0; t < STEPS; t++) {
            tokens[t] = (int32_t)((t * 7 + (size_t)round * 3 + 1) % CLASSES);
            const int32_t pair[] = {tokens[t], (int32_t)(t % CLASSES)};
            EXPECT(!rnnk_network_forward(one.network, 1, &tokens[t]), "step");
            EXPECT(!rnnk_network_forward(two.network, 1, pair), "step");
            failures += expect_same(kernels, CLASSES, logits, beside, "beside another");
            memcpy(all + t * CLASSES, logits, CLASSES * sizeof(float));
        }
        for (size_t t = 0, n; t < STEPS; t += n) { /* a step, then several, and again */
            n = t % 4 == 0 ? 1 : 3;
            EXPECT(!rnnk_network_forward(passes.network, n, tokens + t), "steps");
            const float *several = rnnk_network_logits(passes.network);
            failures += expect_same(kernels, n * CLASSES, several, all + t * CLASSES, "passes");
        }
        const made *const networks[] = {&one, &passes, &two};
        for (int i = 0; i < 3; i++) {
            rnnk_network *network = networks[i]->network;
            rnnk_network_set_weights(network, weights_of(&weights[1]));
            EXPECT(!rnnk_network_reset_sequence(network, 0), "reset");
            memcpy(rnnk_network_state(network, 0), weights[1].values[0], state);
        }
    }
    made_free(one), made_free(passes), made_free(two);
    tensors_free(weights[0]), tensors_free(weights[1]);
    return failures;
}

/* Wherever the memory begins, it is enough, and nothing around it is written. */
static int check_memory(const rnnk_kernels *kernels, rnnk_cell cell) {
    int failures = 0;
    const rnnk_shape shape = {
        .cell = cell, .classes = CLASSES, .layers = 2, .units = units[0], .sequences = 1, .steps = 1};
    tensors weights = random_tensors(&shape);
    const size_t size = rnnk_network_size(kernels, &shape);
    for (size_t offset = 0; offset < 64; offset += 8) {
        unsigned char *memory = malloc(size + 128);
        memset(memory, 0xC7, size + 128);
        const size_t begin = 64 - (uintptr_t)memory % 64 + offset;
        const int32_t token = 3;
        rnnk_network *net;
        EXPECT(!rnnk_network_init(kernels, &shape, weights_of(&weights), memory + begin, size, &net), "init");
        for (int t = 0; t < 3; t++) EXPECT(!rnnk_network_forward(net, 1, &token), "step");
        for (size_t i = 0; i < size + 128; i++) {
            if (i < begin || i >= begin + size) EXPECT(memory[i] == 0xC7, "byte %d", (int)i - (int)begin);
        }
        free(memory);
    }
    tensors_free(weights);
    return failures;
}

int network_check_stream(const rnnk_kernels *kernels) {
    random_restart();
    int failures = 0;
    for (int cell = RNNK_CELL_RNN; cell <= RNNK_CELL_GRU; cell++) {
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            failures += check_cell(kernels, (rnnk_cell)cell, units[i]);
        }
        failures += check_memory(kernels, (rnnk_cell)cell);
    }
    return failures;
}
