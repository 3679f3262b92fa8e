/* Holds rnnk_network.h to what it promises for real-time threads, on Linux: realtime [check | allocates | calls].
 *
 *   check       the promises, for every table but "openblas"; compiled by clang with -fsanitize=realtime, calls of
 *               the network that allocate, lock or wait end the program
 *   allocates   allocates where the sanitizer must notice it: a check of the check
 *   calls       calls the system where the check must notice it
 *
 * A step is run where the kernel ends the process at any system call (seccomp), on a stack that was filled with a
 * pattern, with malloc counted, and from silence on, in which states decay into the subnormal numbers. */
#define _GNU_SOURCE
#include <float.h>
#include <linux/seccomp.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rnnk_network.h"

#if defined(__has_feature)
#if __has_feature(realtime_sanitizer)
#define REALTIME __attribute__((nonblocking))
#define SANITIZED
#endif
#endif
#ifndef REALTIME
#define REALTIME
#endif

enum { STEPS = 50, LARGEST_INPUT = 64, KB = 1 << 10, STACK = 1 << 20, PATTERN = 0xA5 };

static int failures;

static void expect(bool condition, const char *table, const char *what, size_t value) {
    if (condition) return;
    failures++;
    fprintf(stderr, "%s: %s (%zu)\n", table, what, value);
}

/* ---- networks -------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *what;
    rnnk_architecture a;
    size_t units[2], stack; /* bytes of stack that a call may need */
} job;

/* Networks of one sequence, without projection and second direction, have a kernel for one step. */
#define ONE .sequences = 1, .steps = 1
#define FIVE .sequences = 5, .steps = 4
static const job jobs[] = {
    {"RNN", {.cell = RNNK_CELL_RNN, .features = 1, .outputs = 1, .layers = 1, ONE}, {64}, 16 * KB},
    {"LSTM", {.cell = RNNK_CELL_LSTM, .features = 2, .outputs = 1, .layers = 2, ONE}, {40, 16}, 16 * KB},
    {"GRU", {.cell = RNNK_CELL_GRU, .tokens = 9, .features = 3, .layers = 2, ONE}, {33, 64}, 16 * KB},
    {"tokens", {.cell = RNNK_CELL_LSTM, .tokens = 28, .outputs = 28, .layers = 1, ONE}, {64}, 16 * KB},
    {"projection",
     {.cell = RNNK_CELL_LSTM, .features = 3, .outputs = 2, .projection = 8, .layers = 2, ONE}, {24, 24}, 256 * KB},
    {"several", {.cell = RNNK_CELL_GRU, .features = 3, .outputs = 2, .layers = 2, FIVE}, {24, 17}, 256 * KB},
    {"directions",
     {.cell = RNNK_CELL_RNN, .features = 3, .outputs = 2, .bidirectional = true, .layers = 2, FIVE},
     {24, 17},
     256 * KB},
    {"large",
     {.cell = RNNK_CELL_LSTM, .features = 64, .outputs = 1200, .layers = 1, .sequences = 4, .steps = 2},
     {512},
     256 * KB},
};
enum { JOBS = sizeof jobs / sizeof *jobs };

static const job *current;
static rnnk_network *net;
static float input[4 * 5 * LARGEST_INPUT];
static int32_t tokens[4 * 5];
static rnnk_status status;

static void make(const rnnk_kernels *kernels, const job *j) {
    rnnk_architecture a = j->a;
    a.size = sizeof a;
    a.units = j->units;
    const size_t size = rnnk_network_size_of(kernels, &a);
    status = rnnk_network_create(kernels, &a, NULL, malloc(size), size, &net);
    size_t count;
    float *p = rnnk_network_parameters(net, &count);
    for (size_t i = 0; i < count; i++) p[i] = (float)((i * 7919) % 101) / 101 - 0.5f;
    rnnk_network_update(net);
    for (size_t i = 0; i < sizeof input / sizeof *input; i++) input[i] = (float)(i % 13) / 13 - 0.5f;
    current = j;
}

/* What an audio thread calls. */
static void run_steps(void) REALTIME {
    const rnnk_architecture *a = &current->a;
    const int32_t lengths[5] = {1, 0, 4, 2, 3};
    const uint32_t random[5] = {0, 1u << 30, 1u << 31, 7, ~0u};
    int32_t drawn[5];
    rnnk_network_reset(net);
    for (int i = 0; i < STEPS && !status; i++) {
        status = rnnk_network_run(net, a->steps, a->steps == 4 && i % 2 ? lengths : NULL, a->tokens ? tokens : NULL,
                                  a->features ? input : NULL);
        if (a->outputs > 0 && !status) status = rnnk_network_sample(net, 0.7f, random, drawn);
        if (!status) status = rnnk_network_reset_sequence(net, 0);
        input[0] = rnnk_network_outputs(net)[0] + rnnk_network_state(net, 0)[0];
    }
    input[0] = 0.25f;
}

/* ---- allocations ------------------------------------------------------------------------------------------------- */

static volatile size_t allocations;

/* A static program cannot replace malloc: it defines UNCOUNTED. */
#if defined(__GLIBC__) && !defined(SANITIZED) && !defined(UNCOUNTED)
void *__libc_malloc(size_t size);
void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}
#endif

static void allocate(void) REALTIME {
    void *volatile memory = malloc(64);
    free(memory);
}

/* ---- system calls ------------------------------------------------------------------------------------------------ */

static void call_system(void) { (void)syscall(SYS_getppid); }

