/* All parameters and gradients as one array, and the optimizers over it: see network_check.h. */
#include "dense.h"
#include "golden.h"

/* ---- places of the tensors ------------------------------------------------------------------------------------- */

/* Element (r, c) of a tensor in PyTorch's layout, [columns, rows] of ours, where there are both. */
static int check_tensor(const rnnk_network *net, const float *all, size_t index, const float *values, size_t count,
                        bool is_recurrent_bias) {
    int failures = 0;
    rnnk_tensor place;
    EXPECT(!rnnk_network_tensor(net, index, &place), "tensor %d", (int)index);
    const size_t size = place.rows * place.columns, skipped = count - size; /* sums are in the other bias */
    EXPECT(is_recurrent_bias ? size < count && (size == 0 || size * 3 == count) : size == count, "tensor %d: %d of %d",
           (int)index, (int)size, (int)count);
    EXPECT((place.rows == 0) == (place.columns == 0), "tensor %d", (int)index);
    for (size_t r = 0; r < place.rows; r++) {
        for (size_t c = 0; c < place.columns; c++) {
            const float value = all[place.offset + r * place.columns + c];
            EXPECT(value == values[skipped + c * place.rows + r], "tensor %d [%d, %d]", (int)index, (int)r, (int)c);
        }
    }
    return failures;
}

/* Parameters and gradients are where `rnnk_network_tensor` says. A step of the caller's own, over all of them, gives
 * the bits of `rnnk_network_sgd`, and what is between the tensors remains 0. */
static int check_views(const rnnk_kernels *kernels, rnnk_architecture kind) {
    int failures = 0;
    const rnnk_architecture a = dense_made_of(kind, B, true);
    tensors weights = tensors_for(&a), values = tensors_for(&a), gradients = tensors_for(&a);
    fill_randomly(&weights, 0.5f);
    const made own = make_dense(kernels, &a, &weights), library = make_dense(kernels, &a, &weights);
    const made *const networks[] = {&own, &library};
    float x[T * B * F], t[T * B * MOST];
    random_floats(T * B * F, x), random_floats(T * B * output_columns(&a), t);
    size_t count = 0, other = 0;
    float *p = rnnk_network_parameters(own.network, &count), *g = rnnk_network_gradients(own.network, &other);
    EXPECT(count == other && p && g, "%d and %d numbers", (int)count, (int)other);
    for (int step = 0; step < 3; step++) {
        for (int i = 0; i < 2; i++) {
            double loss;
            rnnk_network *net = networks[i]->network;
            EXPECT(!rnnk_network_run(net, T, dense_lengths, dense_tokens_of(&a), x), "run");
            EXPECT(!rnnk_network_squared_error(net, t, NULL, 1, &loss) && !rnnk_network_backward(net), "backward");
        }
        rnnk_network_get_weights(own.network, values.values);
        EXPECT(!rnnk_network_get_gradients(own.network, gradients.values), "gradients");
        for (size_t i = 0; i < values.tensors; i++) {
            const bool other_bias = strstr(values.name[i], "bias_hh") != NULL;
            failures += check_tensor(own.network, p, i, values.values[i], values.count[i], other_bias);
            failures += check_tensor(own.network, g, i, gradients.values[i], values.count[i], other_bias);
        }
        kernels->sgd(count, 0.01f, g, p);
        memset(g, 0, count * sizeof(float));
        rnnk_network_update(own.network);
        EXPECT(!rnnk_network_sgd(library.network, 0.01f), "step");
        EXPECT(memcmp(p, rnnk_network_parameters(library.network, &other), count * sizeof(float)) == 0, "parameters");
    }
    made_free(own), made_free(library);
    tensors_free(weights), tensors_free(values), tensors_free(gradients);
    return failures;
}

