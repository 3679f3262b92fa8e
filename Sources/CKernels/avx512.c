/* The avx512 table: every kernel compiled for AVX512F, whatever the rest of the program is compiled for. */
#include "tables.h"

#ifdef RNNK_X86_64

#ifdef RNNK_EMULATED_AVX512
#include RNNK_EMULATED_AVX512 /* a header with the same intrinsics for any processor, to test the table on */
#else
#include <immintrin.h>
#endif
#include <float.h>
#include <math.h>
#include <string.h>

#ifdef RNNK_EMULATED_AVX512
#elif defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

#define ISA avx512
#include "names.h"
#include "simd/avx512.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"

/* The products of bytes, with VNNI. Processors without it have AVX2's. */
#ifdef RNNK_EMULATED_AVX512
#elif defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512vnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512vnni")
#endif

#define INT8(name) NAME(JOIN(name, vnni))
#include "simd/int8_vnni.inc"
#include "kernels/int8.inc"

#ifdef RNNK_EMULATED_AVX512
#elif defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC pop_options
#endif

#ifdef RNNK_EMULATED_AVX512
static bool has_vnni(void) { return true; }
#elif defined(RNNK_WITHOUT_VNNI) /* to test what other processors do */
static bool has_vnni(void) { return false; }
#else
static bool has_vnni(void) { return __builtin_cpu_supports("avx512vnni"); }
#endif

static size_t NAME(int8_size)(size_t K, size_t N) {
    return has_vnni() ? INT8(int8_size)(K, N) : rnnk_avx2.int8_size(K, N);
}

static void NAME(int8_pack)(size_t K, size_t N, const int8_t *q, const float *factor, void *packed) {
    if (has_vnni()) {
        INT8(int8_pack)(K, N, q, factor, packed);
    } else {
        rnnk_avx2.int8_pack(K, N, q, factor, packed);
    }
}

static void NAME(int8_gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                            int flags, rnnk_matrix C) {
    if (has_vnni()) {
        INT8(int8_gemm)(M, N, K, A, packed, bias, flags, C);
    } else {
        rnnk_avx2.int8_gemm(M, N, K, A, packed, bias, flags, C);
    }
}

#include "kernels/table.inc"

#ifdef RNNK_EMULATED_AVX512
#elif defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
