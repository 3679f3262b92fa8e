/* Broken kernels, each the reference's with one defect: the tests have to find every one. */
#include <string.h>

#include "suite.h"

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void gemm_last_product(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                              int flags, rnnk_matrix C) {
    oracle->gemm(M, N, K > 0 ? K - 1 : 0, A, packed, bias, flags, C);
}

static void gemm_bias(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                      int flags, rnnk_matrix C) {
    (void)bias;
    oracle->gemm(M, N, K, A, packed, NULL, flags, C);
}

static void gemm_padding(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                         int flags, rnnk_matrix C) {
    oracle->gemm(M, N, K, A, packed, bias, flags, C);
    if (M > 1 && C.ld > N) C.at[N] = 0;
}

static void gemm_address(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                         int flags, rnnk_matrix C) {
    oracle->gemm(M, N, K, A, packed, bias, flags, C);
    if (M > 0 && N > 0 && (uintptr_t)C.at % 64 != 0) C.at[0] = nextafterf(C.at[0], INFINITY);
}

static void gemm_rows(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                      int flags, rnnk_matrix C) {
    oracle->gemm(M, N, K, A, packed, bias, flags, C);
    if (M > 6 && N > 0) C.at[0] = nextafterf(C.at[0], INFINITY);
}

static void gemm_columns_end(size_t M, size_t N, size_t K, size_t begin, size_t end, rnnk_const_matrix A,
                             const float *packed, const float *bias, int flags, rnnk_matrix C) {
    oracle->gemm_columns(M, N, K, begin, end + 1, A, packed, bias, flags, C);
}

static void gemm_columns_bias(size_t M, size_t N, size_t K, size_t begin, size_t end, rnnk_const_matrix A,
                              const float *packed, const float *bias, int flags, rnnk_matrix C) {
    oracle->gemm_columns(M, N, K, begin, end, A, packed, begin > 0 ? NULL : bias, flags, C);
}

static void rnn_cells_backward_row(size_t R, size_t H, rnnk_const_matrix h, rnnk_matrix da) {
    oracle->rnn_cells_backward(smaller(R, 1), H, h, da);
}

static void lstm_cells_state(size_t R, size_t H, rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c,
                             rnnk_matrix h) {
    c0.at = NULL;
    oracle->lstm_cells(R, H, c0, gates, c, h);
}

static void lstm_cells_backward_carry(size_t R, size_t H, rnnk_const_matrix c0, rnnk_const_matrix c,
                                      rnnk_const_matrix h, rnnk_const_matrix dh, rnnk_matrix gates, rnnk_matrix dc) {
    oracle->lstm_cells_backward(R, H, c0, c, h, dh, gates, dc);
    for (size_t r = 0; r < R; r++) memset(dc.at + r * dc.ld, 0, H * sizeof(float));
}

static void gru_cells_bias(size_t R, size_t H, rnnk_const_matrix products, const float *bias, rnnk_const_matrix h0,
                           rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h) {
    static const float zeros[100];
    (void)bias;
    oracle->gru_cells(R, H, products, zeros, h0, gates, q, h);
}

static void gru_cells_backward_past(size_t R, size_t H, rnnk_const_matrix h0, rnnk_matrix dh, rnnk_matrix gates,
                                    rnnk_matrix q, rnnk_matrix dh0, rnnk_matrix products) {
    static float past[13 * 100];
    oracle->gru_cells_backward(R, H, h0, dh, gates, q, rnnk_mat(dh0.at ? past : NULL, H), products);
}

static void pack_transposed(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    (void)transposed;
    for (size_t k = 0; k < K; k++) {
        for (size_t n = 0; n < N; n++) packed[k * N + n] = B[smaller(k, N - 1) * ldb + smaller(n, K - 1)];
    }
}

static void outer_replaces(size_t R, size_t M, size_t N, rnnk_const_matrix A, rnnk_const_matrix B, rnnk_matrix C) {
    for (size_t m = 0; m < M; m++) {
        for (size_t n = 0; n < N; n++) C.at[m * C.ld + n] = 0;
    }
    oracle->outer(R, M, N, A, B, C);
}

static void outer_last_row(size_t R, size_t M, size_t N, rnnk_const_matrix A, rnnk_const_matrix B, rnnk_matrix C) {
    oracle->outer(R > 256 ? R - 1 : R, M, N, A, B, C);
}

static void column_sums_tail(size_t R, size_t N, const float *A, size_t lda, float *sums) {
    oracle->column_sums(R, N > 100 ? N - 1 : N, A, lda, sums);
}

