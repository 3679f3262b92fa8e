/* Sampling by the inverse of the cumulative distribution, in whole numbers: their sums are exact in any order, so running
 * sums never fall, and a class of weight 0 leaves none between two of them. */

static void cumulate(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature, int32_t *cumulative,
                     size_t ldc, float *work) {
    for (size_t r = 0; r < R; r++, z += ldz, cumulative += ldc) {
        const float scale = 0x1p30f / row_exponentials(V, z, row_maximum(V, z), inverse_temperature, work);
        int32_t sum = 0;
        for (size_t j = 0; j < V; j++) {
            const float weight = work[j] * scale;
            cumulative[j] = sum += weight > 0 ? (int32_t)weight : 0; /* a NaN has no weight */
        }
    }
}

/* Counting the sums that are not above the threshold takes no branch that could be mispredicted: a search would take one
 * that goes either way. */
static void draw(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random, int32_t *index) {
    for (size_t r = 0; r < R; r++, cumulative += ldc) {
        const int32_t threshold = (int32_t)((uint64_t)random[r] * (uint32_t)cumulative[V - 1] >> 32);
        int32_t passed = 0;
        for (size_t j = 0; j + 1 < V; j++) passed += cumulative[j] <= threshold;
        index[r] = passed;
    }
}
