/* What the checks share. */
#ifndef NETWORK_SUPPORT_H
#define NETWORK_SUPPORT_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network_check.h"

/* For a function with an int `failures`. The other arguments are the format of a message and its values. */
#define EXPECT(condition, ...)                                                                                         \
    do {                                                                                                               \
        if (!(condition) && failures++ < 5) {                                                                          \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                                            \
            fprintf(stderr, __VA_ARGS__);                                                                              \
            fputc('\n', stderr);                                                                                       \
        }                                                                                                              \
    } while (0)

/* The most tensors are those of two layers in two directions with projection, and of the output. */
enum { LARGEST_LAYERS = 3, LARGEST_TENSORS = 2 * 2 * (RNNK_TENSORS_PER_LAYER + 1) + RNNK_TENSORS_OF_OUTPUT };

/* The tensors of a network in PyTorch's order. */
typedef struct {
    size_t tensors;
    size_t count[LARGEST_TENSORS];
    char name[LARGEST_TENSORS][32];
    float *values[LARGEST_TENSORS];
} tensors;

tensors tensors_of(const rnnk_shape *shape); /* zeros */
tensors tensors_for(const rnnk_architecture *architecture);
tensors random_tensors(const rnnk_shape *shape);
void fill_randomly(tensors *t, float bound);
void tensors_free(tensors t);
const float *const *weights_of(const tensors *t); /* as `rnnk_network_init` takes them */

/* A network in memory of just its size, that holds other numbers at first; ends the program if it cannot be made. */
typedef struct {
    rnnk_network *network;
    void *memory;
    size_t size;
} made;
made make_network(const rnnk_kernels *kernels, const rnnk_shape *shape, const tensors *weights);
made make_dense(const rnnk_kernels *kernels, const rnnk_architecture *architecture, const tensors *weights);
void made_free(made m);

/* Columns of the outputs, O or D. */
size_t output_columns(const rnnk_architecture *a);

/* Numbers of a state, which is one of a layer, or of a direction of one. */
size_t state_columns(const rnnk_architecture *a, size_t state);

void random_floats(size_t count, float *values);

/* The largest difference, relative to the largest magnitude in `expected`; infinite if there is a NaN. */
double difference(size_t count, const float *values, const double *expected);

/* Uniform in -1 ..< 1, the same in every run. */
float random_float(void);
/* The numbers of this thread begin anew. */
void random_restart(void);

#endif
