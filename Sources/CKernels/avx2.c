/* The avx2 table: every kernel compiled for AVX2 and FMA (x86-64-v3), whatever the rest of the program is compiled
 * for. */
#include "tables.h"

#ifdef RNNK_X86_64

#include <immintrin.h>
#include <float.h>
#include <math.h>
#include <string.h>

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define ISA avx2
#define INT8(name) NAME(name)
#include "names.h"
#include "simd/avx2.inc"
#include "simd/int8_avx2.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"
#include "kernels/int8.inc"
#include "kernels/table.inc"

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
