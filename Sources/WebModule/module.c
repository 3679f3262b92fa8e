/* The network of an instance of the module: made, filled with weights, and run step by step. */
#include "module.h"

#include <string.h>

struct module_network module;

/* ---- memory ------------------------------------------------------------------------------------------------ */

enum { ALIGNMENT = 64, WASM_PAGE = 65536 };

extern char __heap_base; /* defined by the linker: where the stack and the constants end */
static size_t top;       /* of the memory that is taken */

void *EXPORT(take)(size_t bytes) {
    if (top == 0) top = (size_t)&__heap_base;
    const size_t begin = (top + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, pages = __builtin_wasm_memory_size(0);
    if (begin > SIZE_MAX - bytes - WASM_PAGE) __builtin_trap();
    top = begin + bytes;
    const size_t needed = (top + WASM_PAGE - 1) / WASM_PAGE;
    if (needed > pages && __builtin_wasm_memory_grow(0, needed - pages) == SIZE_MAX) __builtin_trap();
    return (void *)begin;
}

/* Gives back everything that was taken since, and with, this memory. */
void EXPORT(release)(void *memory) { top = (size_t)memory; }

/* ---- weights ------------------------------------------------------------------------------------------------
 * In the order of a page: for each layer weight_ih [G H, P], weight_hh [G H, H], the sum of the biases [G H] and, of a
 * GRU, the recurrent bias of its candidates [H]; then the output's W [V, H] and b [V]. */

static const size_t gates_of[] = {1, 4, 3};

size_t state_columns(size_t layer) {
    return module.shape.units[layer] * (module.shape.cell == RNNK_CELL_LSTM ? 2 : 1);
}

enum { TENSORS = RNNK_TENSORS_PER_LAYER };

/* The tensors of the network as pointers into an array in that order; returns its length. bias_hh is in `second`. */
static size_t tensors_in(float *weights, float **tensors, float *second) {
    const rnnk_shape *shape = &module.shape;
    const size_t gates = gates_of[shape->cell];
    float *at = weights;
    for (size_t l = 0, inputs = shape->classes; l < shape->layers; inputs = shape->units[l++], tensors += TENSORS) {
        const size_t H = shape->units[l];
        tensors[0] = at, at += gates * H * inputs;
        tensors[1] = at, at += gates * H * H;
        tensors[2] = at, at += gates * H;
        tensors[3] = NULL;
        if (shape->cell != RNNK_CELL_GRU) continue;
        tensors[3] = second, second += gates * H;
        at += H;
    }
    tensors[0] = at, at += shape->classes * shape->units[shape->layers - 1];
    tensors[1] = at, at += shape->classes;
    return (size_t)(at - weights);
}

/* The candidates' bias of a GRU's layer: in the array it follows the sum of the biases, in bias_hh it is last. */
static void copy_candidate_biases(float *const *tensors, bool into_array) {
    for (size_t l = 0; module.shape.cell == RNNK_CELL_GRU && l < module.shape.layers; l++, tensors += TENSORS) {
        const size_t H = module.shape.units[l];
        float *in_array = tensors[2] + 3 * H, *in_tensor = tensors[3] + 2 * H;
        if (!into_array) memset(tensors[3], 0, 2 * H * sizeof(float));
        memcpy(into_array ? in_array : in_tensor, into_array ? in_tensor : in_array, H * sizeof(float));
    }
}

static size_t units_in_all(void) {
    size_t units = 0;
    for (size_t l = 0; l < module.shape.layers; l++) units += module.shape.units[l];
    return units;
}

static float **take_tensors(void) { return take((TENSORS * module.shape.layers + 2) * sizeof(float *)); }

/* Length of the array of weights. */
size_t EXPORT(weights_count)(void) {
    float **tensors = take_tensors();
    const size_t count = tensors_in(NULL, tensors, NULL);
    release(tensors);
    return count;
}

void EXPORT(set_weights)(float *weights) {
    float **tensors = take_tensors();
    (void)tensors_in(weights, tensors, take(3 * units_in_all() * sizeof(float)));
    copy_candidate_biases(tensors, false);
    rnnk_network_set_weights(module.network, (const float *const *)tensors);
    release(tensors);
}

void EXPORT(get_weights)(float *weights) {
    float **tensors = take_tensors();
    (void)tensors_in(weights, tensors, take(3 * units_in_all() * sizeof(float)));
    rnnk_network_get_weights(module.network, tensors);
    copy_candidate_biases(tensors, true);
    release(tensors);
}

/* ---- the network ------------------------------------------------------------------------------------------- */

/* Makes the network, with weights of zero. cell: as in rnnk.h; units [layers], which are kept. Returns an
 * rnnk_status. */
int32_t EXPORT(open_network)(int32_t cell, size_t classes, size_t layers, const size_t *units, size_t sequences,
                             size_t steps, bool training) {
    module.shape = (rnnk_shape){(rnnk_cell)cell, training, classes, layers, units, sequences, steps};
    const size_t size = rnnk_network_size(&rnnk_wasm, &module.shape);
    if (size == 0) return RNNK_BAD_SHAPE;
    return rnnk_network_init(&rnnk_wasm, &module.shape, NULL, take(size), size, &module.network);
}

/* Floats of the states of all layers of a sequence. */
size_t EXPORT(states_count)(void) {
    size_t count = 0;
    for (size_t l = 0; l < module.shape.layers; l++) count += state_columns(l);
    return count;
}

/* One step of a network of one sequence: from these states, which become the next ones. Returns the logits. */
const float *EXPORT(step)(float *states, int32_t token) {
    float *at = states;
    for (size_t l = 0; l < module.shape.layers; at += state_columns(l++)) {
        memcpy(rnnk_network_state(module.network, l), at, state_columns(l) * sizeof(float));
    }
    (void)rnnk_network_forward(module.network, 1, &token);
    at = states;
    for (size_t l = 0; l < module.shape.layers; at += state_columns(l++)) {
        memcpy(at, rnnk_network_state(module.network, l), state_columns(l) * sizeof(float));
    }
    return rnnk_network_logits(module.network);
}
