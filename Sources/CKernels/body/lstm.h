/* The LSTM over packed rows, and backpropagation through it.
 *
 * As in rnn.h the product h_parent U is computed once for each row that is continued and kept in `work`, and backward
 * `work` gathers the sums of dz over the children. Sequences that run side by side need neither: their rows stand as
 * their parents do, so that the products of a depth are added straight to the children's gates, and backward straight
 * to the parents' dh. */

/* A row: gates + add are the pre-activations; `add` and `c_previous` may be NULL for zeros. Loop after loop: in a single
 * one the chain from z to h is too long for the processor to work on the next vector's beside it. */
static void lstm_row(size_t H, const float *add, const float *c_previous, float *gates, float *c, float *h) {
    const size_t N = 4 * H;
    for (size_t j = 0; j < 2 * H; j += LANES) {
        store_upto(gates + j, 2 * H - j, vf_sigmoid(load_sum(gates, add, j, 2 * H)));
    }
    for (size_t j = 2 * H; j < 3 * H; j += LANES) {
        store_upto(gates + j, 3 * H - j, vf_tanh(load_sum(gates, add, j, 3 * H)));
    }
    for (size_t j = 3 * H; j < N; j += LANES) store_upto(gates + j, N - j, vf_sigmoid(load_sum(gates, add, j, N)));
    for (size_t j = 0; j < H; j += LANES) {
        const size_t left = H - j;
        vf cell = vf_mul(load_upto(gates + j, left), load_upto(gates + 2 * H + j, left));
        if (c_previous) cell = vf_fma(load_upto(gates + H + j, left), load_upto(c_previous + j, left), cell);
        store_upto(c + j, left, cell);
        store_upto(h + j, left, vf_mul(load_upto(gates + 3 * H + j, left), vf_tanh(cell)));
    }
}

/* Rows begin ..< end; `products` as `work` below, NULL where the gates hold them already. */
RNNK_INLINE void lstm_activate(const rnnk_rows *rows, size_t begin, size_t end, size_t H, const float *products,
                               const float *c0, size_t ldc0, float *gates, size_t ldg, float *c, size_t ldc, float *h,
                               size_t ldh) {
    for (size_t r = begin; r < end; r++) {
        const float *c_previous = previous_state(rows, r, c0, ldc0, c, ldc);
        const float *add = products && c_previous ? products + origin(rows, r) * 4 * H : NULL;
        lstm_row(H, add, c_previous, gates + r * ldg, c + r * ldc, h + r * ldh);
    }
}

static void lstm_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         const float *c0, size_t ldc0, float *gates, size_t ldg, float *c, size_t ldc, float *h,
                         size_t ldh, float *work) {
    const size_t N = 4 * H, R = rows->rows, n = parallel_sequences(rows, h0 != NULL);
    for (size_t begin = 0, end; n > 0 && begin < R; begin = end) {
        end = smaller(begin + n, R);
        const float *previous = begin > 0 ? h + (begin - n) * ldh : h0;
        if (previous) {
            gemm(end - begin, N, H, previous, begin > 0 ? ldh : ldh0, packed, NULL, RNNK_ACCUMULATE,
                 gates + begin * ldg, ldg);
        }
        lstm_activate(rows, begin, end, H, NULL, c0, ldc0, gates, ldg, c, ldc, h, ldh);
    }
    if (n > 0) return;

    const size_t internal = (size_t)rows->start[rows->depths];
    if (h0) gemm(rows->states, N, H, h0, ldh0, packed, NULL, 0, work + internal * N, N);
    for (size_t t = 0; t < rows->depths; t++) {
        const size_t begin = (size_t)rows->start[t], end = (size_t)rows->start[t + 1];
        lstm_activate(rows, begin, end, H, work, c0, ldc0, gates, ldg, c, ldc, h, ldh);
        gemm(end - begin, N, H, h + begin * ldh, ldh, packed, NULL, 0, work + begin * N, N);
    }
    lstm_activate(rows, internal, R, H, work, c0, ldc0, gates, ldg, c, ldc, h, ldh);
}

/* From i, f, g, o to dz, of `left` units. dc_children is the sum over children of dc f, or NULL for zeros. To the
 * parent's sums dc f and dz are added; if dz_sum is NULL the parent has no other child, and dc f is stored; if both are
 * NULL nobody asks. */
