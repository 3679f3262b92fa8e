/* The list of all tests, and their entry points for other programs. */
#include "suite.h"

#include "kernel_check.h"

static const struct {
    const char *subject;
    test *run;
} tests[] = {
#define TEST(subject) {#subject, test_##subject}
    TEST(gemm), TEST(gemm_columns), TEST(independent_rows), TEST(outer), TEST(column_sums), TEST(gather), TEST(scatter_add), TEST(rnn), TEST(lstm),
    TEST(gru), TEST(softmax_cross_entropy), TEST(log_softmax), TEST(cumulate), TEST(draw), TEST(tanh), TEST(sigmoid), TEST(exp),
    TEST(log), TEST(add_and_scale), TEST(sum_of_squares), TEST(sgd), TEST(momentum), TEST(nesterov), TEST(rmsprop), TEST(adam),
    TEST(vanishing_moments), TEST(online), TEST(multiply_add_loop), TEST(step), TEST(read_loop), TEST(dense_step),
    TEST(int8_gemm), TEST(int8_lstm), TEST(int8_gru),
};
enum { TESTS = sizeof tests / sizeof *tests };

/* Every test finds at least one defect. */
static void test_defects(void) {
    for (size_t i = 0; i < TESTS; i++) {
        size_t count = 0;
        for (size_t d = 0; d < defects_count; d++) count += defects[d].find == tests[i].run;
        EXPECT(count > 0, "no defect is found by the test of %s", tests[i].subject);
    }
}

static const struct {
    const char *subject;
    general_test *run;
} general_tests[] = {
    TEST(tables), TEST(reference_products), TEST(reference_recurrences), TEST(reference_softmax), TEST(reference_int8),
    TEST(comparisons), TEST(margins), TEST(guard_pages), TEST(defects),
};
enum { GENERAL_TESTS = sizeof general_tests / sizeof *general_tests };

/* Before each test: it does not depend on those before it. */
static void begin(void) {
    oracle = rnnk_kernels_named("reference");
    failures = failures_shown = 0;
    after_failure = NULL;
    forget_memory();
    seed_random(1);
}

const char *kernel_check_subject(size_t index) { return index < TESTS ? tests[index].subject : NULL; }

size_t kernel_check(size_t index, const rnnk_kernels *kernels) {
    begin();
    tests[index].run(kernels);
    return failures;
}

const char *kernel_check_general_subject(size_t index) {
    return index < GENERAL_TESTS ? general_tests[index].subject : NULL;
}

size_t kernel_check_general(size_t index) {
    begin();
    general_tests[index].run();
    return failures;
}

const char *kernel_check_defect(size_t index) { return index < defects_count ? defects[index].what : NULL; }

bool kernel_check_finds_defect(size_t index) {
    begin();
    rnnk_kernels broken = *oracle;
    defects[index].into(&broken);
    jmp_buf here;
    after_failure = &here;
    const bool found = setjmp(here) != 0;
    if (!found) defects[index].find(&broken);
    begin();
    return found;
}
