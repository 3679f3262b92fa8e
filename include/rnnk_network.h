/* rnnk_network.h - whole networks over the kernels of rnnk.h: to run, and to train a step at a time.
 *
 * A network is a stack of recurrent layers of one kind (SimpleRNN, LSTM or GRU) over one-hot tokens, and a linear
 * layer:
 *
 *   h_0 = one-hot(token),  h_l = cell_l(h_{l-1}, h_l one step before),  logits = W h_L + b
 *
 * It lives in one piece of memory that the caller provides. Nothing is ever allocated:
 *
 *   const size_t units[] = {32, 32};
 *   const rnnk_shape shape = {.cell = RNNK_CELL_GRU, .classes = 28, .layers = 2,
 *                             .units = units, .sequences = 1, .steps = 1};
 *   const size_t size = rnnk_network_size(rnnk_kernels_best(), &shape);
 *   rnnk_network *network;
 *   rnnk_network_init(rnnk_kernels_best(), &shape, weights, malloc(size), size, &network);
 *   rnnk_network_forward(network, 1, &token);
 *   rnnk_network_logits(network);              // [1, 28]
 *
 * The letters are those of rnnk.h, and
 *
 *   V  classes: tokens in, logits out     L  layers     H  units of a layer     P  units or tokens of the layer below
 *   B  sequences that run side by side    T  steps of a pass
 *
 * Errors. A function that can fail returns a status, RNNK_OK if it did not; one that failed has changed nothing.
 * Pointers are not checked: but where NULL is said to be allowed they point to as much as their comment says.
 *
 * Threads. A network is used by one thread at a time; different networks by any number of threads at once.
 *
 * Results are those of the kernels: float32, the same bits for the same table and inputs. If the table's
 * `independent_rows` is true, the logits of a sequence depend neither on what runs beside it, nor on whether its steps
 * are computed in one call or in several.
 *
 * Latency. A network that runs one sequence and is not made for training computes a call of one step by the table's
 * `step`, which has the least latency. Its memory contains a further copy of the weights for that. */
#ifndef RNNK_NETWORK_H
#define RNNK_NETWORK_H

#include "rnnk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- shape ------------------------------------------------------------------------------------------------- */

typedef struct rnnk_shape {
    rnnk_cell cell;
    bool training;       /* whether there is memory for gradients and for an optimizer's state */
    size_t classes;      /* V, at least 1 */
    size_t layers;       /* L, at least 1 */
    const size_t *units; /* [L] H of each layer, at least 1 */
    size_t sequences;    /* B, at least 1 */
    size_t steps;        /* the largest T of a pass, at least 1; B times it is less than 2^31 */
} rnnk_shape;

typedef enum rnnk_status {
    RNNK_OK = 0,
    RNNK_BAD_SHAPE = 1,    /* a size is 0, or so large that the memory cannot be counted; or there is no such cell */
    RNNK_BAD_MEMORY = 2,   /* less memory than `rnnk_network_size` says */
    RNNK_BAD_TOKEN = 3,    /* a token, or a target, is not one of 0 ..< V */
    RNNK_BAD_LENGTH = 4,   /* no steps, or more than the network has memory for */
    RNNK_BAD_NUMBER = 5,   /* a rate, a temperature, ... outside the range that its comment gives */
    RNNK_BAD_SEQUENCE = 6, /* not one of 0 ..< B */
    RNNK_NO_TRAINING = 7,  /* asked of a network whose shape says no training */
    RNNK_NO_LOGITS = 8,    /* there are no logits to continue from: see each function */

    /* Statuses of rnnk_model.h. */
    RNNK_NO_FILE = 9,         /* the file cannot be opened or read */
    RNNK_NO_MEMORY = 10,      /* malloc has not enough memory */
    RNNK_NOT_SAFETENSORS = 11, /* not a safetensors file, or one that was cut off or damaged */
    RNNK_NOT_A_MODEL = 12,    /* the metadata are not those of a model of rnnc */
    RNNK_NEWER_MODEL = 13,    /* a format that this version does not know */
    RNNK_RECORDS = 14,        /* a model of records, which are several networks */
    RNNK_BAD_VOCABULARY = 15, /* the vocabulary is not a list of at most 65,533 texts */
    RNNK_BAD_TENSOR = 16      /* a tensor is missing, has another shape or type, or numbers that are not finite */
} rnnk_status;

/* What a status means, in English, without a full stop; never NULL. */
const char *rnnk_status_text(rnnk_status status);

/* ---- creation ---------------------------------------------------------------------------------------------- */

/* A network; what is in it is private. It needs no destruction: its memory is free whenever the caller wants it
 * back. */
typedef struct rnnk_network rnnk_network;

/* The weights of a network are an array of 4 L + 2 pointers, in PyTorch's order and layouts, dense, in float32:
 *
 *   for each layer   weight_ih [G H, P], weight_hh [G H, H], bias_ih [G H], bias_hh [G H]
 *   and last         W [V, H of the last layer], b [V]
 *
 * G gates: 1 of a SimpleRNN; 4 of an LSTM, in the order i, f, g, o; 3 of a GRU, r, z, n, whose reset gate acts after
 * the recurrent product. Where weights are read, NULL is a tensor of zeros; where they are written, one that is not
 * wanted. The two biases of a gate are kept as their sum, but for those of a GRU's n; a sum is written as bias_ih, with
 * zeros as bias_hh. */
enum { RNNK_TENSORS_PER_LAYER = 4, RNNK_TENSORS_OF_OUTPUT = 2 };

