/* The tables of this library, one per file, and what their files share. */
#ifndef RNNK_TABLES_H
#define RNNK_TABLES_H

#include <assert.h>

#include "rnnk.h"

#if defined(__x86_64__) || defined(_M_X64)
#define RNNK_X86_64 1
#elif defined(__aarch64__)
#define RNNK_ARM64 1
#elif defined(__wasm_simd128__)
#define RNNK_WASM 1
#else
#define RNNK_PORTABLE 1
#endif
#ifdef RNNK_WITH_PORTABLE /* for processors of the above without their tables, such as x86-64 without AVX2 */
#define RNNK_PORTABLE 1
#endif

/* Where there is no dlopen (WASI) there is no OpenBLAS either. */
#if !defined(RNNK_WITHOUT_OPENBLAS) && defined(__has_include)
#if !__has_include(<dlfcn.h>)
#define RNNK_WITHOUT_OPENBLAS
#endif
#endif

#ifdef __FAST_MATH__
#error "Compile the kernels without -ffast-math: it takes infinities, NaN and orders of sums for granted that they rely on."
#endif

/* For every file of this library, but for no other program: a shared library does not export it. */
#define RNNK_HIDDEN __attribute__((visibility("hidden")))

/* extern const rnnk_kernels rnnk_avx2; and so on. */
#define TABLE(isa, supported) extern const rnnk_kernels rnnk_##isa RNNK_HIDDEN;
#include "tables.inc"

#ifndef RNNK_WITHOUT_OPENBLAS
/* Whether OpenBLAS could be loaded, which the first call tries. */
bool rnnk_has_openblas(void) RNNK_HIDDEN;
#endif

/* Floats of a matrix up to which `gemm` keeps it in L2, and sums in the order of single steps. */
enum { RNNK_LARGEST_KEPT = 200000 };

#define RNNK_INLINE static inline __attribute__((always_inline, unused))

RNNK_INLINE size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* x, to be read only. */
RNNK_INLINE rnnk_const_matrix as_const(rnnk_matrix x) { return rnnk_const_mat(x.at, x.ld); }

/* The rows of x from row r on. */
RNNK_INLINE rnnk_matrix rows_from(rnnk_matrix x, size_t r) { return rnnk_mat(x.at + r * x.ld, x.ld); }
RNNK_INLINE rnnk_const_matrix const_rows_from(rnnk_const_matrix x, size_t r) {
    return rnnk_const_mat(x.at + r * x.ld, x.ld);
}

/* ---- subnormal numbers ----------------------------------------------------------------------------------------- */

/* Subnormal numbers, which cost a hundred cycles each, are read and written as zero until `restore_subnormals` gets
 * what this returns: the floating-point mode as it was. Where this is not possible, nothing happens. A mode that
 * flushes already is not written: writing takes several times as long as reading. On arm64, "memory" keeps loads and
 * stores between the two. */
RNNK_INLINE unsigned flush_subnormals(void) {
#if defined(RNNK_X86_64)
    const unsigned before = __builtin_ia32_stmxcsr(), flush = 0x8040; /* FTZ, DAZ */
    if ((before & flush) != flush) __builtin_ia32_ldmxcsr(before | flush);
    return before;
#elif defined(RNNK_ARM64)
    uint64_t before;
    const uint64_t flush = 1u << 24; /* FZ */
    __asm__ volatile("mrs %0, fpcr" : "=r"(before)::"memory");
    if (!(before & flush)) __asm__ volatile("msr fpcr, %0" ::"r"(before | flush) : "memory");
    return (unsigned)before;
#else
    return 0;
#endif
}

RNNK_INLINE void restore_subnormals(unsigned before) {
#if defined(RNNK_X86_64)
    const unsigned flush = 0x8040;
    if ((before & flush) != flush) __builtin_ia32_ldmxcsr(before);
#elif defined(RNNK_ARM64)
    if (!(before & 1u << 24)) __asm__ volatile("msr fpcr, %0" ::"r"((uint64_t)before) : "memory");
#else
    (void)before;
#endif
}

/* Asks for the line of memory that p points into, to be read or written to soon. WebAssembly has no such
 * instruction. */
#ifdef RNNK_WASM
enum { HAS_PREFETCH = false };
#else
enum { HAS_PREFETCH = true };
#endif
#define prefetch(p) __builtin_prefetch(p)
#define prefetch_for_writing(p) __builtin_prefetch(p, 1)

#define PRAGMA(text) _Pragma(#text)

/* Before a loop over the vectors of a tile: unless it is unrolled in full they do not stay in registers. And, with a
 * count, before the loop over the steps of a tile's sum. */
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#define UNROLL_BY(count) PRAGMA(clang loop unroll_count(count))
#else
#define UNROLL _Pragma("GCC unroll 32")
#define UNROLL_BY(count) PRAGMA(GCC unroll count)
#endif

#endif
