/* The intrinsics of AVX-512 for processors that have none, to test the avx512 table there: SIMDe's, and here those that
 * it lacks, or whose masked lanes may touch memory. These have names of their own because clang declares the others. */
#ifndef EMULATED_AVX512_H
#define EMULATED_AVX512_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <simde/x86/fma.h>

#undef _mm512_mask_loadu_ps
#define _mm512_mask_loadu_ps emulated_mask_load
static inline __m512 emulated_mask_load(__m512 x, __mmask16 mask, const float *p) {
    float lanes[16];
    _mm512_storeu_ps(lanes, x);
    for (int i = 0; i < 16; i++) {
        if (mask >> i & 1) lanes[i] = p[i];
    }
    return _mm512_loadu_ps(lanes);
}

#undef _mm512_mask_storeu_ps
#define _mm512_mask_storeu_ps emulated_mask_store
static inline void emulated_mask_store(float *p, __mmask16 mask, __m512 x) {
    float lanes[16];
    _mm512_storeu_ps(lanes, x);
    for (int i = 0; i < 16; i++) {
        if (mask >> i & 1) p[i] = lanes[i];
    }
}

#undef _mm512_cvtps_epi32
#define _mm512_cvtps_epi32 emulated_to_integers
static inline __m512i emulated_to_integers(__m512 x) { /* the nearest */
    float from[16];
    int32_t to[16];
    _mm512_storeu_ps(from, x);
    for (int i = 0; i < 16; i++) to[i] = (int32_t)lrintf(from[i]);
    return _mm512_loadu_si512(to);
}

#undef _mm512_cvtepi32_ps
#define _mm512_cvtepi32_ps emulated_to_floats
static inline __m512 emulated_to_floats(__m512i x) {
    int32_t from[16];
    float to[16];
    _mm512_storeu_si512(from, x);
    for (int i = 0; i < 16; i++) to[i] = (float)from[i];
    return _mm512_loadu_ps(to);
}

#undef _mm512_srai_epi32
#define _mm512_srai_epi32 emulated_shift_right
static inline __m512i emulated_shift_right(__m512i x, unsigned count) {
    int32_t lanes[16];
    _mm512_storeu_si512(lanes, x);
    for (int i = 0; i < 16; i++) lanes[i] >>= count;
    return _mm512_loadu_si512(lanes);
}

#undef _mm512_cvtepi32_epi8
#define _mm512_cvtepi32_epi8 emulated_to_bytes
static inline __m128i emulated_to_bytes(__m512i x) { /* the low byte of each */
    int32_t from[16];
    int8_t to[16];
    _mm512_storeu_si512(from, x);
    for (int i = 0; i < 16; i++) to[i] = (int8_t)from[i];
    return _mm_loadu_si128((const __m128i *)(const void *)to);
}

#endif
