/* The table: what is left of its bodies, those that are the same whoever multiplies matrices, and the list of them all.
 * TABLE and TABLE_NAME say which table. */
#include "optimizers.h"
#include "peak.h"
#include "recurrence.h"
#include "rnn.h"
#include "lstm.h"
#include "gru.h"
#include "rows.h"
#include "softmax.h"
#include "sample.h"
#include "online_state.h"
#include "online.h"

const rnnk_kernels TABLE = {
    .name = TABLE_NAME,
    .packed_count = packed_count,
    .pack = pack,
    .gemm = gemm,
    .independent_rows = INDEPENDENT_ROWS,
    .outer = outer,
    .column_sums = column_sums,
    .gather = gather,
    .scatter_add = scatter_add,
    .rnn_forward = rnn_forward,
    .rnn_backward = rnn_backward,
    .lstm_forward = lstm_forward,
    .lstm_backward = lstm_backward,
    .gru_forward = gru_forward,
    .gru_backward = gru_backward,
    .softmax_cross_entropy = softmax_cross_entropy,
    .log_softmax = log_softmax,
    .cumulate = cumulate,
    .draw = draw,
    .tanh = array_tanh,
    .sigmoid = array_sigmoid,
    .exp = array_exp,
    .log = array_log,
    .add = array_add,
    .scale = array_scale,
    .sum_of_squares = array_sum_of_squares,
    .sgd = sgd,
    .momentum = momentum,
    .nesterov = nesterov,
    .rmsprop = rmsprop,
    .adam = adam,
    .online_size = online_size,
    .online_start = online_start,
    .online_train = online_train,
    .online_finish = online_finish,
    .multiply_add_loop = multiply_add_loop,
};
