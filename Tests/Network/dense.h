/* Networks of every kind of rnnk_architecture, for the checks of dense inputs: small ones, of two layers. */
#ifndef NETWORK_DENSE_H
#define NETWORK_DENSE_H

#include "support.h"

enum { F = 3, V = 4, O = 2, T = 5, B = 4, MOST = 20 /* columns of outputs and states */ };

/* Every kind: with tokens and features, projected, in both directions, with outputs and without. */
enum { DENSE_KINDS = 7 };
extern const rnnk_architecture dense_kinds[DENSE_KINDS];

extern const size_t dense_units[2];
extern const int32_t dense_tokens[T * B], dense_lengths[B];

/* A kind with two layers, for this number of sequences. */
rnnk_architecture dense_made_of(rnnk_architecture kind, size_t sequences, bool training);

/* `dense_tokens`, or NULL if the network reads none. */
const int32_t *dense_tokens_of(const rnnk_architecture *a);

#endif