RNNK_INLINE void lstm_gradients(size_t left, size_t H, const float *c_previous, const float *h, const float *dh,
                                const float *dc_children, float *gates, float *dc_sum, float *dz_sum) {
    const vf one = vf_set(1.0f), d = load_upto(dh, left);
    const vf i = load_upto(gates, left), f = load_upto(gates + H, left), g = load_upto(gates + 2 * H, left),
             o = load_upto(gates + 3 * H, left);
    /* tanh(c) = h / o; where o is 0, so is all that it is multiplied with. */
    const vf y = vf_div(load_upto(h, left), vf_max(vf_set(FLT_MIN), o));
    vf dc = vf_mul(vf_mul(d, o), vf_fnma(y, y, one));
    if (dc_children) dc = vf_add(dc, load_upto(dc_children, left));
    const vf dz[4] = {
        vf_mul(vf_mul(dc, g), vf_fnma(i, i, i)),
        c_previous ? vf_mul(vf_mul(dc, load_upto(c_previous, left)), vf_fnma(f, f, f)) : vf_zero(),
        vf_mul(vf_mul(dc, i), vf_fnma(g, g, one)),
        vf_mul(vf_mul(d, y), vf_fnma(o, o, o)),
    };
    UNROLL for (size_t k = 0; k < 4; k++) {
        store_upto(gates + k * H, left, dz[k]);
        if (dz_sum) store_upto(dz_sum + k * H, left, vf_add(load_upto(dz_sum + k * H, left), dz[k]));
    }
    if (!dc_sum) return;
    const vf carried = vf_mul(dc, f);
    store_upto(dc_sum, left, dz_sum ? vf_add(load_upto(dc_sum, left), carried) : carried);
}

/* A row's units, whole vectors first. */
static void lstm_row_gradient(size_t H, const float *c_previous, const float *h, const float *dh,
                              const float *dc_children, float *gates, float *dc_sum, float *dz_sum) {
    for (size_t j = 0; j < H; j += LANES) {
        const float *cp = c_previous ? c_previous + j : NULL, *dc = dc_children ? dc_children + j : NULL;
        float *dcs = dc_sum ? dc_sum + j : NULL, *dzs = dz_sum ? dz_sum + j : NULL;
        if (H - j >= LANES) {
            lstm_gradients(LANES, H, cp, h + j, dh + j, dc, gates + j, dcs, dzs);
        } else {
            lstm_gradients(H - j, H, cp, h + j, dh + j, dc, gates + j, dcs, dzs);
        }
    }
}

static void lstm_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                          const float *c0, size_t ldc0, float *gates, size_t ldg, const float *c, size_t ldc,
                          const float *h, size_t ldh, float *dh, size_t ldd, float *dU, size_t ldu, float *work) {
    const size_t N = 4 * H, R = rows->rows, n = parallel_sequences(rows, h0 != NULL);
    if (n > 0) {
        for (size_t end = R, begin; end > 0; end = begin) { /* `work` holds dc f, a row for each sequence */
            begin = (end - 1) / n * n;
            for (size_t r = begin; r < end; r++) {
                float *carried = work + (r - begin) * H;
                lstm_row_gradient(H, previous_state(rows, r, c0, ldc0, c, ldc), h + r * ldh, dh + r * ldd,
                                  r + n < R ? carried : NULL, gates + r * ldg, begin > 0 ? carried : NULL, NULL);
            }
            if (begin > 0) {
                gemm(end - begin, H, N, gates + begin * ldg, ldg, packed, NULL, RNNK_ACCUMULATE,
                     dh + (begin - n) * ldd, ldd);
            }
        }
        outer(R - n, H, N, h, ldh, gates + n * ldg, ldg, dU, ldu);
        if (h0) outer(n, H, N, h0, ldh0, gates, ldg, dU, ldu);
        return;
    }

    const size_t internal = (size_t)rows->start[rows->depths], origins = internal + (h0 ? rows->states : 0);
    float *dz_sums = work, *dc_sums = work + origins * N;
    if (origins > 0) memset(work, 0, origins * (N + H) * sizeof(float));
    for (size_t t = rows->depths + 1; t-- > 0;) { /* the rows that are not continued first */
        const bool leaves = t == rows->depths;
        const size_t begin = (size_t)rows->start[t], end = leaves ? R : (size_t)rows->start[t + 1];
        if (!leaves) {
            gemm(end - begin, H, N, dz_sums + begin * N, N, packed, NULL, RNNK_ACCUMULATE, dh + begin * ldd, ldd);
        }
        for (size_t r = begin; r < end; r++) {
            const float *c_previous = previous_state(rows, r, c0, ldc0, c, ldc);
            const size_t parent = c_previous ? origin(rows, r) : 0;
            lstm_row_gradient(H, c_previous, h + r * ldh, dh + r * ldd, leaves ? NULL : dc_sums + r * H,
                              gates + r * ldg, c_previous ? dc_sums + parent * H : NULL,
                              c_previous ? dz_sums + parent * N : NULL);
        }
    }
    outer(internal, H, N, h, ldh, dz_sums, N, dU, ldu);
    if (h0) outer(rows->states, H, N, h0, ldh0, dz_sums + internal * N, N, dU, ldu);
}
