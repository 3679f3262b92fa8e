/* The speed of light: multiply-adds that touch no memory. */

/* As many accumulators as a tile of the matrix product has. Eight hide the latency of the multiply-add on the x86-64 of
 * today (four cycles, two a cycle), sixteen on the widest arm64 (four cycles, four a cycle). */
static double multiply_add_loop(size_t iterations) {
    enum { CHAINS = TILE_ROWS * TILE_VECTORS };
    const vf factor = vf_set(1e-30f); /* small enough that nothing grows, however long the loop */
    vf sum[CHAINS];
    UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = vf_set((float)i);
    for (size_t n = 0; n < iterations; n++) {
        UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = vf_fma(factor, sum[(i + 1) % CHAINS], sum[i]);
    }
    UNROLL for (int i = 1; i < CHAINS; i++) sum[0] = vf_add(sum[0], sum[i]);
    volatile float sink = vf_sum(sum[0]);
    (void)sink;
    return 2.0 * LANES * CHAINS * (double)iterations;
}
