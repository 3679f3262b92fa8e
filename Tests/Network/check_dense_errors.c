/* What cannot be done with an rnnk_architecture: see network_check.h. */
#include "dense.h"

static const rnnk_architecture possible = {.size = sizeof possible, .cell = RNNK_CELL_LSTM, .training = true,
                                           .tokens = V, .features = F, .outputs = O, .projection = 4, .layers = 2,
                                           .units = dense_units, .sequences = B, .steps = T};

static int check_architectures(const rnnk_kernels *kernels) {
    int failures = 0;
    const size_t no_units[] = {5, 0}, huge_units[] = {5, SIZE_MAX / 4};
    struct {
        const char *what;
        rnnk_architecture a;
    } bad[13];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) bad[i].a = possible;
    bad[0].what = "no size", bad[0].a.size = 0;
    bad[1].what = "a smaller size", bad[1].a.size = sizeof possible - 1;
    bad[2].what = "an absurd size", bad[2].a.size = SIZE_MAX;
    bad[3].what = "no inputs", bad[3].a.tokens = bad[3].a.features = 0;
    bad[4].what = "huge tokens", bad[4].a.tokens = SIZE_MAX;
    bad[5].what = "huge features", bad[5].a.features = SIZE_MAX / 2;
    bad[6].what = "huge outputs", bad[6].a.outputs = SIZE_MAX / 16;
    bad[7].what = "a huge projection", bad[7].a.projection = SIZE_MAX - 3;
    bad[8].what = "no layers", bad[8].a.layers = 0;
    bad[9].what = "huge units", bad[9].a.units = huge_units;
    bad[10].what = "no units", bad[10].a.units = no_units;
    bad[11].what = "a projected GRU", bad[11].a.cell = RNNK_CELL_GRU;
    bad[12].what = "too many rows", bad[12].a.steps = (size_t)1 << 30;
    char memory[64];
    rnnk_network *net = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        EXPECT(rnnk_network_size_of(kernels, &bad[i].a) == 0, "%s", bad[i].what);
        EXPECT(rnnk_network_create(kernels, &bad[i].a, NULL, memory, sizeof memory, &net) == RNNK_BAD_SHAPE, "%s",
               bad[i].what);
    }
    EXPECT(rnnk_network_create(kernels, &possible, NULL, memory, sizeof memory, &net) == RNNK_BAD_MEMORY, "small");
    EXPECT(net == NULL, "made after all");

    /* A newer program's structure: the members that this library does not know have to be zeros. */
    struct {
        rnnk_architecture a;
        size_t newer;
    } later = {possible, 0};
    later.a.size = sizeof later;
    EXPECT(rnnk_network_size_of(kernels, &later.a) == rnnk_network_size_of(kernels, &possible), "zeros");
    later.newer = 1;
    EXPECT(rnnk_network_size_of(kernels, &later.a) == 0, "a member that is not known");
    return failures;
}

