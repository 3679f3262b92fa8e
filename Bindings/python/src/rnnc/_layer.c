/* One recurrent layer over sequences that are packed as PyTorch's PackedSequence packs them: forward, and backward with
 * gradients of the input, of all weights and of the initial states. rnnc.torch calls it; librnnk_python.so contains it
 * beside the library.
 *
 * T steps, step t has batch[t] rows, batch[t] >= batch[t + 1]; row r of a step continues row r of the step before, or
 * the initial state r. R is the sum of batch, B is batch[0]. P inputs, H units, G gates (rnnk_network.h).
 *
 * Products over all rows are divided among the threads by rows or by columns; the recurrence is divided by sequences,
 * which do not depend on each other. Threads start and end with each part, so that no pool is lost in a fork. */
#include "rnnk.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct rnnk_layer {
    int32_t cell; /* rnnk_cell */
    int32_t threads;
    size_t T, P, H;
    const int64_t *batch; /* [T] */
    const float *weight_ih; /* [G H, P] */
    const float *weight_hh; /* [G H, H] */
    const float *bias_ih;   /* [G H]; NULL for zeros, then bias_hh too */
    const float *bias_hh;   /* [G H] */
    const float *x;         /* [R, P] */
    const float *h0, *c0;   /* [B, H]; NULL for zeros */
    /* Written by forward, read by backward. */
    float *gates; /* [R, G H]; of a SimpleRNN NULL */
    float *extra; /* [R, H] c of an LSTM, q of a GRU; of a SimpleRNN NULL */
    float *h;     /* [R, H] */
    /* Read by backward; dc is the gradient of the cell state after the last step of each sequence, or NULL. */
    const float *dh; /* [R, H] */
    const float *dc; /* [B, H] */
    /* Written by backward; NULL is a gradient that is not wanted. Weights and biases all or none. */
    float *dx;         /* [R, P] */
    float *dweight_ih; /* [G H, P] */
    float *dweight_hh; /* [G H, H] */
    float *dbias_ih;   /* [G H] */
    float *dbias_hh;   /* [G H] */
    float *dh0, *dc0;  /* [B, H] */
} rnnk_layer;

typedef struct work {
    const rnnk_layer *l;
    const rnnk_kernels *k;
    size_t R, B, G, N; /* N = G H */
    size_t *start;     /* [T + 1] first row of each step */
    float *packed_ih;  /* weight_ih, forward transposed */
    float *packed_hh;
    float *bias;     /* [N] what forward adds before the recurrence, then [H] the recurrent bias of a GRU's n */
    float *products; /* [B, N] */
    float *dz;       /* [R, N] gradient of the pre-activations */
    float *dr;       /* [R, N] gradient of h U; that of the pre-activations but for a GRU */
    float *carried;  /* [B, H] dc of an LSTM */
    float *reach;    /* [B, H] gradient of h from above and from the next step */
    float *sums;     /* [R, H] of a GRU: q, and then dq */
    float *previous; /* [R, H] the state that each row continues, unless `aligned` */
    bool aligned;    /* all sequences have T steps: row r continues row r - B */
} work;

typedef void part(const work *w, size_t index, size_t count);

typedef struct share {
    part *run;
    const work *w;
    size_t index, count;
} share;

static void *run_share(void *at) {
    const share *s = at;
    s->run(s->w, s->index, s->count);
    return NULL;
}

enum { MOST_THREADS = 64 };

/* Runs all shares of a part; one that no thread can be started for is run here. */
static void divide(part *run, const work *w, size_t count) {
    pthread_t thread[MOST_THREADS];
    bool started[MOST_THREADS];
    share shares[MOST_THREADS];
    for (size_t i = 1; i < count; i++) {
        shares[i] = (share){run, w, i, count};
        started[i] = pthread_create(&thread[i], NULL, run_share, &shares[i]) == 0;
    }
    run(w, 0, count);
    for (size_t i = 1; i < count; i++) {
        if (started[i]) {
            pthread_join(thread[i], NULL);
        } else {
            run(w, i, count);
        }
    }
}

