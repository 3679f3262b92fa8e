/* Guarded memory, random numbers, comparisons. */
#define _DEFAULT_SOURCE /* MAP_ANON */
#include "check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const layout layouts[LAYOUTS] = {{0, PAGE_START}, {3, AFTER_PAGE_START}, {1, PAGE_END}};
const layout dense = {0, PAGE_END};

/* ---- memory ------------------------------------------------------------------------------------------------ */

/* Pages between two that cannot be accessed, the rows of the matrix in them, and the words around these that are the
 * guard: up to the inaccessible page on one side, a page or less on the other. */
typedef struct {
    uint32_t *pages;
    size_t page_words;
    uint32_t *guard, *guard_end;
    uint32_t *start;
    size_t rows, row_words, stride;
} block;

enum { BLOCKS = 160, GUARD_WORDS = 512 };
static _Thread_local block blocks[BLOCKS];
static _Thread_local size_t blocks_used;

/* A signaling NaN made of the word's own address. */
static uint32_t guard_of(const uint32_t *word) {
    return 0x7f800000 | ((uint32_t)((uintptr_t)word >> 2) & 0x3fffff) | 1;
}

static void map_pages(block *b, size_t words) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), bytes = (words * 4 / page + 1) * page;
    if (b->page_words * 4 >= bytes) return;
    if (b->pages) munmap((char *)b->pages - page, b->page_words * 4 + 2 * page);
    char *mapping = mmap(NULL, bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (mapping == MAP_FAILED || mprotect(mapping + page, bytes, PROT_READ | PROT_WRITE) != 0) {
        perror("mmap");
        exit(2);
    }
    b->pages = (uint32_t *)(void *)(mapping + page);
    b->page_words = bytes / 4;
}

static uint32_t *allocate(size_t rows, size_t row_words, size_t stride, int place) {
    if (blocks_used == BLOCKS) fail("a case of more than %d matrices", BLOCKS), exit(2);
    block *b = &blocks[blocks_used++];
    const size_t words = rows == 0 || row_words == 0 ? 0 : (rows - 1) * stride + row_words;
    map_pages(b, words + 1);
    b->start = place == PAGE_END ? b->pages + b->page_words - words : b->pages + (place == AFTER_PAGE_START);
    b->rows = words == 0 ? 0 : rows;
    b->row_words = row_words;
    b->stride = stride;
    const size_t before = (size_t)(b->start - b->pages), after = b->page_words - before - words;
    b->guard = b->start - (before < GUARD_WORDS ? before : GUARD_WORDS);
    b->guard_end = b->start + words + (after < GUARD_WORDS ? after : GUARD_WORDS);
    for (uint32_t *word = b->guard; word < b->guard_end; word++) *word = guard_of(word);
    return b->start;
}

matrix unset(size_t rows, size_t columns, layout where) {
    const size_t ld = columns + where.padding;
    return (matrix){rows, columns, ld, (float *)(void *)allocate(rows, columns, ld, where.place)};
}

void *guarded(size_t bytes) { return allocate(1, bytes / 4, bytes / 4, PAGE_END); }

void end_case(const char *what) {
    for (const block *b = blocks; b < blocks + blocks_used; b++) {
        const uint32_t *word = b->guard, *end = b->guard_end;
        size_t written = 0;
        for (size_t r = 0; r <= b->rows; r++) { /* the words before row r, and those behind the last */
            const uint32_t *row = r < b->rows ? b->start + r * b->stride : end;
            for (; word < row; word++) written += *word != guard_of(word);
            word = row + b->row_words;
        }
        EXPECT(written == 0, "%s: %zu words written outside a matrix", what, written);
    }
    blocks_used = 0;
}

void forget_memory(void) { blocks_used = 0; }

/* ---- numbers ----------------------------------------------------------------------------------------------- */

static _Thread_local uint64_t random_state;

void seed_random(uint64_t seed) { random_state = seed; }

/* SplitMix64 */
static uint64_t random_bits(void) {
    uint64_t z = random_state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

double random_uniform(double low, double high) { return low + (high - low) * (double)(random_bits() >> 11) * 0x1p-53; }

size_t random_below(size_t n) { return (size_t)(random_bits() % n); }

matrix uniform(size_t rows, size_t columns, double low, double high) {
    const matrix x = unset(rows, columns, dense);
    for (size_t i = 0; i < rows * columns; i++) x.base[i] = (float)random_uniform(low, high);
    return x;
}

matrix copy(matrix x, layout where) {
    const matrix y = unset(x.rows, x.columns, where);
    for (size_t r = 0; r < x.rows && x.columns > 0; r++) memcpy(at(y, r, 0), at(x, r, 0), x.columns * sizeof(float));
    return y;
}

matrix magnitudes(matrix x) {
    const matrix y = copy(x, dense);
    for (size_t i = 0; i < x.rows * x.columns; i++) y.base[i] = fabsf(y.base[i]);
    return y;
}

matrix packed(const rnnk_kernels *kernels, matrix B, bool transposed) {
    const size_t K = transposed ? B.columns : B.rows, N = transposed ? B.rows : B.columns;
    const matrix result = unset(1, kernels->packed_count(K, N), dense);
    kernels->pack(K, N, B.base, B.ld, transposed, result.base);
    return result;
}

/* ---- comparisons ------------------------------------------------------------------------------------------- */

_Thread_local size_t comparisons, failures, failures_shown;
_Thread_local jmp_buf *after_failure;
_Thread_local const rnnk_kernels *oracle;

static void show(const char *format, va_list values, const char *result) {
    failures++;
    if (after_failure) longjmp(*after_failure, 1);
    if (++failures_shown > 4) return; /* more say nothing new */
    fprintf(stderr, "    ");
    vfprintf(stderr, format, values);
    fprintf(stderr, "%s\n", result);
}

void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    show(format, values, "");
    va_end(values);
}

void fail_near(double value, double expected, double tolerance, const char *format, ...) {
    char result[96];
    snprintf(result, sizeof result, ": %.9g, expected %.9g within %.2g", value, expected, tolerance);
    va_list values;
    va_start(values, format);
    show(format, values, result);
    va_end(values);
}

const char *named(const char *format, ...) {
    static _Thread_local char name[128];
    va_list values;
    va_start(values, format);
    vsnprintf(name, sizeof name, format, values);
    va_end(values);
    return name;
}

void compare(matrix value, matrix expected, const double *tolerance, const char *what) {
    for (size_t r = 0; r < expected.rows; r++) {
        for (size_t c = 0; c < expected.columns; c++) {
            const double x = *at(value, r, c), y = *at(expected, r, c);
            const double allowed = tolerance ? tolerance[r * expected.columns + c] : 0;
            EXPECT_NEAR(x, y, allowed, "%s [%zu, %zu]", what, r, c);
        }
    }
}

void compare_bits(matrix value, matrix *first, const char *what) {
    if (!first->base) *first = copy(value, dense);
    for (size_t r = 0; r < value.rows && value.columns > 0; r++) {
        EXPECT(memcmp(at(value, r, 0), at(*first, r, 0), value.columns * sizeof(float)) == 0,
               "%s, row %zu: other bits in another layout", what, r);
    }
}
