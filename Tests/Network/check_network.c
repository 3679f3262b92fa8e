/* What a network does beside its passes: see network_check.h. */
#include "support.h"

static const size_t units[] = {9, 6};

static rnnk_shape shape_of(rnnk_cell cell, bool training) {
    const rnnk_shape shape = {
        .cell = cell, .training = training, .classes = 11, .layers = 2, .units = units, .sequences = 3, .steps = 4};
    return shape;
}

static const int32_t tokens[4 * 3] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1};
static const int32_t targets[4 * 3] = {4, 5, 6, 7, -1, 9, 10, 0, 1, -1, -1, 3};

/* ---- optimizers -------------------------------------------------------------------------------------------- */

enum { SGD, MOMENTUM, ADAM };

/* Three steps of one optimizer, each against its formula in double. */
static int check_optimizer(const rnnk_kernels *kernels, rnnk_cell cell, int optimizer) {
    int failures = 0;
    const float lr = 0.05f, beta1 = 0.8f, beta2 = 0.9f, epsilon = 1e-3f;
    const rnnk_shape shape = shape_of(cell, true);
    tensors before = random_tensors(&shape), after = tensors_of(&shape), gradients = tensors_of(&shape),
            m = tensors_of(&shape), v = tensors_of(&shape);
    const made net = make_network(kernels, &shape, &before);
    rnnk_network_get_weights(net.network, before.values);
    double loss = 0, last = 0;
    for (int t = 1; t <= 3; t++) {
        rnnk_network_reset(net.network);
        EXPECT(!rnnk_network_forward(net.network, 4, tokens), "forward");
        EXPECT(!rnnk_network_cross_entropy(net.network, targets, 1 / 9.0f, &loss), "loss");
        EXPECT(!rnnk_network_backward(net.network), "backward");
        EXPECT(t == 1 || loss < last, "the loss rises from %g to %g", last, loss);
        last = loss;
        EXPECT(!rnnk_network_get_gradients(net.network, gradients.values), "gradients");
        EXPECT(!(optimizer == SGD        ? rnnk_network_sgd(net.network, lr)
                 : optimizer == MOMENTUM ? rnnk_network_momentum(net.network, lr, beta1)
                                         : rnnk_network_adam(net.network, lr, beta1, beta2, epsilon)), "step");
        rnnk_network_get_weights(net.network, after.values);
        for (size_t i = 0; i < before.tensors; i++) {
            const bool other_bias = strstr(before.name[i], "bias_hh") != NULL;
            const size_t kept = !other_bias ? 0 : cell == RNNK_CELL_GRU ? before.count[i] / 3 * 2 : before.count[i];
            for (size_t j = 0; j < before.count[i]; j++) {
                const double g = (double)gradients.values[i][j];
                float *mj = m.values[i] + j, *vj = v.values[i] + j;
                double step = lr * g;
                if (optimizer != SGD) *mj = (float)(beta1 * *mj + (1.0 - beta1) * g);
                if (optimizer == MOMENTUM) step = (double)lr * *mj;
                if (optimizer == ADAM) {
                    *vj = (float)(beta2 * *vj + (1.0 - beta2) * g * g);
                    step = lr * (*mj / (1 - pow(beta1, t))) / (sqrt(*vj / (1 - pow(beta2, t))) + epsilon);
                }
                const double expected = j < kept ? 0 : (double)before.values[i][j] - step;
                EXPECT(fabs((double)after.values[i][j] - expected) < 1e-5, "%s[%d], step %d: %g, not %g", before.name[i],
                       (int)j, t, (double)after.values[i][j], expected);
                before.values[i][j] = after.values[i][j];
            }
        }
        EXPECT(!rnnk_network_get_gradients(net.network, gradients.values), "gradients");
        for (size_t i = 0; i < gradients.tensors; i++) {
            for (size_t j = 0; j < gradients.count[i]; j++) EXPECT(gradients.values[i][j] == 0, "after a step");
        }
    }
    made_free(net);
    tensors_free(before), tensors_free(after), tensors_free(gradients), tensors_free(m), tensors_free(v);
    return failures;
}

