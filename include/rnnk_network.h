/* rnnk_network.h - whole networks over the kernels of rnnk.h: to run, and to train a step at a time.
 *
 * A network is a stack of recurrent layers of one kind (SimpleRNN, LSTM or GRU) over one-hot tokens, and a linear
 * layer:
 *
 *   h_0 = one-hot(token),  h_l = cell_l(h_{l-1}, h_l one step before),  logits = W h_L + b
 *
 * or, described by an rnnk_architecture instead of an rnnk_shape, over dense vectors, over tokens and dense vectors
 * side by side, in both directions of time, with projected states, and with any number of outputs or none:
 *
 *   h_0 = [one-hot(token), x],  y = W h_L + b
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
 *   V  classes: tokens in, logits out     L  layers     H  units of a layer     P  inputs of a layer: tokens and
 *   B  sequences that run side by side    T  steps of a pass                       features, or what the layer below
 *   F  features: numbers in               O  outputs                               gives (D)
 *   Q  numbers that an LSTM's h is projected to; without projection, H
 *   D  numbers that a layer gives to the next one: Q, with two directions 2 Q
 *
 * Errors. A function that can fail returns a status, RNNK_OK if it did not; one that failed has changed nothing.
 * Pointers are not checked: but where NULL is said to be allowed they point to as much as their comment says.
 *
 * Threads. A network is used by one thread at a time; different networks by any number of threads at once.
 *
 * Results are those of the kernels: float32, the same bits for the same table and inputs. If the table's
 * `independent_rows` is true, the logits of a sequence depend neither on what runs beside it, nor on whether its steps
 * are computed in one call or in several. (A pass with `lengths` that differ has these results within rounding.)
 *
 * Latency. A network that runs one sequence and is not made for training computes a call of one step by the table's
 * `step` or `dense_step`, which have the least latency. Its memory contains a further copy of the weights for that.
 *
 * Real time. `rnnk_network_forward`, `rnnk_network_run`, `rnnk_network_sample`, `rnnk_network_reset`,
 * `rnnk_network_reset_sequence` and the functions that return pointers may be called by a thread that must not wait:
 *
 *   memory        nothing is allocated or freed
 *   waiting       there is no lock, no system call, no input or output, and no signal
 *   stack         at most 16 KB in a call of one step by `step` or `dense_step`, at most 256 KB in any other
 *   time          in proportion to T and B; it depends on neither the numbers nor the calls before
 *   subnormals    a network that reads features reads and writes them as zero, because they take a hundred times as
 *                 long as other numbers and its states decay into them in silence; when the call returns, the
 *                 processor's floating-point mode is what it was. Networks that read tokens only use the caller's mode
 *
 * All of this is so with the tables that this library computes itself; OpenBLAS, in the table "openblas", may allocate
 * and lock. Tests/RealTime holds the library to it. `backward` does the same with subnormals. */
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
    RNNK_BAD_LENGTH = 4,   /* no steps, more than the network has memory for, or a length outside 0 ... T */
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
    RNNK_BAD_TENSOR = 16,     /* a tensor is missing, has another shape or type, or numbers that are not finite */

    /* Further statuses of networks. */
    RNNK_BAD_INPUT = 17 /* tokens or features are missing, or the network has no such inputs; or there is no such
                         * tensor; or the network has no linear layer, as the call requires */
} rnnk_status;

/* What a status means, in English, without a full stop; never NULL. */
const char *rnnk_status_text(rnnk_status status);

/* What an rnnk_shape cannot say. Zeros are the defaults: begin with `rnnk_architecture a = {.size = sizeof a}`. Further
 * members are added at the end, and their zeros mean what there was before them; so the size says which members the
 * program knows. */
