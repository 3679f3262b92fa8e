/* Lets one call of the library to the C library fail. Included before each of its sources (-include); used by
 * Tests/Faults/model.c. */
#ifndef FAILING_H
#define FAILING_H

#include <stdio.h>
#include <stdlib.h>

void *failing_malloc(size_t size);
void failing_free(void *memory);
FILE *failing_fopen(const char *path, const char *mode);
int failing_fclose(FILE *file);
int failing_fseek(FILE *file, long offset, int whence);
long failing_ftell(FILE *file);
size_t failing_fread(void *to, size_t size, size_t count, FILE *file);

#ifndef FAILING_ITSELF
#define malloc failing_malloc
#define free failing_free
#define fopen failing_fopen
#define fclose failing_fclose
#define fseek failing_fseek
#define ftell failing_ftell
#define fread failing_fread
#endif

#endif
