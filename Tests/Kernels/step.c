/* Single steps of whole networks, against the other kernels of the same table, which are tested against the reference:
 * the same bits, or, if the table's rows are not independent, the same numbers. */
#include <string.h>

#include "check.h"

enum { LAYERS = 3, STEPS = 5, MOST_UNITS = 200, MOST_OUTPUTS = 300 };

/* What a network reads and writes: V tokens, F numbers, O outputs. */
typedef struct {
    size_t V, F, O;
} interface;

typedef struct {
    rnnk_cell cell;
    interface io;
    size_t layers, units[LAYERS];
    matrix features; /* rows of W[0] */
    matrix W[LAYERS], U[LAYERS], b[LAYERS], c[LAYERS], state[LAYERS]; /* c: a GRU's; state: h, and an LSTM's c */
    matrix output, bias;
    matrix packed_W[LAYERS], packed_U[LAYERS], packed_output;
    matrix gates[LAYERS], h[LAYERS], extra[LAYERS], work[LAYERS]; /* of the other kernels */
} network;

static size_t gates_of(rnnk_cell cell) { return cell == RNNK_CELL_LSTM ? 4 : cell == RNNK_CELL_GRU ? 3 : 1; }

static network random_network(const rnnk_kernels *k, rnnk_cell cell, interface io, const size_t *units) {
    network n = {.cell = cell, .io = io};
    size_t inputs = io.V + io.F;
    for (size_t l = 0; l < LAYERS && units[l] > 0; l++) {
        const size_t H = units[l], N = gates_of(cell) * H;
        const double bound = 1.5 / sqrt((double)H + 1);
        n.units[l] = H;
        n.W[l] = uniform(inputs, N, -bound, bound);
        n.U[l] = uniform(H, N, -bound, bound);
        n.b[l] = uniform(1, N, -1, 1);
        n.c[l] = uniform(1, H, -1, 1);
        n.state[l] = uniform(1, cell == RNNK_CELL_LSTM ? 2 * H : H, -1, 1);
        n.features = (matrix){io.F, N, n.W[0].ld, n.W[0].base + io.V * n.W[0].ld};
        if (l > 0 || io.F > 0) n.packed_W[l] = packed(k, l > 0 ? n.W[l] : n.features, false);
        n.packed_U[l] = packed(k, n.U[l], false);
        n.gates[l] = unset(1, N, dense);
        n.h[l] = unset(1, H, dense);
        n.extra[l] = unset(1, H, dense);
        n.work[l] = unset(1, N, dense);
        n.layers++;
        inputs = H;
    }
    n.output = uniform(inputs, io.O, -1, 1);
    n.bias = uniform(1, io.O, -1, 1);
    n.packed_output = packed(k, n.output, false);
    return n;
}

/* One step of a layer by the kernels for any rows. */
static void expected_layer(const rnnk_kernels *k, const network *n, size_t l) {
    const size_t H = n->units[l];
    const int32_t parent = -1, start = 0;
    const rnnk_rows row = {1, 1, 0, &start, &parent};
    const matrix gates = n->gates[l], h = n->h[l], extra = n->extra[l];
    float *const state = n->state[l].base, *const work = n->work[l].base, *const U = n->packed_U[l].base;
    const rnnk_const_matrix h0 = rnnk_const_mat(state, H), c0 = rnnk_const_mat(state + H, H);
    switch (n->cell) {
        case RNNK_CELL_RNN: k->rnn_forward(&row, H, U, h0, output(gates), work); break;
        case RNNK_CELL_LSTM:
            k->lstm_forward(&row, H, U, h0, c0, output(gates), output(extra), output(h), work);
            break;
        case RNNK_CELL_GRU:
            k->gru_forward(&row, H, U, n->c[l].base, h0, output(gates), output(extra), output(h), work);
            break;
    }
    memcpy(state, n->cell == RNNK_CELL_RNN ? gates.base : h.base, H * sizeof(float));
    if (n->cell == RNNK_CELL_LSTM) memcpy(state + H, extra.base, H * sizeof(float));
}

/* One step by the kernels for any rows: new states, and outputs. */
static void expected_step(const rnnk_kernels *k, const network *n, int32_t token, matrix x, matrix y) {
    for (size_t l = 0; l < n->layers; l++) {
        const size_t N = n->U[l].columns;
        const rnnk_matrix gates = output(n->gates[l]);
        const bool gathers = l == 0 && n->io.V > 0;
        if (gathers) k->gather(1, N, input(n->W[l]), &token, n->b[l].base, gates);
        if (l > 0 || n->io.F > 0) {
            k->gemm(1, N, x.columns, input(x), n->packed_W[l].base, gathers ? NULL : n->b[l].base,
                    gathers ? RNNK_ACCUMULATE : 0, gates);
        }
        expected_layer(k, n, l);
        x = (matrix){1, n->units[l], n->state[l].ld, n->state[l].base};
    }
    k->gemm(1, n->io.O, x.columns, input(x), n->packed_output.base, n->bias.base, 0, output(y));
}

