/* Generates names with a model trained by rnnc, or prints the log-probabilities of names.
 *
 *     cc generate.c $(pkg-config --cflags --libs rnnk) -o generate
 *     rnnc train @dinosaurs -o dinosaurs.safetensors
 *     ./generate dinosaurs.safetensors                             ten names
 *     ./generate dinosaurs.safetensors Triceratops Mamenchisaurus  log-probability of each, as `rnnc score` */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rnnk_model.h>

enum { LONGEST = 200 };

static void check(rnnk_status status) {
    if (status == RNNK_OK) return;
    fprintf(stderr, "generate: %s\n", rnnk_status_text(status));
    exit(1);
}

/* Makes a network of the model, for one name at a time. Its memory is freed when the program ends. */
static rnnk_network *make(const rnnk_model *model) {
    const rnnk_kernels *kernels = rnnk_kernels_best();
    const rnnk_shape *shape = rnnk_model_shape(model);
    const size_t size = rnnk_network_size(kernels, shape);
    void *memory = malloc(size);
    rnnk_network *network = NULL;
    check(memory ? rnnk_network_init(kernels, shape, rnnk_model_weights(model), memory, size, &network) : RNNK_NO_MEMORY);
    return network;
}

static void write_names(const rnnk_model *model, rnnk_network *network) {
    uint64_t random = 1; /* seed: another number gives other names */
    for (int n = 0; n < 10; n++) {
        int32_t tokens[LONGEST];
        size_t count;
        check(rnnk_model_generate(model, network, 0.8f, &random, LONGEST, tokens, &count));
        for (size_t i = 0; i < count; i++) fputs(rnnk_model_text(model, tokens[i]), stdout);
        putchar('\n');
    }
}

/* Prints the log-probability of a name, from its characters as tokens. */
static void score(const rnnk_model *model, rnnk_network *network, const char *name) {
    int32_t tokens[LONGEST];
    size_t count = 0;
    double log_probability;
    for (const char *rest = name; *rest != 0; count++) {
        const int32_t token = rnnk_model_token(model, rest, strlen(rest));
        if (token < 0 || count == LONGEST) {
            fprintf(stderr, "generate: %s: %s\n", name, token < 0 ? "the model does not know a character" : "too long");
            exit(1);
        }
        tokens[count] = token;
        rest += rnnk_model_text_length(model, token);
    }
    check(rnnk_model_score(model, network, count, tokens, &log_probability));
    printf("%s\t%.6f\n", name, log_probability);
}

int main(int count, char **arguments) {
    rnnk_model *model;
    if (count < 2) return fprintf(stderr, "usage: generate MODEL.safetensors [NAME...]\n"), 64;
    check(rnnk_model_open(arguments[1], &model));
    rnnk_network *network = make(model);
    if (count == 2) write_names(model, network);
    for (int i = 2; i < count; i++) score(model, network, arguments[i]);
    rnnk_model_close(model);
    return 0;
}
