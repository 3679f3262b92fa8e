/* The kernels of every table that this machine can run: against the reference, and against their formulas in double. In
 * plain C, for where Swift is not; needs POSIX.
 *
 *     kernels [TABLE...]        tests these tables, or all, and the library; exits with 1 if a kernel fails
 *     kernels --of NAME TABLE   tests only the kernels whose names begin so
 *     kernels --defects         tests broken kernels; exits with 1 if one is not found */
#include <string.h>

#include "check.h"
#include "kernel_check.h"

static size_t test_table(const rnnk_kernels *kernels, const char *of) {
    const size_t compared = comparisons;
    size_t failed = 0;
    printf("%s\n", kernels->name);
    for (size_t i = 0; kernel_check_subject(i); i++) {
        if (strncmp(kernel_check_subject(i), of, strlen(of)) != 0) continue;
        const size_t count = kernel_check(i, kernels);
        if (count > 0) printf("    %s: %zu failures\n", kernel_check_subject(i), count);
        failed += count;
    }
    printf("    %zu of %zu comparisons failed\n", failed, comparisons - compared);
    return failed;
}

static size_t test_library(void) {
    size_t failed = 0;
    for (size_t i = 0; kernel_check_general_subject(i); i++) {
        const size_t count = kernel_check_general(i);
        if (count > 0) printf("%s: %zu failures\n", kernel_check_general_subject(i), count);
        failed += count;
    }
    return failed;
}

static size_t test_defects(void) {
    size_t missed = 0, count = 0;
    for (; kernel_check_defect(count); count++) {
        if (kernel_check_finds_defect(count)) continue;
        printf("%s: not found\n", kernel_check_defect(count));
        missed++;
    }
    printf("%zu of %zu broken kernels are found\n", count - missed, count);
    return missed;
}

int main(int count, char **arguments) {
    size_t failed = 0;
    if (count == 2 && strcmp(arguments[1], "--defects") == 0) return test_defects() > 0;
    if (count == 1) {
        failed += test_library();
        for (size_t i = 0; rnnk_kernels_at(i); i++) failed += test_table(rnnk_kernels_at(i), "");
    }
    const bool some = count == 4 && strcmp(arguments[1], "--of") == 0;
    for (int i = some ? 3 : 1; i < count; i++) {
        const rnnk_kernels *kernels = rnnk_kernels_named(arguments[i]);
        if (!kernels) {
            fprintf(stderr, "kernels: no table %s on this machine\nusage: kernels [[--of NAME] TABLE... | --defects]\n", arguments[i]);
            return 64;
        }
        failed += test_table(kernels, some ? arguments[2] : "");
    }
    return failed > 0;
}
