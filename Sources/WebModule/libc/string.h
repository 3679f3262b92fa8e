/* For programs without a C library: what the C library of this package needs of <string.h>. With -mbulk-memory, the
 * first three become instructions. */
#ifndef STRING_H
#define STRING_H

#include <stddef.h>

#define memcpy __builtin_memcpy
#define memset __builtin_memset
#define memmove __builtin_memmove

static inline int memcmp(const void *a, const void *b, size_t size) {
    const unsigned char *x = a, *y = b;
    for (size_t i = 0; i < size; i++) {
        if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
    }
    return 0;
}

static inline size_t strlen(const char *text) {
    size_t length = 0;
    while (text[length]) length++;
    return length;
}

static inline char *strchr(const char *text, int character) {
    for (; *text != (char)character; text++) {
        if (!*text) return NULL;
    }
    return (char *)text;
}

static inline int strcmp(const char *a, const char *b) {
    for (; *a && *a == *b; a++, b++) continue;
    return (unsigned char)*a - (unsigned char)*b;
}

#endif
