/* Which tables there are, and which of them this machine can run. */
#include "tables.h"

#include <string.h>

int rnnk_version(void) { return RNNK_VERSION; }

static bool always(void) { return true; }

#ifdef RNNK_X86_64
/* The builtin asks the processor (cpuid) and whether the operating system saves the registers (xgetbv). */
static bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static bool has_avx512(void) {
#ifdef RNNK_EMULATED_AVX512
    return true;
#else
    return __builtin_cpu_supports("avx512f");
#endif
}
#endif

/* Fastest first. */
static const struct {
    const rnnk_kernels *kernels;
    bool (*supported)(void);
} tables[] = {
#define TABLE(isa, supported) {&rnnk_##isa, supported},
#include "tables.inc"
};

enum { TABLES = sizeof tables / sizeof tables[0] };

const rnnk_kernels *rnnk_kernels_at(size_t index) {
    for (size_t i = 0; i < TABLES; i++) {
        if (tables[i].supported() && index-- == 0) return tables[i].kernels;
    }
    return NULL;
}

const rnnk_kernels *rnnk_kernels_best(void) { return rnnk_kernels_at(0); }

const rnnk_kernels *rnnk_kernels_named(const char *name) {
    for (size_t i = 0; i < TABLES; i++) {
        if (strcmp(tables[i].kernels->name, name) == 0) return tables[i].supported() ? tables[i].kernels : NULL;
    }
    return NULL;
}

#ifdef RNNK_WITHOUT_OPENBLAS
const char *rnnk_openblas_core(void) { return NULL; }
#endif

const char *rnnk_kernels_name_at(size_t index) { return index < TABLES ? tables[index].kernels->name : NULL; }
