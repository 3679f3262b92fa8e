/* For programs without a C library: what the C library of this package needs of <stdlib.h> to be compiled. A
 * program that reads models has to define these functions; others need none of them. */
#ifndef STDLIB_H
#define STDLIB_H

#include <stddef.h>

void *malloc(size_t size);
void free(void *memory);

#endif
