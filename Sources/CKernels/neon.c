/* The neon table: every kernel for the Advanced SIMD instructions that all of arm64 has. */
#include "tables.h"

#ifdef RNNK_ARM64

#include <arm_neon.h>
#include <float.h>
#include <math.h>
#include <string.h>

#define ISA neon
#include "names.h"
#include "simd/neon.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"
#include "kernels/table.inc"

#endif
