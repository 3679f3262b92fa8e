// A recurrent layer in plain loops, forward and backward, to compare a peer's results with.
#ifndef REFERENCE_H
#define REFERENCE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Order of the gates: input, forget, candidate, output; update, reset, candidate. The candidate of GRU is
// tanh(x w + b + r * (h u)), as in PyTorch.
enum cell { LSTM, GRU };

// T steps of B rows. A layer has H inputs and H units, G gates, and G * H columns.
struct shape {
    enum cell cell;
    int T, B, H;
};

// w and u are [H][G * H], b is [G * H].
struct layer {
    float *w, *u, *b;
};

static int gates(struct shape s) { return s.cell == LSTM ? 4 : 3; }

// Zeros at the beginning of a cache line.
static float *floats(size_t count) {
    size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
    return (float *)memset(aligned_alloc(64, bytes), 0, bytes);
}

// c [M][N] += a [M][K] b [K][N]. Rows of a matrix are `ld` apart.
static void add_product(int M, int N, int K, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    for (int m = 0; m < M; m++)
        for (int k = 0; k < K; k++)
            for (int n = 0; n < N; n++) c[m * ldc + n] += a[m * lda + k] * b[k * ldb + n];
}

// c [M][N] += a [M][K] b [N][K]^T
static void add_product_bt(int M, int N, int K, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    for (int m = 0; m < M; m++)
        for (int n = 0; n < N; n++) {
            float sum = 0;
            for (int k = 0; k < K; k++) sum += a[m * lda + k] * b[n * ldb + k];
            c[m * ldc + n] += sum;
        }
}

// c [M][N] += a [K][M]^T b [K][N]
static void add_product_at(int M, int N, int K, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    for (int k = 0; k < K; k++)
        for (int m = 0; m < M; m++)
            for (int n = 0; n < N; n++) c[m * ldc + n] += a[k * lda + m] * b[k * ldb + n];
}

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

// Values of a layer's steps that its gradient needs: gates, c of LSTM, h u of GRU's candidate.
struct tape {
    float *g, *c, *hu; // [T][B][G * H], [T][B][H], [T][B][H]
};

// h [T][B][H] of x [T][B][H]. States before the first step are 0.
static struct tape reference_forward(struct shape s, struct layer p, const float *x, float *h) {
    int H = s.H, GH = gates(s) * H, simple = s.cell == LSTM ? 4 * H : 2 * H; // columns of u whose products are added
    size_t rows = (size_t)s.T * s.B;
    struct tape tape = {floats(rows * GH), floats(rows * H), floats(rows * H)};
    float *zero = floats((size_t)s.B * H);
    for (int t = 0; t < s.T; t++) {
        size_t at = (size_t)t * s.B * H, before = at - (size_t)s.B * H;
        float *g = tape.g + (size_t)t * s.B * GH, *c = tape.c + at, *hu = tape.hu + at;
        const float *hp = t ? h + before : zero, *cp = t ? tape.c + before : zero;
        for (int i = 0; i < s.B * GH; i++) g[i] = p.b[i % GH];
        add_product(s.B, GH, H, x + at, H, p.w, GH, g, GH);
        add_product(s.B, simple, H, hp, H, p.u, GH, g, GH);
        for (int i = 0; i < s.B * H; i++) {
            float *a = g + i / H * GH + i % H; // a[0], a[H], ... are the gates of a unit
            a[0] = sigmoid(a[0]), a[H] = sigmoid(a[H]);
            if (s.cell == LSTM) {
                a[2 * H] = tanhf(a[2 * H]), a[3 * H] = sigmoid(a[3 * H]);
                c[i] = a[H] * cp[i] + a[0] * a[2 * H];
                h[at + i] = a[3 * H] * tanhf(c[i]);
            }
        }
        if (s.cell == LSTM) continue;
        add_product(s.B, H, H, hp, H, p.u + 2 * H, GH, hu, H);
        for (int i = 0; i < s.B * H; i++) {
            float *a = g + i / H * GH + i % H;
            a[2 * H] = tanhf(a[2 * H] + a[H] * hu[i]);
            h[at + i] = a[0] * hp[i] + (1 - a[0]) * a[2 * H];
        }
    }
    free(zero);
    return tape;
}

// Gradients dx of x, and d of p, from dy of h. Frees the tape.
static void reference_backward(struct shape s, struct layer p, const float *x, const float *h, struct tape tape,
                               const float *dy, float *dx, struct layer d) {
    int H = s.H, GH = gates(s) * H, simple = s.cell == LSTM ? 4 * H : 2 * H;
    size_t rows = (size_t)s.B * H;
    float *dg = floats(rows * gates(s)), *dhu = floats(rows);
    float *dh = floats(rows), *dhp = floats(rows), *dc = floats(rows), *zero = floats(rows);
    for (int t = s.T - 1; t >= 0; t--) {
        size_t at = t * rows, before = at - rows;
        const float *g = tape.g + at * gates(s), *hp = t ? h + before : zero, *cp = t ? tape.c + before : zero;
        for (size_t i = 0; i < rows; i++) dh[i] = dy[at + i] + dhp[i], dhp[i] = 0;
        for (size_t i = 0; i < rows; i++) {
            const float *a = g + i / H * GH + i % H;
            float *e = dg + i / H * GH + i % H;
            if (s.cell == LSTM) {
                float tanh_c = tanhf(tape.c[at + i]);
                dc[i] += dh[i] * a[3 * H] * (1 - tanh_c * tanh_c);
                e[0] = dc[i] * a[2 * H] * a[0] * (1 - a[0]);
                e[H] = dc[i] * cp[i] * a[H] * (1 - a[H]);
                e[2 * H] = dc[i] * a[0] * (1 - a[2 * H] * a[2 * H]);
                e[3 * H] = dh[i] * tanh_c * a[3 * H] * (1 - a[3 * H]);
                dc[i] *= a[H];
            } else {
                e[0] = dh[i] * (hp[i] - a[2 * H]) * a[0] * (1 - a[0]);
                e[2 * H] = dh[i] * (1 - a[0]) * (1 - a[2 * H] * a[2 * H]);
                e[H] = e[2 * H] * tape.hu[at + i] * a[H] * (1 - a[H]);
                dhu[i] = e[2 * H] * a[H];
                dhp[i] = dh[i] * a[0];
            }
        }
        if (s.cell != LSTM) {
            add_product_bt(s.B, H, H, dhu, H, p.u + 2 * H, GH, dhp, H);
            add_product_at(H, H, s.B, hp, H, dhu, H, d.u + 2 * H, GH);
        }
        add_product_bt(s.B, H, simple, dg, GH, p.u, GH, dhp, H);
        add_product_bt(s.B, H, GH, dg, GH, p.w, GH, dx + at, H);
        add_product_at(H, simple, s.B, hp, H, dg, GH, d.u, GH);
        add_product_at(H, GH, s.B, x + at, H, dg, GH, d.w, GH);
        for (int i = 0; i < s.B * GH; i++) d.b[i % GH] += dg[i];
    }
    float *used[] = {tape.g, tape.c, tape.hu, dg, dhu, dh, dhp, dc, zero};
    for (size_t i = 0; i < sizeof used / sizeof *used; i++) free(used[i]);
}

#endif
