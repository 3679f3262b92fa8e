/* The vector layer for NEON, the Advanced SIMD of arm64: four floats. The names are explained in avx2.h. */

enum {
    LANES = 4,
    TILE_ROWS = 5, /* 5 x 4 accumulators, 4 vectors of B, 5 elements of A: 29 of 32 registers. With six rows gcc, which */
    TILE_VECTORS = 4, /* loads the elements of all rows first, keeps accumulators in memory. */
    TILE_STEPS = 4
};

typedef float32x4_t vf;
typedef uint32x4_t vm;

RNNK_INLINE vf vf_load(const float *p) { return vld1q_f32(p); }
RNNK_INLINE void vf_store(float *p, vf x) { vst1q_f32(p, x); }
RNNK_INLINE vf vf_set(float x) { return vdupq_n_f32(x); }
RNNK_INLINE vf vf_zero(void) { return vdupq_n_f32(0.0f); }

RNNK_INLINE vf vf_add(vf a, vf b) { return vaddq_f32(a, b); }
RNNK_INLINE vf vf_sub(vf a, vf b) { return vsubq_f32(a, b); }
RNNK_INLINE vf vf_mul(vf a, vf b) { return vmulq_f32(a, b); }
RNNK_INLINE vf vf_div(vf a, vf b) { return vdivq_f32(a, b); }
RNNK_INLINE vf vf_sqrt(vf a) { return vsqrtq_f32(a); }
RNNK_INLINE vf vf_fma(vf a, vf b, vf c) { return vfmaq_f32(c, a, b); }
RNNK_INLINE vf vf_fnma(vf a, vf b, vf c) { return vfmsq_f32(c, a, b); }
RNNK_INLINE vf vf_min(vf a, vf b) { return vminq_f32(a, b); } /* a NaN in either is a NaN in the result */
RNNK_INLINE vf vf_max(vf a, vf b) { return vmaxq_f32(a, b); }
RNNK_INLINE vf vf_round(vf a) { return vrndnq_f32(a); }

RNNK_INLINE vm vf_less(vf a, vf b) { return vcltq_f32(a, b); }
RNNK_INLINE vf vf_select(vm mask, vf yes, vf no) { return vbslq_f32(mask, yes, no); }

RNNK_INLINE vf vf_load_partial(const float *p, size_t n, float fill) {
    vf x = vdupq_n_f32(fill);
    if (n & 2) {
        x = vcombine_f32(vld1_f32(p), vget_high_f32(x));
        return n & 1 ? vld1q_lane_f32(p + 2, x, 2) : x;
    }
    return n & 1 ? vld1q_lane_f32(p, x, 0) : x;
}
RNNK_INLINE void vf_store_partial(float *p, size_t n, vf x) {
    float32x2_t part = vget_low_f32(x);
    if (n & 2) {
        vst1_f32(p, part);
        part = vget_high_f32(x);
        p += 2;
    }
    if (n & 1) vst1_lane_f32(p, part, 0);
}

/* y[j, i] = x[i, j] of 4 x 4 floats. */
RNNK_INLINE void transpose_4x4(const float *x, size_t ldx, float *y, size_t ldy) {
    const float32x4x4_t rows = {{vld1q_f32(x), vld1q_f32(x + ldx), vld1q_f32(x + 2 * ldx), vld1q_f32(x + 3 * ldx)}};
    float columns[16];
    vst4q_f32(columns, rows); /* interleaves: column after column */
    for (size_t j = 0; j < 4; j++) vst1q_f32(y + j * ldy, vld1q_f32(columns + 4 * j));
}

RNNK_INLINE float vf_sum(vf x) { return vaddvq_f32(x); }
RNNK_INLINE vf vf_sums(const vf *x) { return vpaddq_f32(vpaddq_f32(x[0], x[1]), vpaddq_f32(x[2], x[3])); }
RNNK_INLINE float vf_maximum(vf x) { return vmaxvq_f32(x); }

RNNK_INLINE vf vf_scale_exponent(vf a, vf n) {
    return vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(a), vshlq_n_s32(vcvtnq_s32_f32(n), 23)));
}

RNNK_INLINE vf vf_split_exponent(vf x, vf *e) {
    const int32x4_t bits = vreinterpretq_s32_f32(x);
    const int32x4_t exponent = vshrq_n_s32(vsubq_s32(bits, vdupq_n_s32(0x3f3504f3)), 23);
    *e = vcvtq_f32_s32(exponent);
    return vreinterpretq_f32_s32(vsubq_s32(bits, vshlq_n_s32(exponent, 23)));
}

/* FPCR is the floating-point control register. "memory" keeps loads and stores between these two. */
RNNK_INLINE unsigned flush_subnormals(void) {
    uint64_t before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before)::"memory");
    __asm__ volatile("msr fpcr, %0" ::"r"(before | 1u << 24) : "memory"); /* FZ */
    return (unsigned)before;
}
RNNK_INLINE void restore_subnormals(unsigned before) {
    __asm__ volatile("msr fpcr, %0" ::"r"((uint64_t)before) : "memory");
}
