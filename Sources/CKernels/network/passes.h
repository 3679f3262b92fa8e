/* Forward, the loss, backward. Row r of a pass is step r / B of sequence r % B. */

/* The rows of a pass of T steps: B sequences side by side. */
static rnnk_rows rows_of(const rnnk_network *net, size_t T) {
    const rnnk_rows rows = {T * net->sequences, net->sequences, T - 1, net->start, net->parent};
    return rows;
}

static bool are_tokens(const rnnk_network *net, size_t count, const int32_t *tokens, int32_t lowest) {
    for (size_t r = 0; r < count; r++) {
        if (tokens[r] < lowest || tokens[r] >= (int32_t)net->classes) return false;
    }
    return true;
}

/* ---- forward ----------------------------------------------------------------------------------------------- */

/* x W + b, the part of the pre-activations that does not recur, of R rows; x are tokens in the first layer. */
static void project(const rnnk_network *net, const network_layer *l, size_t R, const float *x, float *z) {
    if (x) {
        net->kernels->gemm(R, l->columns, l->inputs, x, l->inputs, l->W.packed, l->b.p, 0, z, l->columns);
    } else {
        net->kernels->gather(R, l->columns, l->W.p, l->columns, net->tokens, l->b.p, z, l->columns);
    }
}

static void run_layer(const rnnk_network *net, const network_layer *l, const rnnk_rows *rows, const float *x) {
    const rnnk_kernels *k = net->kernels;
    const size_t H = l->units, N = l->columns, S = l->state_columns, R = rows->rows, B = net->sequences;
    const float *h0 = l->initial;
    memcpy(l->initial, l->state, B * S * sizeof(float));
    project(net, l, R, x, net->cell == RNNK_CELL_RNN ? l->h : l->gates);
    switch (net->cell) {
        case RNNK_CELL_RNN: k->rnn_forward(rows, H, l->U.packed, h0, S, l->h, H, net->work); break;
        case RNNK_CELL_LSTM:
            k->lstm_forward(rows, H, l->U.packed, h0, S, h0 + H, S, l->gates, N, l->extra, H, l->h, H, net->work);
            break;
        case RNNK_CELL_GRU:
            k->gru_forward(rows, H, l->U.packed, l->c.p, h0, S, l->gates, N, l->extra, H, l->h, H, net->work);
            break;
    }
    for (size_t b = 0; b < B; b++) {
        const size_t last = (R - B + b) * H;
        memcpy(l->state + b * S, l->h + last, H * sizeof(float));
        if (S > H) memcpy(l->state + b * S + H, l->extra + last, H * sizeof(float));
    }
}

rnnk_status rnnk_network_forward(rnnk_network *net, size_t T, const int32_t *tokens) {
    if (T == 0 || T > net->steps) return RNNK_BAD_LENGTH;
    const rnnk_rows rows = rows_of(net, T);
    if (!are_tokens(net, rows.rows, tokens, 0)) return RNNK_BAD_TOKEN;
    memcpy(net->tokens, tokens, rows.rows * sizeof(int32_t));
    const float *x = NULL;
    for (size_t i = 0; i < net->layers; i++) {
        run_layer(net, net->layer + i, &rows, x);
        x = net->layer[i].h;
    }
    const size_t H = net->W.rows, V = net->classes;
    net->kernels->gemm(rows.rows, V, H, x, H, net->W.packed, net->b.p, 0, net->logits, V);
    net->length = T;
    net->contents = LOGITS;
    return RNNK_OK;
}

float *rnnk_network_logits(rnnk_network *net) { return net->logits; }

float *rnnk_network_state(rnnk_network *net, size_t layer) {
    return layer < net->layers ? net->layer[layer].state : NULL;
}

rnnk_status rnnk_network_reset_sequence(rnnk_network *net, size_t b) {
    if (b >= net->sequences) return RNNK_BAD_SEQUENCE;
    for (size_t i = 0; i < net->layers; i++) {
        const network_layer *l = net->layer + i;
        memset(l->state + b * l->state_columns, 0, l->state_columns * sizeof(float));
    }
    return RNNK_OK;
}

void rnnk_network_reset(rnnk_network *net) {
    for (size_t b = 0; b < net->sequences; b++) (void)rnnk_network_reset_sequence(net, b);
}