/* Whatever kind of network: its memory is sufficient wherever it begins, and nothing around it is written. */
static int check_memory(const rnnk_kernels *kernels, rnnk_architecture kind, bool training) {
    int failures = 0;
    const rnnk_architecture a = dense_made_of(kind, training ? B : 1, training);
    const size_t size = rnnk_network_size_of(kernels, &a);
    float x[T * B * F], t[T * B * MOST], dx[T * B * F];
    random_floats(T * B * F, x), random_floats(T * B * MOST, t);
    for (size_t offset = 0; offset < 128; offset += 56) {
        unsigned char *memory = malloc(size + 192);
        memset(memory, 0xC7, size + 192);
        const size_t begin = 64 - (uintptr_t)memory % 64 + offset;
        rnnk_network *net;
        double loss;
        EXPECT(!rnnk_network_create(kernels, &a, NULL, memory + begin, size, &net), "create");
        for (int pass = 0; pass < 4; pass++) {
            const int32_t *lengths = pass % 2 ? dense_lengths : NULL;
            EXPECT(!rnnk_network_run(net, pass < 2 ? T : lengths ? T : 1, lengths, dense_tokens_of(&a), x), "run");
            if (!training) continue;
            EXPECT(!rnnk_network_squared_error(net, t, NULL, 1, &loss), "loss");
            EXPECT(!rnnk_network_backward_features(net, dx), "backward");
            EXPECT(!rnnk_network_adamw(net, 0.1f, 0.9f, 0.9f, 1e-8f, 0.1f), "step");
        }
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

static int check_calls(const rnnk_kernels *kernels) {
    int failures = 0;
    const made m = make_dense(kernels, &possible, NULL);
    rnnk_network *net = m.network;
    unsigned char *kept = malloc(m.size);
    const int32_t negative[B] = {3, -1, 0, 1}, longer[B] = {3, T + 1, 0, 1}, wrong[T * B] = {0, V};
    const uint32_t random[B] = {0};
    float x[T * B * F] = {0}, t[T * B * O] = {0}, w[T * B] = {0}, dx[T * B * F];
    int32_t drawn[B];
    double loss;
    rnnk_tensor tensor;

    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_run(net, 0, NULL, dense_tokens, x), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_run(net, T + 1, NULL, dense_tokens, x), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_run(net, T, negative, dense_tokens, x), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_run(net, T, longer, dense_tokens, x), RNNK_BAD_LENGTH);
    EXPECT_REFUSED(rnnk_network_run(net, T, NULL, dense_tokens, NULL), RNNK_BAD_INPUT);
    EXPECT_REFUSED(rnnk_network_run(net, T, NULL, NULL, x), RNNK_BAD_INPUT);
    EXPECT_REFUSED(rnnk_network_forward(net, T, dense_tokens), RNNK_BAD_INPUT);
    EXPECT_REFUSED(rnnk_network_run(net, T, NULL, wrong, x), RNNK_BAD_TOKEN);
    EXPECT_REFUSED(rnnk_network_squared_error(net, t, NULL, 1, &loss), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_huber(net, t, NULL, 1, 1, &loss), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_binary_cross_entropy(net, t, NULL, 1, &loss), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_backward_features(net, dx), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_tensor(net, rnnk_network_tensors(net), &tensor), RNNK_BAD_INPUT);
    EXPECT_REFUSED(rnnk_network_tensor(net, SIZE_MAX, &tensor), RNNK_BAD_INPUT);
    EXPECT_REFUSED(rnnk_network_nesterov(net, NAN, 0), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_nesterov(net, 1, 1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_rmsprop(net, 1, -0.5f, 1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_rmsprop(net, 1, 0.5f, 0), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adamw(net, 1, 0.9f, 0.9f, 1, -1), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adamw(net, 1, 0.9f, 0.9f, 1, INFINITY), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_adamw(net, INFINITY, 0.9f, 0.9f, 1, 0), RNNK_BAD_NUMBER);

    EXPECT(!rnnk_network_run(net, T, NULL, dense_tokens, x), "run");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_huber(net, t, NULL, 0, 1, &loss), RNNK_BAD_NUMBER);
    EXPECT_REFUSED(rnnk_network_huber(net, t, NULL, INFINITY, 1, &loss), RNNK_BAD_NUMBER);
    t[T * B * O - 1] = 1.5f;
    EXPECT_REFUSED(rnnk_network_binary_cross_entropy(net, t, NULL, 1, &loss), RNNK_BAD_NUMBER);
    t[T * B * O - 1] = NAN;
    EXPECT_REFUSED(rnnk_network_binary_cross_entropy(net, t, NULL, 1, &loss), RNNK_BAD_NUMBER);
    EXPECT(!rnnk_network_binary_cross_entropy(net, t, w, 1, &loss) && loss == 0, "of weight 0");
    memcpy(kept, m.memory, m.size);
    EXPECT_REFUSED(rnnk_network_squared_error(net, t, NULL, 1, &loss), RNNK_NO_LOGITS);
    EXPECT_REFUSED(rnnk_network_sample(net, 1, random, drawn), RNNK_NO_LOGITS);
    EXPECT(rnnk_network_state(net, 1) && !rnnk_network_state(net, 2), "states");
    free(kept);
    made_free(m);
    return failures;
}

/* Networks that lack something: training, a linear layer, features. */
static int check_lacking(const rnnk_kernels *kernels) {
    int failures = 0;
    rnnk_architecture a = possible;
    unsigned char *kept;
    const uint32_t random[B] = {0};
    float x[T * B * F] = {0}, t[T * B * MOST] = {0};
    int32_t drawn[B];
    double loss;
    size_t count = 7;
    for (int lacks = 0; lacks < 3; lacks++) {
        a = possible;
        if (lacks == 0) a.training = false;
        if (lacks == 1) a.outputs = 0;
        if (lacks == 2) a.features = 0;
        const made m = make_dense(kernels, &a, NULL);
        EXPECT(!rnnk_network_run(m.network, T, NULL, dense_tokens, lacks == 2 ? NULL : x), "run");
        kept = malloc(m.size);
        memcpy(kept, m.memory, m.size);
        if (lacks == 0) {
            EXPECT_REFUSED(rnnk_network_squared_error(m.network, t, NULL, 1, &loss), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_huber(m.network, t, NULL, 1, 1, &loss), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_binary_cross_entropy(m.network, t, NULL, 1, &loss), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_backward_features(m.network, x), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_nesterov(m.network, 1, 0.9f), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_rmsprop(m.network, 1, 0.9f, 1), RNNK_NO_TRAINING);
            EXPECT_REFUSED(rnnk_network_adamw(m.network, 1, 0.9f, 0.9f, 1, 0), RNNK_NO_TRAINING);
            EXPECT(!rnnk_network_gradients(m.network, &count) && count == 0, "gradients");
            EXPECT(!rnnk_network_output_gradients(m.network), "gradients of outputs");
        } else if (lacks == 1) {
            EXPECT_REFUSED(rnnk_network_cross_entropy(m.network, dense_tokens, 1, &loss), RNNK_BAD_INPUT);
            EXPECT_REFUSED(rnnk_network_sample(m.network, 1, random, drawn), RNNK_BAD_INPUT);
        } else {
            EXPECT_REFUSED(rnnk_network_run(m.network, T, NULL, dense_tokens, x), RNNK_BAD_INPUT);
            EXPECT_REFUSED(rnnk_network_backward_features(m.network, x), RNNK_BAD_INPUT);
        }
        free(kept);
        made_free(m);
    }
    return failures;
}

int network_check_dense_errors(const rnnk_kernels *kernels) {
    random_restart();
    int failures = check_architectures(kernels) + check_calls(kernels) + check_lacking(kernels);
    for (size_t i = 0; i < DENSE_KINDS; i++) {
        failures += check_memory(kernels, dense_kinds[i], true) + check_memory(kernels, dense_kinds[i], false);
    }
    return failures;
}