/* Gradients add up from pass to pass, and are clipped to a norm. */
static int check_gradients(const rnnk_kernels *kernels, rnnk_cell cell) {
    int failures = 0;
    const rnnk_shape shape = shape_of(cell, true);
    tensors weights = random_tensors(&shape), once = tensors_of(&shape), twice = tensors_of(&shape);
    const made net = make_network(kernels, &shape, &weights);
    double loss, norm = 0, clipped = 0;
    for (int pass = 0; pass < 2; pass++) {
        rnnk_network_reset(net.network);
        EXPECT(!rnnk_network_forward(net.network, 4, tokens), "forward");
        EXPECT(!rnnk_network_cross_entropy(net.network, targets, 1, &loss), "loss");
        EXPECT(!rnnk_network_backward(net.network), "backward");
        EXPECT(!rnnk_network_get_gradients(net.network, pass ? twice.values : once.values), "gradients");
    }
    for (size_t i = 0; i < once.tensors; i++) {
        for (size_t j = 0; j < once.count[i]; j++) {
            const double d = fabs(2.0 * (double)once.values[i][j] - (double)twice.values[i][j]);
            EXPECT(d < 1e-4, "%s[%d]: %g", once.name[i], (int)j, d);
        }
    }
    EXPECT(!rnnk_network_clip(net.network, 0.5f, &norm) && norm > 0.5, "norm %g", norm);
    EXPECT(!rnnk_network_clip(net.network, 1, &clipped) && fabs(clipped - 0.5) < 1e-6, "norm %g", clipped);
    made_free(net);
    tensors_free(weights), tensors_free(once), tensors_free(twice);
    return failures;
}

int network_check_optimizers(const rnnk_kernels *kernels) {
    random_restart();
    int failures = 0;
    for (int cell = RNNK_CELL_RNN; cell <= RNNK_CELL_GRU; cell++) {
        for (int optimizer = SGD; optimizer <= ADAM; optimizer++) {
            failures += check_optimizer(kernels, (rnnk_cell)cell, optimizer);
        }
        failures += check_gradients(kernels, (rnnk_cell)cell);
    }
    return failures;
}

/* ---- weights, states, sampling ----------------------------------------------------------------------------- */

static int check_weights(const rnnk_kernels *kernels, rnnk_cell cell) {
    int failures = 0;
    const rnnk_shape shape = shape_of(cell, false);
    tensors in = random_tensors(&shape), out = random_tensors(&shape);
    const made net = make_network(kernels, &shape, NULL);
    rnnk_network_set_weights(net.network, weights_of(&in));
    rnnk_network_get_weights(net.network, out.values);
    for (size_t i = 0; i < in.tensors; i++) {
        const bool is_ih = strstr(in.name[i], "bias_ih") != NULL, is_hh = strstr(in.name[i], "bias_hh") != NULL;
        const size_t summed = cell == RNNK_CELL_GRU ? in.count[i] / 3 * 2 : in.count[i];
        for (size_t j = 0; j < in.count[i]; j++) {
            float expected = in.values[i][j];
            if (is_ih && j < summed) expected += in.values[i + 1][j];
            if (is_hh && j < summed) expected = 0;
            EXPECT(out.values[i][j] == expected, "%s[%d]", in.name[i], (int)j);
        }
    }

    /* NULL: zeros going in, not written coming out. */
    const float *missing[LARGEST_TENSORS];
    float *unwanted[LARGEST_TENSORS];
    memcpy(missing, in.values, sizeof missing);
    memcpy(unwanted, out.values, sizeof unwanted);
    missing[2] = NULL, missing[3] = NULL, missing[4] = NULL, unwanted[0] = NULL;
    out.values[0][0] = 42;
    rnnk_network_set_weights(net.network, missing);
    rnnk_network_get_weights(net.network, unwanted);
    EXPECT(out.values[0][0] == 42 && out.values[2][0] == 0 && out.values[3][0] == 0 && out.values[4][0] == 0, "NULL");
    made_free(net);
    tensors_free(in), tensors_free(out);
    return failures;
}

