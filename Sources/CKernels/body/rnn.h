/* The SimpleRNN recurrence over packed rows, and backpropagation through it.
 *
 * Rows with the same parent share the product h_parent U, so it is computed once for each row that is continued: a dense
 * product a depth, kept in `work`, to which the children add their own part. Backward likewise: `work` gathers
 * S_p = sum of da over the children of p, and dh_p += S_p U^T and dU += h_p^T S_p are dense products over the same rows,
 * the latter one for the whole batch. Initial states stand behind the rows in `work`. */

/* h = tanh(h + recurrent) for rows begin ..< end; without initial states the first ones have nothing to add. */
RNNK_INLINE void rnn_activate(const rnnk_rows *rows, size_t begin, size_t end, size_t H, const float *recurrent,
                              bool has_states, float *h, size_t ldh) {
    for (size_t r = begin; r < end; r++) {
        const float *add = has_states || rows->parent[r] >= 0 ? recurrent + origin(rows, r) * H : NULL;
        float *y = h + r * ldh;
        for (size_t j = 0; j < H; j += LANES) {
            const vf z = load_upto(y + j, H - j);
            store_upto(y + j, H - j, vf_tanh(add ? vf_add(z, load_upto(add + j, H - j)) : z));
        }
    }
}

static void rnn_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0, float *h,
                        size_t ldh, float *work) {
    const size_t internal = (size_t)rows->start[rows->depths];
    if (h0) gemm(rows->states, H, H, h0, ldh0, packed, NULL, 0, work + internal * H, H);
    for (size_t t = 0; t < rows->depths; t++) {
        const size_t begin = (size_t)rows->start[t], end = (size_t)rows->start[t + 1];
        rnn_activate(rows, begin, end, H, work, h0 != NULL, h, ldh);
        gemm(end - begin, H, H, h + begin * ldh, ldh, packed, NULL, 0, work + begin * H, H);
    }
    rnn_activate(rows, internal, rows->rows, H, work, h0 != NULL, h, ldh);
}

/* da = dh (1 - h^2) for rows begin ..< end, added to `sums` of what they continue. */
RNNK_INLINE void rnn_gradient(const rnnk_rows *rows, size_t begin, size_t end, size_t H, const float *h, size_t ldh,
                              float *da, size_t ldd, float *sums, bool has_states) {
    for (size_t r = begin; r < end; r++) {
        float *sum = has_states || rows->parent[r] >= 0 ? sums + origin(rows, r) * H : NULL;
        for (size_t j = 0; j < H; j += LANES) {
            const vf y = load_upto(h + r * ldh + j, H - j), d = load_upto(da + r * ldd + j, H - j);
            const vf a = vf_mul(d, vf_fnma(y, y, vf_set(1.0f)));
            store_upto(da + r * ldd + j, H - j, a);
            if (sum) store_upto(sum + j, H - j, vf_add(load_upto(sum + j, H - j), a));
        }
    }
}

static void rnn_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         const float *h, size_t ldh, float *da, size_t ldd, float *dU, size_t ldu, float *work) {
    const size_t internal = (size_t)rows->start[rows->depths], states = h0 ? rows->states : 0;
    if (internal + states > 0) memset(work, 0, (internal + states) * H * sizeof(float));
    rnn_gradient(rows, internal, rows->rows, H, h, ldh, da, ldd, work, h0 != NULL);
    for (size_t t = rows->depths; t-- > 0;) {
        const size_t begin = (size_t)rows->start[t], end = (size_t)rows->start[t + 1];
        gemm(end - begin, H, H, work + begin * H, H, packed, NULL, RNNK_ACCUMULATE, da + begin * ldd, ldd);
        rnn_gradient(rows, begin, end, H, h, ldh, da, ldd, work, h0 != NULL);
    }
    outer(internal, H, H, h, ldh, work, H, dU, ldu);
    if (h0) outer(states, H, H, h0, ldh0, work + internal * H, H, dU, ldu);
}