static matrix copy_of(matrix x, layout where) { return copy(x, (layout){0, where.place}); }

/* Whether the kernels are those for tokens only, with as many outputs. */
static bool is_plain(interface io) { return io.F == 0 && io.O == io.V; }

/* A state with the weights and states of a network, which are nowhere else afterwards. */
static void *start_step(const rnnk_kernels *k, const network *n, layout where, matrix *states) {
    const interface io = n->io;
    rnnk_stack_layer layers[LAYERS];
    matrix weights[4 * LAYERS + 2];
    size_t count = 0;
    for (size_t l = 0; l < n->layers; l++) {
        const matrix all[] = {n->W[l], n->U[l], n->b[l], n->c[l]};
        for (size_t i = 0; i < 4; i++) weights[count + i] = copy_of(all[i], where);
        states[l] = copy_of(n->state[l], where);
        layers[l] = (rnnk_stack_layer){n->units[l],           weights[count].base,     weights[count + 1].base,
                                       weights[count + 2].base, weights[count + 3].base, states[l].base};
        if (n->cell != RNNK_CELL_GRU) layers[l].c = NULL;
        count += 4;
    }
    weights[count] = copy_of(n->output, where);
    weights[count + 1] = copy_of(n->bias, where);
    const rnnk_stack stack = {n->cell, io.V, n->layers, layers, weights[count].base, weights[count + 1].base};
    const size_t size = is_plain(io) ? k->step_size(n->cell, io.V, n->layers, n->units)
                                     : k->dense_step_size(n->cell, io.V, io.F, io.O, n->layers, n->units);
    EXPECT(size > 0, "there is no step for this shape");
    void *state = guarded((size + 15) / 16 * 16);
    if (is_plain(io)) {
        k->step_start(&stack, state);
    } else {
        k->dense_step_start(&stack, io.F, io.O, state);
    }
    for (size_t i = 0; i < count + 2; i++) {
        for (size_t j = 0; j < weights[i].rows * weights[i].columns; j++) weights[i].base[j] = NAN;
    }
    return state;
}

static void step_case(const rnnk_kernels *k, rnnk_cell cell, interface io, const size_t *units) {
    static _Thread_local double tolerances[MOST_OUTPUTS + 2 * MOST_UNITS];
    const char *what = named("step, cell %d, V %zu, F %zu, O %zu, units %zu, %zu, %zu", (int)cell, io.V, io.F, io.O,
                             units[0], units[1], units[2]);
    network n = random_network(k, cell, io, units);
    void *state[LAYOUTS];
    matrix states[LAYOUTS][LAYERS];
    for (size_t i = 0; i < LAYOUTS; i++) state[i] = start_step(k, &n, layouts[i], states[i]);
    for (size_t t = 0; t < STEPS; t++) {
        const int32_t token = (int32_t)(io.V == 0 ? 12345 : t == 0 ? io.V - 1 : random_below(io.V));
        const matrix x = uniform(1, io.F, -1, 1), y = unset(1, io.O, dense);
        expected_step(k, &n, token, x, y);
        for (size_t i = 0; i < LAYOUTS; i++) {
            const matrix result = unset(1, io.O, (layout){0, layouts[i].place});
            if (is_plain(io)) {
                k->step(state[i], token, result.base);
            } else {
                k->dense_step(state[i], token, copy_of(x, layouts[i]).base, result.base);
            }
            for (size_t l = 0; l <= n.layers; l++) {
                matrix value = l < n.layers ? states[i][l] : result, right = l < n.layers ? n.state[l] : y;
                const matrix inputs = l < n.layers ? n.U[l] : n.output;
                const double tolerance = single_step_tolerance(inputs.rows, n.layers, t + 1);
                for (size_t j = 0; j < right.columns; j++) tolerances[j] = tolerance;
                compare(value, right, tolerances, what);
                if (k->independent_rows) compare_bits(value, &right, what);
            }
        }
    }
    end_case(what);
}

