/* Checks of the kernels, for any program. Comparisons that fail are described on stderr. Any number of threads may
 * check at once. */
#ifndef KERNEL_CHECK_H
#define KERNEL_CHECK_H

#include "rnnk.h"

/* The subjects of a table: a kernel, or kernels that belong together, each. NULL past the last. */
const char *kernel_check_subject(size_t index);

/* Checks a subject against the reference and against formulas in double: in several layouts, between guard pages.
 * Returns the number of comparisons that failed. */
size_t kernel_check(size_t index, const rnnk_kernels *kernels);

/* The subjects that are no table's: how tables are found, the reference's formulas and gradients, the checks
 * themselves. */
const char *kernel_check_general_subject(size_t index);
size_t kernel_check_general(size_t index);

/* Broken kernels, described. NULL past the last. */
const char *kernel_check_defect(size_t index);

/* Whether the check of the broken kernel's subject fails. */
bool kernel_check_finds_defect(size_t index);

#endif
