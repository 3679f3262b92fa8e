/* Checks of rnnk_network.h and rnnk_model.h, for any program. Each returns the number of failed comparisons, and prints
 * them on stderr. */
#ifndef NETWORK_CHECK_H
#define NETWORK_CHECK_H

#include "rnnk_network.h"

/* Compares logits, loss and gradients of a network with those of PyTorch in float64 (see golden.h), in one pass, step
 * by step and in pieces. `error` is added to one weight: a check of the check.
 * path   a safetensors file of golden tensors */
int network_check_golden(const rnnk_kernels *kernels, const char *path, float error);

/* Steps of the optimizers, and what they leave, against their formulas. */
int network_check_optimizers(const rnnk_kernels *kernels);

/* Weights in and out, states, sampling. */
int network_check_states(const rnnk_kernels *kernels);

/* A single sequence: the same logits step by step, in passes of several steps and beside another sequence, with weights
 * and states that change; and that its memory is sufficient. */
int network_check_stream(const rnnk_kernels *kernels);

/* Every status, and that a failed call changes nothing; shapes that are too large; that the memory is sufficient at any
 * alignment, and that nothing outside of it is written. */
int network_check_errors(const rnnk_kernels *kernels);

/* Model files of every cell and element type, read and run; each status; files that are truncated at each byte or
 * changed in each byte. */
int network_check_model(const rnnk_kernels *kernels);

#endif
