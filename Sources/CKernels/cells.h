/* The kinds of recurrent layers. Each is described once, in cells.c; networks and model files ask the description. */
#ifndef RNNK_CELLS_H
#define RNNK_CELLS_H

#include "tables.h"

#include "rnnk_network.h"

/* A matrix of weights [rows, columns], input-major, or a bias of a single row. */
typedef struct {
    size_t rows, columns;
    float *p, *gradient, *m, *v; /* the last three only for training; m and v are the optimizer's */
    float *packed;               /* for products with it, or NULL */
    float *packed_transposed;    /* for products with its transpose, in training, or NULL */
} parameter;

typedef struct {
    size_t inputs, units, columns; /* P, H, G H */
    size_t state_columns;          /* H, or 2 H: h and then c */
    parameter W;                   /* [P, G H] */
    parameter U;                   /* [H, G H] */
    parameter b;                   /* [G H] */
    parameter c;                   /* [own biases, H] recurrent biases that are kept apart: a GRU's of n */
    float *state;                  /* [B, H or 2 H] current states of the sequences */
    float *initial;                /* [B, H or 2 H] states before the last pass */
    float *gates;                  /* [T B, G H] LSTM, GRU */
    float *extra;                  /* [T B, H] LSTM: c; GRU: q */
    float *h, *dh;                 /* [T B, H] */
} network_layer;

/* A pass of a layer's cell over rows, forward or backward; `work` is the network's. */
typedef void cell_pass(const rnnk_kernels *kernels, const network_layer *layer, const rnnk_rows *rows, float *work);

typedef struct {
    rnnk_cell cell;
    const char *name;      /* in model files */
    size_t gates;          /* G */
    size_t states;         /* vectors of H that a state consists of: h, and an LSTM's c */
    size_t own_biases;     /* gates, the last ones, whose recurrent bias is not added to the other one */
    size_t forward_work;   /* floats of `work` that the kernels use, per row of (I + S) and unit */
    size_t backward_work;
    bool in_place;         /* pre-activations are in h, their gradients in dh: there are no `gates` and no `extra` */
    cell_pass *forward;    /* from pre-activations to h */
    cell_pass *backward;   /* from dh to the gradients of the pre-activations, of U and of c */
} cell_description;

/* The description of a cell, or NULL if there is no such cell. */
const cell_description *rnnk_cell_described(rnnk_cell cell) RNNK_HIDDEN;

/* The pre-activations that `forward` takes, and where `backward` leaves their gradients. */
RNNK_INLINE float *preactivations(const cell_description *cell, const network_layer *l) {
    return cell->in_place ? l->h : l->gates;
}
RNNK_INLINE float *preactivation_gradients(const cell_description *cell, const network_layer *l) {
    return cell->in_place ? l->dh : l->gates;
}

#endif
