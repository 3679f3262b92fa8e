/* The kinds of recurrent layers. Each is described once, in cells.c; networks and model files ask the description. */
#ifndef RNNK_CELLS_H
#define RNNK_CELLS_H

#include "tables.h"

#include "rnnk_network.h"

/* A matrix of weights [rows, columns], input-major, or a bias of a single row. */
typedef struct {
    size_t rows, columns;
    float *p, *gradient, *m, *v; /* the last three only for training; m and v are the optimizer's */
    size_t tokens;               /* rows that tokens select, the first ones: they are not packed */
    float *packed;               /* for products with the others, or NULL */
    float *packed_transposed;    /* for products with their transpose, in training, or NULL */
} parameter;

/* A recurrent layer, or one of the two directions of one. */
typedef struct {
    size_t inputs, units, columns; /* P without tokens, H, G H */
    size_t outputs;                /* Q: columns of h, which are H without projection */
    size_t state_columns;          /* Q, or Q + H: h and then c */
    parameter W;                   /* [P, G H], the first rows those of tokens */
    parameter U;                   /* [Q, G H] */
    parameter b;                   /* [G H] */
    parameter c;                   /* [own biases, H] recurrent biases that are kept apart: a GRU's of n */
    parameter projection;          /* [H, Q], or no rows */
    float *state;                  /* [B, Q or Q + H] current states of the sequences */
    float *initial;                /* [B, Q or Q + H] states before the last pass */
    float *gates;                  /* [T B, G H] LSTM, GRU */
    float *extra;                  /* [T B, H] LSTM: c; GRU: q */
    float *unprojected;            /* [T B, H] LSTM with projection: o tanh(c) */
    float *h, *dh;                 /* [T B, Q] */
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
    bool projects;         /* whether h can be projected */
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