/* Bytes of a network that runs on these kernels; 0 for RNNK_BAD_SHAPE. */
size_t rnnk_network_size(const rnnk_kernels *kernels, const rnnk_shape *shape);

/* Makes a network in `memory`, which is aligned as by malloc, is not moved, and is nobody else's as long as the network
 * is used; everything in it is aligned to 64 bytes. All states are zeros, all gradients and moments too. The weights
 * are copied; shape and pointers are not needed any more.
 * size          bytes of memory, at least `rnnk_network_size`
 * weights       [4 L + 2] or NULL for zeros
 * network       out: where in memory the network is
 * Fails with RNNK_BAD_SHAPE, RNNK_BAD_MEMORY. */
rnnk_status rnnk_network_init(const rnnk_kernels *kernels, const rnnk_shape *shape, const float *const *weights,
                              void *memory, size_t size, rnnk_network **network);

/* Writes the weights as they are now into [4 L + 2] tensors. */
void rnnk_network_get_weights(const rnnk_network *network, float *const *weights);

/* Replaces the weights; states, gradients and moments stay. */
void rnnk_network_set_weights(rnnk_network *network, const float *const *weights);

/* ---- running ----------------------------------------------------------------------------------------------- */

/* T steps of each of the B sequences, from their current states; leaves logits, and the states after the last step.
 * tokens [T, B], each 0 ..< V: those of step 0 first.
 * Fails with RNNK_BAD_LENGTH, RNNK_BAD_TOKEN. */
rnnk_status rnnk_network_forward(rnnk_network *network, size_t T, const int32_t *tokens);

/* [T, B, V] The logits of the last `forward`: what the softmax is taken of to predict the token after each. They are in
 * the network's memory until the next `forward` or `cross_entropy`, and may be written to. */
float *rnnk_network_logits(rnnk_network *network);

/* Draws a token for each sequence from the softmax of its logits / temperature in the last step of `forward`.
 * temperature   above 0
 * random [B]    uniform in 0 ..< 2^32
 * tokens [B]    out
 * Fails with RNNK_NO_LOGITS before the first `forward` and after `cross_entropy`; with RNNK_BAD_NUMBER. */
rnnk_status rnnk_network_sample(rnnk_network *network, float temperature, const uint32_t *random, int32_t *tokens);

/* All sequences begin anew, with states of zeros. */
void rnnk_network_reset(rnnk_network *network);

/* Sequence b begins anew. Fails with RNNK_BAD_SEQUENCE. */
rnnk_status rnnk_network_reset_sequence(rnnk_network *network, size_t b);

/* [B, H], of an LSTM [B, 2 H]: the states of a layer, h and, beside it, c. They are in the network's memory: read them
 * to keep them, write them to continue from there. NULL if there is no such layer. */
float *rnnk_network_state(rnnk_network *network, size_t layer);

/* ---- training ---------------------------------------------------------------------------------------------- */

/* The loss of the last `forward`, and its gradient with respect to the logits, which replaces them.
 * targets [T, B]  0 ..< V the token that comes next, or -1: nothing is predicted there (as behind the end of a sequence
 *                 that is shorter than those beside it)
 * scale           the gradient's factor: 1 for the sum over all targets, 1 / their number for the mean
 * loss            out: sum over targets of -log softmax(logits)[target], in nats, not scaled
 * Fails with RNNK_NO_TRAINING, RNNK_NO_LOGITS, RNNK_BAD_TOKEN. */
rnnk_status rnnk_network_cross_entropy(rnnk_network *network, const int32_t *targets, float scale, double *loss);

/* Backpropagation through the T steps of the last `forward`, once for each: adds to the gradients of all weights. What
 * is stored in place of the logits is taken as the gradient with respect to them: that of `cross_entropy`, or of a loss
 * of the caller's own. The states that the steps began with are constants: backpropagation is truncated there.
 * Fails with RNNK_NO_TRAINING, RNNK_NO_LOGITS. */
rnnk_status rnnk_network_backward(rnnk_network *network);

/* Writes the gradients as they are now into [4 L + 2] tensors. As both biases of a gate are added to the same, bias_hh
 * is given the gradient that it would have in PyTorch. Fails with RNNK_NO_TRAINING. */
rnnk_status rnnk_network_get_gradients(const rnnk_network *network, float *const *gradients);

/* Scales the gradients down to an L2 norm of at most `limit`, taken over all of them together.
 * limit   above 0, infinity to have the norm only
 * norm    out: the norm before; or NULL
 * Fails with RNNK_NO_TRAINING, RNNK_BAD_NUMBER. */
rnnk_status rnnk_network_clip(rnnk_network *network, float limit, double *norm);

/* One step of an optimizer, whose formulas are those of rnnk.h, with the gradients added up since the last step; then
 * these are zeros. A network is trained with one of them: its moments are not the other's. The t of Adam is the
 * network's.
 * lr      finite;  m, beta1, beta2 in 0 ..< 1;  epsilon above 0
 * Fail with RNNK_NO_TRAINING, RNNK_BAD_NUMBER. */
rnnk_status rnnk_network_sgd(rnnk_network *network, float lr);
rnnk_status rnnk_network_momentum(rnnk_network *network, float lr, float m);
rnnk_status rnnk_network_adam(rnnk_network *network, float lr, float beta1, float beta2, float epsilon);

#ifdef __cplusplus
}
#endif

#endif /* RNNK_NETWORK_H */
