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
#include "kernels/table.inc"

#ifdef RNNK_EMULATED_AVX512
#elif defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
