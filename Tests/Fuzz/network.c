/* For libFuzzer: any bytes as the shape of a network and the calls that follow. Run by Scripts/fuzz.
 *
 * Every buffer has just the size that rnnk_network.h asks for, so that the address sanitizer finds what is read or
 * written beyond it. The calls are made twice, in memory that held different numbers before: results must be equal. A
 * call that fails must leave the network as it was. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rnnk_network.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes that are left; zeros after the end. */
typedef struct {
    const uint8_t *next, *end;
} source;

static size_t byte(source *s) { return s->next < s->end ? *s->next++ : 0; }

/* Mostly a small number; now and then any number. */
static size_t number(source *s, size_t most) {
    const size_t value = byte(s);
    if (value != 255) return value % (most + 1);
    size_t any = 0;
    for (int i = 0; i < 8; i++) any = any << 8 | byte(s);
    return any >> byte(s) % 64;
}

/* Mostly a float near 0; now and then one of the extreme ones. */
static float any_float(source *s) {
    static const float extremes[] = {0,        -0.0f,     1,       -1,     0x1p-149f, -0x1p-130f, 0x1p127f, -0x1p127f,
                                     1e-45f, INFINITY, -INFINITY, NAN, 88.8f, -104};
    const size_t value = byte(s);
    return value >= 240 ? extremes[value % (sizeof extremes / sizeof *extremes)] : (float)((int)value - 120) / 32;
}

static void check(bool condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void *allocate(size_t count, size_t size) {
    void *const memory = malloc(count * size);
    check(memory || count == 0, "out of memory");
    return memory;
}

static float *floats(source *s, size_t count) {
    float *const values = (float *)allocate(count, sizeof(float));
    for (size_t i = 0; i < count; i++) values[i] = any_float(s);
    return values;
}

/* Whole numbers from `least` to `most`, or now and then just outside. */
static int32_t *integers(source *s, size_t count, int32_t least, int32_t most) {
    int32_t *const values = (int32_t *)allocate(count, sizeof(int32_t));
    for (size_t i = 0; i < count; i++) {
        const size_t value = byte(s);
        values[i] = value == 255   ? INT32_MAX
                    : value == 254 ? INT32_MIN
                    : value == 253 ? most + 1
                    : value == 252 ? least - 1
                                   : least + (int32_t)(value % (size_t)(most - least + 1));
    }
    return values;
}

typedef struct {
    rnnk_network *network;
    const rnnk_architecture *a;
    unsigned char *memory, *kept;
    size_t size;
    uint64_t hash; /* of all results */
    size_t steps;  /* T of the last pass */
} run;

static void add(run *r, const void *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) r->hash = (r->hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3;
}

/* Bits that are equal for every NaN: which one comes of two is not defined. */
static void add_floats(run *r, const float *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const float value = values[i] == values[i] ? values[i] : NAN;
        add(r, &value, sizeof value);
    }
}

static size_t columns(const rnnk_architecture *a) {
    if (a->outputs) return a->outputs;
    return (a->projection ? a->projection : a->units[a->layers - 1]) * (a->bidirectional ? 2 : 1);
}

static void keep(run *r) { memcpy(r->kept, r->memory, r->size); }

/* Notes a status; a call that failed has changed nothing. */
static rnnk_status checked(run *r, rnnk_status status) {
    check(strcmp(rnnk_status_text(status), rnnk_status_text((rnnk_status)99)) != 0, "an unknown status");
    if (status != RNNK_OK) check(memcmp(r->kept, r->memory, r->size) == 0, "refused, but something changed");
    add(r, &status, sizeof status);
    return status;
}

static void pass(run *r, source *s) {
    const rnnk_architecture *const a = r->a;
    const size_t T = number(s, a->steps), flags = byte(s);
    const size_t rows = T <= a->steps ? T * a->sequences : 1;
    const bool reads_tokens = (a->tokens != 0) != (flags % 16 == 7);
    const bool reads_features = (a->features != 0) != (flags % 16 == 8);
    int32_t *const tokens = reads_tokens ? integers(s, rows, 0, (int32_t)a->tokens - 1 + !a->tokens) : NULL;
    float *const features = reads_features ? floats(s, rows * (a->features + !a->features)) : NULL;
    int32_t *const lengths = flags & 32 ? integers(s, a->sequences, 0, T <= a->steps ? (int32_t)T : 1) : NULL;
    keep(r);
    const rnnk_status status = flags & 16 && !lengths && !features && tokens
                                   ? rnnk_network_forward(r->network, T, tokens)
                                   : rnnk_network_run(r->network, T, lengths, tokens, features);
    if (checked(r, status) == RNNK_OK) {
        r->steps = T;
        add_floats(r, rnnk_network_outputs(r->network), rows * columns(a));
    }
    free(tokens), free(features), free(lengths);
}

