/* The vector layer in plain C: four floats by the vector extensions of gcc and clang, which become whatever vectors the
 * target has by default (SSE2, NEON, ...). The names are explained in avx2.h. */
#include <math.h>
#include <string.h>

enum { LANES = 4, TILE_ROWS = 6, TILE_VECTORS = 2, TILE_STEPS = 4 };

typedef float vf __attribute__((vector_size(16)));
typedef int32_t vm __attribute__((vector_size(16)));

RNNK_INLINE vf vf_load(const float *p) {
    vf x;
    memcpy(&x, p, sizeof x);
    return x;
}
RNNK_INLINE void vf_store(float *p, vf x) { memcpy(p, &x, sizeof x); }
RNNK_INLINE vf vf_of(float a, float b, float c, float d) {
    const vf x = {a, b, c, d};
    return x;
}
RNNK_INLINE vf vf_set(float x) { return vf_of(x, x, x, x); }
RNNK_INLINE vf vf_zero(void) { return vf_set(0); }

RNNK_INLINE vf vf_add(vf a, vf b) { return a + b; }
RNNK_INLINE vf vf_sub(vf a, vf b) { return a - b; }
RNNK_INLINE vf vf_mul(vf a, vf b) { return a * b; }
RNNK_INLINE vf vf_div(vf a, vf b) { return a / b; }
RNNK_INLINE vf vf_sqrt(vf a) { return vf_of(sqrtf(a[0]), sqrtf(a[1]), sqrtf(a[2]), sqrtf(a[3])); }
RNNK_INLINE vf vf_fma(vf a, vf b, vf c) { return a * b + c; }
RNNK_INLINE vf vf_fnma(vf a, vf b, vf c) { return c - a * b; }

RNNK_INLINE vm vf_less(vf a, vf b) { return (vm)(a < b); }
RNNK_INLINE vf vf_select(vm mask, vf yes, vf no) { return (vf)((mask & (vm)yes) | (~mask & (vm)no)); }
RNNK_INLINE vf vf_min(vf a, vf b) { return vf_select(vf_less(a, b), a, b); }
RNNK_INLINE vf vf_max(vf a, vf b) { return vf_select(vf_less(b, a), a, b); }

/* Adding 1.5 * 2^23 leaves no bits for a fraction. For |a| < 2^22. */
RNNK_INLINE vf vf_round(vf a) { return (a + vf_set(12582912.0f)) - vf_set(12582912.0f); }

RNNK_INLINE vf vf_load_partial(const float *p, size_t n, float fill) {
    vf x = vf_set(fill);
    memcpy(&x, p, n * sizeof(float));
    return x;
}
RNNK_INLINE void vf_store_partial(float *p, size_t n, vf x) { memcpy(p, &x, n * sizeof(float)); }

/* y[j, i] = x[i, j] of 4 x 4 floats. */
RNNK_INLINE void transpose_4x4(const float *x, size_t ldx, float *y, size_t ldy) {
    for (size_t j = 0; j < 4; j++) vf_store(y + j * ldy, vf_of(x[j], x[ldx + j], x[2 * ldx + j], x[3 * ldx + j]));
}

RNNK_INLINE float vf_sum(vf x) { return (x[0] + x[2]) + (x[1] + x[3]); }
/* The sums of four vectors. */
RNNK_INLINE vf vf_sums(const vf *x) { return vf_of(vf_sum(x[0]), vf_sum(x[1]), vf_sum(x[2]), vf_sum(x[3])); }

RNNK_INLINE float vf_maximum(vf x) {
    const float a = x[0] > x[2] ? x[0] : x[2], b = x[1] > x[3] ? x[1] : x[3];
    return a > b ? a : b;
}

RNNK_INLINE vf vf_scale_exponent(vf a, vf n) { return (vf)((vm)a + __builtin_convertvector(n, vm) * (1 << 23)); }

RNNK_INLINE vf vf_split_exponent(vf x, vf *e) {
    const vm bits = (vm)x, exponent = (bits - 0x3f3504f3) >> 23;
    *e = __builtin_convertvector(exponent, vf);
    return (vf)(bits - exponent * (1 << 23));
}

RNNK_INLINE unsigned flush_subnormals(void) { return 0; }
RNNK_INLINE void restore_subnormals(unsigned before) { (void)before; }
