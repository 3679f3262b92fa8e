/* The portable table: every kernel in the vector extensions of gcc and clang, for processors that no table was written for. */
#include "tables.h"

#ifdef RNNK_PORTABLE

#include <float.h>
#include <math.h>
#include <string.h>

#include "vector/portable.h"

#include "body/math.h"

#include "body/gemm.h"
#include "body/outer.h"

#define TABLE rnnk_portable
#define TABLE_NAME "portable"
#include "body/table.h"

#endif