static void loss(run *r, source *s) {
    const rnnk_architecture *const a = r->a;
    const size_t kind = byte(s), rows = r->steps * a->sequences, numbers = rows * columns(a);
    const float scale = any_float(s), delta = any_float(s);
    int32_t *const classes = kind % 4 == 0 ? integers(s, rows, -1, (int32_t)columns(a) - 1) : NULL;
    float *const targets = kind % 4 ? floats(s, numbers) : NULL;
    float *const weights = kind & 8 ? floats(s, rows) : NULL;
    for (size_t i = 0; kind & 16 && targets && i < numbers; i++) targets[i] = targets[i] > 0;
    double value = 0;
    keep(r);
    rnnk_status status = RNNK_OK;
    switch (kind % 4) {
    case 0: status = rnnk_network_cross_entropy(r->network, classes, scale, &value); break;
    case 1: status = rnnk_network_squared_error(r->network, targets, weights, scale, &value); break;
    case 2: status = rnnk_network_huber(r->network, targets, weights, delta, scale, &value); break;
    default: status = rnnk_network_binary_cross_entropy(r->network, targets, weights, scale, &value); break;
    }
    if (checked(r, status) == RNNK_OK && value == value) add(r, &value, sizeof value);
    free(classes), free(targets), free(weights);
}

static void backward(run *r, source *s) {
    const size_t kind = byte(s), rows = r->steps * r->a->sequences;
    float *const gradients = rnnk_network_output_gradients(r->network);
    check((gradients != NULL) == r->a->training, "gradients without training, or none with it");
    if (kind & 1 && gradients && r->steps) {
        for (size_t i = 0; i < rows * columns(r->a); i++) gradients[i] = any_float(s);
    }
    float *const features = kind & 2 ? floats(s, rows * r->a->features) : NULL;
    keep(r);
    const rnnk_status status =
        features ? rnnk_network_backward_features(r->network, features) : rnnk_network_backward(r->network);
    if (checked(r, status) == RNNK_OK && features) add_floats(r, features, rows * r->a->features);
    free(features);
}

static void step(run *r, source *s) {
    const size_t kind = byte(s);
    const float lr = any_float(s), m = any_float(s), beta = any_float(s), epsilon = any_float(s), decay = any_float(s);
    double norm = 0;
    keep(r);
    rnnk_status status = RNNK_OK;
    switch (kind % 7) {
    case 0: status = rnnk_network_sgd(r->network, lr); break;
    case 1: status = rnnk_network_momentum(r->network, lr, m); break;
    case 2: status = rnnk_network_adam(r->network, lr, m, beta, epsilon); break;
    case 3: status = rnnk_network_nesterov(r->network, lr, m); break;
    case 4: status = rnnk_network_rmsprop(r->network, lr, m, epsilon); break;
    case 5: status = rnnk_network_adamw(r->network, lr, m, beta, epsilon, decay); break;
    default: status = rnnk_network_clip(r->network, lr, kind & 8 ? &norm : NULL); break;
    }
    checked(r, status);
}

static void state(run *r, source *s) {
    const rnnk_architecture *const a = r->a;
    const size_t kind = byte(s), index = number(s, 2 * a->layers);
    keep(r);
    if (kind & 1) {
        checked(r, rnnk_network_reset_sequence(r->network, number(s, a->sequences)));
    } else if (kind & 2) {
        rnnk_network_reset(r->network);
    }
    float *const values = rnnk_network_state(r->network, index);
    check((values != NULL) == (index < a->layers * (a->bidirectional ? 2 : 1)), "a state too many, or too few");
    if (!values) return;
    const size_t H = a->units[a->bidirectional ? index / 2 : index], Q = a->projection ? a->projection : H;
    const size_t count = a->sequences * (a->cell == RNNK_CELL_LSTM ? Q + H : H);
    add_floats(r, values, count);
    if (kind & 4) values[byte(s) % count] = any_float(s);
}

