/* The openblas table: matrix products from OpenBLAS, the rest in portable C. For machines that no table was written
 * for. */
#include "tables.h"

#ifndef RNNK_WITHOUT_OPENBLAS

#include <dlfcn.h>
#include <float.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* OpenBLAS is loaded when the table is first asked for, because it starts threads and reserves memory as soon as it is
 * loaded. So its header is not needed, and these are its declarations, with integers of 32 bits. */
typedef void sgemm_function(int order, int transpose_a, int transpose_b, int M, int N, int K, float alpha, const float *A,
                            int lda, const float *B, int ldb, float beta, float *C, int ldc);
typedef void set_threads_function(int threads);
typedef char *configuration_function(void);
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

static sgemm_function *sgemm; /* written once, before the table is handed out */
static configuration_function *core_name; /* so is this; NULL if the library does not tell */

/* Looks up a function. (ISO C does not convert a pointer to data to one to a function.) */
static bool find_function(void *library, const char *name, void *function) {
    void *const symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol;
}

/* Takes the functions of a library. Its threads would only compete with those of the callers, which cut the work into
 * threads themselves, so there is to be one. This is requested once, and a host that wants more can request them
 * later. */
static bool use_openblas(void *library) {
    sgemm_function *product;
    set_threads_function *set_threads;
    configuration_function *configuration;
    if (!find_function(library, "cblas_sgemm", &product)) return false;
    if (!find_function(library, "openblas_set_num_threads", &set_threads)) return false;
    if (!find_function(library, "openblas_get_config", &configuration)) return false;
    if (strstr(configuration(), "USE64BITINT")) return false;
    set_threads(1);
    if (!find_function(library, "openblas_get_corename", &core_name)) core_name = NULL;
    sgemm = product;
    return true;
}

static bool load_openblas_from(const char *path) {
    void *const library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    if (use_openblas(library)) return true;
    dlclose(library);
    return false;
}

/* Tries the path in RNNK_OPENBLAS if that is set, else the usual names. A program that runs with the rights of another
 * user than the one who set its environment does not load what that names. */
static void load_openblas(void) {
    static const char *const names[] = {
#ifdef __APPLE__
        "libopenblas.0.dylib",
        "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
        "/usr/local/opt/openblas/lib/libopenblas.dylib",
#else
        "libopenblas.so.0",
        "libopenblas.so",
#endif
    };
    const char *const path = getenv("RNNK_OPENBLAS");
    if (path && *path && getuid() == geteuid() && getgid() == getegid()) {
        load_openblas_from(path);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (load_openblas_from(names[i])) return;
    }
}

bool rnnk_has_openblas(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load_openblas);
    return sgemm != NULL;
}

const char *rnnk_openblas_core(void) { return core_name ? core_name() : NULL; }

#define ISA openblas
#define INT8(name) NAME(name)
#include "names.h"
#include "simd/portable.inc"
#include "simd/int8_portable.inc"
#include "kernels/math.inc"

enum { INDEPENDENT_ROWS = false }; /* the kernel that a row is computed by depends on how many there are */

static size_t NAME(packed_count)(size_t K, size_t N) { return K * N; }

/* OpenBLAS packs for itself: this only brings B into the order [K, N]. */
static void NAME(pack)(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    for (size_t k = 0; k < K; k++) {
        for (size_t n = 0; n < N; n++) packed[k * N + n] = transposed ? B[n * ldb + k] : B[k * ldb + n];
    }
}

static void NAME(gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias,
                       int flags, rnnk_matrix C) {
    if (M == 0 || N == 0) return;
    const bool accumulate = flags & RNNK_ACCUMULATE;
    if (bias) {
        for (size_t m = 0; m < M; m++) {
            if (accumulate) {
                NAME(add)(N, bias, C.at + m * C.ld);
            } else {
                memcpy(C.at + m * C.ld, bias, N * sizeof(float));
            }
        }
    } else if (!accumulate && K == 0) {
        for (size_t m = 0; m < M; m++) memset(C.at + m * C.ld, 0, N * sizeof(float));
    }
    if (K > 0) {
        sgemm(ROW_MAJOR, PLAIN, PLAIN, (int)M, (int)N, (int)K, 1.0f, A.at, (int)A.ld, packed, (int)N,
              accumulate || bias ? 1.0f : 0.0f, C.at, (int)C.ld);
    }
    if (flags & RNNK_TANH) {
        for (size_t m = 0; m < M; m++) NAME(tanh)(N, C.at + m * C.ld, C.at + m * C.ld);
    }
}

/* The whole matrix is one panel. */
static void NAME(gemm_columns)(size_t M, size_t N, size_t K, size_t begin, size_t end, rnnk_const_matrix A,
                               const float *packed, const float *bias, int flags, rnnk_matrix C) {
    if (begin == 0 && end > 0) NAME(gemm)(M, N, K, A, packed, bias, flags, C);
}

static void NAME(outer)(size_t R, size_t M, size_t N, rnnk_const_matrix A, rnnk_const_matrix B, rnnk_matrix C) {
    if (R == 0 || M == 0 || N == 0) return;
    sgemm(ROW_MAJOR, TRANSPOSED, PLAIN, (int)M, (int)N, (int)R, 1.0f, A.at, (int)A.ld, B.at, (int)B.ld, 1.0f, C.at,
          (int)C.ld);
}

#include "kernels/int8.inc"
#include "kernels/table.inc"

#endif