static void column_sums_last_row(size_t R, size_t N, const float *A, size_t lda, float *sums) {
    oracle->column_sums(R > 256 ? R - 1 : R, N, A, lda, sums);
}

static void gather_bias(size_t R, size_t N, rnnk_const_matrix table, const int32_t *index, const float *bias,
                        rnnk_matrix out) {
    (void)bias;
    oracle->gather(R, N, table, index, NULL, out);
}

static void gather_rounding(size_t R, size_t N, rnnk_const_matrix table, const int32_t *index, const float *bias,
                            rnnk_matrix out) {
    oracle->gather(R, N, table, index, bias, out);
    if (R > 0 && N > 0) out.at[0] = nextafterf(out.at[0], INFINITY);
}

static void scatter_add_duplicate(size_t R, size_t N, rnnk_const_matrix A, const int32_t *index, rnnk_matrix table) {
    oracle->scatter_add(R > 5 ? R - 1 : R, N, A, index, table);
}

static void rnn_forward_state(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0, rnnk_matrix h,
                              float *work) {
    h0.at = NULL;
    oracle->rnn_forward(rows, H, packed, h0, h, work);
}

static void rnn_forward_early(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0, rnnk_matrix h,
                              float *work) {
    rnnk_rows shorter = *rows;
    shorter.rows -= rows->rows > 40;
    oracle->rnn_forward(&shorter, H, packed, h0, h, work);
}

static void rnn_backward_state(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                               rnnk_const_matrix h, rnnk_matrix da, rnnk_matrix dU, float *work) {
    h0.at = NULL;
    oracle->rnn_backward(rows, H, packed, h0, h, da, dU, work);
}

static void rnn_backward_time(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                              rnnk_const_matrix h, rnnk_matrix da, rnnk_matrix dU, float *work) {
    static const float zeros[100 * 100];
    (void)packed;
    oracle->rnn_backward(rows, H, zeros, h0, h, da, dU, work);
}

static void rnn_backward_rounding(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                  rnnk_const_matrix h, rnnk_matrix da, rnnk_matrix dU, float *work) {
    oracle->rnn_backward(rows, H, packed, h0, h, da, dU, work);
    if (H > 60) dU.at[H - 1] *= 1.0001f;
}

static void lstm_forward_cell(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                              rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h, float *work) {
    static const float zeros[13 * 100];
    c0 = rnnk_const_mat(c0.at ? zeros : NULL, H);
    oracle->lstm_forward(rows, H, packed, h0, c0, gates, c, h, work);
}

static void lstm_forward_exchanged(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                   rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h, float *work) {
    oracle->lstm_forward(rows, H, packed, h0, c0, gates, c, h, work);
    for (size_t r = 0; r < rows->rows; r++) {
        for (size_t j = 0; j < H; j++) {
            float *f = gates.at + r * gates.ld + H + j, *g = f + H, swap = *f;
            *f = *g;
            *g = swap;
        }
    }
}

static void lstm_forward_rounding(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                  rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h, float *work) {
    oracle->lstm_forward(rows, H, packed, h0, c0, gates, c, h, work);
    if (H > 30 && rows->rows > 0) c.at[H - 1] *= 0.9999f;
}

static void lstm_backward_carry(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                rnnk_const_matrix c0, rnnk_matrix gates, rnnk_const_matrix c, rnnk_const_matrix h,
                                rnnk_matrix dh, rnnk_matrix dU, float *work) {
    for (size_t r = 0; r < rows->rows; r++) {
        for (size_t j = 0; j < H; j++) gates.at[r * gates.ld + H + j] = 0;
    }
    oracle->lstm_backward(rows, H, packed, h0, c0, gates, c, h, dh, dU, work);
}

static void lstm_backward_rounding(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                   rnnk_const_matrix c0, rnnk_matrix gates, rnnk_const_matrix c, rnnk_const_matrix h,
                                   rnnk_matrix dh, rnnk_matrix dU, float *work) {
    oracle->lstm_backward(rows, H, packed, h0, c0, gates, c, h, dh, dU, work);
    if (H > 30 && rows->depths > 0) gates.at[0] *= 0.9999f;
}

static void gru_forward_bias(const rnnk_rows *rows, size_t H, const float *packed, const float *bias,
                             rnnk_const_matrix h0, rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h, float *work) {
    static const float zeros[100];
    (void)bias;
    oracle->gru_forward(rows, H, packed, zeros, h0, gates, q, h, work);
}