static void sample(run *r, source *s) {
    const float temperature = any_float(s);
    uint32_t *const random = (uint32_t *)allocate(r->a->sequences, sizeof(uint32_t));
    int32_t *const tokens = (int32_t *)allocate(r->a->sequences, sizeof(int32_t));
    for (size_t b = 0; b < r->a->sequences; b++) random[b] = (uint32_t)number(s, 255) * 0x1010101u;
    keep(r);
    if (checked(r, rnnk_network_sample(r->network, temperature, random, tokens)) == RNNK_OK) {
        for (size_t b = 0; b < r->a->sequences; b++) {
            check(tokens[b] >= 0 && (size_t)tokens[b] < columns(r->a), "drew what is no token");
        }
        add(r, tokens, r->a->sequences * sizeof *tokens);
    }
    free(random), free(tokens);
}

/* Weights as tensors, and as one array. */
static void parameters(run *r, source *s) {
    const size_t kind = byte(s), tensors = rnnk_network_tensors(r->network);
    size_t count = 0, gradients = 0;
    float *const all = rnnk_network_parameters(r->network, &count);
    float *const slopes = rnnk_network_gradients(r->network, &gradients);
    check((slopes != NULL) == r->a->training && (!slopes || gradients == count), "gradients of another number");
    for (size_t t = 0; t < tensors; t++) {
        rnnk_tensor tensor;
        check(rnnk_network_tensor(r->network, t, &tensor) == RNNK_OK, "a tensor is missing");
        check(tensor.offset + tensor.rows * tensor.columns <= count, "a tensor outside the parameters");
        for (size_t i = 0; kind & 1 && i < tensor.rows * tensor.columns; i++) all[tensor.offset + i] = any_float(s);
    }
    rnnk_tensor none;
    check(rnnk_network_tensor(r->network, tensors, &none) == RNNK_BAD_INPUT, "a tensor too many");
    rnnk_network_update(r->network);
    add_floats(r, all, count);
}

static void calls(run *r, source s) {
    while (s.next < s.end) {
        switch (byte(&s) % 8) {
        case 0: case 1: pass(r, &s); break;
        case 2: loss(r, &s); break;
        case 3: backward(r, &s); break;
        case 4: step(r, &s); break;
        case 5: state(r, &s); break;
        case 6: sample(r, &s); break;
        default: parameters(r, &s); break;
        }
    }
}

static uint64_t result(const rnnk_kernels *kernels, const rnnk_architecture *a, size_t size, int before, source s) {
    run r = {.a = a, .size = size, .hash = 0xCBF29CE484222325};
    r.memory = (unsigned char *)allocate(size, 1), r.kept = (unsigned char *)allocate(size, 1);
    memset(r.memory, before, size);
    memset(r.kept, 0, size);
    const rnnk_status status = rnnk_network_create(kernels, a, NULL, r.memory, size - 1, &r.network);
    check(status == RNNK_BAD_MEMORY, "too little memory");
    check(rnnk_network_create(kernels, a, NULL, r.memory, size, &r.network) == RNNK_OK, "a possible network");
    calls(&r, s);
    free(r.memory), free(r.kept);
    return r.hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    source s = {data, data + size};
    size_t tables = 0;
    while (rnnk_kernels_at(tables)) tables++;
    const rnnk_kernels *const kernels = rnnk_kernels_at(byte(&s) % tables);
    size_t units[4];
    const size_t flags = byte(&s);
    rnnk_architecture a = {
        .size = sizeof a, .cell = (rnnk_cell)(flags & 3), .training = flags & 4, .bidirectional = flags & 8};
    a.tokens = number(&s, 20), a.features = number(&s, 20), a.outputs = number(&s, 20);
    a.projection = flags & 16 ? number(&s, 12) : 0;
    a.layers = byte(&s) % 4;
    a.units = units;
    for (size_t l = 0; l < 4; l++) units[l] = number(&s, 40);
    a.sequences = number(&s, 9), a.steps = number(&s, 6);
    if (flags & 32) a.size = number(&s, 255);
    if (a.size > sizeof a) a.size = sizeof a; /* what is behind the architecture would be read */
    const size_t needed = rnnk_network_size_of(kernels, &a);
    if (needed == 0) {
        char memory[64];
        rnnk_network *network = NULL;
        check(rnnk_network_create(kernels, &a, NULL, memory, sizeof memory, &network) == RNNK_BAD_SHAPE && !network,
              "an impossible network");
        return 0;
    }
    if (needed > 1 << 16) return 0; /* small networks take less time, so that more are tried */
    check(result(kernels, &a, needed, 0, s) == result(kernels, &a, needed, 0xC7, s), "results depend on the memory");
    return 0;
}
