/* For libFuzzer: reads any bytes as a model file, and uses what was read. Run by Scripts/fuzz.
 *
 * An even first byte is followed by a whole file; an odd one by two bytes, which say how many bytes of elements the
 * file has, and by its header, so that a header of another length is no cut-off file. */
#include <stdlib.h>
#include <string.h>

#include "rnnk_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A few names, and the probability of the last one. */
static void run(const rnnk_model *model) {
    const rnnk_kernels *const kernels = rnnk_kernels_named("reference");
    const rnnk_shape *const shape = rnnk_model_shape(model);
    const size_t bytes = rnnk_network_size(kernels, shape);
    void *const memory = malloc(bytes);
    rnnk_network *network;
    const float *const *const weights = rnnk_model_weights(model);
    if (!memory || rnnk_network_init(kernels, shape, weights, memory, bytes, &network) != RNNK_OK) abort();
    uint64_t random = 1;
    for (int i = 0; i < 3; i++) {
        int32_t tokens[8];
        size_t count = 0;
        double score;
        if (rnnk_model_generate(model, network, (float)i / 2, &random, 8, tokens, &count) != RNNK_OK) abort();
        if (rnnk_model_score(model, network, count, tokens, &score) != RNNK_OK) abort();
    }
    free(memory);
}

static void use(const void *data, size_t size) {
    rnnk_model *model;
    if (rnnk_model_read(data, size, &model) != RNNK_OK) return;
    const int32_t stop = rnnk_model_stop(model);
    for (int32_t v = -1; v <= stop + 1; v++) {
        const size_t length = rnnk_model_text_length(model, v);
        if (rnnk_model_text(model, v)[length] != 0) abort();
        if (v < 64 && length > 0 && rnnk_model_token(model, rnnk_model_text(model, v), length) < 0) abort();
    }
    if (size < 65536) run(model);
    rnnk_model_close(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    if (data[0] % 2 == 0 || size < 3) {
        use(data + 1, size - 1);
        return 0;
    }
    const size_t elements = data[1] | (size_t)data[2] << 8, header = size - 3;
    unsigned char *const file = (unsigned char *)malloc(8 + header + elements);
    if (!file) return 0;
    for (size_t i = 0; i < 8; i++) file[i] = (unsigned char)(header >> 8 * i);
    memcpy(file + 8, data + 3, header);
    for (size_t i = 0; i < elements; i++) file[8 + header + i] = (unsigned char)(i % 4 == 3 ? 0x3D : i * 37);
    use(file, 8 + header + elements);
    free(file);
    return 0;
}
