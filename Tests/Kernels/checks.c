/* The checks themselves: comparisons, margins and guard pages, tested with what they have to find. */
#define _DEFAULT_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

/* Whether `check` fails. Its failure is not counted. */
static bool finds(void (*check)(void *), void *context) {
    jmp_buf *const outer = after_failure;
    const size_t counted = failures;
    jmp_buf here;
    after_failure = &here;
    const bool found = setjmp(here) != 0;
    if (!found) check(context);
    after_failure = outer;
    failures = counted;
    return found;
}

static void compare_pair(void *pair) { compare(((matrix *)pair)[0], ((matrix *)pair)[1], NULL, ""); }
static void compare_pair_bits(void *pair) {
    matrix first = ((matrix *)pair)[1];
    compare_bits(((matrix *)pair)[0], &first, "");
}

void test_comparisons(void) {
    const float wrong[] = {1e-5f, NAN, INFINITY};
    for (size_t i = 0; i < 3 * 12; i++) {
        matrix pair[] = {uniform(3, 4, 1, 2), {0}};
        pair[1] = copy(pair[0], layouts[1]);
        EXPECT(!finds(compare_pair, pair) && !finds(compare_pair_bits, pair), "equal matrices differ");
        *at(pair[1], i % 12 / 4, i % 4) += wrong[i / 12];
        EXPECT(finds(compare_pair, pair), "a wrong element is not found");
        EXPECT(finds(compare_pair_bits, pair), "other bits are not found");
        end_case("comparisons");
    }
    EXPECT(is_near(1, 1 + 1e-6, 1e-5) && !is_near(1, 1 + 1e-5, 1e-6), "is_near");
    EXPECT(is_near(NAN, NAN, 0) && !is_near(NAN, 1, 1) && !is_near(1, NAN, INFINITY), "is_near of NaN");
    EXPECT(is_near(INFINITY, INFINITY, 0) && !is_near(INFINITY, -INFINITY, 1), "is_near of infinities");
}

static void end(void *context) {
    (void)context;
    end_case("");
}

/* One float written beside a row, behind the matrix or before it, even if it is the margin's own kind of value. */
void test_margins(void) {
    const uint32_t signaling = 0x7f800001;
    float values[] = {0, 0, NAN};
    memcpy(&values[1], &signaling, sizeof signaling);
    const layout places[] = {{2, AFTER_PAGE_START}, {2, PAGE_END}};
    const ptrdiff_t offsets[] = {4, 5, 10, -1, 16}; /* of a matrix of 3 x (4 + 2) floats, whose last is 15 */
    for (size_t i = 0; i < 2 * 5 * 3; i++) {
        const layout where = places[i / 15];
        const ptrdiff_t offset = offsets[i / 3 % 5];
        if (where.place == PAGE_END && offset == 16) continue; /* not to be accessed at all */
        const matrix x = copy(uniform(3, 4, 0, 0), where);
        memcpy(x.base + offset, &values[i % 3], sizeof(float)); /* as it is: an assignment might make it quiet */
        EXPECT(finds(end, NULL), "a float at offset %td is not found", offset);
        forget_memory();
    }
}

/* A process of its own that reads one element more than there is. */
void test_guard_pages(void) {
    const matrix x = uniform(1, 5, 1, 2);
    const pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGSEGV, SIG_DFL);
        signal(SIGBUS, SIG_DFL);
        volatile double sum = oracle->sum_of_squares(6, x.base);
        (void)sum;
        _exit(0);
    }
    int status = 0;
    EXPECT(child > 0 && waitpid(child, &status, 0) == child, "no process");
    EXPECT(WIFSIGNALED(status) || WEXITSTATUS(status) != 0, "reading behind the last element does not end the process");
    end_case("guard pages");
}
