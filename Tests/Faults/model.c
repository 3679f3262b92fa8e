/* Lets each call of rnnk_model.h and rnnk_network.h to the C library fail in turn: allocations, and what opens and
 * reads a file. Compiled with the sources of the library, which see failing.h; run by Scripts/check-kernels under
 * sanitizers.
 *
 *     model MODEL.safetensors...
 *
 * After each failure the status is the documented one, there is no model, nothing is left open or allocated, and the
 * next call succeeds. A network makes no such call at all, whether it runs or trains. */
#define FAILING_ITSELF
#include "failing.h"

#include <string.h>

#include "rnnk_model.h"

static int calls, fail_at, blocks, files, failures;
static bool allocation_failed;

static bool fails(void) { return ++calls == fail_at; }

void *failing_malloc(size_t size) {
    allocation_failed = fails();
    if (allocation_failed) return NULL;
    blocks++;
    return malloc(size);
}

void failing_free(void *memory) {
    if (memory) blocks--;
    free(memory);
}

FILE *failing_fopen(const char *path, const char *mode) {
    FILE *const file = fails() ? NULL : fopen(path, mode);
    if (file) files++;
    return file;
}

int failing_fclose(FILE *file) {
    files--;
    return fclose(file);
}

int failing_fseek(FILE *file, long offset, int whence) { return fails() ? -1 : fseek(file, offset, whence); }
long failing_ftell(FILE *file) { return fails() ? -1 : ftell(file); }

/* A failed read gets a part. */
size_t failing_fread(void *to, size_t size, size_t count, FILE *file) {
    return fread(to, size, fails() ? count / 2 : count, file);
}

#define EXPECT(condition, ...)                                                                                         \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            failures++;                                                                                                \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                                            \
            fprintf(stderr, __VA_ARGS__);                                                                              \
            fputc('\n', stderr);                                                                                       \
        }                                                                                                              \
    } while (0)

/* Opens a file, or, if there are bytes, reads these. */
static rnnk_status load(const char *path, const void *bytes, size_t size, rnnk_model **model) {
    calls = 0;
    allocation_failed = false;
    return bytes ? rnnk_model_read(bytes, size, model) : rnnk_model_open(path, model);
}

/* Lets the first call fail, then the second, until there are no more. Returns their number. */
static int check_loading(const char *path, const void *bytes, size_t size) {
    rnnk_model *model = NULL;
    for (int n = 1;; n++) {
        fail_at = n;
        const rnnk_status status = load(path, bytes, size, &model);
        fail_at = 0;
        if (calls < n) {
            EXPECT(status == RNNK_OK && model, "%s: %s", path, rnnk_status_text(status));
            rnnk_model_close(model);
            EXPECT(blocks == 0 && files == 0, "%s: %d blocks and %d files are left", path, blocks, files);
            return n - 1;
        }
        EXPECT(status == (allocation_failed ? RNNK_NO_MEMORY : RNNK_NO_FILE), "%s, call %d: %s", path, n,
               rnnk_status_text(status));
        EXPECT(!model && blocks == 0 && files == 0, "%s, call %d: %d blocks and %d files are left", path, n, blocks, files);
    }
}

/* Everything that a network does, without a call. */
static void check_network(const char *path) {
    rnnk_model *model = NULL;
    EXPECT(load(path, NULL, 0, &model) == RNNK_OK, "%s", path);
    if (!model) return;
    rnnk_shape shape = *rnnk_model_shape(model);
    const int32_t tokens[] = {0, 1, 2, 1}, targets[] = {1, 2, 1, 0};
    int32_t drawn[9];
    size_t count;
    uint64_t random = 1;
    double loss;
    calls = 0;
    fail_at = 1;
    for (int training = 0; training < 2; training++) {
        shape.training = training;
        shape.steps = training ? 4 : 1;
        const size_t size = rnnk_network_size(rnnk_kernels_best(), &shape);
        void *const memory = malloc(size);
        rnnk_network *net;
        if (!memory) abort();
        rnnk_status status = rnnk_network_init(rnnk_kernels_best(), &shape, rnnk_model_weights(model), memory, size, &net);
        if (!status) status = rnnk_model_generate(model, net, 0.8f, &random, 9, drawn, &count);
        if (!status) status = rnnk_model_score(model, net, count, drawn, &loss);
        if (training) {
            if (!status) status = rnnk_network_forward(net, 4, tokens);
            if (!status) status = rnnk_network_cross_entropy(net, targets, 1, &loss);
            if (!status) status = rnnk_network_backward(net);
            if (!status) status = rnnk_network_clip(net, 1, NULL);
            if (!status) status = rnnk_network_adam(net, 1e-3f, 0.9f, 0.999f, 1e-8f);
        }
        EXPECT(!status && calls == 0, "%s: %s, %d calls", path, rnnk_status_text(status), calls);
        free(memory);
    }
    fail_at = 0;
    rnnk_model_close(model);
}

int main(int count, char **paths) {
    int opening = 0, reading = 0;
    if (count < 2) return fprintf(stderr, "usage: model MODEL.safetensors...\n"), 64;
    for (int i = 1; i < count; i++) {
        FILE *const file = fopen(paths[i], "rb");
        if (!file) return perror(paths[i]), 66;
        fseek(file, 0, SEEK_END);
        const size_t size = (size_t)ftell(file);
        void *const bytes = malloc(size);
        rewind(file);
        if (!bytes || fread(bytes, 1, size, file) != size) return perror(paths[i]), 66;
        fclose(file);
        opening += check_loading(paths[i], NULL, 0);
        reading += check_loading(paths[i], bytes, size);
        check_network(paths[i]);
        free(bytes);
    }
    printf("%d failed calls of rnnk_model_open, %d of rnnk_model_read, %d problems\n", opening, reading, failures);
    return failures > 0;
}
