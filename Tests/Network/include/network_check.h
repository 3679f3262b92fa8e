/* Checks of rnnk_network.h and rnnk_model.h, for any program. Each returns the number of failed comparisons, and prints
 * them on stderr. */
#ifndef NETWORK_CHECK_H
#define NETWORK_CHECK_H

#include "rnnk_network.h"

/* Compares logits, loss and gradients of a network with those of PyTorch in float64 (see golden.h), in one pass, step
 * by step and in pieces. `error` is added to one weight: a check of the check.
 * path   a safetensors file of golden tensors */
int network_check_golden(const rnnk_kernels *kernels, const char *path, float error);

/* `network_check_golden` for networks of an rnnk_architecture: outputs, states, losses, gradients, also those of the
 * features, and losses of a training. `network_check_golden` calls this for the files that are described there. */
int network_check_dense_golden(const rnnk_kernels *kernels, const char *path, float error);

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

/* Networks with dense inputs: sequences of different lengths against each alone, steps against passes, tokens alone
 * against the network of an rnnk_shape. */
int network_check_dense(const rnnk_kernels *kernels);

/* Their losses against formulas, and their gradients against differences of the loss. */
int network_check_losses(const rnnk_kernels *kernels);

/* All parameters and gradients as one array: where each tensor is, a step of the caller's own, and gradients that are
 * added up over two halves of the sequences. */
int network_check_parameters(const rnnk_kernels *kernels);

/* Steps of an optimizer against those of PyTorch (or, where PyTorch has no such optimizer, of its formula there).
 * `network_check_golden` calls this for files of an optimizer. */
int network_check_optimizer_golden(const rnnk_kernels *kernels, const char *path);

/* `network_check_errors` for what an rnnk_architecture adds. */
int network_check_dense_errors(const rnnk_kernels *kernels);

/* Model files of every cell and element type, read and run; each status; files that are truncated at each byte or
 * changed in each byte. */
int network_check_model(const rnnk_kernels *kernels);

/* Subnormal weights and saturated gates, logits near the largest number, one class, 60,000, one unit, 4,096 and 100,000
 * steps: against the reference. */
int network_check_numbers(const rnnk_kernels *kernels);

#endif
