/* The kernels that a page calls, compiled for WebAssembly with SIMD: of the table of Sources/CKernels/wasm.c those that
 * networks of tokens use. Single steps are left to the products: their kernels would double the size of the module. */
#include "../CKernels/tables.h"

#include <wasm_simd128.h>
#include <float.h>
#include <math.h>
#include <string.h>

#define ISA wasm
#include "../CKernels/names.h"
#include "../CKernels/simd/wasm.inc"
#include "../CKernels/kernels/math.inc"
#include "../CKernels/kernels/gemm.inc"
#include "../CKernels/kernels/outer.inc"

/* Networks of pages have weights of 32 bits. */
static void NAME(int8_gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                            int flags, rnnk_matrix C) {
    (void)M, (void)N, (void)K, (void)A, (void)packed, (void)bias, (void)flags, (void)C;
    __builtin_trap();
}

#include "../CKernels/kernels/optimizers.inc"
#include "../CKernels/kernels/recurrence.inc"
#include "../CKernels/kernels/rnn.inc"
#include "../CKernels/kernels/lstm.inc"
#include "../CKernels/kernels/gru.inc"
#include "../CKernels/kernels/rows.inc"
#include "../CKernels/kernels/softmax.inc"
#include "../CKernels/kernels/sample.inc"

static size_t no_step(rnnk_cell cell, size_t V, size_t F, size_t O, size_t L, const size_t *units) {
    (void)cell, (void)V, (void)F, (void)O, (void)L, (void)units;
    return 0;
}

const rnnk_kernels rnnk_wasm = {
    .name = "wasm",
    .independent_rows = INDEPENDENT_ROWS,
    KERNEL(packed_count),
    KERNEL(pack),
    KERNEL(gemm),
    KERNEL(gather),
    KERNEL(rnn_forward),
    KERNEL(lstm_forward),
    KERNEL(gru_forward),
    KERNEL(cumulate),
    KERNEL(draw),
    .dense_step_size = no_step,
    KERNEL(outer),
    KERNEL(column_sums),
    KERNEL(scatter_add),
    KERNEL(rnn_backward),
    KERNEL(lstm_backward),
    KERNEL(gru_backward),
    KERNEL(softmax_cross_entropy),
    KERNEL(add),
    KERNEL(adam),
};
