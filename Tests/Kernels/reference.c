/* The reference is not trusted blindly: it is compared with formulas written once more, in double, and its gradients
 * with central differences of them. (Activations and optimizers are compared with their formulas for every table, as is
 * each step of a recurrence.) */
#include <string.h>

#include "recurrence.h"

/* ---- products and one-hot rows ---------------------------------------------------------------------------------- */

static void check_gemm(matrix A, matrix B, matrix right, matrix bias, matrix C, int flags) {
    const matrix result = copy(C, dense);
    oracle->gemm(A.rows, B.columns, B.rows, input(A), right.base, bias.base, flags, output(result));
    for (size_t m = 0; m < C.rows; m++) {
        for (size_t n = 0; n < C.columns; n++) {
            double sum = bias.base ? bias.base[n] : 0;
            for (size_t k = 0; k < A.columns; k++) sum += (double)*at(A, m, k) * *at(B, k, n);
            if (flags & RNNK_ACCUMULATE) sum += *at(C, m, n);
            EXPECT(is_rounded(*at(result, m, n), flags & RNNK_TANH ? tanh(sum) : sum), "gemm, flags %d [%zu, %zu]", flags, m,
                   n);
        }
    }
}

static void check_one_hot(void) {
    static const int32_t index[] = {2, 0, 2, 1};
    static const float gathered[] = {20.5f, 21.25f, 0.5f, 1.25f, 20.5f, 21.25f, 10.5f, 11.25f};
    static const float scattered[] = {0.5f, 2.25f, 20.5f, 22.25f, 61, 63.5f};
    const matrix table = unset(3, 2, dense), bias = unset(1, 2, dense), out = unset(4, 2, dense);
    for (size_t i = 0; i < 6; i++) table.base[i] = (float)(10 * (i / 2) + i % 2);
    bias.base[0] = 0.5f;
    bias.base[1] = 0.25f;
    oracle->gather(4, 2, input(table), index, NULL, output(out));
    for (size_t i = 0; i < 8; i++) EXPECT(out.base[i] == gathered[i] - bias.base[i % 2], "gather [%zu]", i);
    oracle->gather(4, 2, input(table), index, bias.base, output(out));
    for (size_t i = 0; i < 8; i++) EXPECT(out.base[i] == gathered[i], "gather with a bias [%zu]", i);
    oracle->scatter_add(4, 2, input(out), index, output(table));
    for (size_t i = 0; i < 6; i++) EXPECT(table.base[i] == scattered[i], "scatter_add [%zu]", i);
}

void test_reference_products(void) {
    enum { M = 3, N = 4, K = 5 };
    const matrix A = uniform(M, K, -1, 1), B = uniform(K, N, -1, 1), bias = uniform(1, N, -1, 1), C = uniform(M, N, -1, 1);
    const matrix At = unset(K, M, dense), Bt = unset(N, K, dense), sums = copy(bias, dense), result = copy(C, dense), none = {0};
    for (size_t i = 0; i < N * K; i++) Bt.base[i] = *at(B, i % K, i / K);
    for (size_t i = 0; i < K * M; i++) At.base[i] = *at(A, i % M, i / M);
    for (int flags = 0; flags < 4; flags++) {
        check_gemm(A, B, packed(oracle, B, false), flags % 3 == 0 ? none : bias, C, flags);
        check_gemm(A, B, packed(oracle, Bt, true), bias, C, flags);
    }
    oracle->outer(K, M, N, input(At), input(B), output(result));
    oracle->column_sums(K, N, B.base, N, sums.base);
    for (size_t n = 0; n < N; n++) {
        double sum = bias.base[n];
        for (size_t k = 0; k < K; k++) sum += *at(B, k, n);
        EXPECT(is_rounded(sums.base[n], sum), "column_sums [%zu]", n);
        for (size_t m = 0; m < M; m++) {
            double product = *at(C, m, n);
            for (size_t k = 0; k < K; k++) product += (double)*at(A, m, k) * *at(B, k, n);
            EXPECT(is_rounded(*at(result, m, n), product), "outer [%zu, %zu]", m, n);
        }
    }
    check_one_hot();
    end_case("products of the reference");
}

/* ---- recurrences ------------------------------------------------------------------------------------------------ */

