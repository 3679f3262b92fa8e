/* The portable table: every kernel in the vector extensions of gcc and clang, for processors that no table was written
 * for. */
#include "tables.h"

#ifdef RNNK_PORTABLE

#include <float.h>
#include <math.h>
#include <string.h>

#define ISA portable
#define INT8(name) NAME(name)
#include "names.h"
#include "simd/portable.inc"
#include "simd/int8_portable.inc"
#include "kernels/math.inc"
#include "kernels/gemm.inc"
#include "kernels/outer.inc"
#include "kernels/int8.inc"
#include "kernels/table.inc"

#endif
