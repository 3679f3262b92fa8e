/* The vector layer for AVX2 and FMA: eight floats. Included inside a region compiled for avx2,fma.
 *
 * Every vector header defines the same names, so that the bodies in ../body are written once:
 *   LANES, TILE_ROWS, TILE_VECTORS      the shape of the matrix-product tile that fits the registers
 *   TILE_STEPS                          steps of its sum in a turn of the loop
 *   vf, vm                              a vector of floats, a mask
 *   vf_sums                             of LANES vectors, the vector of their sums
 *   min and max return their second argument when one is NaN, so that min(limit, x) keeps a NaN in x. */

enum {
    LANES = 8,
    TILE_ROWS = 6, /* 6 x 2 accumulators, 2 vectors of B, 1 broadcast of A: 15 of 16 registers */
    TILE_VECTORS = 2,
    TILE_STEPS = 4
};

typedef __m256 vf;
typedef __m256 vm;

RNNK_INLINE vf vf_load(const float *p) { return _mm256_loadu_ps(p); }
RNNK_INLINE void vf_store(float *p, vf x) { _mm256_storeu_ps(p, x); }
RNNK_INLINE vf vf_set(float x) { return _mm256_set1_ps(x); }
RNNK_INLINE vf vf_zero(void) { return _mm256_setzero_ps(); }

RNNK_INLINE vf vf_add(vf a, vf b) { return _mm256_add_ps(a, b); }
RNNK_INLINE vf vf_sub(vf a, vf b) { return _mm256_sub_ps(a, b); }
RNNK_INLINE vf vf_mul(vf a, vf b) { return _mm256_mul_ps(a, b); }
RNNK_INLINE vf vf_div(vf a, vf b) { return _mm256_div_ps(a, b); }
RNNK_INLINE vf vf_sqrt(vf a) { return _mm256_sqrt_ps(a); }
RNNK_INLINE vf vf_fma(vf a, vf b, vf c) { return _mm256_fmadd_ps(a, b, c); }   /* a b + c */
RNNK_INLINE vf vf_fnma(vf a, vf b, vf c) { return _mm256_fnmadd_ps(a, b, c); } /* c - a b */
RNNK_INLINE vf vf_min(vf a, vf b) { return _mm256_min_ps(a, b); }
RNNK_INLINE vf vf_max(vf a, vf b) { return _mm256_max_ps(a, b); }
RNNK_INLINE vf vf_round(vf a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

RNNK_INLINE vm vf_less(vf a, vf b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
RNNK_INLINE vf vf_select(vm mask, vf yes, vf no) { return _mm256_blendv_ps(no, yes, mask); }

/* The first n < LANES lanes from memory, the others `fill`. Nothing past p[n - 1] is touched. */
RNNK_INLINE vf vf_load_partial(const float *p, size_t n, float fill) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i mask = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), lane);
    return _mm256_blendv_ps(_mm256_set1_ps(fill), _mm256_maskload_ps(p, mask), _mm256_castsi256_ps(mask));
}

/* Masked stores are microcoded on AMD before Zen 4; three narrow ones are not. */
RNNK_INLINE void vf_store_partial(float *p, size_t n, vf x) {
    __m128 part = _mm256_castps256_ps128(x);
    if (n & 4) {
        _mm_storeu_ps(p, part);
        part = _mm256_extractf128_ps(x, 1);
        p += 4;
    }
    if (n & 2) {
        _mm_storel_pi((__m64 *)(void *)p, part);
        part = _mm_movehl_ps(part, part);
        p += 2;
    }
    if (n & 1) _mm_store_ss(p, part);
}

/* y[j, i] = x[i, j] of 4 x 4 floats. */
RNNK_INLINE void transpose_4x4(const float *x, size_t ldx, float *y, size_t ldy) {
    __m128 a = _mm_loadu_ps(x), b = _mm_loadu_ps(x + ldx), c = _mm_loadu_ps(x + 2 * ldx), d = _mm_loadu_ps(x + 3 * ldx);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(y, a), _mm_storeu_ps(y + ldy, b), _mm_storeu_ps(y + 2 * ldy, c), _mm_storeu_ps(y + 3 * ldy, d);
}

RNNK_INLINE float vf_sum(vf x) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

/* The sums of eight vectors. */
RNNK_INLINE vf vf_sums(const vf *x) {
    const vf low = _mm256_hadd_ps(_mm256_hadd_ps(x[0], x[1]), _mm256_hadd_ps(x[2], x[3]));
    const vf high = _mm256_hadd_ps(_mm256_hadd_ps(x[4], x[5]), _mm256_hadd_ps(x[6], x[7]));
    return _mm256_add_ps(_mm256_permute2f128_ps(low, high, 0x20), _mm256_permute2f128_ps(low, high, 0x31));
}

RNNK_INLINE float vf_maximum(vf x) {
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}

/* a 2^n for integral n, by adding n to the exponent: a and the result must be normal. */
RNNK_INLINE vf vf_scale_exponent(vf a, vf n) {
    return _mm256_castsi256_ps(
        _mm256_add_epi32(_mm256_castps_si256(a), _mm256_slli_epi32(_mm256_cvtps_epi32(n), 23)));
}

/* Normal x > 0 as m 2^e with m in [sqrt(1/2), sqrt(2)): returns m. */
RNNK_INLINE vf vf_split_exponent(vf x, vf *e) {
    const __m256i bits = _mm256_castps_si256(x);
    const __m256i exponent = _mm256_srai_epi32(_mm256_sub_epi32(bits, _mm256_set1_epi32(0x3f3504f3)), 23);
    *e = _mm256_cvtepi32_ps(exponent);
    return _mm256_castsi256_ps(_mm256_sub_epi32(bits, _mm256_slli_epi32(exponent, 23)));
}

/* Subnormal numbers cost a hundred cycles each: read and write them as zero between these two. */
RNNK_INLINE unsigned flush_subnormals(void) {
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040); /* FTZ, DAZ */
    return before;
}
RNNK_INLINE void restore_subnormals(unsigned before) { _mm_setcsr(before); }
