/* rnnk_model.h - models that rnnc trained, read from their files: the weights, and the text of each token.
 *
 *   rnnk_model *model;
 *   rnnk_status status = rnnk_model_open("names.safetensors", &model);      // unless RNNK_OK: rnnk_status_text(status)
 *
 *   rnnk_shape shape = *rnnk_model_shape(model);                             // one sequence, one step at a time
 *   size_t size = rnnk_network_size(rnnk_kernels_best(), &shape);
 *   rnnk_network *network;
 *   status = rnnk_network_init(rnnk_kernels_best(), &shape, rnnk_model_weights(model), malloc(size), size, &network);
 *
 *   int32_t tokens[40];
 *   size_t count;
 *   uint64_t random = 1;
 *   status = rnnk_model_generate(model, network, 0.8f, &random, 40, tokens, &count);
 *   for (size_t i = 0; i < count; i++) fputs(rnnk_model_text(model, tokens[i]), stdout);
 *   rnnk_model_close(model);
 *
 * Files. A model is a safetensors file with PyTorch's tensors; cell, layers and vocabulary are in its metadata. Models
 * of names and of running text are read, with cells of every kind; those with labels, with tokens of several
 * characters, or of several networks (`train --ensemble`) fail with RNNK_NEWER_MODEL. Everything in a file is checked
 * before it is used: a file that is damaged or was made to deceive is refused with a status.
 *
 * Memory. An open model is one block from malloc of the size of its weights and its vocabulary. While a file is read,
 * one more block has its header, which is freed before the function returns. Nothing else is allocated. A list of
 * training names in the file is not read. A file of n bytes never leads to more than 5 n + 65,536 bytes of memory.
 *
 * Threads. An open model is only read: any number of threads may use it at once, each with a network of its own.
 *
 * Tokens 0 ..< V - 2 are characters, as rnnc understands them: extended grapheme clusters of Unicode in normal form C.
 * Token V - 2 is START, which is read before the first character of a name, and V - 1 is STOP, which is predicted after
 * the last. */
#ifndef RNNK_MODEL_H
#define RNNK_MODEL_H

#include "rnnk_network.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rnnk_model rnnk_model;

/* ---- reading ----------------------------------------------------------------------------------------------- */

/* Reads a model file.
 * model   out: to be given to `rnnk_model_close`; NULL if it fails
 * Fails with RNNK_NO_FILE, RNNK_NO_MEMORY, RNNK_NOT_SAFETENSORS, RNNK_NOT_A_MODEL, RNNK_NEWER_MODEL, RNNK_RECORDS,
 * RNNK_BAD_VOCABULARY, RNNK_BAD_TENSOR. */
rnnk_status rnnk_model_open(const char *path, rnnk_model **model);

/* Reads a model from the bytes of its file, which are not needed any more afterwards. Fails as `rnnk_model_open`. */
rnnk_status rnnk_model_read(const void *bytes, size_t size, rnnk_model **model);

/* Frees a model; NULL is allowed. Networks that were made from it remain usable. */
void rnnk_model_close(rnnk_model *model);

/* ---- contents ---------------------------------------------------------------------------------------------- */

/* The shape of the model's network, for one sequence, one step at a time and no training: change these in a copy. */
const rnnk_shape *rnnk_model_shape(const rnnk_model *model);

/* [4 L + 2] The weights, for `rnnk_network_init`. */
const float *const *rnnk_model_weights(const rnnk_model *model);

/* Whether the model is of running text, in which a STOP is never predicted, rather than of names. */
bool rnnk_model_is_text(const rnnk_model *model);

int32_t rnnk_model_start(const rnnk_model *model);
int32_t rnnk_model_stop(const rnnk_model *model);

/* The token that is read before the first one: START, or in running text that has line feeds, the line feed. */
int32_t rnnk_model_first(const rnnk_model *model);

/* The text of a token in UTF-8 with a NUL behind it; empty for START, STOP, and numbers that are no tokens. */
const char *rnnk_model_text(const rnnk_model *model, int32_t token);

/* The bytes of that text, without the NUL behind it. A text may contain NUL if the vocabulary does. */
size_t rnnk_model_text_length(const rnnk_model *model, int32_t token);

/* The token with the longest text that `text` begins with, or -1 if there is none. Compares bytes: `text` has to be in
 * normal form C. Takes time in proportion to the size of the vocabulary. */
int32_t rnnk_model_token(const rnnk_model *model, const char *text, size_t length);

/* ---- running ----------------------------------------------------------------------------------------------- */

/* Writes a name, or as much running text as there is room for: resets the network, reads the first token, and draws
 * tokens until STOP. START is never drawn, nor is STOP in running text. Tokens of different names never mix, but drawn
 * characters that join with each other, such as an accent without its letter, are not drawn again as rnnc does it.
 * network       made with the shape of the model, for one sequence, and its weights
 * temperature   above 0, or 0 for the most probable token at each place
 * random        state of the random numbers, any number to begin with; is advanced
 * capacity      of `tokens`, at least 1; a name that is longer ends there
 * count         out: tokens written, without START and STOP
 * Fails with RNNK_BAD_LENGTH, RNNK_BAD_NUMBER. */
rnnk_status rnnk_model_generate(const rnnk_model *model, rnnk_network *network, float temperature, uint64_t *random,
                                size_t capacity, int32_t *tokens, size_t *count);

/* The natural logarithm of the probability of a name, its STOP included; of running text, that of all tokens but the
 * first one, which is only read. As `rnnc score` has it.
 * network   as for `rnnk_model_generate`; is reset
 * tokens    [count], without START and STOP
 * Fails with RNNK_BAD_TOKEN. */
rnnk_status rnnk_model_score(const rnnk_model *model, rnnk_network *network, size_t count, const int32_t *tokens,
                             double *log_probability);

#ifdef __cplusplus
}
#endif

#endif /* RNNK_MODEL_H */