static void gru_forward_state(const rnnk_rows *rows, size_t H, const float *packed, const float *bias,
                              rnnk_const_matrix h0, rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h, float *work) {
    h0.at = NULL;
    oracle->gru_forward(rows, H, packed, bias, h0, gates, q, h, work);
}

static void gru_backward_reset(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                               rnnk_matrix gates, rnnk_matrix q, rnnk_const_matrix h, rnnk_matrix dh, rnnk_matrix dU,
                               float *work) {
    oracle->gru_backward(rows, H, packed, h0, gates, q, h, dh, dU, work);
    for (size_t r = 0; r < rows->rows; r++) {
        for (size_t j = 0; j < H; j++) q.at[r * q.ld + j] = gates.at[r * gates.ld + 2 * H + j];
    }
}

static void gru_backward_state(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                               rnnk_matrix gates, rnnk_matrix q, rnnk_const_matrix h, rnnk_matrix dh, rnnk_matrix dU,
                               float *work) {
    h0.at = NULL;
    oracle->gru_backward(rows, H, packed, h0, gates, q, h, dh, dU, work);
}

static void gru_backward_rounding(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                                  rnnk_matrix gates, rnnk_matrix q, rnnk_const_matrix h, rnnk_matrix dh, rnnk_matrix dU,
                                  float *work) {
    oracle->gru_backward(rows, H, packed, h0, gates, q, h, dh, dU, work);
    if (H > 30 && rows->depths > 0) q.at[H - 1] *= 0.9999f;
}

static double softmax_cross_entropy_twice(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                          const float *count, float scale, float *y, size_t ldy) {
    return oracle->softmax_cross_entropy(R, V, first, target, count, 2 * scale, y, ldy);
}

static double softmax_cross_entropy_loss(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                         const float *count, float scale, float *y, size_t ldy) {
    return 1.00001 * oracle->softmax_cross_entropy(R, V, first, target, count, scale, y, ldy);
}

static void log_softmax_first(size_t R, size_t V, float *y, size_t ldy) {
    oracle->log_softmax(smaller(R, 1), V, y, ldy);
}

static void cumulate_temperature(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature,
                                 int32_t *cumulative, size_t ldc, float *work) {
    oracle->cumulate(R, V, z, ldz, inverse_temperature * 1.0001f, cumulative, ldc, work);
}

static void cumulate_impossible(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature,
                                int32_t *cumulative, size_t ldc, float *work) {
    oracle->cumulate(R, V, z, ldz, inverse_temperature, cumulative, ldc, work);
    for (size_t r = 0; r < R; r++) cumulative[r * ldc + V - 1] += 1;
}

static void draw_last(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random,
                      int32_t *index) {
    oracle->draw(R, V, cumulative, ldc, random, index);
    for (size_t r = 0; r < R; r++) index[r] -= V > 8 && index[r] == (int32_t)V - 1;
}

static void draw_boundary(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random,
                          int32_t *index) {
    for (size_t r = 0; r < R; r++) {
        const uint32_t before = random[r] - (random[r] > 0);
        oracle->draw(1, V, cumulative + r * ldc, ldc, &before, index + r);
    }
}

static void tanh_bound(size_t n, const float *x, float *y) {
    oracle->tanh(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] *= 1 + 0x1p-20f;
}