enum { WALK_H = 3, MOST_ROWS = 64, MOST_VALUES = MOST_ROWS * 4 * WALK_H };

/* The inputs of a recurrence in double, and the hidden and cell states of all rows. */
typedef struct {
    const recurrence *p;
    double z[MOST_VALUES], U[WALK_H * 4 * WALK_H], bias[WALK_H];
    double h[MOST_ROWS][WALK_H], c[MOST_ROWS][WALK_H];
} walk;

static void walk_row(walk *w, size_t r) {
    enum { H = WALK_H };
    const recurrence *p = w->p;
    const size_t N = p->U.columns, s = (size_t)(-1 - p->rows.parent[r]);
    double h[H] = {0}, c[H] = {0}, product[4 * H] = {0};
    for (size_t j = 0; j < H; j++) {
        if (p->rows.parent[r] >= 0) {
            h[j] = w->h[p->rows.parent[r]][j];
            c[j] = w->c[p->rows.parent[r]][j];
        } else if (p->h0.base) {
            h[j] = *at(p->h0, s, j);
            c[j] = p->cell == LSTM ? *at(p->c0, s, j) : 0;
        }
    }
    for (size_t n = 0; n < N; n++) {
        for (size_t i = 0; i < H; i++) product[n] += h[i] * w->U[i * N + n];
    }
    for (size_t j = 0; j < H; j++) {
        const double *z = w->z + r * N + j, *a = product + j;
        if (p->cell == RNN) w->h[r][j] = tanh(z[0] + a[0]);
        if (p->cell == LSTM) {
            const double i = sigmoid(z[0] + a[0]), f = sigmoid(z[H] + a[H]), g = tanh(z[2 * H] + a[2 * H]);
            w->c[r][j] = f * c[j] + i * g;
            w->h[r][j] = sigmoid(z[3 * H] + a[3 * H]) * tanh(w->c[r][j]);
        }
        if (p->cell == GRU) {
            const double reset = sigmoid(z[0] + a[0]), update = sigmoid(z[H] + a[H]);
            const double n = tanh(z[2 * H] + reset * (a[2 * H] + w->bias[j]));
            w->h[r][j] = (1 - update) * n + update * h[j];
        }
    }
}

/* sum of dh h over all rows; parents come before their children. */
static double walk_loss(walk *w) {
    double loss = 0;
    for (size_t r = 0; r < w->p->rows.rows; r++) {
        walk_row(w, r);
        for (size_t j = 0; j < WALK_H; j++) loss += *at(w->p->dh, r, j) * w->h[r][j];
    }
    return loss;
}

static double central_difference(walk *w, double *x) {
    const double step = 1e-5, before = *x;
    *x = before + step;
    const double right = walk_loss(w);
    *x = before - step;
    const double left = walk_loss(w);
    *x = before;
    return (right - left) / (2 * step);
}

static void recurrence_case(cell_kind cell, size_t shape, bool has_states) {
    static _Thread_local walk w;
    const char *what = named("cell %d of the reference, shape %zu, states %d", (int)cell, shape, has_states);
    const recurrence p = random_recurrence(cell, shape, WALK_H, has_states);
    const passes f = run_recurrence(oracle, &p, dense, what);
    const size_t R = p.rows.rows, N = p.U.columns;
    w.p = &p;
    for (size_t i = 0; i < R * N; i++) w.z[i] = p.z.base[i];
    for (size_t i = 0; i < WALK_H * N; i++) w.U[i] = p.U.base[i];
    for (size_t i = 0; i < WALK_H; i++) w.bias[i] = p.bias.base[i];
    walk_loss(&w);
    for (size_t r = 0; r < R; r++) {
        for (size_t j = 0; j < WALK_H; j++) EXPECT_NEAR(*at(f.h, r, j), w.h[r][j], walk_tolerance, "h, %s", what);
    }
    for (size_t i = 0; i < R * N; i++) {
        EXPECT_NEAR(f.dz.base[i], central_difference(&w, w.z + i), walk_tolerance, "dz[%zu], %s", i, what);
    }
    for (size_t i = 0; i < WALK_H * N; i++) {
        EXPECT_NEAR(f.dU.base[i] - (double)p.dU.base[i], central_difference(&w, w.U + i), walk_sum_tolerance(R),
                    "dU[%zu], %s", i, what);
    }
    for (size_t j = 0; cell == GRU && j < WALK_H; j++) {
        double sum = 0;
        for (size_t r = 0; r < R; r++) sum += *at(f.dq, r, j);
        EXPECT_NEAR(sum, central_difference(&w, w.bias + j), walk_sum_tolerance(R), "dq[%zu], %s", j, what);
    }
    end_case(what);
}