rnnk_status rnnk_network_sample(rnnk_network *net, float temperature, const uint32_t *random, int32_t *tokens) {
    if (net->contents != LOGITS) return RNNK_NO_LOGITS;
    if (!(temperature > 0)) return RNNK_BAD_NUMBER;
    /* Beyond what a float can hold, the last one that it can is as good. */
    const float inverse = fminf(fmaxf(1 / temperature, 0x1p-126f), 0x1p126f);
    const size_t B = net->sequences, V = net->classes;
    const float *last = net->logits + (net->length - 1) * B * V;
    net->kernels->cumulate(B, V, last, V, inverse, net->cumulative, V, net->weight);
    net->kernels->draw(B, V, net->cumulative, V, random, tokens);
    return RNNK_OK;
}

/* ---- the loss ---------------------------------------------------------------------------------------------- */

rnnk_status rnnk_network_cross_entropy(rnnk_network *net, const int32_t *targets, float scale, double *loss) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (net->contents != LOGITS) return RNNK_NO_LOGITS;
    const size_t R = net->length * net->sequences;
    if (!are_tokens(net, R, targets, -1)) return RNNK_BAD_TOKEN;
    int32_t count = 0;
    for (size_t r = 0; r < R; r++) {
        net->first[r] = count;
        net->ones[r] = 1;
        if (targets[r] >= 0) net->target[count++] = targets[r];
    }
    net->first[R] = count;
    *loss = net->kernels->softmax_cross_entropy(R, net->classes, net->first, net->target, net->ones, scale, net->logits,
                                                net->classes);
    net->contents = GRADIENT;
    return RNNK_OK;
}

/* ---- backward ---------------------------------------------------------------------------------------------- */

/* y = x W + b backward for R rows: dW += x^T dy, db += column sums of dy, and, if asked for, dx = dy W^T. */
static void linear_gradient(const rnnk_kernels *k, size_t R, const float *x, const float *dy, const parameter *W,
                            const parameter *b, float *dx) {
    const size_t M = W->rows, N = W->columns;
    k->outer(R, M, N, x, M, dy, N, W->gradient, N);
    k->column_sums(R, N, dy, N, b->gradient);
    if (dx) k->gemm(R, M, N, dy, N, W->packed_transposed, NULL, 0, dx, M);
}

/* From dh to the gradients of the layer's weights, and to dh of the layer below, if there is one. */
static void layer_gradient(const rnnk_network *net, const network_layer *l, const rnnk_rows *rows,
                           const network_layer *below) {
    const rnnk_kernels *k = net->kernels;
    const size_t H = l->units, N = l->columns, S = l->state_columns, R = rows->rows;
    const float *h0 = l->initial, *U = l->U.packed_transposed;
    float *dU = l->U.gradient;
    const float *dz = net->cell == RNNK_CELL_RNN ? l->dh : l->gates;
    switch (net->cell) {
        case RNNK_CELL_RNN: k->rnn_backward(rows, H, U, h0, S, l->h, H, l->dh, H, dU, N, net->work); break;
        case RNNK_CELL_LSTM:
            k->lstm_backward(rows, H, U, h0, S, h0 + H, S, l->gates, N, l->extra, H, l->h, H, l->dh, H, dU, N,
                             net->work);
            break;
        case RNNK_CELL_GRU:
            k->gru_backward(rows, H, U, h0, S, l->gates, N, l->extra, H, l->h, H, l->dh, H, dU, N, net->work);
            k->column_sums(R, H, l->extra, H, l->c.gradient);
            break;
    }
    if (below) {
        linear_gradient(k, R, below->h, dz, &l->W, &l->b, below->dh);
    } else {
        k->column_sums(R, N, dz, N, l->b.gradient);
        k->scatter_add(R, N, dz, N, net->tokens, l->W.gradient, N);
    }
}

rnnk_status rnnk_network_backward(rnnk_network *net) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (net->contents == NOTHING) return RNNK_NO_LOGITS;
    const rnnk_rows rows = rows_of(net, net->length);
    const network_layer *top = net->layer + net->layers - 1;
    linear_gradient(net->kernels, rows.rows, top->h, net->logits, &net->W, &net->b, top->dh);
    for (size_t i = net->layers; i-- > 0;) {
        layer_gradient(net, net->layer + i, &rows, i > 0 ? net->layer + i - 1 : NULL);
    }
    net->contents = NOTHING; /* the gates are used up */
    return RNNK_OK;
}