/* Two processes, each with half of the sequences, whose gradients are added up, take the step of one that has all. */
static int check_halves(const rnnk_kernels *kernels, rnnk_architecture kind) {
    enum { HALF = B / 2 };
    int failures = 0;
    const rnnk_architecture a = dense_made_of(kind, B, true), h = dense_made_of(kind, HALF, true);
    const size_t N = output_columns(&a);
    tensors weights = tensors_for(&a);
    fill_randomly(&weights, 0.5f);
    const made whole = make_dense(kernels, &a, &weights), halves[] = {make_dense(kernels, &h, &weights),
                                                                      make_dense(kernels, &h, &weights)};
    float x[T * B * F], t[T * B * MOST];
    double loss;
    size_t count = 0;
    random_floats(T * B * F, x), random_floats(T * B * N, t);
    EXPECT(!rnnk_network_run(whole.network, T, NULL, dense_tokens_of(&a), x), "run");
    EXPECT(!rnnk_network_squared_error(whole.network, t, NULL, 1, &loss) && !rnnk_network_backward(whole.network), "go");
    for (size_t i = 0; i < 2; i++) {
        float part_x[T * HALF * F], part_t[T * HALF * MOST];
        int32_t part_tokens[T * HALF];
        for (size_t r = 0; r < T * HALF; r++) {
            const size_t from = r / HALF * B + i * HALF + r % HALF;
            memcpy(part_x + r * F, x + from * F, F * sizeof(float));
            memcpy(part_t + r * N, t + from * N, N * sizeof(float));
            part_tokens[r] = dense_tokens[from];
        }
        rnnk_network *net = halves[i].network;
        EXPECT(!rnnk_network_run(net, T, NULL, kind.tokens ? part_tokens : NULL, part_x), "run");
        EXPECT(!rnnk_network_squared_error(net, part_t, NULL, 1, &loss) && !rnnk_network_backward(net), "backward");
    }
    float *first = rnnk_network_gradients(halves[0].network, &count);
    const float *second = rnnk_network_gradients(halves[1].network, &count), *p, *q;
    for (size_t i = 0; i < count; i++) first[i] += second[i];
    EXPECT(!rnnk_network_sgd(halves[0].network, 0.1f) && !rnnk_network_sgd(whole.network, 0.1f), "step");
    p = rnnk_network_parameters(halves[0].network, &count), q = rnnk_network_parameters(whole.network, &count);
    for (size_t i = 0; i < count; i++) EXPECT(fabsf(p[i] - q[i]) < 1e-5f, "parameter %d", (int)i);
    made_free(whole), made_free(halves[0]), made_free(halves[1]);
    tensors_free(weights);
    return failures;
}

/* ---- optimizers against PyTorch ---------------------------------------------------------------------------------- */

static float setting(golden file, const char *key) {
    char text[24] = "0";
    if (golden_has(file, key)) golden_text(file, key, text, sizeof text);
    return strtof(text, NULL);
}

/* One step of the optimizer that the file is named after. */
static rnnk_status step_of(const char *path, golden file, rnnk_network *net) {
    const float lr = setting(file, "lr"), m = setting(file, "momentum"), epsilon = setting(file, "eps");
    const float beta1 = setting(file, "beta1"), beta2 = setting(file, "beta2");
    if (strstr(path, "_sgd.")) return rnnk_network_sgd(net, lr);
    if (strstr(path, "_momentum_book.")) return rnnk_network_momentum(net, lr, m);
    if (strstr(path, "_nesterov_torch.")) return rnnk_network_nesterov(net, lr, m);
    if (strstr(path, "_rmsprop_keras.")) return rnnk_network_rmsprop(net, lr, setting(file, "rho"), epsilon);
    const float decay = setting(file, "weight_decay");
    if (strstr(path, "_adamw.")) return rnnk_network_adamw(net, lr, beta1, beta2, epsilon, decay);
    if (strstr(path, "_adam.")) return rnnk_network_adam(net, lr, beta1, beta2, epsilon);
    const rnnk_status clipped = rnnk_network_clip(net, setting(file, "clip_norm"), NULL);
    return clipped ? clipped : rnnk_network_adam(net, lr, 0.9f, 0.999f, 1e-8f);
}

int network_check_optimizer_golden(const rnnk_kernels *kernels, const char *path) {
    random_restart();
    int failures = 0;
    const rnnk_architecture a = dense_made_of(dense_kinds[0], 1, true);
    const made m = make_dense(kernels, &a, NULL);
    golden file = golden_read(path);
    size_t count, all;
    float *p = rnnk_network_parameters(m.network, &all), *g = rnnk_network_gradients(m.network, &all);
    double *start = golden_tensor(file, "p0", &count);
    EXPECT(count <= all, "%d parameters", (int)count);
    for (size_t i = 0; i < count; i++) p[i] = (float)start[i];
    for (int step = 1; step <= 5; step++) {
        char name[8];
        snprintf(name, sizeof name, "g.%d", step);
        double *gradient = golden_tensor(file, name, &count);
        snprintf(name, sizeof name, "p.%d", step);
        double *expected = golden_tensor(file, name, &count);
        for (size_t i = 0; i < count; i++) g[i] = (float)gradient[i];
        EXPECT(!step_of(path, file, m.network), "step %d", step);
        const double d = difference(count, p, expected);
        EXPECT(d < 1e-6, "%s, step %d: %g", path, step, d);
        for (size_t i = count; i < all; i++) EXPECT(p[i] == 0, "a parameter without gradient");
        free(gradient), free(expected);
    }
    free(start);
    golden_free(file);
    made_free(m);
    return failures;
}

int network_check_parameters(const rnnk_kernels *kernels) {
    random_restart();
    int failures = 0;
    for (size_t i = 0; i < DENSE_KINDS; i++) {
        failures += check_views(kernels, dense_kinds[i]) + check_halves(kernels, dense_kinds[i]);
    }
    return failures;
}
