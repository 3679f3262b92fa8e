/* The SimpleRNN recurrence over rows packed by depth, and backpropagation through it.
 *
 * Rows with the same parent share the product h_parent U, so it is computed once for each row that is continued:
 * a dense product over the first internal[t] rows of a depth. The children then add it to their own part. Backward
 * likewise: the gradients of the children are added up first, S_p = sum of da over the children of p, and
 * dh_p += S_p U^T,  dU += h_p^T S_p  are dense products over the same rows. */

/* h = tanh(h + recurrent); recurrent may be NULL for zero */
RNNK_INLINE void rnn_activate(size_t H, const float *recurrent, float *h) {
    for (size_t j = 0; j < H; j += LANES) {
        vf z = load_upto(h + j, H - j);
        if (recurrent) z = vf_add(z, load_upto(recurrent + j, H - j));
        store_upto(h + j, H - j, vf_tanh(z));
    }
}

static void rnn_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0, float *h,
                        size_t ldh, float *work) {
    if (rows->depths == 0) return;
    const size_t first = (size_t)rows->start[1];
    if (h0) gemm(first, H, H, h0, ldh0, packed, NULL, 0, work, H);
    for (size_t r = 0; r < first; r++) rnn_activate(H, h0 ? work + r * H : NULL, h + r * ldh);

    for (size_t t = 1; t < rows->depths; t++) {
        const size_t above = (size_t)rows->start[t - 1];
        gemm((size_t)rows->internal[t - 1], H, H, h + above * ldh, ldh, packed, NULL, 0, work, H);
        for (size_t r = (size_t)rows->start[t]; r < (size_t)rows->start[t + 1]; r++) {
            rnn_activate(H, work + ((size_t)rows->parent[r] - above) * H, h + r * ldh);
        }
    }
}

static void rnn_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         const float *h, size_t ldh, float *da, size_t ldd, float *dU, size_t ldu, float *work) {
    for (size_t t = rows->depths; t-- > 0;) {
        const size_t start = (size_t)rows->start[t], end = (size_t)rows->start[t + 1];
        const size_t internal = (size_t)rows->internal[t];
        if (internal > 0) {
            memset(work, 0, internal * H * sizeof(float));
            for (size_t c = end; c < (size_t)rows->start[t + 2]; c++) {
                array_add(H, da + c * ldd, work + ((size_t)rows->parent[c] - start) * H);
            }
            outer(internal, H, H, h + start * ldh, ldh, work, H, dU, ldu);
            gemm(internal, H, H, work, H, packed, NULL, RNNK_ACCUMULATE, da + start * ldd, ldd);
        }
        for (size_t r = start; r < end; r++) {
            for (size_t j = 0; j < H; j += LANES) {
                const vf y = load_upto(h + r * ldh + j, H - j), d = load_upto(da + r * ldd + j, H - j);
                store_upto(da + r * ldd + j, H - j, vf_mul(d, vf_fnma(y, y, vf_set(1.0f))));
            }
        }
    }
    if (h0 && rows->depths) outer((size_t)rows->start[1], H, H, h0, ldh0, da, ldd, dU, ldu);
}
