/* The vector layer for AVX-512: sixteen floats. The names are explained in avx2.h. Nothing beyond AVX512F is used, which
 * every processor with AVX-512 has. Included inside a region compiled for avx512f. */

enum {
    LANES = 16,
    TILE_ROWS = 12, /* 12 x 2 accumulators, 2 vectors of B, 1 broadcast of A: 27 of 32 registers. 14 rows would fit, but */
    TILE_VECTORS = 2, /* the addresses of 12 rows of A already fill the general registers: without one of them, for a */
    TILE_STEPS = 1    /* frame pointer, clang keeps elements of several steps in memory. */
};

typedef __m512 vf;
typedef __mmask16 vm;

RNNK_INLINE vf vf_load(const float *p) { return _mm512_loadu_ps(p); }
RNNK_INLINE void vf_store(float *p, vf x) { _mm512_storeu_ps(p, x); }
RNNK_INLINE vf vf_set(float x) { return _mm512_set1_ps(x); }
RNNK_INLINE vf vf_zero(void) { return _mm512_setzero_ps(); }

RNNK_INLINE vf vf_add(vf a, vf b) { return _mm512_add_ps(a, b); }
RNNK_INLINE vf vf_sub(vf a, vf b) { return _mm512_sub_ps(a, b); }
RNNK_INLINE vf vf_mul(vf a, vf b) { return _mm512_mul_ps(a, b); }
RNNK_INLINE vf vf_div(vf a, vf b) { return _mm512_div_ps(a, b); }
RNNK_INLINE vf vf_sqrt(vf a) { return _mm512_sqrt_ps(a); }
RNNK_INLINE vf vf_fma(vf a, vf b, vf c) { return _mm512_fmadd_ps(a, b, c); }   /* a b + c */
RNNK_INLINE vf vf_fnma(vf a, vf b, vf c) { return _mm512_fnmadd_ps(a, b, c); } /* c - a b */
RNNK_INLINE vf vf_min(vf a, vf b) { return _mm512_min_ps(a, b); }
RNNK_INLINE vf vf_max(vf a, vf b) { return _mm512_max_ps(a, b); }
RNNK_INLINE vf vf_round(vf a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

RNNK_INLINE vm vf_less(vf a, vf b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
RNNK_INLINE vf vf_select(vm mask, vf yes, vf no) { return _mm512_mask_blend_ps(mask, no, yes); }

/* The first n < LANES lanes. Memory of lanes that are masked out is not touched. */
RNNK_INLINE vm first_lanes(size_t n) { return (vm)((1u << n) - 1); }
RNNK_INLINE vf vf_load_partial(const float *p, size_t n, float fill) {
    return _mm512_mask_loadu_ps(_mm512_set1_ps(fill), first_lanes(n), p);
}
RNNK_INLINE void vf_store_partial(float *p, size_t n, vf x) { _mm512_mask_storeu_ps(p, first_lanes(n), x); }

/* y[j, i] = x[i, j] of 4 x 4 floats. */
RNNK_INLINE void transpose_4x4(const float *x, size_t ldx, float *y, size_t ldy) {
    __m128 a = _mm_loadu_ps(x), b = _mm_loadu_ps(x + ldx), c = _mm_loadu_ps(x + 2 * ldx), d = _mm_loadu_ps(x + 3 * ldx);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(y, a), _mm_storeu_ps(y + ldy, b), _mm_storeu_ps(y + 2 * ldy, c), _mm_storeu_ps(y + 3 * ldy, d);
}

/* AVX512F has extractions of doubles only. */
RNNK_INLINE __m256 upper_half(vf x) { return _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(x), 1)); }

RNNK_INLINE float vf_sum(vf x) {
    const __m256 half = _mm256_add_ps(_mm512_castps512_ps256(x), upper_half(x));
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

RNNK_INLINE __m256 sums_of_eight(const vf *x) {
    __m256 s[8];
    UNROLL for (int i = 0; i < 8; i++) s[i] = _mm256_add_ps(_mm512_castps512_ps256(x[i]), upper_half(x[i]));
    const __m256 low = _mm256_hadd_ps(_mm256_hadd_ps(s[0], s[1]), _mm256_hadd_ps(s[2], s[3]));
    const __m256 high = _mm256_hadd_ps(_mm256_hadd_ps(s[4], s[5]), _mm256_hadd_ps(s[6], s[7]));
    return _mm256_add_ps(_mm256_permute2f128_ps(low, high, 0x20), _mm256_permute2f128_ps(low, high, 0x31));
}
RNNK_INLINE vf vf_sums(const vf *x) {
    float sums[LANES];
    _mm256_storeu_ps(sums, sums_of_eight(x));
    _mm256_storeu_ps(sums + 8, sums_of_eight(x + 8));
    return vf_load(sums);
}

RNNK_INLINE float vf_maximum(vf x) {
    const __m256 half = _mm256_max_ps(_mm512_castps512_ps256(x), upper_half(x));
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}

RNNK_INLINE vf vf_scale_exponent(vf a, vf n) {
    return _mm512_castsi512_ps(
        _mm512_add_epi32(_mm512_castps_si512(a), _mm512_slli_epi32(_mm512_cvtps_epi32(n), 23)));
}

RNNK_INLINE vf vf_split_exponent(vf x, vf *e) {
    const __m512i bits = _mm512_castps_si512(x);
    const __m512i exponent = _mm512_srai_epi32(_mm512_sub_epi32(bits, _mm512_set1_epi32(0x3f3504f3)), 23);
    *e = _mm512_cvtepi32_ps(exponent);
    return _mm512_castsi512_ps(_mm512_sub_epi32(bits, _mm512_slli_epi32(exponent, 23)));
}

RNNK_INLINE unsigned flush_subnormals(void) {
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040); /* FTZ, DAZ */
    return before;
}
RNNK_INLINE void restore_subnormals(unsigned before) { _mm_setcsr(before); }