/* First of n that share `index` of `count` begins with; shares consist of whole blocks. */
static size_t bound(size_t n, size_t index, size_t count) {
    enum { BLOCK = 8 };
    const size_t blocks = (n + BLOCK - 1) / BLOCK, b = blocks * index / count * BLOCK;
    return b < n ? b : n;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static rnnk_const_matrix input(const float *at, size_t ld) {
    return rnnk_const_mat(at, ld);
}

/* ---- forward ------------------------------------------------------------------------------------------------ */

static float *preactivations(const work *w) {
    return w->l->cell == RNNK_CELL_RNN ? w->l->h : w->l->gates;
}

static void forward_products(const work *w, size_t index, size_t count) {
    const rnnk_layer *l = w->l;
    const size_t begin = bound(w->R, index, count), end = bound(w->R, index + 1, count);
    w->k->gemm(end - begin, w->N, l->P, input(l->x + begin * l->P, l->P), w->packed_ih, w->bias, 0,
               rnnk_mat(preactivations(w) + begin * w->N, w->N));
}

/* The sequences of a share, through all steps. */
static void forward_recurrence(const work *w, size_t index, size_t count) {
    const rnnk_layer *l = w->l;
    const rnnk_kernels *k = w->k;
    const size_t H = l->H, N = w->N, first = bound(w->B, index, count), past = bound(w->B, index + 1, count);
    for (size_t t = 0; t < l->T; t++) {
        const size_t end = smaller(past, (size_t)l->batch[t]);
        if (end <= first) return;
        const size_t rows = end - first, row = w->start[t] + first;
        const float *h0 = t > 0 ? l->h + (w->start[t - 1] + first) * H : l->h0 ? l->h0 + first * H : NULL;
        const float *c0 = t > 0 ? l->extra + (w->start[t - 1] + first) * H : l->c0 ? l->c0 + first * H : NULL;
        float *z = preactivations(w) + row * N, *h = l->h + row * H;
        switch (l->cell) {
        case RNNK_CELL_RNN:
            if (h0) {
                k->gemm(rows, N, H, input(h0, H), w->packed_hh, NULL, RNNK_ACCUMULATE | RNNK_TANH, rnnk_mat(z, N));
            } else {
                k->tanh(rows * N, z, z);
            }
            break;
        case RNNK_CELL_LSTM:
            if (h0) k->gemm(rows, N, H, input(h0, H), w->packed_hh, NULL, RNNK_ACCUMULATE, rnnk_mat(z, N));
            k->lstm_cells(rows, H, input(c0, H), rnnk_mat(z, N), rnnk_mat(l->extra + row * H, H), rnnk_mat(h, H));
            break;
        default: {
            float *products = h0 ? w->products + first * N : NULL;
            if (h0) k->gemm(rows, N, H, input(h0, H), w->packed_hh, NULL, 0, rnnk_mat(products, N));
            k->gru_cells(rows, H, input(products, N), w->bias + N, input(h0, H), rnnk_mat(z, N),
                         rnnk_mat(l->extra + row * H, H), rnnk_mat(h, H));
        }
        }
    }
}

/* ---- backward ----------------------------------------------------------------------------------------------- */

/* Step t of the sequences first ..< end: reach holds the gradient of h, and then what reaches the step before beside
 * the product with U. */
static void backward_cells(const work *w, size_t t, size_t first, size_t end) {
    const rnnk_layer *l = w->l;
    const size_t H = l->H, N = w->N, rows = end - first, row = w->start[t] + first;
    const float *h0 = t > 0 ? l->h + (w->start[t - 1] + first) * H : l->h0 ? l->h0 + first * H : NULL;
    const float *c0 = t > 0 ? l->extra + (w->start[t - 1] + first) * H : l->c0 ? l->c0 + first * H : NULL;
    float *reach = w->reach + first * H, *dz = w->dz + row * N;
    switch (l->cell) {
    case RNNK_CELL_RNN:
        memcpy(dz, reach, rows * H * sizeof(float));
        w->k->rnn_cells_backward(rows, H, input(l->h + row * H, H), rnnk_mat(dz, H));
        memset(reach, 0, rows * H * sizeof(float));
        break;
    case RNNK_CELL_LSTM:
        memcpy(dz, l->gates + row * N, rows * N * sizeof(float));
        w->k->lstm_cells_backward(rows, H, input(c0, H), input(l->extra + row * H, H), input(l->h + row * H, H),
                                  input(reach, H), rnnk_mat(dz, N), rnnk_mat(w->carried + first * H, H));
        memset(reach, 0, rows * H * sizeof(float));
        break;
    default: {
        float *q = w->sums + row * H, *passed = w->carried + first * H;
        memcpy(dz, l->gates + row * N, rows * N * sizeof(float));
        memcpy(q, l->extra + row * H, rows * H * sizeof(float));
        memset(passed, 0, rows * H * sizeof(float));
        w->k->gru_cells_backward(rows, H, input(h0, H), rnnk_mat(reach, H), rnnk_mat(dz, N), rnnk_mat(q, H),
                                 rnnk_mat(passed, H), rnnk_mat(w->dr + row * N, N));
        memcpy(reach, passed, rows * H * sizeof(float));
    }
    }
}

static void backward_recurrence(const work *w, size_t index, size_t count) {
    const rnnk_layer *l = w->l;
    const size_t H = l->H, N = w->N, first = bound(w->B, index, count), past = bound(w->B, index + 1, count);
    for (size_t t = l->T; t-- > 0;) {
        const size_t end = smaller(past, (size_t)l->batch[t]);
        if (end <= first) continue;
        const size_t rows = end - first, row = w->start[t] + first;
        w->k->add(rows * H, l->dh + row * H, w->reach + first * H);
        backward_cells(w, t, first, end);
        if (t > 0 || l->dh0) {
            w->k->gemm(rows, H, N, input(w->dr + row * N, N), w->packed_hh, NULL, RNNK_ACCUMULATE,
                       rnnk_mat(w->reach + first * H, H));
        }
    }
    if (past <= first) return;
    const size_t bytes = (past - first) * H * sizeof(float);
    if (l->dh0) memcpy(l->dh0 + first * H, w->reach + first * H, bytes);
    if (l->dc0) memcpy(l->dc0 + first * H, w->carried + first * H, bytes);
}

static void backward_input(const work *w, size_t index, size_t count) {
    const rnnk_layer *l = w->l;
    const size_t begin = bound(w->R, index, count), end = bound(w->R, index + 1, count);
    w->k->gemm(end - begin, l->P, w->N, input(w->dz + begin * w->N, w->N), w->packed_ih, NULL, 0,
               rnnk_mat(l->dx + begin * l->P, l->P));
}

/* The rows of the gradients of the weights, which are columns of dz. */
static void backward_weights(const work *w, size_t index, size_t count) {
    const rnnk_layer *l = w->l;
    const size_t H = l->H, N = w->N, B = w->B;
    const size_t begin = bound(N, index, count), columns = bound(N, index + 1, count) - begin;
    if (columns == 0) return;
    float *dU = l->dweight_hh + begin * H;
    const float *previous = w->aligned ? l->h : w->previous + B * H;
    w->k->outer(w->R, columns, l->P, input(w->dz + begin, N), input(l->x, l->P),
                rnnk_mat(l->dweight_ih + begin * l->P, l->P));
    w->k->outer(w->R - B, columns, H, input(w->dr + B * N + begin, N), input(previous, H), rnnk_mat(dU, H));
    if (l->h0) w->k->outer(B, columns, H, input(w->dr + begin, N), input(l->h0, H), rnnk_mat(dU, H));
    if (!l->dbias_ih) return;
    w->k->column_sums(w->R, columns, w->dz + begin, N, l->dbias_ih + begin);
    w->k->column_sums(w->R, columns, w->dr + begin, N, l->dbias_hh + begin);
}

static void gather_previous(const work *w) {
    const size_t H = w->l->H;
    for (size_t t = 1; t < w->l->T; t++) {
        memcpy(w->previous + w->start[t] * H, w->l->h + w->start[t - 1] * H,
               (size_t)w->l->batch[t] * H * sizeof(float));
    }
}

/* ---- calls from Python -------------------------------------------------------------------------------------- */

/* A block of n floats that is freed with the list; NULL without memory. */
typedef struct memory {
    void *blocks[16];
    size_t count;
    bool failed;
} memory;

static void *take(memory *m, size_t bytes) {
    void *block = NULL;
    if (posix_memalign(&block, 64, bytes > 0 ? bytes : 64) != 0) {
        m->failed = true;
        return NULL;
    }
    m->blocks[m->count++] = block;
    return block;
}

static float *take_floats(memory *m, size_t n) {
    return take(m, n * sizeof(float));
}

static int release(memory *m) {
    for (size_t i = 0; i < m->count; i++) free(m->blocks[i]);
    return m->failed ? -1 : 0;
}

static work measure(const rnnk_kernels *k, const rnnk_layer *l, memory *m) {
    work w = {.l = l, .k = k, .B = (size_t)l->batch[0], .aligned = l->batch[0] == l->batch[l->T - 1]};
    w.G = l->cell == RNNK_CELL_RNN ? 1 : l->cell == RNNK_CELL_LSTM ? 4 : 3;
    w.N = w.G * l->H;
    w.start = take(m, (l->T + 1) * sizeof(size_t));
    for (size_t t = 0; w.start && t < l->T; t++) {
        w.start[t] = w.R;
        w.R += (size_t)l->batch[t];
    }
    w.packed_ih = take_floats(m, larger(k->packed_count(l->P, w.N), k->packed_count(w.N, l->P)));
    w.packed_hh = take_floats(m, larger(k->packed_count(l->H, w.N), k->packed_count(w.N, l->H)));
    return w;
}

/* Starting a thread takes as long as some 100,000 multiply-adds. */
static size_t threads(const work *w) {
    const double products = (double)w->R * (double)w->N * (double)(w->l->P + w->l->H);
    const size_t most = w->l->threads < 1 ? 1 : smaller((size_t)w->l->threads, MOST_THREADS);
    const size_t useful = products < 2e6 * (double)most ? (size_t)(products / 2e6) : most;
    return useful < 1 ? 1 : useful;
}

/* 0, or -1 without memory. */
int rnnk_python_forward(const rnnk_kernels *k, const rnnk_layer *l) {
    memory m = {.count = 0};
    work w = measure(k, l, &m);
    w.bias = take_floats(&m, w.N + l->H);
    w.products = l->cell == RNNK_CELL_GRU ? take_floats(&m, w.B * w.N) : NULL;
    if (m.failed) return release(&m);
    memset(w.bias, 0, (w.N + l->H) * sizeof(float));
    if (l->bias_ih) {
        const size_t summed = l->cell == RNNK_CELL_GRU ? 2 * l->H : w.N;
        memcpy(w.bias, l->bias_ih, w.N * sizeof(float));
        k->add(summed, l->bias_hh, w.bias);
        if (l->cell == RNNK_CELL_GRU) memcpy(w.bias + w.N, l->bias_hh + summed, l->H * sizeof(float));
    }
    k->pack(l->P, w.N, l->weight_ih, l->P, true, w.packed_ih);
    k->pack(l->H, w.N, l->weight_hh, l->H, true, w.packed_hh);
    const size_t count = threads(&w);
    divide(forward_products, &w, count);
    divide(forward_recurrence, &w, count);
    return release(&m);
}

int rnnk_python_backward(const rnnk_kernels *k, const rnnk_layer *l) {
    memory m = {.count = 0};
    work w = measure(k, l, &m);
    w.dz = take_floats(&m, w.R * w.N);
    w.dr = l->cell == RNNK_CELL_GRU ? take_floats(&m, w.R * w.N) : w.dz;
    w.carried = take_floats(&m, w.B * l->H);
    w.reach = take_floats(&m, w.B * l->H);
    w.sums = l->cell == RNNK_CELL_GRU ? take_floats(&m, w.R * l->H) : NULL;
    w.previous = w.aligned || !l->dweight_ih ? NULL : take_floats(&m, w.R * l->H);
    if (m.failed) return release(&m);
    memset(w.reach, 0, w.B * l->H * sizeof(float));
    if (l->dc) {
        memcpy(w.carried, l->dc, w.B * l->H * sizeof(float));
    } else {
        memset(w.carried, 0, w.B * l->H * sizeof(float));
    }
    k->pack(w.N, l->P, l->weight_ih, l->P, false, w.packed_ih);
    k->pack(w.N, l->H, l->weight_hh, l->H, false, w.packed_hh);
    const size_t count = threads(&w);
    divide(backward_recurrence, &w, count);
    if (l->dx) divide(backward_input, &w, count);
    if (l->dweight_ih) {
        if (w.previous) gather_previous(&w);
        divide(backward_weights, &w, count);
    }
    return release(&m);
}
