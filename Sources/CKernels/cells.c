/* SimpleRNN, LSTM and GRU: what their layers consist of, and calls of their kernels.
 *
 * A further cell is a value of rnnk_cell, its kernels (at the end of rnnk_kernels, in kernels/ and in reference/), and
 * here a description with two functions. Besides, only the kernels of single steps ask which cell it is (step.inc and
 * step_state.inc of kernels/, step.inc of reference/). */
#include "cells.h"

#include <string.h>

#include "names.h"

static void forward_rnn(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    k->rnn_forward(rows, H, l->U.packed, rnnk_const_mat(l->initial, S), rnnk_mat(l->h, H), work);
}

static void backward_rnn(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    k->rnn_backward(rows, H, l->U.packed_transposed, rnnk_const_mat(l->initial, S), rnnk_const_mat(l->h, H),
                    rnnk_mat(l->dh, H), rnnk_mat(l->U.gradient, l->columns), work);
}

#include "network/projection.inc"

static void forward_lstm(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    const rnnk_const_matrix h0 = rnnk_const_mat(l->initial, S), c0 = rnnk_const_mat(l->initial + H, S);
    if (l->projection.rows > 0) {
        forward_projected(k, l, rows);
        return;
    }
    k->lstm_forward(rows, H, l->U.packed, h0, c0, rnnk_mat(l->gates, l->columns), rnnk_mat(l->extra, H),
                    rnnk_mat(l->h, H), work);
}

static void backward_lstm(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    const rnnk_const_matrix h0 = rnnk_const_mat(l->initial, S), c0 = rnnk_const_mat(l->initial + H, S);
    if (l->projection.rows > 0) {
        backward_projected(k, l, rows, work);
        return;
    }
    k->lstm_backward(rows, H, l->U.packed_transposed, h0, c0, rnnk_mat(l->gates, l->columns),
                     rnnk_const_mat(l->extra, H), rnnk_const_mat(l->h, H), rnnk_mat(l->dh, H),
                     rnnk_mat(l->U.gradient, l->columns), work);
}

static void forward_gru(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    k->gru_forward(rows, H, l->U.packed, l->c.p, rnnk_const_mat(l->initial, S), rnnk_mat(l->gates, l->columns),
                   rnnk_mat(l->extra, H), rnnk_mat(l->h, H), work);
}

static void backward_gru(const rnnk_kernels *k, const network_layer *l, const rnnk_rows *rows, float *work) {
    const size_t H = l->units, S = l->state_columns;
    k->gru_backward(rows, H, l->U.packed_transposed, rnnk_const_mat(l->initial, S), rnnk_mat(l->gates, l->columns),
                    rnnk_mat(l->extra, H), rnnk_const_mat(l->h, H), rnnk_mat(l->dh, H),
                    rnnk_mat(l->U.gradient, l->columns), work);
    k->column_sums(rows->rows, H, l->extra, H, l->c.gradient);
}

/* In the order of rnnk_cell. */
static const cell_description cells[] = {
    {
        ENTRY(cell, RNNK_CELL_RNN),
        ENTRY(name, "rnn"),
        ENTRY(gates, 1),
        ENTRY(states, 1),
        ENTRY(own_biases, 0),
        ENTRY(forward_work, 1),
        ENTRY(backward_work, 1),
        ENTRY(projects, false),
        ENTRY(in_place, true),
        ENTRY(forward, forward_rnn),
        ENTRY(backward, backward_rnn),
    },
    {
        ENTRY(cell, RNNK_CELL_LSTM),
        ENTRY(name, "lstm"),
        ENTRY(gates, 4),
        ENTRY(states, 2),
        ENTRY(own_biases, 0),
        ENTRY(forward_work, 4),
        ENTRY(backward_work, 5),
        ENTRY(projects, true),
        ENTRY(in_place, false),
        ENTRY(forward, forward_lstm),
        ENTRY(backward, backward_lstm),
    },
    {
        ENTRY(cell, RNNK_CELL_GRU),
        ENTRY(name, "gru"),
        ENTRY(gates, 3),
        ENTRY(states, 1),
        ENTRY(own_biases, 1),
        ENTRY(forward_work, 3),
        ENTRY(backward_work, 3),
        ENTRY(projects, false),
        ENTRY(in_place, false),
        ENTRY(forward, forward_gru),
        ENTRY(backward, backward_gru),
    },
};
static_assert(RNNK_CELL_RNN == 0 && RNNK_CELL_LSTM == 1 && RNNK_CELL_GRU == 2, "the order of the cells");

const cell_description *rnnk_cell_described(rnnk_cell cell) {
    const size_t index = (size_t)cell; /* whatever number the caller wrote into the shape */
    return index < sizeof cells / sizeof cells[0] ? &cells[index] : NULL;
}
