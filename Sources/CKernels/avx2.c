/* The avx2 table: every kernel compiled for AVX2 and FMA (x86-64-v3), whatever the rest of the program is compiled for. */
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

#include "vector/avx2.h"

#include "body/math.h"

#include "body/gemm.h"
#include "body/outer.h"

#define TABLE rnnk_avx2
#define TABLE_NAME "avx2"
#include "body/table.h"

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
