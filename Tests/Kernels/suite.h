/* All tests and all defects. */
#ifndef SUITE_H
#define SUITE_H

#include "check.h"

typedef struct {
    const char *what;
    test *find;                  /* the test that has to fail */
    void (*into)(rnnk_kernels *); /* breaks a kernel of a copy of the reference */
} defect;

#pragma GCC visibility push(hidden)
extern const defect defects[];
extern const size_t defects_count;
#pragma GCC visibility pop

#endif