void test_reference_recurrences(void) {
    for (int cell = RNN; cell <= GRU; cell++) {
        for (size_t shape = 1; shape < SMALL_SHAPES; shape++) {
            recurrence_case((cell_kind)cell, shape, false);
            recurrence_case((cell_kind)cell, shape, true);
        }
    }
}

/* ---- softmax and sampling --------------------------------------------------------------------------------------- */

enum { V = 5, TARGETS = 2 };
static const int32_t target[TARGETS] = {3, 0};
static const float count[TARGETS] = {2, 1.5f};

static double log_sum_exp(const double *z) {
    double sum = 0;
    for (size_t v = 0; v < V; v++) sum += exp(z[v]);
    return log(sum);
}

static double cross_entropy(const double *z) {
    double loss = 0;
    for (size_t i = 0; i < TARGETS; i++) loss += count[i] * (log_sum_exp(z) - z[target[i]]);
    return loss;
}

void test_reference_softmax(void) {
    static const float logits[V] = {0.5f, -1.25f, 2, 0.75f, -3};
    static const int32_t first[] = {0, TARGETS};
    const float scale = 0.5f;
    const double step = 1e-5;
    const matrix y = unset(1, V, dense), logs = unset(1, V, dense);
    double z[V];
    for (size_t v = 0; v < V; v++) y.base[v] = logs.base[v] = logits[v], z[v] = logits[v];
    const double loss = oracle->softmax_cross_entropy(1, V, first, target, count, scale, y.base, V);
    EXPECT_NEAR(loss, cross_entropy(z), double_tolerance, "the loss of the reference");
    oracle->log_softmax(1, V, logs.base, V);
    for (size_t v = 0; v < V; v++) {
        EXPECT(is_rounded(logs.base[v], z[v] - log_sum_exp(z)), "log_softmax of the reference [%zu]", v);
        z[v] += step;
        const double right = cross_entropy(z);
        z[v] -= 2 * step;
        const double left = cross_entropy(z);
        z[v] += step;
        EXPECT_NEAR(y.base[v], scale * (right - left) / (2 * step), walk_tolerance, "dz of the reference [%zu]", v);
    }
    end_case("softmax of the reference");
}

static double distillation(const double *z, const float *q, double w) {
    double loss = (1 - w) * cross_entropy(z);
    for (size_t v = 0; v < V; v++) loss += w * (double)(count[0] + count[1]) * q[v] * (log_sum_exp(z) - z[v]);
    return loss;
}

void test_reference_distillation(void) {
    static const float logits[V] = {0.5f, -1.25f, 2, 0.75f, -3}, q[2 * V] = {0, 0, 0, 0, 1, 0.5f, 0.25f, 0.125f, 0.125f, 0};
    static const int32_t first[] = {0, TARGETS}, index[] = {1};
    const float scale = 0.5f, w = 0.75f;
    const double step = 1e-5;
    const matrix y = unset(1, V, dense);
    const rnnk_const_matrix soft = {q, V};
    double z[V];
    for (size_t v = 0; v < V; v++) y.base[v] = logits[v], z[v] = logits[v];
    const double loss = oracle->softmax_distillation(1, V, first, target, count, soft, index, w, scale, y.base, V);
    EXPECT_NEAR(loss, distillation(z, q + V, w), double_tolerance, "the distillation loss of the reference");
    for (size_t v = 0; v < V; v++) {
        z[v] += step;
        const double right = distillation(z, q + V, w);
        z[v] -= 2 * step;
        const double left = distillation(z, q + V, w);
        z[v] += step;
        EXPECT_NEAR(y.base[v], scale * (right - left) / (2 * step), walk_tolerance, "dz of distillation [%zu]", v);
    }
    end_case("distillation of the reference");
}