/* Whether a process lives through a function in which only read, write and exit are allowed. */
static bool makes_no_system_call(void (*function)(void)) {
    const pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) _exit(3);
        function();
        syscall(SYS_exit, status == RNNK_OK ? 0 : 1);
    }
    int result;
    return child > 0 && waitpid(child, &result, 0) == child && WIFEXITED(result) && WEXITSTATUS(result) == 0;
}

/* ---- stack ------------------------------------------------------------------------------------------------------- */

static void nothing(void) {}

static void (*thread_function)(void);

static void *run_thread(void *unused) {
    thread_function();
    return unused;
}

/* Bytes of stack that a thread which calls the function has written to. */
static size_t stack_of(void (*function)(void)) {
    pthread_attr_t attributes;
    pthread_t thread;
    unsigned char *memory = aligned_alloc(4 * KB, STACK);
    memset(memory, PATTERN, STACK);
    pthread_attr_init(&attributes);
    size_t unused = 0;
    thread_function = function;
    if (pthread_attr_setstack(&attributes, memory, STACK) == 0 &&
        pthread_create(&thread, &attributes, run_thread, NULL) == 0) {
        pthread_join(thread, NULL);
        while (unused < STACK && memory[unused] == PATTERN) unused++;
    }
    pthread_attr_destroy(&attributes);
    free(memory);
    return STACK - unused;
}

/* ---- subnormal numbers and the floating-point mode --------------------------------------------------------------- */

static uint64_t floating_point_mode(void) {
#if defined(__x86_64__)
    return __builtin_ia32_stmxcsr();
#elif defined(__aarch64__)
    uint64_t mode;
    __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
    return mode;
#else
    return 0;
#endif
}

/* A state that halves in each step of silence, by the weights: without flushing it is subnormal after 126 steps. */
static void check_silence(const rnnk_kernels *kernels) {
    const size_t units = 5;
    const float W[5] = {1, 1, 1, 1, 1}, V[5] = {0};
    float U[25] = {0}, x = 1e-3f;
    for (int i = 0; i < 5; i++) U[6 * i] = 0.5f;
    const float *const weights[] = {W, U, NULL, NULL, V, NULL};
    rnnk_architecture a = {.size = sizeof a, .cell = RNNK_CELL_RNN, .features = 1, .outputs = 1, .layers = 1,
                           .units = &units, .steps = 1};
    for (a.sequences = 1; a.sequences <= 2; a.sequences++) { /* by the kernel for one step, and by the others */
        const float pair[2] = {x, x};
        float silence[2] = {0};
        const size_t size = rnnk_network_size_of(kernels, &a);
        void *memory = malloc(size);
        status = rnnk_network_create(kernels, &a, weights, memory, size, &net);
        if (!status) status = rnnk_network_run(net, 1, NULL, NULL, pair);
        const float *h = rnnk_network_state(net, 0);
        size_t subnormal = 0;
        expect(h[0] > 0.9e-3f, kernels->name, "nothing to decay", 0);
        const uint64_t mode = floating_point_mode();
        for (int i = 0; i < 1000 && !status; i++) {
            status = rnnk_network_run(net, 1, NULL, NULL, silence);
            for (size_t j = 0; j < a.sequences * units; j++) subnormal += fpclassify(h[j]) == FP_SUBNORMAL;
        }
        expect(!status && subnormal == 0, kernels->name, "subnormal states", subnormal);
        expect(h[0] == 0, kernels->name, "a state that does not decay", 0);
        expect(floating_point_mode() == mode, kernels->name, "another floating-point mode", (size_t)mode);
        expect(FLT_MIN / 2 > 0 && fpclassify((float)(FLT_MIN * (volatile float){0.5f})) == FP_SUBNORMAL, kernels->name,
               "subnormal numbers are left flushed", 0);
        free(memory);
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/* `base`: bytes of stack of a thread that does nothing; `watched`: whether system calls can be noticed. */
static void check(const rnnk_kernels *kernels, size_t base, bool watched) {
    size_t deepest = 0;
    (void)base, (void)watched;
    for (size_t i = 0; i < JOBS; i++) {
        make(kernels, &jobs[i]);
        expect(!status, kernels->name, "no network", (size_t)status);
        const size_t before = allocations;
        run_steps();
        expect(!status, kernels->name, jobs[i].what, (size_t)status);
        expect(allocations == before, kernels->name, "allocations", allocations - before);
#ifndef SANITIZED
        expect(!watched || makes_no_system_call(run_steps), kernels->name, "a system call", i);
        const size_t used = stack_of(run_steps) - base;
        expect(used <= jobs[i].stack, kernels->name, "bytes of stack", used);
        deepest = used > deepest ? used : deepest;
#endif
    }
    check_silence(kernels);
    printf("%s: real time, %d networks, ", kernels->name, (int)JOBS);
    if (deepest > 0) printf("at most %zu KB of stack, ", (deepest + KB - 1) / KB);
    printf("%d failures\n", failures);
}

int main(int count, char **arguments) {
    const char *what = count > 1 ? arguments[1] : "check";
    if (strcmp(what, "allocates") == 0) {
        const size_t before = allocations;
        allocate();
        return allocations == before; /* with the sanitizer, not reached */
    }
    if (strcmp(what, "calls") == 0) return makes_no_system_call(call_system);
    const size_t base = stack_of(nothing);
    const bool watched = makes_no_system_call(nothing);
    if (!watched) printf("There is no seccomp: system calls are not checked.\n");
    for (size_t i = 0; rnnk_kernels_at(i); i++) {
        if (strcmp(rnnk_kernels_at(i)->name, "openblas") != 0) check(rnnk_kernels_at(i), base, watched);
    }
    return failures > 0;
}