static int check_state(const rnnk_kernels *kernels, rnnk_cell cell) {
    int failures = 0;
    const rnnk_shape shape = shape_of(cell, false);
    const size_t V = shape.classes, B = shape.sequences, columns = cell == RNNK_CELL_LSTM ? 2 : 1;
    tensors weights = random_tensors(&shape);
    const made net = make_network(kernels, &shape, &weights);
    float kept[2][3 * 18], first[3 * 11], second[3 * 11];
    const float *logits = rnnk_network_logits(net.network);

    EXPECT(!rnnk_network_forward(net.network, 1, tokens), "step");
    memcpy(first, logits, sizeof first);
    for (size_t l = 0; l < 2; l++) {
        memcpy(kept[l], rnnk_network_state(net.network, l), B * columns * units[l] * sizeof(float));
    }
    EXPECT(!rnnk_network_state(net.network, 2), "a third layer");
    EXPECT(!rnnk_network_forward(net.network, 1, tokens + 3), "step");
    memcpy(second, logits, sizeof second);

    /* From saved states, the network continues as before. */
    for (size_t l = 0; l < 2; l++) {
        memcpy(rnnk_network_state(net.network, l), kept[l], B * columns * units[l] * sizeof(float));
    }
    EXPECT(!rnnk_network_forward(net.network, 1, tokens + 3), "step");
    EXPECT(memcmp(second, logits, sizeof second) == 0, "from states that were kept");

    /* One sequence starts again, the others continue. */
    for (size_t l = 0; l < 2; l++) {
        memcpy(rnnk_network_state(net.network, l), kept[l], B * columns * units[l] * sizeof(float));
    }
    EXPECT(!rnnk_network_reset_sequence(net.network, 1), "reset");
    const int32_t mixed[] = {tokens[3], tokens[1], tokens[5]};
    EXPECT(!rnnk_network_forward(net.network, 1, mixed), "step");
    EXPECT(memcmp(second, logits, V * sizeof(float)) == 0, "sequence 0");
    EXPECT(memcmp(first + V, logits + V, V * sizeof(float)) == 0, "sequence 1");
    EXPECT(memcmp(second + 2 * V, logits + 2 * V, V * sizeof(float)) == 0, "sequence 2");
    made_free(net);
    tensors_free(weights);
    return failures;
}

/* Frequencies of 20,000 draws against the softmax, and hardly any temperature against the largest logit. */
static int check_sample(const rnnk_kernels *kernels) {
    enum { DRAWS = 20000 };
    int failures = 0;
    const rnnk_shape shape = shape_of(RNNK_CELL_GRU, false);
    tensors weights = random_tensors(&shape);
    const made net = make_network(kernels, &shape, &weights);
    EXPECT(!rnnk_network_forward(net.network, 2, tokens), "two steps");
    const float *z = rnnk_network_logits(net.network) + 3 * 11; /* of the last step */
    for (float temperature = 0.5f; temperature < 3; temperature *= 2) {
        int drawn[3][11] = {{0}};
        for (int n = 0; n < DRAWS; n++) {
            uint32_t random[3];
            int32_t token[3];
            for (int b = 0; b < 3; b++) random[b] = (uint32_t)((double)(random_float() + 1) * 0x1p31);
            EXPECT(!rnnk_network_sample(net.network, temperature, random, token), "sample");
            for (int b = 0; b < 3; b++) drawn[b][token[b]]++;
        }
        for (int b = 0; b < 3; b++) {
            double sum = 0;
            for (int v = 0; v < 11; v++) sum += exp((double)(z[b * 11 + v] / temperature));
            for (int v = 0; v < 11; v++) {
                const double p = exp((double)(z[b * 11 + v] / temperature)) / sum, expected = DRAWS * p;
                const double deviation = fabs(drawn[b][v] - expected) / sqrt(expected * (1 - p) + 1);
                EXPECT(deviation < 5, "token %d: %d times, expected %g", v, drawn[b][v], expected);
            }
        }
    }
    const uint32_t random[] = {0, 1u << 31, ~0u};
    int32_t token[3];
    EXPECT(!rnnk_network_sample(net.network, 1e-30f, random, token), "cold");
    for (int b = 0; b < 3; b++) {
        for (int v = 0; v < 11; v++) EXPECT(z[b * 11 + token[b]] >= z[b * 11 + v], "not the most probable token");
    }
    made_free(net);
    tensors_free(weights);
    return failures;
}

int network_check_states(const rnnk_kernels *kernels) {
    random_restart();
    int failures = check_sample(kernels);
    for (int cell = RNNK_CELL_RNN; cell <= RNNK_CELL_GRU; cell++) {
        failures += check_weights(kernels, (rnnk_cell)cell) + check_state(kernels, (rnnk_cell)cell);
    }
    return failures;
}
