/* The wasm table: every kernel for the 128-bit vectors of WebAssembly, where a module is compiled with -msimd128. */
#include "tables.h"

#ifdef RNNK_WASM

#include <wasm_simd128.h>
#include <float.h>
#include <math.h>
#include <string.h>

#define ISA wasm
#define INT8(name) NAME(name)
#include "names.h"
#include "simd/wasm.inc"
#include "simd/int8_wasm.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"
#include "kernels/int8.inc"
#include "kernels/table.inc"

#endif