typedef struct rnnk_architecture {
    size_t size; /* sizeof(rnnk_architecture) */
    rnnk_cell cell;
    bool training;       /* as in rnnk_shape */
    bool bidirectional;  /* every layer reads the sequences in both directions, as PyTorch's `bidirectional` */
    size_t tokens;       /* V, or 0: no tokens in */
    size_t features;     /* F, or 0: no numbers in; V + F is at least 1 */
    size_t outputs;      /* O, or 0: no linear layer; the outputs are those of the last recurrent layer, and O is D */
    size_t projection;   /* Q of every layer, as PyTorch's `proj_size`; or 0: none. Only of an LSTM */
    size_t layers;       /* L, at least 1 */
    const size_t *units; /* [L] H of each layer, at least 1 */
    size_t sequences;    /* B, at least 1 */
    size_t steps;        /* the largest T of a pass, at least 1; B times it is less than 2^31 */
} rnnk_architecture;

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

/* The tensors of an rnnk_architecture, whose number is `rnnk_network_tensors`: with two directions, a layer has the
 * four tensors twice, those of the forward direction first; with projection, weight_hr [Q, H] follows each four,
 * and weight_hh is [G H, Q]. In the first layer, the columns of weight_ih are the tokens, and then the features.
 * Without linear layer there are no W and b. */

/* Bytes of a network that runs on these kernels; 0 for RNNK_BAD_SHAPE. */
size_t rnnk_network_size(const rnnk_kernels *kernels, const rnnk_shape *shape);
size_t rnnk_network_size_of(const rnnk_kernels *kernels, const rnnk_architecture *architecture);

/* Makes a network in `memory`, which is aligned as by malloc, is not moved, and is nobody else's as long as the network
 * is used; everything in it is aligned to 64 bytes. All states are zeros, all gradients and moments too. The weights
 * are copied; shape and pointers are not needed any more.
 * size          bytes of memory, at least `rnnk_network_size`
 * weights       [4 L + 2] or NULL for zeros
 * network       out: where in memory the network is
 * Fails with RNNK_BAD_SHAPE, RNNK_BAD_MEMORY. */
rnnk_status rnnk_network_init(const rnnk_kernels *kernels, const rnnk_shape *shape, const float *const *weights,
                              void *memory, size_t size, rnnk_network **network);

/* Makes a network of an architecture: everything else as `rnnk_network_init`. RNNK_BAD_SHAPE also for a size that is
 * not that of an rnnk_architecture of this library or, with zeros behind what it knows, of a newer one. */
rnnk_status rnnk_network_create(const rnnk_kernels *kernels, const rnnk_architecture *architecture,
                                const float *const *weights, void *memory, size_t size, rnnk_network **network);

/* Writes the weights as they are now into the tensors. */
void rnnk_network_get_weights(const rnnk_network *network, float *const *weights);

/* Replaces the weights; states, gradients and moments stay. */
void rnnk_network_set_weights(rnnk_network *network, const float *const *weights);

/* ---- running ----------------------------------------------------------------------------------------------- */

/* T steps of each of the B sequences, from their current states; leaves logits, and the states after the last step.
 * tokens [T, B], each 0 ..< V: those of step 0 first.
 * Fails with RNNK_BAD_LENGTH, RNNK_BAD_TOKEN; with RNNK_BAD_INPUT if the network reads features. */
rnnk_status rnnk_network_forward(rnnk_network *network, size_t T, const int32_t *tokens);

/* As `rnnk_network_forward`, with any inputs, and for sequences of different lengths. Sequences that have ended cost
 * nothing. A second direction begins every pass with a state of zeros, at the last step of each sequence.
 * lengths   [B] steps of each sequence, each 0 ... T, or NULL if all have T. What is behind the end of a sequence is
 *           not read; the outputs there are zeros, and no loss counts them. A sequence of length 0 keeps its state
 * tokens    [T, B], each 0 ..< V; NULL exactly if the network reads no tokens
 * features  [T, B, F], any numbers; NULL exactly if the network reads no features. A network that is made for training
 *           keeps a copy of them for `backward`
 * Fails with RNNK_BAD_LENGTH, RNNK_BAD_TOKEN, RNNK_BAD_INPUT. */
rnnk_status rnnk_network_run(rnnk_network *network, size_t T, const int32_t *lengths, const int32_t *tokens,
                             const float *features);

