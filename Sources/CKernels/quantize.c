/* The quantization of weights to 8 bits: for the int8 kernels of every table, and for programs that write the numbers
 * out. */
#include "tables.h"

#include <math.h>

void rnnk_quantize(size_t K, size_t N, const float *B, size_t ldb, bool transposed, int8_t *q, float *factor) {
    const size_t along_k = transposed ? 1 : ldb, along_n = transposed ? ldb : 1;
    for (size_t n = 0; n < N; n++) {
        const float *column = B + n * along_n;
        float largest = 0;
        bool finite = true;
        for (size_t k = 0; k < K; k++) {
            const float magnitude = fabsf(column[k * along_k]);
            if (magnitude > largest) largest = magnitude;
            finite = finite && isfinite(magnitude);
        }
        factor[n] = finite ? largest / 127.0f : NAN;
        for (size_t k = 0; k < K; k++) {
            float x = 0;
            if (factor[n] > 0) x = roundf(column[k * along_k] / factor[n]);
            q[n * K + k] = (int8_t)(x > 127.0f ? 127.0f : x < -127.0f ? -127.0f : x);
        }
    }
}
