/* One-hot inputs as row gathers, their gradients as scattered additions, and the gradient of a bias. */

static void gather(size_t R, size_t N, const float *table, size_t ldt, const int32_t *index, const float *bias,
                   float *out, size_t ldo) {
    for (size_t r = 0; r < R; r++, out += ldo) {
        const float *row = table + (size_t)index[r] * ldt;
        for (size_t j = 0; j < N; j += LANES) {
            const vf x = load_upto(row + j, N - j);
            store_upto(out + j, N - j, bias ? vf_add(x, load_upto(bias + j, N - j)) : x);
        }
    }
}

static void scatter_add(size_t R, size_t N, const float *A, size_t lda, const int32_t *index, float *table,
                        size_t ldt) {
    for (size_t r = 0; r < R; r++, A += lda) {
        float *row = table + (size_t)index[r] * ldt;
        for (size_t j = 0; j < N; j += LANES) {
            store_upto(row + j, N - j, vf_add(load_upto(row + j, N - j), load_upto(A + j, N - j)));
        }
    }
}

static void column_sums(size_t R, size_t N, const float *A, size_t lda, float *sums) {
    enum { WIDTH = 4 }; /* vectors side by side: more than one addition at a time */
    size_t j = 0;
    for (; j + WIDTH * LANES <= N; j += WIDTH * LANES) {
        vf sum[WIDTH];
        UNROLL for (int i = 0; i < WIDTH; i++) sum[i] = vf_load(sums + j + i * LANES);
        for (size_t r = 0; r < R; r++) {
            UNROLL for (int i = 0; i < WIDTH; i++) sum[i] = vf_add(sum[i], vf_load(A + r * lda + j + i * LANES));
        }
        UNROLL for (int i = 0; i < WIDTH; i++) vf_store(sums + j + i * LANES, sum[i]);
    }
    for (; j < N; j += LANES) {
        vf sum = load_upto(sums + j, N - j);
        for (size_t r = 0; r < R; r++) sum = vf_add(sum, load_upto(A + r * lda + j, N - j));
        store_upto(sums + j, N - j, sum);
    }
}