/* [T, B, O] The outputs of the last `forward` or `run`, in the network's memory until the next one or until the loss.
 * What they are is a matter of the loss: logits of classes (`cross_entropy`), numbers (`squared_error`, `huber`), or
 * logits of independent probabilities (`binary_cross_entropy`). Without linear layer, the outputs [T, B, D] of the last
 * recurrent layer, those of the forward direction first. */
float *rnnk_network_outputs(rnnk_network *network);

/* [T, B, V] The logits of the last `forward`: what the softmax is taken of to predict the token after each. They are in
 * the network's memory until the next `forward` or `cross_entropy`, and may be written to. The same as
 * `rnnk_network_outputs`. */
float *rnnk_network_logits(rnnk_network *network);

/* Draws a token for each sequence from the softmax of its logits / temperature in the last step of `forward`.
 * temperature   above 0
 * random [B]    uniform in 0 ..< 2^32
 * tokens [B]    out
 * Fails with RNNK_NO_LOGITS before the first `forward` and after `cross_entropy`; with RNNK_BAD_INPUT without linear
 * layer; with RNNK_BAD_NUMBER. With `lengths`, the last step is step T - 1. */
rnnk_status rnnk_network_sample(rnnk_network *network, float temperature, const uint32_t *random, int32_t *tokens);

/* All sequences begin anew, with states of zeros. */
void rnnk_network_reset(rnnk_network *network);

/* Sequence b begins anew. Fails with RNNK_BAD_SEQUENCE. */
rnnk_status rnnk_network_reset_sequence(rnnk_network *network, size_t b);

/* [B, H], of an LSTM [B, 2 H], with projection [B, Q + H]: the states of a layer, h and, beside it, c. They are in the
 * network's memory: read them to keep them, write them to continue from there. NULL if there is no such layer. With two
 * directions, 2 l is the forward and 2 l + 1 the other direction of layer l, whose state is that after step 0. */
float *rnnk_network_state(rnnk_network *network, size_t layer);

/* ---- training ---------------------------------------------------------------------------------------------- */

/* Softmax cross-entropy of the outputs of the last `forward`, and its gradient with respect to the logits, which
 * replaces them.
 * targets [T, B]  0 ..< V (or O) the token that comes next, or -1: nothing is predicted there (as behind the end of a
 *                 sequence that is shorter than those beside it)
 * scale           the gradient's factor: 1 for the sum over all targets, 1 / their number for the mean
 * loss            out: sum over targets of -log softmax(logits)[target], in nats, not scaled
 * Fails with RNNK_NO_TRAINING, RNNK_NO_LOGITS, RNNK_BAD_TOKEN; with RNNK_BAD_INPUT without linear layer. */
rnnk_status rnnk_network_cross_entropy(rnnk_network *network, const int32_t *targets, float scale, double *loss);

/* Further losses: sums over the T B rows of the outputs y [T, B, O] and over their numbers. Steps behind the end of a
 * sequence do not count. The gradient replaces the outputs (without linear layer, see `rnnk_network_output_gradients`).
 * targets [T, B, O]  t
 * weights [T, B]     w, the weight of each row, such as 0 where nothing is predicted, whatever the target; NULL for
 *                    ones
 * scale              as for `cross_entropy`; PyTorch's "mean" divides by the number of targets, which is O per row
 * loss               out: not scaled
 * Fail with RNNK_NO_TRAINING, RNNK_NO_LOGITS. */

/* Squared error: w (y - t)^2; the gradient is 2 w scale (y - t). */
rnnk_status rnnk_network_squared_error(rnnk_network *network, const float *targets, const float *weights, float scale,
                                       double *loss);

/* Huber loss, as PyTorch's HuberLoss: w e^2 / 2 if |e| <= delta, e = y - t, else w delta (|e| - delta / 2).
 * delta   above 0, finite; fails with RNNK_BAD_NUMBER. */
rnnk_status rnnk_network_huber(rnnk_network *network, const float *targets, const float *weights, float delta,
                               float scale, double *loss);

