/* The GRU over packed rows, and backpropagation through it.
 *
 * Products are shared, and gradients gathered, as in rnn.h. The gradient of a product is not da but [da_r, da_z, dq],
 * since the reset gate stands between the product of n and its pre-activation. Sequences that run side by side use the
 * same rows of `work` at each depth, while they are in the cache. */

/* A row: gates + product are the pre-activations of r and z; `product` and `h_previous` are both NULL where there is
 * none. In two loops, for the reason given in lstm.h. */
static void gru_row(size_t H, const float *product, const float *bias, const float *h_previous, float *gates, float *q,
                    float *h) {
    const size_t N = 2 * H;
    for (size_t j = 0; j < N; j += LANES) store_upto(gates + j, N - j, vf_sigmoid(load_sum(gates, product, j, N)));
    for (size_t j = 0; j < H; j += LANES) {
        const size_t left = H - j;
        const vf r = load_upto(gates + j, left), z = load_upto(gates + H + j, left);
        const vf recurrent = load_sum(bias, product ? product + N : NULL, j, H);
        const vf n = vf_tanh(vf_fma(r, recurrent, load_upto(gates + N + j, left)));
        vf y = vf_fnma(z, n, n);
        if (h_previous) y = vf_fma(z, load_upto(h_previous + j, left), y);
        store_upto(gates + N + j, left, n);
        store_upto(q + j, left, recurrent);
        store_upto(h + j, left, y);
    }
}

static void gru_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *bias, const float *h0,
                        size_t ldh0, float *gates, size_t ldg, float *q, size_t ldq, float *h, size_t ldh,
                        float *work) {
    const size_t N = 3 * H, R = rows->rows, n = parallel_sequences(rows, h0 != NULL);
    for (size_t begin = 0, end; n > 0 && begin < R; begin = end) {
        end = smaller(begin + n, R);
        const float *previous = begin > 0 ? h + (begin - n) * ldh : h0;
        const size_t ldp = begin > 0 ? ldh : ldh0;
        if (previous) gemm(end - begin, N, H, previous, ldp, packed, NULL, 0, work, N);
        for (size_t r = begin; r < end; r++) {
            const size_t i = r - begin;
            gru_row(H, previous ? work + i * N : NULL, bias, previous ? previous + i * ldp : NULL, gates + r * ldg,
                    q + r * ldq, h + r * ldh);
        }
    }
    if (n > 0) return;

    const size_t internal = (size_t)rows->start[rows->depths];
    if (h0) gemm(rows->states, N, H, h0, ldh0, packed, NULL, 0, work + internal * N, N);
    for (size_t t = 0; t <= rows->depths; t++) { /* the rows that are not continued last */
        const bool leaves = t == rows->depths;
        const size_t begin = (size_t)rows->start[t], end = leaves ? R : (size_t)rows->start[t + 1];
        for (size_t r = begin; r < end; r++) {
            const float *previous = previous_state(rows, r, h0, ldh0, h, ldh);
            gru_row(H, previous ? work + origin(rows, r) * N : NULL, bias, previous, gates + r * ldg, q + r * ldq,
                    h + r * ldh);
        }
        if (!leaves) gemm(end - begin, N, H, h + begin * ldh, ldh, packed, NULL, 0, work + begin * N, N);
    }
}

/* From r, z, n to da and from q to dq, of `left` units. What reaches the parent beside the products, dh z, is added to
 * dh_parent; [da_r, da_z, dq] is added to `sum`, or stored if the parent has no other child. Both may be NULL. */
RNNK_INLINE void gru_gradients(size_t left, size_t H, const float *h_previous, const float *dh, bool only_child,
                               float *gates, float *q, float *dh_parent, float *sum) {
    const vf d = load_upto(dh, left), one = vf_set(1.0f);
    const vf r = load_upto(gates, left), z = load_upto(gates + H, left), n = load_upto(gates + 2 * H, left);
    const vf before = h_previous ? load_upto(h_previous, left) : vf_zero();
    const vf dn = vf_mul(vf_fnma(d, z, d), vf_fnma(n, n, one));
    const vf dq = vf_mul(dn, r);
    const vf dr = vf_mul(vf_mul(dn, load_upto(q, left)), vf_fnma(r, r, r));
    const vf dz = vf_mul(vf_mul(d, vf_sub(before, n)), vf_fnma(z, z, z));
    store_upto(gates, left, dr);
    store_upto(gates + H, left, dz);
    store_upto(gates + 2 * H, left, dn);
    store_upto(q, left, dq);
    if (dh_parent) store_upto(dh_parent, left, vf_fma(d, z, load_upto(dh_parent, left)));
    if (!sum) return;
    const vf all[3] = {dr, dz, dq};
    UNROLL for (size_t k = 0; k < 3; k++) {
        store_upto(sum + k * H, left, only_child ? all[k] : vf_add(load_upto(sum + k * H, left), all[k]));
    }
}

