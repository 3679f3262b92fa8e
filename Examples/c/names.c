/* Trains a small network on a few names, all in one batch, and generates new ones.
 *
 *     cc names.c $(pkg-config --cflags --libs rnnk) && ./a.out */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rnnk_network.h>

static const char *const names[] = {
    "almandine", "amazonite", "amethyst", "ametrine", "andalusite", "apatite", "aquamarine", "azurite", "benitoite",
    "beryl", "calcite", "carnelian", "chalcedony", "citrine", "danburite", "diopside", "dolomite", "emerald",
    "enstatite", "euclase", "fluorite", "garnet", "hematite", "howlite", "iolite", "jadeite", "kyanite", "labradorite",
    "lazurite", "malachite", "moldavite", "morganite", "nephrite", "obsidian", "olivine", "onyx", "opal", "peridot",
    "pyrite", "quartz", "rhodonite", "sapphire", "scapolite", "selenite", "serpentine", "sodalite", "sphene", "spinel",
    "spodumene", "sunstone", "tanzanite", "topaz", "tourmaline", "turquoise", "variscite", "zircon", "zoisite"};

enum { NAMES = sizeof names / sizeof *names, LETTERS = 26, START = LETTERS, STOP, V, T = 12, H = 32, EPOCHS = 150 };

/* Makes a GRU network for `sequences` names at once. Its memory is freed when the program ends. */
static rnnk_network *make(size_t sequences, size_t steps, bool training, const float *const *weights) {
    static const size_t units[] = {H, H};
    const rnnk_shape shape = {.cell = RNNK_CELL_GRU, .training = training, .classes = V, .layers = 2, .units = units,
                              .sequences = sequences, .steps = steps};
    const rnnk_kernels *kernels = rnnk_kernels_best();
    const size_t size = rnnk_network_size(kernels, &shape);
    void *memory = malloc(size);
    rnnk_network *network = NULL;
    const rnnk_status status =
        memory ? rnnk_network_init(kernels, &shape, weights, memory, size, &network) : RNNK_BAD_MEMORY;
    if (status != RNNK_OK) {
        fprintf(stderr, "names: %s\n", rnnk_status_text(status));
        exit(1);
    }
    return network;
}

/* A linear congruential generator, sufficient for an example. */
static uint32_t random_word(void) {
    static uint64_t state = 7;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

/* All weights as one array in PyTorch's order, and pointers to its tensors. */
enum { G = 3, LAYER_0 = G * H * (V + H + 2), LAYER_1 = G * H * (H + H + 2), WEIGHTS = LAYER_0 + LAYER_1 + V * (H + 1) };

static void find_tensors(float *all, float **tensors) {
    const size_t counts[] = {G * H * V, G * H * H, G * H, G * H, G * H * H, G * H * H, G * H, G * H, V * H, V};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; all += counts[i++]) tensors[i] = all;
}

int main(void) {
    static float all[WEIGHTS];
    float *tensors[2 * RNNK_TENSORS_PER_LAYER + RNNK_TENSORS_OF_OUTPUT];
    find_tensors(all, tensors);
    for (size_t i = 0; i < WEIGHTS; i++) all[i] = ((float)random_word() / 4294967296.0f - 0.5f) * 0.35f;

    /* tokens [T, NAMES]: START and the letters; targets: the letters and STOP. Past the end nothing is predicted. */
    static int32_t tokens[T][NAMES], targets[T][NAMES];
    int predictions = 0;
    for (size_t n = 0; n < NAMES; n++) {
        const size_t length = strlen(names[n]);
        for (size_t t = 0; t < T; t++) {
            tokens[t][n] = t == 0 ? START : t <= length ? names[n][t - 1] - 'a' : 0;
            targets[t][n] = t < length ? names[n][t] - 'a' : t == length ? STOP : -1;
        }
        predictions += (int)length + 1;
    }

    rnnk_network *learner = make(NAMES, T, true, (const float *const *)tensors);
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        double loss;
        rnnk_network_reset(learner);
        rnnk_status status = rnnk_network_forward(learner, T, tokens[0]);
        if (!status) status = rnnk_network_cross_entropy(learner, targets[0], 1.0f / (float)predictions, &loss);
        if (!status) status = rnnk_network_backward(learner);
        if (!status) status = rnnk_network_clip(learner, 1, NULL);
        if (!status) status = rnnk_network_adam(learner, 0.01f, 0.9f, 0.999f, 1e-8f);
        if (status) return fprintf(stderr, "names: %s\n", rnnk_status_text(status)), 1;
        if (epoch % 50 == 0) printf("epoch %d  loss %.3f nats\n", epoch, loss / predictions);
    }

    rnnk_network_get_weights(learner, tensors);
    rnnk_network *writer = make(1, 1, false, (const float *const *)tensors);
    for (int n = 0; n < 10; n++) {
        char name[24] = "";
        int32_t token = START;
        rnnk_network_reset(writer);
        for (size_t length = 0; length + 1 < sizeof name; length++) {
            const uint32_t word = random_word();
            rnnk_network_forward(writer, 1, &token);
            rnnk_network_sample(writer, 0.7f, &word, &token); /* the default temperature of rnnc */
            if (token >= LETTERS) break; /* STOP; the network has learned that START is never next */
            name[length] = (char)('a' + token);
        }
        printf("%s\n", name);
    }
}
