/* For the module of web pages, which has no C library: what the C library of this package needs of <string.h>. The
 * compiler makes instructions of both, with -mbulk-memory. */
#ifndef STRING_H
#define STRING_H

#define memcpy __builtin_memcpy
#define memset __builtin_memset

#endif
