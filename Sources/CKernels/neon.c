/* The neon table: every kernel for the Advanced SIMD instructions that all of arm64 has. */
#include "tables.h"

#ifdef RNNK_ARM64

#include <arm_neon.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "vector/neon.h"

#include "body/math.h"

#include "body/gemm.h"
#include "body/outer.h"

#define TABLE rnnk_neon
#define TABLE_NAME "neon"
#include "body/table.h"

#endif
