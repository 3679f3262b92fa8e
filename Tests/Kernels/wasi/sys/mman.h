/* For WASI, where no page of memory can be made inaccessible: memory from the heap, with what is around an argument
 * guarded by its contents alone. */
#ifndef SYS_MMAN_H
#define SYS_MMAN_H

#include <stdlib.h>

enum { PROT_NONE, PROT_READ = 1, PROT_WRITE = 2, MAP_PRIVATE = 2, MAP_ANON = 32 };
#define MAP_FAILED NULL
#define mmap(address, size, access, flags, file, offset) aligned_alloc(65536, size)
#define munmap(address, size) free(address)
#define mprotect(address, size, access) 0

#endif
