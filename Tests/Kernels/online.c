/* Online training: whole names, from the same parameters as the reference. */
#include <string.h>

#include "check.h"

enum { LAYERS = 3, ARRAYS = 2 * (3 * LAYERS + 2), MOST_NAMES = 904, MOST_ELEMENTS = 1 << 14 };

/* What is trained on what. */
typedef struct {
    size_t V;
    const size_t *units; /* [LAYERS], up to the first 0 */
    float lr, m;
    float bias; /* is added to two of three logits */
    size_t names;
    const size_t *steps; /* [names] */
    const int32_t *tokens; /* steps[i] + 1 for each name */
} problem;

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
static void train(const rnnk_kernels *k, const problem *task, const network *from_p, const network *from_u, network *p,
                  network *u, double *losses) {
    for (size_t i = 0; i < p->count; i++) {
        memcpy(p->arrays[i].base, from_p->arrays[i].base, p->arrays[i].rows * p->arrays[i].columns * sizeof(float));
        memcpy(u->arrays[i].base, from_u->arrays[i].base, u->arrays[i].rows * u->arrays[i].columns * sizeof(float));
    }
    void *state = guarded((k->online_size(&p->rnn) + 15) / 16 * 16);
    const int32_t *tokens = task->tokens;
    k->online_start(&p->rnn, &u->rnn, task->lr, task->m, state);
    for (size_t i = 0; i < task->names; tokens += task->steps[i++] + 1) {
        losses[i] = k->online_train(state, task->steps[i], tokens);
        if (i == task->names / 2) k->online_finish(state, &p->rnn, &u->rnn); /* the training continues after that */
    }
    k->online_finish(state, &p->rnn, &u->rnn);
}

static void check_network(const char *what, size_t steps, const network *p, const network *u, const network *right_p,
                          const network *right_u, matrix *bits) {
    static _Thread_local double tolerances[MOST_ELEMENTS];
    for (size_t i = 0; i < 2 * p->count; i++) {
        const matrix value = i < p->count ? p->arrays[i] : u->arrays[i - p->count];
        const matrix right = i < p->count ? right_p->arrays[i] : right_u->arrays[i - p->count];
        for (size_t j = 0; j < right.rows * right.columns; j++) {
            tolerances[j] = online_tolerance(steps) * (1 + fabs(right.base[j]));
        }
        compare(value, right, tolerances, what);
        compare_bits(value, &bits[i], what);
    }
}

static void online_case(const rnnk_kernels *k, const problem *task) {
    static _Thread_local double losses[MOST_NAMES], expected[MOST_NAMES];
    const size_t V = task->V, *units = task->units;
    const char *what = named("online, V %zu, units %zu, %zu, %zu, m = %g, bias %g, %zu names", V, units[0], units[1],
                             units[2], task->m, task->bias, task->names);
    size_t most = 1, steps = 0;
    for (size_t l = 0; l < LAYERS; l++) most = units[l] > most ? units[l] : most;
    for (size_t i = 0; i < task->names; i++) steps += task->steps[i];
    network from_p, from_u, p, u, first_p, first_u;
    make_network(&from_p, V, units, dense, 1 / sqrt((double)most)); /* larger ones would be chaotic */
    make_network(&from_u, V, units, dense, 0.1);
    for (size_t v = 0; v < V; v++) from_p.rnn.b[v] += v % 3 != 1 ? task->bias : 0;
    make_network(&first_p, V, units, dense, 0);
    make_network(&first_u, V, units, dense, 0);
    train(oracle, task, &from_p, &from_u, &first_p, &first_u, expected);
    matrix bits[ARRAYS] = {{0}};
    for (size_t l = 0; l < LAYOUTS; l++) {
        make_network(&p, V, units, layouts[l], 0);
        make_network(&u, V, units, layouts[l], 0);
        train(k, task, &from_p, &from_u, &p, &u, losses);
        for (size_t i = 0; i < task->names; i++) {
            EXPECT_NEAR(losses[i], expected[i], online_tolerance(steps) * (1 + expected[i]), "%s: loss %zu", what, i);
        }
        check_network(what, steps, &p, &u, &first_p, &first_u, bits);
    }
    end_case(what);
}

/* Six names of random tokens, some of which are rare. */
static void random_names(const rnnk_kernels *k, size_t V, const size_t *units, float m, float bias) {
    static const size_t steps[] = {5, 1, 12, 0, 2, 70};
    const size_t names = sizeof steps / sizeof *steps, tokens = 5 + 1 + 12 + 0 + 2 + 70 + names;
    int32_t *token = guarded(tokens * sizeof *token);
    for (size_t i = 0; i < tokens; i++) {
        const double x = random_uniform(0, 1);
        token[i] = (int32_t)(x * x * (double)V);
    }
    online_case(k, &(problem){V, units, 0.1f, m, bias, names, steps, token});
}

/* A character that is missing so long that its momentum is gone. */
static void rare_characters(const rnnk_kernels *k) {
    static const int32_t common[] = {0, 1, 2, 1, 2, 0}, rare[] = {4, 3, 4, 3}, last[] = {3, 4, 3};
    static _Thread_local size_t steps[MOST_NAMES];
    static _Thread_local int32_t tokens[MOST_NAMES * 6];
    size_t count = 0, names = 0;
    for (size_t i = 0; i < 902; i++) {
        const int32_t *name = i == 1 ? rare : i == 901 ? last : common;
        const size_t length = i == 1 ? 4 : i == 901 ? 3 : 6;
        memcpy(tokens + count, name, length * sizeof *tokens);
        count += length;
        steps[names++] = length - 1;
    }
    online_case(k, &(problem){5, (const size_t[LAYERS]){6}, 0.01f, 0.9f, 0, names, steps, tokens});
}

void test_online(const rnnk_kernels *k) {
    static const size_t Vs[] = {1, 2, 7, 8, 16, 28, 66};
    static const size_t shapes[][LAYERS] = {{1},  {7},  {8},      {16},       {17},   {32},
                                            {33}, {64}, {70},     {32, 32},   {33, 9}, {5, 17, 8},
                                            {1, 40, 100}};
    static const float momenta[] = {0.9f, 0, 0.5f};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes * 7; i++) {
        random_names(k, Vs[i % 7], shapes[i / 7], momenta[i % 3], 0);
    }
    random_names(k, 20, (const size_t[LAYERS]){12, 9}, 0.999f, 0);
    /* Exponentials of such logits, unless they are shifted, are no floats. */
    random_names(k, 20, (const size_t[LAYERS]){12}, 0.9f, -150);
    random_names(k, 20, (const size_t[LAYERS]){12}, 0.9f, 150);
    rare_characters(k);
    /* Names of no steps change nothing. */
    online_case(k, &(problem){9, (const size_t[LAYERS]){8, 3}, 0.1f, 0.9f, 0, 2, (const size_t[]){0, 0}, (const int32_t[]){4, 0}});
}