static void sigmoid_one(size_t n, const float *x, float *y) {
    oracle->sigmoid(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = y[i] > 0.999999f ? 1 : y[i];
}

static void sigmoid_tanh(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = 0.5f + 0.5f * tanhf(0.5f * x[i]);
}

static void exp_flush(size_t n, const float *x, float *y) {
    oracle->exp(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = y[i] < 1e-37f ? 0 : y[i];
}

static void log_infinity(size_t n, const float *x, float *y) {
    oracle->log(n, x, y);
    for (size_t i = 0; i < n; i++) y[i] = isinf(y[i]) ? 88 : y[i];
}

static void log_in_place(size_t n, const float *x, float *y) {
    if (x == y) oracle->exp(n, x, y);
    else oracle->log(n, x, y);
}

static void add_tail(size_t n, const float *x, float *y) {
    oracle->add(n / 8 * 8, x, y);
}

static void scale_tail(size_t n, float a, float *y) {
    oracle->scale(n / 8 * 8, a, y);
}

static double sum_of_squares_tail(size_t n, const float *x) {
    return oracle->sum_of_squares(n / 8 * 8, x);
}

static void sgd_uphill(size_t n, float lr, const float *g, float *p) {
    oracle->sgd(n, -lr, g, p);
}

static void momentum_decay(size_t n, float lr, float m, const float *g, float *u, float *p) {
    oracle->momentum(n, lr, m * 0.999f, g, u, p);
}

static void momentum_gradient(size_t n, float lr, float m, const float *g, float *u, float *p) {
    oracle->momentum(n, lr, m, g, u, p);
    for (size_t i = 0; i < n; i++) u[i] += m * g[i];
}

static void momentum_vanishing(size_t n, float lr, float m, const float *g, float *u, float *p) {
    oracle->momentum(n, lr, m, g, u, p);
    for (size_t i = 0; i < n; i++) u[i] = u[i] < 2e-38f ? 0 : u[i];
}

static void nesterov_ahead(size_t n, float lr, float m, const float *g, float *u, float *p) {
    oracle->momentum(n, lr / (1 - m), m, g, u, p);
    for (size_t i = 0; i < n; i++) u[i] /= 1 - m;
}

static void rmsprop_epsilon(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    oracle->rmsprop(n, lr, rho, epsilon * 1.001f, g, v, p);
}

static void rmsprop_root(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    for (size_t i = 0; i < n; i++) {
        v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
        p[i] -= lr * g[i] / (sqrtf(v[i]) + epsilon);
    }
}

static void adam_correction(size_t n, float step, float correction, float beta1, float beta2, float epsilon,
                            const float *g, float *m, float *v, float *p) {
    (void)correction;
    oracle->adam(n, step, 1, beta1, beta2, epsilon, g, m, v, p);
}

static void adam_epsilon(size_t n, float step, float correction, float beta1, float beta2, float epsilon,
                         const float *g, float *m, float *v, float *p) {
    oracle->adam(n, step, correction, beta1, beta2, epsilon * 2, g, m, v, p);
}

static void adam_root(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
                      float *m, float *v, float *p) {
    oracle->adam(n, step, correction, beta1, beta2, sqrtf(epsilon), g, m, v, p);
}

static void online_start_momenta(const rnnk_rnn *p, const rnnk_rnn *u, float lr, float m, void *state) {
    (void)u;
    oracle->online_start(p, NULL, lr, m, state);
}

static double online_train_last(void *state, size_t T, const int32_t *tokens) {
    return oracle->online_train(state, T > 0 ? T - 1 : 0, tokens);
}

static void online_finish_momenta(void *state, const rnnk_rnn *p, const rnnk_rnn *u) {
    (void)u;
    oracle->online_finish(state, p, NULL);
}

static double multiply_add_loop_count(size_t iterations) {
    return oracle->multiply_add_loop(iterations) + 1;
}

static size_t step_size_all(rnnk_cell cell, size_t V, size_t L, const size_t *units) {
    return oracle->step_size(cell > RNNK_CELL_GRU ? RNNK_CELL_RNN : cell, V, L, units);
}

static void step_start_bias(const rnnk_stack *weights, void *state) {
    static const float zeros[4 * 200];
    rnnk_stack_layer layers[3];
    rnnk_stack stack = *weights;
    memcpy(layers, weights->layer, weights->layers * sizeof *layers);
    layers[weights->layers - 1].b = zeros;
    stack.layer = layers;
    oracle->step_start(&stack, state);
}

static void step_rounding(void *state, int32_t token, float *logits) {
    oracle->step(state, token, logits);
    logits[0] = nextafterf(logits[0], INFINITY);
}

static void step_token(void *state, int32_t token, float *logits) { oracle->step(state, token > 0 ? token - 1 : 0, logits); }

static size_t dense_step_size_all(rnnk_cell cell, size_t V, size_t F, size_t O, size_t L, const size_t *units) {
    return oracle->dense_step_size(cell > RNNK_CELL_GRU ? RNNK_CELL_RNN : cell, V, F, O, L, units);
}

static void dense_step_start_outputs(const rnnk_stack *weights, size_t F, size_t O, void *state) {
    oracle->dense_step_start(weights, F, O > 0 ? O - 1 : 0, state);
}

static void dense_step_input(void *state, int32_t token, const float *x, float *y) {
    const float zero = 0;
    oracle->dense_step(state, token, x ? x + 1 : &zero, y);
}

static void dense_step_rounding(void *state, int32_t token, const float *x, float *y) {
    oracle->dense_step(state, token, x, y);
    y[0] = nextafterf(y[0], INFINITY);
}

static float read_loop_tail(size_t n, const float *x) { return oracle->read_loop(n / 4 * 4, x); }

static void int8_pack_last(size_t K, size_t N, const int8_t *q, const float *factor, void *packed) {
    oracle->int8_pack(K, N, q, factor, packed);
    if (N * K > 0) ((int8_t *)packed)[oracle->int8_size(K, N) - 1] = 0;
}

static void int8_gemm_rounding(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                               int flags, rnnk_matrix C) {
    oracle->int8_gemm(M, N, K, A, packed, bias, flags, C);
    if (M > 0 && N > 0) C.at[0] = nextafterf(C.at[0], INFINITY);
}

static void int8_gemm_bias(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                           int flags, rnnk_matrix C) {
    (void)bias;
    oracle->int8_gemm(M, N, K, A, packed, NULL, flags, C);
}

static void int8_lstm_forward_state(const rnnk_rows *rows, size_t H, const void *packed, rnnk_const_matrix h0,
                                    rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h,
                                    float *work) {
    h0.at = NULL;
    oracle->int8_lstm_forward(rows, H, packed, h0, c0, gates, c, h, work);
}

static void int8_gru_forward_bias(const rnnk_rows *rows, size_t H, const void *packed, const float *bias,
                                  rnnk_const_matrix h0, rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h, float *work) {
    static const float zeros[100];
    (void)bias;
    oracle->int8_gru_forward(rows, H, packed, zeros, h0, gates, q, h, work);
}

/* The kernel, its defect, the test that has to find it, and what the defect is. */
#define DEFECTS(DEFECT) \
    DEFECT(gemm, last_product, gemm, "gemm without the last product") \
    DEFECT(gemm, bias, gemm, "gemm without the bias") \
    DEFECT(gemm, padding, gemm, "gemm that writes into the padding") \
    DEFECT(gemm, address, gemm, "gemm that depends on the address") \
    DEFECT(gemm, rows, independent_rows, "gemm whose rows depend on their number") \
    DEFECT(gemm_columns, end, gemm_columns, "columns beyond the end") \
    DEFECT(gemm_columns, bias, gemm_columns, "columns without the bias") \
    DEFECT(rnn_cells_backward, row, rnn, "a shared SimpleRNN step backward of the first row only") \
    DEFECT(lstm_cells, state, lstm, "a shared LSTM step without cell states") \
    DEFECT(lstm_cells_backward, carry, lstm, "a shared LSTM step backward that carries nothing") \
    DEFECT(gru_cells, bias, gru, "a shared GRU step without the recurrent bias") \
    DEFECT(gru_cells_backward, past, gru, "a shared GRU step backward that passes too little on") \
    DEFECT(pack, transposed, gemm, "pack that ignores `transposed`") \
    DEFECT(outer, replaces, outer, "outer that replaces") \
    DEFECT(outer, last_row, outer, "outer without the last row of many") \
    DEFECT(column_sums, tail, column_sums, "column_sums without the tail") \
    DEFECT(column_sums, last_row, column_sums, "column_sums without the last row of many") \
    DEFECT(gather, bias, gather, "gather without the bias") \
    DEFECT(gather, rounding, gather, "gather off by one ULP") \
    DEFECT(scatter_add, duplicate, scatter_add, "scatter_add that loses a row") \
    DEFECT(rnn_forward, state, rnn, "SimpleRNN without initial states") \
    DEFECT(rnn_forward, early, rnn, "SimpleRNN that stops early") \
    DEFECT(rnn_backward, state, rnn, "SimpleRNN backward without initial states") \
    DEFECT(rnn_backward, time, rnn, "SimpleRNN backward that does not go through time") \
    DEFECT(rnn_backward, rounding, rnn, "SimpleRNN backward with one gradient too large") \
    DEFECT(lstm_forward, cell, lstm, "LSTM without initial cell states") \
    DEFECT(lstm_forward, exchanged, lstm, "LSTM with f and g exchanged") \
    DEFECT(lstm_forward, rounding, lstm, "LSTM with one cell state too small") \
    DEFECT(lstm_backward, carry, lstm, "LSTM backward whose cells carry nothing") \
    DEFECT(lstm_backward, rounding, lstm, "LSTM backward with one gradient too small") \
    DEFECT(gru_forward, bias, gru, "GRU without the recurrent bias") \
    DEFECT(gru_forward, state, gru, "GRU without initial states") \
    DEFECT(gru_backward, reset, gru, "GRU backward in which q is not reset") \
    DEFECT(gru_backward, state, gru, "GRU backward without initial states") \
    DEFECT(gru_backward, rounding, gru, "GRU backward with one gradient too small") \
    DEFECT(softmax_cross_entropy, twice, softmax_cross_entropy, "cross-entropy with twice the gradient") \
    DEFECT(softmax_cross_entropy, loss, softmax_cross_entropy, "cross-entropy with another loss") \
    DEFECT(log_softmax, first, log_softmax, "log_softmax of the first row only") \
    DEFECT(cumulate, temperature, cumulate, "cumulate at another temperature") \
    DEFECT(cumulate, impossible, cumulate, "cumulate that gives the impossible a weight") \
    DEFECT(draw, last, draw, "draw that gives the last class too rarely") \
    DEFECT(draw, boundary, draw, "draw of the class before at a boundary") \
    DEFECT(tanh, bound, tanh, "tanh beyond 7 ULP") \
    DEFECT(sigmoid, one, sigmoid, "sigmoid that is 1 too early") \
    DEFECT(sigmoid, tanh, sigmoid, "sigmoid through tanh") \
    DEFECT(exp, flush, exp, "exp that flushes too early") \
    DEFECT(log, infinity, log, "log without infinities") \
    DEFECT(log, in_place, log, "log that is wrong in place") \
    DEFECT(add, tail, add_and_scale, "add without the tail") \
    DEFECT(scale, tail, add_and_scale, "scale without the tail") \
    DEFECT(sum_of_squares, tail, sum_of_squares, "sum of squares without the tail") \
    DEFECT(sgd, uphill, sgd, "sgd uphill") \
    DEFECT(momentum, decay, momentum, "momentum with another decay") \
    DEFECT(momentum, gradient, momentum, "momentum with all of the gradient") \
    DEFECT(momentum, vanishing, vanishing_moments, "momentum that flushes too early") \
    DEFECT(nesterov, ahead, nesterov, "nesterov that does not look ahead") \
    DEFECT(rmsprop, epsilon, rmsprop, "rmsprop with another epsilon") \
    DEFECT(rmsprop, root, rmsprop, "rmsprop with epsilon outside of the root") \
    DEFECT(adam, correction, adam, "adam without correction") \
    DEFECT(adam, epsilon, adam, "adam with another epsilon") \
    DEFECT(adam, root, adam, "adam with epsilon under the root") \
    DEFECT(online_start, momenta, online, "online training that forgets the momenta") \
    DEFECT(online_train, last, online, "online training without the last character") \
    DEFECT(online_finish, momenta, online, "online training that gives no momenta back") \
    DEFECT(multiply_add_loop, count, multiply_add_loop, "a loop that counts wrong") \
    DEFECT(step_size, all, step, "step_size of an unknown cell") \
    DEFECT(step_start, bias, step, "single steps without the bias of the last layer") \
    DEFECT(step, rounding, step, "a single step with a logit off by one ULP") \
    DEFECT(step, token, step, "a single step that reads the token before") \
    DEFECT(read_loop, tail, read_loop, "read_loop without the tail") \
    DEFECT(dense_step_size, all, dense_step, "dense_step_size of an unknown cell") \
    DEFECT(dense_step_start, outputs, dense_step, "dense single steps without the last output") \
    DEFECT(dense_step, input, dense_step, "a dense single step that reads the next number") \
    DEFECT(dense_step, rounding, dense_step, "a dense single step with an output off by one ULP") \
    DEFECT(int8_pack, last, int8_gemm, "int8_pack that loses the last weight") \
    DEFECT(int8_gemm, rounding, int8_gemm, "int8_gemm off by one ULP") \
    DEFECT(int8_gemm, bias, int8_gemm, "int8_gemm without the bias") \
    DEFECT(int8_lstm_forward, state, int8_lstm, "int8 LSTM without initial states") \
    DEFECT(int8_gru_forward, bias, int8_gru, "int8 GRU without the recurrent bias")

#define BREAK(kernel, defect, subject, what) \
    static void break_##kernel##_##defect(rnnk_kernels *kernels) { kernels->kernel = kernel##_##defect; }
DEFECTS(BREAK)

const defect defects[] = {
#define ROW(kernel, name, subject, what) {what, test_##subject, break_##kernel##_##name},
    DEFECTS(ROW)
};
const size_t defects_count = sizeof defects / sizeof *defects;
