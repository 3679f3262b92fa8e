#include "dense.h"

const size_t dense_units[2] = {9, 7};

const rnnk_architecture dense_kinds[DENSE_KINDS] = {
    {.cell = RNNK_CELL_RNN, .features = F, .outputs = O},
    {.cell = RNNK_CELL_LSTM, .tokens = V, .features = F, .outputs = O},
    {.cell = RNNK_CELL_GRU, .features = F},
    {.cell = RNNK_CELL_LSTM, .features = F, .outputs = O, .projection = 5},
    {.cell = RNNK_CELL_RNN, .tokens = V, .features = F, .outputs = O, .bidirectional = true},
    {.cell = RNNK_CELL_GRU, .tokens = V, .features = F, .outputs = O, .bidirectional = true},
    {.cell = RNNK_CELL_LSTM, .features = F, .projection = 4, .bidirectional = true},
};

const int32_t dense_tokens[T * B] = {0, 1, 2, 3, 3, 2, 1, 0, 1, 1, 2, 2, 0, 3, 0, 3, 2, 1, 3, 0};
const int32_t dense_lengths[B] = {3, 5, 0, 1};

rnnk_architecture dense_made_of(rnnk_architecture a, size_t sequences, bool training) {
    a.size = sizeof a;
    a.training = training;
    a.layers = 2;
    a.units = dense_units;
    a.sequences = sequences;
    a.steps = T;
    return a;
}

const int32_t *dense_tokens_of(const rnnk_architecture *a) { return a->tokens > 0 ? dense_tokens : NULL; }
