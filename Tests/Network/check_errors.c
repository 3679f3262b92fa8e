/* What cannot be done: see network_check.h. */
#include "support.h"

static const size_t units[] = {5, 4};
static const rnnk_shape possible = {
    .cell = RNNK_CELL_LSTM, .training = true, .classes = 7, .layers = 2, .units = units, .sequences = 2, .steps = 3};

static int check_shapes(const rnnk_kernels *kernels) {
    int failures = 0;
    const size_t no_units[] = {5, 0}, huge_units[] = {5, SIZE_MAX / 4};
    const size_t large_units[] = {5, (size_t)1 << (sizeof(size_t) * 4 - 2)}; /* whose square, in bytes, overflows */
    struct {
        const char *what;
        rnnk_shape shape;
    } bad[] = {
        {"no classes", possible}, {"no layers", possible},    {"no units", possible},     {"no sequences", possible},
        {"no steps", possible},   {"no cell", possible},      {"huge units", possible},   {"huge classes", possible},
        {"large units", possible}, {"huge sequences", possible}, {"too many rows", possible},
    };
    bad[0].shape.classes = 0;
    bad[1].shape.layers = 0;
    bad[2].shape.units = no_units;
    bad[3].shape.sequences = 0;
    bad[4].shape.steps = 0;
    bad[5].shape.cell = (rnnk_cell)3;
    bad[6].shape.units = huge_units;
    bad[7].shape.classes = SIZE_MAX / 16;
    bad[8].shape.units = large_units;
    bad[9].shape.sequences = SIZE_MAX / 2;
    bad[10].shape.steps = 1 << 20, bad[10].shape.sequences = 1 << 11;
    char memory[64];
    rnnk_network *net = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        EXPECT(rnnk_network_size(kernels, &bad[i].shape) == 0, "%s", bad[i].what);
        EXPECT(rnnk_network_init(kernels, &bad[i].shape, NULL, memory, sizeof memory, &net) == RNNK_BAD_SHAPE, "%s",
               bad[i].what);
    }
    EXPECT(rnnk_network_size(kernels, &possible) > 0, "a shape that is possible");
    EXPECT(rnnk_network_init(kernels, &possible, NULL, memory, sizeof memory, &net) == RNNK_BAD_MEMORY, "small");
    EXPECT(net == NULL, "made after all");
    return failures;
}

/* Wherever memory of the right size begins, it is enough, and nothing around it is written. */
static int check_memory(const rnnk_kernels *kernels, const tensors *weights) {
    int failures = 0;
    const size_t size = rnnk_network_size(kernels, &possible);
    float first[3 * 2 * 7];
    for (size_t offset = 0; offset < 128; offset += 8) {
        unsigned char *memory = malloc(size + 192);
        memset(memory, 0xC7, size + 192);
        const size_t begin = 64 - (uintptr_t)memory % 64 + offset;
        rnnk_network *net;
        double loss;
        EXPECT(!rnnk_network_init(kernels, &possible, weights_of(weights), memory + begin, size, &net), "init");
        const int32_t tokens[] = {0, 1, 2, 3, 4, 5}, targets[] = {6, 5, 4, 3, 2, 1};
        EXPECT(!rnnk_network_forward(net, 3, tokens), "forward");
        if (offset == 0) memcpy(first, rnnk_network_logits(net), sizeof first);
        EXPECT(memcmp(first, rnnk_network_logits(net), sizeof first) == 0, "other logits %d bytes on", (int)offset);
        EXPECT((uintptr_t)rnnk_network_logits(net) % 64 == 0, "logits are not aligned");
        EXPECT((uintptr_t)rnnk_network_state(net, 1) % 64 == 0, "states are not aligned");
        EXPECT(!rnnk_network_cross_entropy(net, targets, 1, &loss) && !rnnk_network_backward(net), "backward");
        EXPECT(!rnnk_network_adam(net, 0.01f, 0.9f, 0.999f, 1e-8f), "step");
        for (size_t i = 0; i < size + 192; i++) {
            if (i < begin || i >= begin + size) EXPECT(memory[i] == 0xC7, "byte %d", (int)i - (int)begin);
        }
        free(memory);
    }
    return failures;
}

