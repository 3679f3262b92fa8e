/* The speed of light: multiply-adds that touch no memory. */

/* Ten accumulators hide the latency of the multiply-add (four cycles, two a cycle, on the x86-64 of today). */
static double multiply_add_loop(size_t iterations) {
    enum { CHAINS = 10 };
    const vf factor = vf_set(0.999999f), term = vf_set(1e-6f);
    vf sum[CHAINS];
    for (int i = 0; i < CHAINS; i++) sum[i] = vf_set((float)i);
    for (size_t n = 0; n < iterations; n++) {
        UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = vf_fma(sum[i], factor, term);
    }
    for (int i = 1; i < CHAINS; i++) sum[0] = vf_add(sum[0], sum[i]);
    volatile float sink = vf_sum(sum[0]);
    (void)sink;
    return 2.0 * LANES * CHAINS * (double)iterations;
}
