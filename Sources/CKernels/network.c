/* Whole networks over a table of kernels: the interface of rnnk_network.h.
 *
 *   network/memory.inc    what a network consists of, and where in the caller's memory each part is; over arena.inc
 *   network/weights.inc   PyTorch's tensors in and out
 *   network/packing.inc   the rows of a pass, also of sequences of different lengths
 *   network/passes.inc    forward, backward
 *   network/losses.inc    the losses
 *   network/update.inc    the steps of the optimizers
 *
 * The functions of the interface are at the end of each. What a SimpleRNN, an LSTM and a GRU are is in cells.c, which
 * includes network/projection.inc. */
#include "cells.h"

#include <math.h>
#include <string.h>

#include "network/memory.inc"
#include "network/weights.inc"
#include "network/packing.inc"
#include "network/passes.inc"
#include "network/losses.inc"
#include "network/update.inc"

const char *rnnk_status_text(rnnk_status status) {
    switch (status) {
        case RNNK_OK: return "done";
        case RNNK_BAD_SHAPE: return "the shape of the network is impossible";
        case RNNK_BAD_MEMORY: return "the network does not fit its memory";
        case RNNK_BAD_TOKEN: return "a token is not one of the network's classes";
        case RNNK_BAD_LENGTH: return "there are no steps, or more than the network was made for";
        case RNNK_BAD_NUMBER: return "a number is out of its range";
        case RNNK_BAD_SEQUENCE: return "there is no such sequence";
        case RNNK_NO_TRAINING: return "the network was not made for training";
        case RNNK_NO_LOGITS: return "there are no logits to go on from";
        case RNNK_NO_FILE: return "the file cannot be opened or read";
        case RNNK_NO_MEMORY: return "there is not enough memory";
        case RNNK_NOT_SAFETENSORS: return "the file is not a safetensors file, or was cut off or damaged";
        case RNNK_NOT_A_MODEL: return "the file is not a model of rnnc: its metadata lack what describes one";
        case RNNK_NEWER_MODEL: return "the model has labels, tokens of several characters or several networks, or is of a later version";
        case RNNK_RECORDS: return "the file is a model of records, which are several networks";
        case RNNK_BAD_VOCABULARY: return "the model's vocabulary is not a list of texts";
        case RNNK_BAD_INPUT: return "inputs are missing, or the network has no such inputs, tensor or output layer";
        case RNNK_BAD_TENSOR: return "a tensor of the model is missing or has not the shape, type or numbers that it needs";
    }
    return "an unknown status";
}

rnnk_status rnnk_network_create(const rnnk_kernels *kernels, const rnnk_architecture *architecture,
                                const float *const *weights, void *memory, size_t size, rnnk_network **network) {
    const size_t needed = rnnk_network_size_of(kernels, architecture);
    if (needed == 0) return RNNK_BAD_SHAPE;
    if (size < needed) return RNNK_BAD_MEMORY;
    rnnk_network *net = (rnnk_network *)(void *)(((uintptr_t)memory + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    memset(net, 0, needed - (ALIGNMENT - 1));
    divide(kernels, architecture, net);
    for (size_t r = 0; r < net->steps * net->sequences; r++) net->parent[r] = (int32_t)r - (int32_t)net->sequences;
    for (size_t r = 0; r < net->sequences; r++) net->parent[r] = -1 - (int32_t)r;
    for (size_t t = 0; t < net->steps; t++) net->start[t] = (int32_t)(t * net->sequences);
    if (weights) {
        rnnk_network_set_weights(net, weights);
    } else {
        rnnk_network_update(net);
    }
    *network = net;
    return RNNK_OK;
}

rnnk_status rnnk_network_init(const rnnk_kernels *kernels, const rnnk_shape *shape, const float *const *weights,
                              void *memory, size_t size, rnnk_network **network) {
    const rnnk_architecture a = architecture_of(shape);
    return rnnk_network_create(kernels, &a, weights, memory, size, network);
}
