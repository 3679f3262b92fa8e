/* Online training: whole names, from the same parameters as the reference. */
#include <string.h>

#include "check.h"

enum { LAYERS = 3, ARRAYS = 2 * (3 * LAYERS + 2), NAMES = 6, STEPS = 90 };

/* Parameters of a network of which units[l] are not 0, or what belongs to each of them; `arrays` lists them all. */
typedef struct {
    rnnk_rnn_layer layer[LAYERS];
    rnnk_rnn rnn;
    matrix arrays[ARRAYS / 2];
    size_t count;
} network;

static float *add_array(network *n, size_t rows, size_t columns, layout where, double bound) {
    const matrix x = unset(rows, columns, (layout){0, where.place});
    for (size_t i = 0; i < rows * columns; i++) x.base[i] = (float)random_uniform(-bound, bound);
    n->arrays[n->count++] = x;
    return x.base;
}

static void make_network(network *n, size_t V, const size_t *units, layout where, double bound) {
    *n = (network){.rnn = {.classes = V, .layer = n->layer}};
    size_t inputs = V;
    for (size_t l = 0; l < LAYERS && units[l] > 0; l++, inputs = units[l - 1]) {
        float *W = add_array(n, inputs, units[l], where, bound), *U = add_array(n, units[l], units[l], where, bound);
        n->layer[n->rnn.layers++] = (rnnk_rnn_layer){units[l], W, U, add_array(n, 1, units[l], where, bound)};
    }
    n->rnn.W = add_array(n, inputs, V, where, bound);
    n->rnn.b = add_array(n, 1, V, where, bound);
}

/* Copies the parameters of `from`, trains, and leaves the results in p and u. */
static void train(const rnnk_kernels *k, const network *from_p, const network *from_u, network *p, network *u, float m,
                  const int32_t *tokens, const size_t *steps, double *losses) {
    for (size_t i = 0; i < p->count; i++) {
        memcpy(p->arrays[i].base, from_p->arrays[i].base, p->arrays[i].rows * p->arrays[i].columns * sizeof(float));
        memcpy(u->arrays[i].base, from_u->arrays[i].base, u->arrays[i].rows * u->arrays[i].columns * sizeof(float));
    }
    void *state = guarded((k->online_size(&p->rnn) + 15) / 16 * 16);
    k->online_start(&p->rnn, &u->rnn, 0.1f, m, state);
    for (size_t i = 0; i < NAMES; tokens += steps[i++] + 1) {
        losses[i] = k->online_train(state, steps[i], tokens);
        if (i == NAMES / 2) k->online_finish(state, &p->rnn, &u->rnn); /* the training goes on after it was looked at */
    }
    k->online_finish(state, &p->rnn, &u->rnn);
}

static void online_case(const rnnk_kernels *k, size_t V, const size_t *units, float m) {
    static const size_t steps[NAMES] = {5, 1, 12, 0, 2, 64};
    static double tolerances[1 << 14];
    const char *what = named("online, V %zu, units %zu, %zu, %zu, m = %g", V, units[0], units[1], units[2], m);
    size_t most = 1, all_steps = 0;
    for (size_t l = 0; l < LAYERS; l++) most = units[l] > most ? units[l] : most;
    for (size_t i = 0; i < NAMES; i++) all_steps += steps[i];
    int32_t *tokens = guarded((all_steps + NAMES) * sizeof *tokens);
    for (size_t i = 0; i < all_steps + NAMES; i++) { /* squares: some characters are rare */
        const double x = random_uniform(0, 1);
        tokens[i] = (int32_t)(x * x * (double)V);
    }
    network from_p, from_u, p, u, first_p, first_u;
    double losses[NAMES], expected[NAMES];
    make_network(&from_p, V, units, dense, 1 / sqrt((double)most)); /* larger ones would be chaotic */
    make_network(&from_u, V, units, dense, 0.1);
    make_network(&first_p, V, units, dense, 0);
    make_network(&first_u, V, units, dense, 0);
    train(reference, &from_p, &from_u, &first_p, &first_u, m, tokens, steps, expected);
    matrix bits[ARRAYS] = {{0}};
    for (size_t l = 0; l < LAYOUTS; l++) {
        make_network(&p, V, units, layouts[l], 0);
        make_network(&u, V, units, layouts[l], 0);
        train(k, &from_p, &from_u, &p, &u, m, tokens, steps, losses);
        for (size_t i = 0; i < NAMES; i++) {
            EXPECT_NEAR(losses[i], expected[i], online_tolerance(all_steps) * (1 + expected[i]), "%s: loss %zu", what,
                        i);
        }
        for (size_t i = 0; i < 2 * p.count; i++) {
            const matrix value = i < p.count ? p.arrays[i] : u.arrays[i - p.count];
            const matrix right = i < p.count ? first_p.arrays[i] : first_u.arrays[i - p.count];
            for (size_t j = 0; j < right.rows * right.columns; j++) {
                tolerances[j] = online_tolerance(all_steps) * (1 + fabs(right.base[j]));
            }
            compare(value, right, tolerances, what);
            compare_bits(value, &bits[i], what);
        }
    }
    end_case(what);
}

void test_online(const rnnk_kernels *k) {
    static const size_t Vs[] = {1, 2, 7, 8, 16, 28, 66};
    static const size_t shapes[][LAYERS] = {{1}, {7}, {8}, {16}, {17}, {33}, {64}, {32, 32}, {5, 17, 8}, {1, 40, 100}};
    static const float momenta[] = {0.9f, 0, 0.5f};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes * 7; i++) {
        online_case(k, Vs[i % 7], shapes[i / 7], momenta[i % 3]);
    }
    online_case(k, 20, (const size_t[LAYERS]){12, 9}, 0.999f);
}
