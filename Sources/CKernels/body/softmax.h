/* Softmax cross-entropy and log-softmax. Rows are shifted by their maximum, so that no exponential overflows. */

RNNK_INLINE float row_maximum(size_t V, const float *z) {
    vf top = vf_set(-INFINITY);
    size_t j = 0;
    for (; j + LANES <= V; j += LANES) top = vf_max(top, vf_load(z + j));
    if (j < V) top = vf_max(top, vf_load_partial(z + j, V - j, -INFINITY));
    return vf_maximum(top);
}

/* e[j] = exp((z[j] - shift) factor); returns their sum. e may be z. */
RNNK_INLINE float row_exponentials(size_t V, const float *z, float shift, float factor, float *e) {
    vf sum = vf_zero();
    size_t j = 0;
    for (; j + LANES <= V; j += LANES) {
        const vf x = vf_exp(vf_mul(vf_sub(vf_load(z + j), vf_set(shift)), vf_set(factor)));
        vf_store(e + j, x);
        sum = vf_add(sum, x);
    }
    if (j < V) {
        const vf rest = vf_load_partial(z + j, V - j, -INFINITY);
        const vf x = vf_exp(vf_mul(vf_sub(rest, vf_set(shift)), vf_set(factor)));
        vf_store_partial(e + j, V - j, x);
        sum = vf_add(sum, x);
    }
    return vf_sum(sum);
}

static double softmax_cross_entropy(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                    const float *count, float scale, float *y, size_t ldy) {
    enum { BLOCK = 64 }; /* rows whose logarithms are taken together */
    float sums[BLOCK], row_counts[BLOCK];
    double loss = 0;
    if (V == 0) return 0;
    for (size_t begin = 0; begin < R; begin += BLOCK) {
        const size_t rows = smaller(R - begin, BLOCK);
        for (size_t r = 0; r < rows; r++) {
            const int32_t *bounds = first + begin + r;
            float *z = y + (begin + r) * ldy, row_count = 0;
            const float top = row_maximum(V, z);
            for (int32_t i = bounds[0]; i < bounds[1]; i++) {
                row_count += count[i];
                loss += (double)count[i] * ((double)top - (double)z[target[i]]);
            }
            sums[r] = row_exponentials(V, z, top, 1.0f, z);
            row_counts[r] = row_count;
            const vf factor = vf_set(scale * row_count / sums[r]);
            for (size_t j = 0; j < V; j += LANES) store_upto(z + j, V - j, vf_mul(factor, load_upto(z + j, V - j)));
            for (int32_t i = bounds[0]; i < bounds[1]; i++) z[target[i]] -= scale * count[i];
        }
        array_log(rows, sums, sums);
        for (size_t r = 0; r < rows; r++) loss += (double)row_counts[r] * (double)sums[r];
    }
    return loss;
}

static void log_softmax(size_t R, size_t V, float *y, size_t ldy) {
    for (size_t r = 0; r < R; r++, y += ldy) {
        const float top = row_maximum(V, y);
        vf sum = vf_zero();
        for (size_t j = 0; j < V; j += LANES) {
            const vf z = V - j >= LANES ? vf_load(y + j) : vf_load_partial(y + j, V - j, -INFINITY);
            sum = vf_add(sum, vf_exp(vf_sub(z, vf_set(top))));
        }
        float total = vf_sum(sum);
        array_log(1, &total, &total);
        for (size_t j = 0; j < V; j += LANES) {
            const vf z = load_upto(y + j, V - j);
            store_upto(y + j, V - j, vf_sub(vf_sub(z, vf_set(top)), vf_set(total)));
        }
    }
}
