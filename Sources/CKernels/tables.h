/* The tables of this library, one a file, and what their files share. */
#ifndef RNNK_TABLES_H
#define RNNK_TABLES_H

#include "rnnk.h"

#if defined(__x86_64__) || defined(_M_X64)
#define RNNK_X86_64 1
#elif defined(__aarch64__)
#define RNNK_ARM64 1
#endif

extern const rnnk_kernels rnnk_reference;
extern const rnnk_kernels rnnk_openblas; /* not if compiled with RNNK_WITHOUT_OPENBLAS */
#ifdef RNNK_X86_64
extern const rnnk_kernels rnnk_avx2;
extern const rnnk_kernels rnnk_avx512;
#endif
#ifdef RNNK_ARM64
extern const rnnk_kernels rnnk_neon;
#endif

#define RNNK_INLINE static inline __attribute__((always_inline))

/* Asks for the line of memory that p points into, to be read or written to soon. */
#define prefetch(p) __builtin_prefetch(p)
#define prefetch_for_writing(p) __builtin_prefetch(p, 1)

/* Before a loop over the vectors of a tile: unless it is unrolled in full they do not stay in registers. */
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#define UNROLL_4 _Pragma("clang loop unroll_count(4)")
#else
#define UNROLL _Pragma("GCC unroll 32")
#define UNROLL_4 _Pragma("GCC unroll 4")
#endif

#endif