/* A row's units, whole vectors first. */
static void gru_row_gradient(size_t H, const float *h_previous, const float *dh, bool only_child, float *gates,
                             float *q, float *dh_parent, float *sum) {
    for (size_t j = 0; j < H; j += LANES) {
        const float *hp = h_previous ? h_previous + j : NULL;
        float *dp = dh_parent ? dh_parent + j : NULL, *s = sum ? sum + j : NULL;
        if (H - j >= LANES) {
            gru_gradients(LANES, H, hp, dh + j, only_child, gates + j, q + j, dp, s);
        } else {
            gru_gradients(H - j, H, hp, dh + j, only_child, gates + j, q + j, dp, s);
        }
    }
}

/* dU += h^T [da_r, da_z, dq] over R rows, h being the states that they continue. */
RNNK_INLINE void gru_outer(size_t R, size_t H, const float *h, size_t ldh, const float *da, size_t ldg, const float *dq,
                           size_t ldq, float *dU, size_t ldu) {
    outer(R, H, 2 * H, h, ldh, da, ldg, dU, ldu);
    outer(R, H, H, h, ldh, dq, ldq, dU + 2 * H, ldu);
}

static void gru_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         float *gates, size_t ldg, float *q, size_t ldq, const float *h, size_t ldh, float *dh,
                         size_t ldd, float *dU, size_t ldu, float *work) {
    const size_t N = 3 * H, R = rows->rows, n = parallel_sequences(rows, h0 != NULL);
    if (n > 0) {
        for (size_t end = R, begin; end > 0; end = begin) {
            begin = (end - 1) / n * n;
            for (size_t r = begin; r < end; r++) {
                const bool first = begin == 0;
                gru_row_gradient(H, previous_state(rows, r, h0, ldh0, h, ldh), dh + r * ldd, true, gates + r * ldg,
                                 q + r * ldq, first ? NULL : dh + (r - n) * ldd, first ? NULL : work + (r - begin) * N);
            }
            if (begin > 0) {
                gemm(end - begin, H, N, work, N, packed, NULL, RNNK_ACCUMULATE, dh + (begin - n) * ldd, ldd);
            }
        }
        gru_outer(R - n, H, h, ldh, gates + n * ldg, ldg, q + n * ldq, ldq, dU, ldu);
        if (h0) gru_outer(n, H, h0, ldh0, gates, ldg, q, ldq, dU, ldu);
        return;
    }

    const size_t internal = (size_t)rows->start[rows->depths], origins = internal + (h0 ? rows->states : 0);
    if (origins > 0) memset(work, 0, origins * N * sizeof(float));
    for (size_t t = rows->depths + 1; t-- > 0;) { /* the rows that are not continued first */
        const bool leaves = t == rows->depths;
        const size_t begin = (size_t)rows->start[t], end = leaves ? R : (size_t)rows->start[t + 1];
        if (!leaves) gemm(end - begin, H, N, work + begin * N, N, packed, NULL, RNNK_ACCUMULATE, dh + begin * ldd, ldd);
        for (size_t r = begin; r < end; r++) {
            const float *previous = previous_state(rows, r, h0, ldh0, h, ldh);
            const int32_t parent = rows->parent[r];
            gru_row_gradient(H, previous, dh + r * ldd, false, gates + r * ldg, q + r * ldq,
                             parent >= 0 ? dh + (size_t)parent * ldd : NULL,
                             previous ? work + origin(rows, r) * N : NULL);
        }
    }
    outer(internal, H, N, h, ldh, work, N, dU, ldu);
    if (h0) outer(rows->states, H, N, h0, ldh0, work + internal * N, N, dU, ldu);
}
