#include "rnnc_memory.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define RNNC_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(RNNC_SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

/* Appends the decimal digits of `number` at `at`, and returns the end. */
static char *put_number(char *at, size_t number) {
    char digits[24];
    int count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0) *at++ = digits[--count];
    return at;
}

static char *put_text(char *at, const char *text) {
    while (*text) *at++ = *text++;
    return at;
}

/* Ends the process. Nothing here allocates. Where several threads fail at once, the first one has the word. */
static void fail(size_t size) {
    static atomic_flag is_said = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&is_said)) pause();
    static const char *const units[] = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    int unit = 0;
    while (size >= 10240 && unit < 6) {
        size >>= 10;
        unit++;
    }
    char line[200];
    char *end = put_text(line, "Error: out of memory: another ");
    end = put_number(end, size);
    *end++ = ' ';
    end = put_text(end, units[unit]);
    end = put_text(end, " are not available; use a smaller network, batch or list, or raise the limit (ulimit -v)\n");
    ssize_t written = write(STDERR_FILENO, line, (size_t)(end - line));
    (void)written;
    _exit(1);
}

void *malloc(size_t size) {
    void *memory = __libc_malloc(size);
    if (memory == NULL) fail(size);
    return memory;
}

void *calloc(size_t count, size_t size) {
    void *memory = __libc_calloc(count, size);
    if (memory == NULL) fail(size != 0 && count > SIZE_MAX / size ? SIZE_MAX : count * size);
    return memory;
}

void *realloc(void *old, size_t size) {
    void *memory = __libc_realloc(old, size);
    if (memory == NULL && size > 0) fail(size);
    return memory;
}

void *memalign(size_t alignment, size_t size) {
    void *memory = __libc_memalign(alignment, size);
    if (memory == NULL) fail(size);
    return memory;
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
    *result = memalign(alignment, size);
    return 0;
}

int rnnc_memory_is_watched(void) { return 1; }

#else

int rnnc_memory_is_watched(void) { return 0; }

#endif
