/* Golden tensors: a safetensors file of float64 and int64 tensors and text metadata. Those with the key `kind` are
 * described in Tests/Interoperability/make_dense_fixtures.py; of the others:
 *
 *   cell, layers, hidden, vocab     metadata
 *   tokens.K                        name k: START, characters, STOP; the input is all but the last token, the targets
 *                                   are all but the first
 *   param.NAME, grad.NAME           as in PyTorch; the gradients are those of `loss`
 *   logits.K [T_k, V]
 *   loss                            the mean over all predictions of all names, in nats */
#ifndef GOLDEN_H
#define GOLDEN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *bytes;
    const char *header, *data;
} golden;

/* Reads the file; ends the program if it cannot. */
golden golden_read(const char *path);
void golden_free(golden file);

/* Whether there is a metadata key or a tensor of this name. */
bool golden_has(golden file, const char *key);

/* The text of a metadata key, into `text` of `size` bytes. */
void golden_text(golden file, const char *key, char *text, size_t size);
size_t golden_number(golden file, const char *key);

/* A tensor's elements as doubles, allocated; NULL if there is no such tensor. */
double *golden_tensor(golden file, const char *name, size_t *count);

#endif
