/* For programs without a C library: what the C library of this package needs of <stdio.h> to be compiled. A
 * program that reads models from files has to define these functions; others need none of them. */
#ifndef STDIO_H
#define STDIO_H

#include <stddef.h>

typedef struct FILE FILE;
enum { SEEK_SET, SEEK_CUR, SEEK_END };

FILE *fopen(const char *path, const char *mode);
size_t fread(void *memory, size_t size, size_t count, FILE *file);
int fseek(FILE *file, long offset, int from);
long ftell(FILE *file);
int fclose(FILE *file);

#endif
