// KANN: whole training steps of its LSTM or GRU layers, unrolled over a window, on one-hot rows; its RMSprop.
//
//     kann TASK SECONDS THREADS
//
// TASK is a file that native.py writes: a header, the initial weights of workloads.py, and windows of text.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "kann.h"
#include "serve.h"

enum { LAYERS = 2 };

static struct {
    int32_t lstm, H, V, B, T, windows;
} task;

static int32_t *x_ids, *y_ids; // [windows][B][T]
static float **x, **y, *squares;
static kann_t *network, *unrolled;

static void *read_values(FILE *file, size_t count) {
    void *values = malloc(count * 4);
    if (fread(values, 4, count, file) == count) return values;
    fprintf(stderr, "the task is too short\n");
    exit(1);
}

// A gate is activation(x w + h u + b). Their matrices are [units][inputs], those of the task [inputs][gates * units].
static void set_gate(kad_node_t *gate, int index, const float *w, const float *u, const float *b) {
    kad_node_t *sum = gate->child[0], *products = sum->child[0];
    int columns = (task.lstm ? 4 : 3) * task.H;
    for (int side = 0; side < 2; side++) {
        kad_node_t *matrix = products->child[side]->child[1];
        const float *from = (side ? u : w) + index * task.H;
        for (int i = 0; i < matrix->d[0]; i++)
            for (int j = 0; j < matrix->d[1]; j++) matrix->x[i * matrix->d[1] + j] = from[j * columns + i];
    }
    memcpy(sum->child[1]->x, b + index * task.H, task.H * sizeof(float));
}

// Adds a layer and sets its weights, in PyTorch's order of gates.
static kad_node_t *add_layer(kad_node_t *in, int inputs, FILE *file) {
    int columns = (task.lstm ? 4 : 3) * task.H;
    float *w = read_values(file, (size_t)inputs * columns), *u = read_values(file, (size_t)task.H * columns);
    float *b = read_values(file, columns);
    kad_node_t *gates[4], *out = task.lstm ? kann_layer_lstm(in, task.H, 0) : kann_layer_gru(in, task.H, 0);
    if (task.lstm) { // tanh(forget * c + candidate * input) * output
        kad_node_t *c = out->child[0]->child[0];
        gates[0] = c->child[1]->child[1], gates[1] = c->child[0]->child[0], gates[2] = c->child[1]->child[0];
        gates[3] = out->child[1];
    } else { // (1 - update) * candidate + update * h; the reset gate multiplies h in the candidate's product
        gates[1] = out->child[1]->child[0], gates[2] = out->child[0]->child[1];
        gates[0] = gates[2]->child[0]->child[0]->child[1]->child[0]->child[0];
    }
    for (int g = 0; g < (task.lstm ? 4 : 3); g++) set_gate(gates[g], g, w, u, b);
    free(w), free(u), free(b);
    return out;
}

static kad_node_t *add_output(kad_node_t *in, FILE *file) {
    float *w = read_values(file, (size_t)task.H * task.V), *b = read_values(file, task.V);
    kad_node_t *cost = kann_layer_cost(in, task.V, KANN_C_CEM), *sum = cost->child[0]->child[0];
    kad_node_t *matrix = sum->child[0]->child[1];
    for (int i = 0; i < task.V; i++)
        for (int j = 0; j < task.H; j++) matrix->x[i * task.H + j] = w[j * task.V + i];
    memcpy(sum->child[1]->x, b, task.V * sizeof(float));
    free(w), free(b);
    return cost;
}

// Makes the states before a window inputs, in the memory of the states after it, so that they are carried over.
static void carry_states(void) {
    for (int i = 0; i < unrolled->n; i++)
        if (unrolled->v[i]->pre) unrolled->v[i]->pre->flag = 0;
    kann_set_batch_size(unrolled, task.B);
    for (int i = 0; i < unrolled->n; i++) {
        kad_node_t *node = unrolled->v[i];
        if (node->pre) node->pre->x = node->x;
    }
}

static void reset_states(void) {
    for (int i = 0; i < unrolled->n; i++)
        if (unrolled->v[i]->pre) memset(unrolled->v[i]->x, 0, kad_len(unrolled->v[i]) * sizeof(float));
}

static float loss(int window, int with_gradient) {
    size_t at = (size_t)window * task.B * task.T;
    const int32_t *read = x_ids + at, *predicted = y_ids + at;
    for (int t = 0; t < task.T; t++) {
        memset(x[t], 0, task.B * task.V * sizeof(float));
        memset(y[t], 0, task.B * task.V * sizeof(float));
        for (int b = 0; b < task.B; b++) {
            x[t][b * task.V + read[b * task.T + t]] = 1;
            y[t][b * task.V + predicted[b * task.T + t]] = 1;
        }
    }
    return kann_cost(unrolled, 0, with_gradient);
}

static void step(void) {
    static int window = 0;
    loss(window++ % task.windows, 1);
    kann_RMSprop(kann_size_var(network), 0.001f, NULL, 0.9f, unrolled->g, unrolled->x, squares);
}

// Loss of the first window with the weights moved along the gradient.
static double moved_loss(const float *gradient, float distance) {
    float *weights = unrolled->x;
    int count = kann_size_var(network);
    for (int i = 0; i < count; i++) weights[i] += distance * gradient[i];
    reset_states();
    double moved = loss(0, 0);
    for (int i = 0; i < count; i++) weights[i] -= distance * gradient[i];
    return moved;
}

// Writes the loss of the first window and its slope along the gradient, divided by what it should be.
static void check(char *json, size_t size) {
    int count = kann_size_var(network);
    float *gradient = malloc(count * sizeof(float)), change = 0.01f;
    double first = loss(0, 1), square = 0;
    memcpy(gradient, unrolled->g, count * sizeof(float));
    for (int i = 0; i < count; i++) square += gradient[i] * gradient[i];
    double up = moved_loss(gradient, change / square), down = moved_loss(gradient, -change / square);
    snprintf(json, size, "{\"loss\": %.9g, \"slope\": %.9g}", first, (up - down) / (2 * change));
    reset_states();
    free(gradient);
}

int main(int argc, char **argv) {
    FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;
    if (!file || fread(&task, sizeof task, 1, file) != 1)
        return fprintf(stderr, "usage: kann TASK SECONDS THREADS\n"), 64;
    kad_node_t *node = kann_layer_input(task.V);
    for (int l = 0; l < LAYERS; l++) node = add_layer(node, l ? task.H : task.V, file);
    network = kann_new(add_output(node, file), 0);
    x_ids = read_values(file, (size_t)task.windows * task.B * task.T);
    y_ids = read_values(file, (size_t)task.windows * task.B * task.T);
    unrolled = kann_unroll(network, task.T);
    carry_states();
    reset_states();
    kann_mt(unrolled, atoi(argv[3]), task.B);
    x = malloc(task.T * sizeof *x), y = malloc(task.T * sizeof *y);
    for (int t = 0; t < task.T; t++) {
        x[t] = malloc(task.B * task.V * sizeof(float));
        y[t] = malloc(task.B * task.V * sizeof(float));
    }
    kann_feed_bind(unrolled, KANN_F_IN, 0, x);
    kann_feed_bind(unrolled, KANN_F_TRUTH, 0, y);
    squares = calloc(kann_size_var(network), sizeof(float));
    char json[80];
    check(json, sizeof json);
    serve(step, (double)task.B * task.T, atof(argv[2]), json);
    return 0;
}
