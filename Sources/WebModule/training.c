/* Training on a list of names: a batch at a time, with Adam, and the loss on names that are held out. */
#include "module.h"

#include <math.h>
#include <string.h>

static struct {
    const int32_t *tokens, *first; /* of name i: tokens[first[i] ..< first[i + 1]] */
    int32_t *inputs, *targets;     /* [T, B] */
    int32_t *lengths;              /* [B] */
    double predictions;            /* of the last batch: characters, and STOP of each name */
} training;

/* Prepares the training of a network that was opened for it. The list is kept. */
void EXPORT(begin_training)(const int32_t *tokens, const int32_t *first) {
    const size_t rows = module.shape.sequences * module.shape.steps;
    training.tokens = tokens;
    training.first = first;
    training.inputs = take(rows * sizeof(int32_t));
    training.targets = take(rows * sizeof(int32_t));
    training.lengths = take(module.shape.sequences * sizeof(int32_t));
}

/* Writes names [count], count <= B, as columns of inputs and targets; returns the steps of the longest. */
static size_t fill_batch(size_t count, const int32_t *names) {
    const size_t B = module.shape.sequences;
    const int32_t start = (int32_t)module.shape.classes - 2, stop = start + 1;
    size_t longest = 0;
    training.predictions = 0;
    memset(training.lengths, 0, B * sizeof(int32_t));
    for (size_t b = 0; b < count; b++) {
        const int32_t *first = training.first + names[b];
        const size_t steps = (size_t)(first[1] - first[0]) + 1;
        training.lengths[b] = (int32_t)steps;
        training.predictions += (double)steps;
        longest = steps > longest ? steps : longest;
    }
    for (size_t b = 0; b < B; b++) {
        const size_t steps = (size_t)training.lengths[b];
        const int32_t *name = steps > 0 ? training.tokens + training.first[names[b]] : NULL;
        for (size_t t = 0; t < longest; t++) {
            const bool ends = t + 1 >= steps;
            training.inputs[t * B + b] = t == 0 || t >= steps ? start : name[t - 1];
            training.targets[t * B + b] = t >= steps ? -1 : ends ? stop : name[t];
        }
    }
    return longest;
}

/* Sum of the losses of the predictions of names [count]; leaves the gradient of their mean. */
static double forward(size_t count, const int32_t *names) {
    double loss = 0;
    const size_t T = fill_batch(count, names);
    rnnk_network_reset(module.network);
    if (rnnk_network_run(module.network, T, training.lengths, training.inputs, NULL) != RNNK_OK) return NAN;
    const float scale = (float)(1 / training.predictions);
    return rnnk_network_cross_entropy(module.network, training.targets, scale, &loss) == RNNK_OK ? loss : NAN;
}

/* Sum of the losses of names [count], at most B of them, in nats. */
double EXPORT(measure)(size_t count, const int32_t *names) { return forward(count, names); }

/* The same, and a step of Adam. */
double EXPORT(learn)(size_t count, const int32_t *names, float learning_rate) {
    const double loss = forward(count, names);
    if (rnnk_network_backward(module.network) != RNNK_OK) return NAN;
    return rnnk_network_adam(module.network, learning_rate, 0.9f, 0.999f, 1e-8f) == RNNK_OK ? loss : NAN;
}

/* Predictions of the last batch. */
double EXPORT(predictions)(void) { return training.predictions; }