/* The whole of a network's memory must be as it was, `kept`. */
#define EXPECT_REFUSED(call, status)                                                                                   \
    do {                                                                                                               \
        EXPECT((call) == (status), "not refused");                                                                     \
        EXPECT(memcmp(kept, m.memory, m.size) == 0, "refused, but something changed");                                 \
    } while (0)

static int check_calls(const rnnk_kernels *kernels, const tensors *weights) {
    int failures = 0;
    const made m = make_network(kernels, &possible, weights);
    rnnk_network *net = m.network;
    unsigned char *kept = malloc(m.size);
    const int32_t tokens[] = {0, 1, 2, 3, 4, 5}, below[] = {0, 1, 2, -1, 4, 5}, above[] = {0, 1, 2, 3, 4, 7},
                  targets[] = {6, -2, 4, 3, 2, 1};
    const uint32_t random[2] = {0, 0};
    int32_t drawn[2];
    double loss;

    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_sample(net, 1, random, drawn), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_cross_entropy(net, tokens, 1, &loss), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_backward(net), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_forward(net, 0, tokens), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_forward(net, 4, tokens), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_forward(net, 3, below), RNNK_BAD_TOKEN);
    EXPECT_REFUSED(rnnk_network_forward(net, 3, above), RNNK_BAD_TOKEN);
    EXPECT_REFUSED(rnnk_network_reset_sequence(net, 2), RNNK_BAD_SEQUENCE);
    EXPECT_REFUSED(rnnk_network_sgd(net, INFINITY), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_momentum(net, 1, 1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adam(net, 1, -0.1f, 0.9f, 1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adam(net, 1, 0.9f, NAN, 1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adam(net, 1, 0.9f, 0.9f, 0), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_clip(net, 0, NULL), RNNK_BAD_NUMBER);

    EXPECT(!rnnk_network_forward(net, 3, tokens), "forward");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_sample(net, 0, random, drawn), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_sample(net, NAN, random, drawn), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_cross_entropy(net, targets, 1, &loss), RNNK_BAD_TOKEN);
    EXPECT_REFUSED(rnnk_network_cross_entropy(net, above, 1, &loss), RNNK_BAD_TOKEN);

    EXPECT(!rnnk_network_cross_entropy(net, tokens, 1, &loss), "loss");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_sample(net, 1, random, drawn), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_cross_entropy(net, tokens, 1, &loss), RNNK_NO_LOGITS);
    EXPECT(!rnnk_network_backward(net), "backward");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_backward(net), RNNK_NO_LOGITS);
    free(kept);
    made_free(m);
    return failures;
}

static int check_inference(const rnnk_kernels *kernels, const tensors *weights) {
    int failures = 0;
    rnnk_shape shape = possible;
    shape.training = false;
    EXPECT(rnnk_network_size(kernels, &shape) < rnnk_network_size(kernels, &possible), "memory for training");
    const made m = make_network(kernels, &shape, weights);
    unsigned char *kept = malloc(m.size);
    const int32_t tokens[] = {0, 1, 2, 3, 4, 5};
    double loss;
    EXPECT(!rnnk_network_forward(m.network, 3, tokens), "forward");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_cross_entropy(m.network, tokens, 1, &loss), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_backward(m.network), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_get_gradients(m.network, weights->values), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_clip(m.network, 1, NULL), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_sgd(m.network, 1), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_momentum(m.network, 1, 0.9f), RNNK_NO_TRAINING);
    EXPECT_REFUSED(rnnk_network_adam(m.network, 1, 0.9f, 0.9f, 1), RNNK_NO_TRAINING);
    free(kept);
    made_free(m);
    return failures;
}

int network_check_errors(const rnnk_kernels *kernels) {
    random_restart();
    int failures = check_shapes(kernels);
    for (int i = RNNK_OK; i <= RNNK_BAD_INPUT; i++) {
        EXPECT(strcmp(rnnk_status_text((rnnk_status)i), rnnk_status_text((rnnk_status)99)) != 0, "no text for %d", i);
    }
    tensors weights = random_tensors(&possible);
    failures += check_memory(kernels, &weights) + check_calls(kernels, &weights) + check_inference(kernels, &weights);
    tensors_free(weights);
    return failures;
}