/* Binary cross-entropy of logits y, as PyTorch's BCEWithLogitsLoss: w (log(1 + e^y) - t y), t a probability; the
 * gradient is w scale (1 / (1 + e^-y) - t). Each term is within 2e-7, relative to it if it is above 1.
 * Fails with RNNK_BAD_NUMBER if a target whose weight is not 0 is outside 0 ... 1. */
rnnk_status rnnk_network_binary_cross_entropy(rnnk_network *network, const float *targets, const float *weights,
                                              float scale, double *loss);

/* [T, B, O] What `backward` takes as the gradient with respect to the outputs, for a loss of the caller's own, who
 * writes all of it. (Behind the end of a sequence it is not read.) With a linear layer, this is the memory of the
 * outputs; without one, it is other memory, and is undefined before a loss. NULL without training. */
float *rnnk_network_output_gradients(rnnk_network *network);

/* Backpropagation through the T steps of the last `forward`, once for each: adds to the gradients of all weights. What
 * is stored in place of the logits is taken as the gradient with respect to them: that of `cross_entropy`, or of a loss
 * of the caller's own. The states that the steps began with are constants: backpropagation is truncated there.
 * Fails with RNNK_NO_TRAINING, RNNK_NO_LOGITS. */
rnnk_status rnnk_network_backward(rnnk_network *network);

/* As `rnnk_network_backward`, and also writes the gradient with respect to the features.
 * features [T, B, F]  out: zeros behind the end of a sequence
 * Fails with RNNK_NO_TRAINING, RNNK_NO_LOGITS; with RNNK_BAD_INPUT if the network reads no features. */
rnnk_status rnnk_network_backward_features(rnnk_network *network, float *features);

/* Writes the gradients as they are now into the tensors. As both biases of a gate are added to the same, bias_hh
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

/* Further optimizers. Adam with decoupled weight decay (Loshchilov & Hutter, as PyTorch's AdamW): p -= lr decay p for
 * all parameters, biases too, and then the step of Adam.
 * rho in 0 ..< 1;  decay at least 0, finite;  the others as above */
rnnk_status rnnk_network_nesterov(rnnk_network *network, float lr, float m);
rnnk_status rnnk_network_rmsprop(rnnk_network *network, float lr, float rho, float epsilon);
rnnk_status rnnk_network_adamw(rnnk_network *network, float lr, float beta1, float beta2, float epsilon, float decay);

/* ---- all parameters as one array ------------------------------------------------------------------------------ */

/* All parameters, and all gradients, as they are stored: one array each, in the network's memory, to average over
 * processes, to clip, to decay, or for an optimizer of the caller's own. Between the tensors there are a few numbers
 * that are 0 and belong to none; they may be computed with, and stay 0 in every optimizer above. After writing to the
 * parameters call `rnnk_network_update`. Gradients may be written freely; `backward` adds to them, so that after a step
 * of the caller's own they are to be zeroed (memset).
 * count   out: numbers in the array
 * Gradients are NULL without training. */
float *rnnk_network_parameters(rnnk_network *network, size_t *count);
float *rnnk_network_gradients(rnnk_network *network, size_t *count);

/* Brings the copies of the weights that the kernels read up to date with the parameters. States, gradients and moments
 * stay. */
void rnnk_network_update(rnnk_network *network);

/* Where a tensor is in these arrays: element (r, c) is at [offset + r * columns + c]. Matrices are stored input-major,
 * the transposes of PyTorch's. A bias is one row. bias_ih is the sum of both biases, or, in a GRU's n, that of the
 * input; bias_hh has no elements (rows = columns = 0) but for a GRU, where it is [1, H], that of n. */
typedef struct rnnk_tensor {
    size_t offset, rows, columns;
} rnnk_tensor;

/* Number of tensors: 4 L + 2 for an rnnk_shape. */
size_t rnnk_network_tensors(const rnnk_network *network);

/* Tensor `index`, in the order of the weights. Fails with RNNK_BAD_INPUT if there is none. */
rnnk_status rnnk_network_tensor(const rnnk_network *network, size_t index, rnnk_tensor *tensor);

#ifdef __cplusplus
}
#endif

#endif /* RNNK_NETWORK_H */
