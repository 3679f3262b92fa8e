/* The neon table: every kernel for the Advanced SIMD instructions that all of arm64 has. */
#include "tables.h"

#ifdef RNNK_ARM64

#include <arm_neon.h>
#include <float.h>
#include <math.h>
#include <string.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

#define ISA neon
#include "names.h"
#include "simd/neon.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"

/* The products of bytes: of 16 bits, and, for processors that have it, with sdot. The layout of weights is the same. */
#define INT8(name) NAME(JOIN(name, widening))
#include "simd/int8_neon.inc"
#include "kernels/int8.inc"
#undef INT8

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("arch=armv8.2-a+dotprod")
#endif

#define INT8(name) NAME(JOIN(name, sdot))
#define INT8_SDOT
#include "simd/int8_neon.inc"
#include "kernels/int8.inc"
#undef INT8_SDOT

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#if defined(__ARM_FEATURE_DOTPROD)
static bool has_sdot(void) { return true; }
#elif defined(__linux__)
static bool has_sdot(void) { return getauxval(AT_HWCAP) & 1ul << 20; } /* HWCAP_ASIMDDP */
#else
static bool has_sdot(void) { return false; }
#endif

static size_t NAME(int8_size)(size_t K, size_t N) {
    return has_sdot() ? NAME(int8_size_sdot)(K, N) : NAME(int8_size_widening)(K, N);
}

static void NAME(int8_pack)(size_t K, size_t N, const int8_t *q, const float *factor, void *packed) {
    if (has_sdot()) {
        NAME(int8_pack_sdot)(K, N, q, factor, packed);
    } else {
        NAME(int8_pack_widening)(K, N, q, factor, packed);
    }
}

static void NAME(int8_gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                            int flags, rnnk_matrix C) {
    if (has_sdot()) {
        NAME(int8_gemm_sdot)(M, N, K, A, packed, bias, flags, C);
    } else {
        NAME(int8_gemm_widening)(M, N, K, A, packed, bias, flags, C);
    }
}

#include "kernels/table.inc"

#endif
