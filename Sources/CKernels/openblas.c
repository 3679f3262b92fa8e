/* The openblas table: matrix products from OpenBLAS, the rest in portable C. For machines that no table was written for. */
#include "tables.h"

#ifndef RNNK_WITHOUT_OPENBLAS

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "vector/portable.h"

#include "body/math.h"

enum { INDEPENDENT_ROWS = false }; /* the kernel that a row is computed by depends on how many there are */

static size_t packed_count(size_t K, size_t N) { return K * N; }

/* OpenBLAS packs for itself: this only brings B into the order [K, N]. */
static void pack(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    for (size_t k = 0; k < K; k++) {
        for (size_t n = 0; n < N; n++) packed[k * N + n] = transposed ? B[n * ldb + k] : B[k * ldb + n];
    }
}

static void gemm(size_t M, size_t N, size_t K, const float *A, size_t lda, const float *packed, const float *bias,
                 int flags, float *C, size_t ldc) {
    if (M == 0 || N == 0) return;
    const bool accumulate = flags & RNNK_ACCUMULATE;
    if (bias) {
        for (size_t m = 0; m < M; m++) {
            if (accumulate) {
                array_add(N, bias, C + m * ldc);
            } else {
                memcpy(C + m * ldc, bias, N * sizeof(float));
            }
        }
    } else if (!accumulate && K == 0) {
        for (size_t m = 0; m < M; m++) memset(C + m * ldc, 0, N * sizeof(float));
    }
    if (K > 0) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint)M, (blasint)N, (blasint)K, 1.0f, A,
                    (blasint)lda, packed, (blasint)N, accumulate || bias ? 1.0f : 0.0f, C, (blasint)ldc);
    }
    if (flags & RNNK_TANH) {
        for (size_t m = 0; m < M; m++) array_tanh(N, C + m * ldc, C + m * ldc);
    }
}

static void outer(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb, float *C,
                  size_t ldc) {
    if (R == 0 || M == 0 || N == 0) return;
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (blasint)M, (blasint)N, (blasint)R, 1.0f, A, (blasint)lda, B,
                (blasint)ldb, 1.0f, C, (blasint)ldc);
}

#define TABLE rnnk_openblas
#define TABLE_NAME "openblas"
#include "body/table.h"

#endif
