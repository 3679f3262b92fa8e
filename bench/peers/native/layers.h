// Main program of a peer that has recurrent layers only: two of them, forward and backward, on dense input.
// The peer includes this file and then defines `prepare`, `step` and `results`. A few steps are first compared with
// plain loops.
//
//     PROGRAM lstm|gru UNITS ROWS STEPS SECONDS THREADS
#ifndef LAYERS_H
#define LAYERS_H

#include "reference.h"
#include "serve.h"

enum { LAYERS = 2, CHECKED_STEPS = 3 };

// Copies everything into the peer's own formats. x and dy are [T][B][H]; dy is the gradient of the last layer's output.
static void prepare(struct shape shape, const struct layer layers[LAYERS], const float *x, const float *dy,
                    int threads);
// One forward and backward pass.
static void step(void);
// Copies the last layer's output, the gradient of x, and those of the layers from the peer's own formats.
static void results(float *y, float *dx, struct layer gradients[LAYERS]);

static float *random_floats(size_t count, float scale) {
    static unsigned state = 1;
    float *values = floats(count);
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525 + 1013904223;
        values[i] = ((float)(state >> 8) / (1 << 23) - 1) * scale;
    }
    return values;
}

static struct layer new_layer(struct shape s, float *(*values)(size_t, float)) {
    float scale = 1 / sqrtf((float)s.H);
    size_t columns = (size_t)gates(s) * s.H;
    struct layer layer = {values(s.H * columns, scale), values(s.H * columns, scale), values(columns, scale)};
    return layer;
}

static float *zeros(size_t count, float scale) { return (void)scale, floats(count); }

// Exits if `is` differs from `should` by more than rounding.
static void compare(const char *what, const float *is, const float *should, size_t count) {
    double difference = 0, norm = 0;
    for (size_t i = 0; i < count; i++) {
        difference += ((double)is[i] - should[i]) * ((double)is[i] - should[i]);
        norm += (double)should[i] * should[i];
    }
    if (sqrt(difference) <= 1e-4 * sqrt(norm)) return;
    fprintf(stderr, "%s differs from that of plain loops: relative error %.2g\n", what, sqrt(difference / norm));
    exit(1);
}

static void check(struct shape s, struct layer layers[LAYERS], const float *x, const float *dy, int threads) {
    s.T = s.T < CHECKED_STEPS ? s.T : CHECKED_STEPS;
    size_t values = (size_t)s.T * s.B * s.H, columns = (size_t)gates(s) * s.H;
    float *h[LAYERS], *dx[LAYERS], *y = floats(values), *dx0 = floats(values);
    struct layer is[LAYERS], should[LAYERS];
    struct tape tapes[LAYERS];
    for (int l = 0; l < LAYERS; l++) {
        h[l] = floats(values), dx[l] = floats(values);
        is[l] = new_layer(s, zeros), should[l] = new_layer(s, zeros);
        tapes[l] = reference_forward(s, layers[l], l ? h[l - 1] : x, h[l]);
    }
    for (int l = LAYERS - 1; l >= 0; l--)
        reference_backward(s, layers[l], l ? h[l - 1] : x, h[l], tapes[l], l == LAYERS - 1 ? dy : dx[l + 1], dx[l],
                           should[l]);
    prepare(s, layers, x, dy, threads);
    step(), step(); // twice, since gradients must not accumulate
    results(y, dx0, is);
    compare("output", y, h[LAYERS - 1], values);
    compare("gradient of the input", dx0, dx[0], values);
    for (int l = 0; l < LAYERS; l++) {
        compare("gradient of the input weights", is[l].w, should[l].w, s.H * columns);
        compare("gradient of the recurrent weights", is[l].u, should[l].u, s.H * columns);
        compare("gradient of the biases", is[l].b, should[l].b, columns);
    }
}

int main(int argc, char **argv) {
    if (argc != 7) return fprintf(stderr, "usage: %s lstm|gru UNITS ROWS STEPS SECONDS THREADS\n", argv[0]), 64;
    struct shape s = {strcmp(argv[1], "lstm") ? GRU : LSTM, atoi(argv[4]), atoi(argv[3]), atoi(argv[2])};
    int threads = atoi(argv[6]);
    struct layer layers[LAYERS];
    for (int l = 0; l < LAYERS; l++) layers[l] = new_layer(s, random_floats);
    size_t values = (size_t)s.T * s.B * s.H;
    float *x = random_floats(values, 1), *dy = random_floats(values, 1);
    check(s, layers, x, dy, threads);
    prepare(s, layers, x, dy, threads);
    // Operations per character: forward, gradients of the inputs, gradients of the weights.
    double operations = 3.0 * 2 * LAYERS * 2 * s.H * gates(s) * s.H;
    char json[80];
    snprintf(json, sizeof json, "{\"operations\": %.0f}", operations);
    serve(step, (double)s.T * s.B, atof(argv[5]), json);
    return 0;
}

#endif