/* Shapes without a step, and the largest that have one. */
static void check_sizes(const rnnk_kernels *k) {
    const size_t huge[] = {SIZE_MAX / 8, 1}, one[] = {1, 1};
    EXPECT(k->step_size((rnnk_cell)3, 5, 1, one) == 0, "a step of an unknown cell");
    if (k == oracle) return; /* it has all shapes that can be counted */
    const size_t units[][2] = {{447, 448}, {223, 224}, {258, 259}};
    for (size_t cell = 0; cell < 3; cell++) {
        EXPECT(k->step_size((rnnk_cell)cell, 5, 1, &units[cell][0]) > 0, "no step of %zu units", units[cell][0]);
        EXPECT(k->step_size((rnnk_cell)cell, 5, 1, &units[cell][1]) == 0, "a step of %zu units", units[cell][1]);
        EXPECT(k->step_size((rnnk_cell)cell, 5, 1, huge) == 0, "a step of very many units");
        EXPECT(k->step_size((rnnk_cell)cell, SIZE_MAX / 8, 1, one) == 0, "a step of very many classes");
        EXPECT(k->step_size((rnnk_cell)cell, 5, SIZE_MAX / 8, one) == 0, "a step of very many layers");
    }
    EXPECT(k->step_size(RNNK_CELL_RNN, 200000, 1, one) > 0, "no step of 200,000 classes");
    EXPECT(k->step_size(RNNK_CELL_RNN, 200001, 1, one) == 0, "a step of 200,001 classes");
}

static void check_dense_sizes(const rnnk_kernels *k) {
    const size_t one[] = {1, 1}, H[] = {200};
    EXPECT(k->dense_step_size((rnnk_cell)3, 0, 1, 1, 1, one) == 0, "a step of an unknown cell");
    if (k == oracle) return;
    EXPECT(k->dense_step_size(RNNK_CELL_RNN, 0, 1000, 1, 1, H) > 0, "no step of 1,000 features");
    EXPECT(k->dense_step_size(RNNK_CELL_RNN, 0, 1001, 1, 1, H) == 0, "a step of 1,001 features");
    EXPECT(k->dense_step_size(RNNK_CELL_RNN, 0, 1, 1001, 1, H) == 0, "a step of 1,001 outputs");
    EXPECT(k->dense_step_size(RNNK_CELL_RNN, 0, SIZE_MAX / 8, 1, 1, H) == 0, "a step of very many features");
    EXPECT(k->dense_step_size(RNNK_CELL_RNN, 0, 1, SIZE_MAX / 8, 1, H) == 0, "a step of very many outputs");
}

void test_dense_step(const rnnk_kernels *k) {
    static const interface ios[] = {{0, 1, 1}, {0, 3, 0}, {0, 17, 9}, {5, 0, 2},
                                    {5, 0, 0}, {3, 1, 1}, {4, 33, 33}, {0, 64, 128}};
    static const size_t stacks[][LAYERS] = {{1}, {8}, {16, 16}, {17, 33, 16}, {24}, {40}, {64, 48}, {100}};
    for (size_t cell = 0; cell < 3; cell++) {
        for (size_t i = 0; i < sizeof ios / sizeof *ios; i++) {
            for (size_t j = 0; j < sizeof stacks / sizeof *stacks; j++) {
                step_case(k, (rnnk_cell)cell, ios[i], stacks[j]);
            }
        }
    }
    check_dense_sizes(k);
}

void test_step(const rnnk_kernels *k) {
    static const size_t Hs[] = {1,  2,  5,  7,  8,  9,  15, 16, 17, 24, 31,  32,
                                33, 40, 47, 48, 63, 64, 65, 79, 96, 100, 128, 200};
    static const size_t Vs[] = {1, 3, 4, 5, 8, 17, 28, 32, 65, 129, 131, 300};
    static const size_t stacks[][LAYERS] = {{16, 16},     {8, 24, 5}, {32, 64}, {64, 48},
                                            {17, 33, 16}, {1, 1, 1},  {100, 65}};
    for (size_t cell = 0; cell < 3; cell++) {
        for (size_t i = 0; i < sizeof Hs / sizeof *Hs; i++) {
            const size_t units[LAYERS] = {Hs[i], 0, 0};
            const size_t V = Vs[i % (sizeof Vs / sizeof *Vs)];
            step_case(k, (rnnk_cell)cell, (interface){V, 0, V}, units);
        }
        for (size_t i = 0; i < sizeof Vs / sizeof *Vs; i++) {
            step_case(k, (rnnk_cell)cell, (interface){Vs[i], 0, Vs[i]}, stacks[0]);
        }
        for (size_t i = 1; i < sizeof stacks / sizeof *stacks; i++) {
            step_case(k, (rnnk_cell)cell, (interface){28, 0, 28}, stacks[i]);
        }
    }
    check_sizes(k);
}
