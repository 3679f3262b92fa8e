/* rnnk.h - SIMD kernels for training and running small recurrent networks on a CPU.
 *
 * Everything is float32 and row-major. Sizes and leading dimensions count elements, never bytes.
 * The letters, the same in every signature:
 *
 *   R  rows              one row is one position of one sequence, or one distinct prefix of many
 *   H  hidden units      V  vocabulary (classes)      M, N, K  sizes of a matrix product
 *   ldx                  leading dimension of x: the distance between two rows, at least its number of columns
 *   dx                   gradient of the loss with respect to x
 *
 * A kernel that takes several matrices takes each of them together with its leading dimension, as an rnnk_matrix; a
 * kernel that takes a single matrix takes x and ldx.
 *
 * A matrix of weights is stored input-major, [inputs, outputs]: the product of a row of activations with it is
 * x W, and the row of a one-hot input is a row of W.
 *
 * Kernels come in tables, one for each instruction set. Get a table once (`rnnk_kernels_best`, `rnnk_kernels_named`)
 * and call through it. Tables are immutable; every kernel may be called from any number of threads at once on
 * different outputs. Kernels do not allocate, print, lock, abort, or read the environment. Nothing is required of
 * alignment; 64 bytes for matrices and leading dimensions that are multiples of 16 are fastest. Unless a comment
 * says otherwise outputs must not overlap inputs, sizes may be zero, and nothing outside the stated shapes is
 * read or written. The same table, inputs and sizes give the same bits, always. A kernel needs up to 256 KB of stack.
 *
 * Errors. A kernel has none: arguments that are not as its comment says are undefined behavior. (The networks of
 * rnnk_network.h check theirs.) NaN and infinities are computed with like any number; a NaN never makes a kernel read
 * or write elsewhere.
 *
 * The library needs libm and the C library only. OpenBLAS is loaded with dlopen when the table "openblas" is first
 * asked for, and set to one thread; on a machine without it that table is not there. The environment variable
 * RNNK_OPENBLAS names the library file to load instead of the system's. Computing with this table OpenBLAS may allocate
 * and lock, and it counts in 32 bits. Compiled with RNNK_WITHOUT_OPENBLAS the library does not have the table. No flag
 * changes these headers or the meaning of anything in them; no compiler option for the processor changes a table.
 *
 * Versions are semantic (semver.org). A program runs with every library of the major version that it was compiled with,
 * at least as new; before 1.0, of the same minor version. The functions here, and those of rnnk_network.h and
 * rnnk_model.h, are all that the library exports. Within those bounds:
 *
 *   rnnk_kernels   grows at its end. Tables are the library's, and programs reach them through pointers. A program that
 *                  calls a kernel that version n added, and may meet an older library, first asks if
 *                  rnnk_version() >= n.
 *   structures     that a program fills (rnnk_matrix, rnnk_rows, rnnk_rnn, rnnk_stack, rnnk_shape) keep their members.
 *                  What needs more gets a structure and functions of its own. rnnk_architecture begins with its size
 *                  instead, and grows at its end.
 *   enumerations   get further values at their ends. An older library refuses a cell that it does not know:
 *                  RNNK_BAD_SHAPE.
 *
 * So a fourth kind of recurrent layer is a value of rnnk_cell, and two kernels at the end of rnnk_kernels. `step_size`
 * is 0 for cells that a table's `step` does not know. */
#ifndef RNNK_H
#define RNNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RNNK_VERSION_MAJOR 0
#define RNNK_VERSION_MINOR 1
#define RNNK_VERSION_PATCH 0

/* The version of this header as one number that grows: 10203 is 1.2.3. */
#define RNNK_VERSION (RNNK_VERSION_MAJOR * 10000 + RNNK_VERSION_MINOR * 100 + RNNK_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library, as RNNK_VERSION. */
int rnnk_version(void);

/* A matrix as an argument: element (r, c) is at[r * ld + c]. Passed by value. */
typedef struct rnnk_matrix {
    float *at;
    size_t ld;
} rnnk_matrix;

/* A matrix that a kernel only reads; `at` may be NULL where the kernel's comment says so, whatever ld is. */
typedef struct rnnk_const_matrix {
    const float *at;
    size_t ld;
} rnnk_const_matrix;

/* The matrix whose first element is *at. */
static inline rnnk_matrix rnnk_mat(float *at, size_t ld) {
    const rnnk_matrix x = {at, ld};
    return x;
}

static inline rnnk_const_matrix rnnk_const_mat(const float *at, size_t ld) {
    const rnnk_const_matrix x = {at, ld};
    return x;
}

/* The rows of a batch, packed for a recurrence.
 *
 * A row continues the state of another row, its parent, or an initial state. Several rows may share a parent (a prefix
 * tree), or every row has one of its own (plain sequences). The depth of a row is how many rows come before it on its
 * way. Rows that are continued come first, by depth; those that are not follow, in any order. So the recurrent product
 * of a depth is one dense product over consecutive rows, and no row is multiplied that nobody continues. */
typedef struct rnnk_rows {
    size_t rows;           /* R, the number of rows */
    size_t states;         /* S, the number of initial states */
    size_t depths;         /* D, the number of depths at which rows are continued */
    const int32_t *start;  /* [D + 1] rows start[t] ..< start[t + 1] are those of depth t that are continued;
                            * start[0] = 0. I = start[D] rows are continued in all; rows I ..< R are not */
    const int32_t *parent; /* [R] the row that a row continues, one of a depth less; or -1 - s for initial state s
                            * (without initial states, anything negative) */
} rnnk_rows;

/* What `gemm` does beside the product. */
enum {
    RNNK_ACCUMULATE = 1, /* add to what C holds, instead of replacing it */
    RNNK_TANH = 2        /* apply tanh to the result, last */
};

/* A network of SimpleRNN layers and a linear one: h_l = tanh(h_{l-1} W_l + h_l' U_l + b_l), y = h W + b, where h_l' is
 * the state one character before, and the input of the first layer is one-hot. All matrices are dense. The same shape
 * holds what belongs to each parameter, such as its momentum. */
typedef struct rnnk_rnn_layer {
    size_t units; /* H, at least 1 */
    float *W;     /* [V or the units of the layer below, H] */
    float *U;     /* [H, H] */
    float *b;     /* [H] */
} rnnk_rnn_layer;

typedef struct rnnk_rnn {
    size_t classes;              /* V, at least 1 */
    size_t layers;               /* L, at least 1 */
    const rnnk_rnn_layer *layer; /* [L] */
    float *W;                    /* [units of the last layer, V] */
    float *b;                    /* [V] */
} rnnk_rnn;

/* The kinds of recurrent layers, as PyTorch's nn.RNN (tanh), nn.LSTM and nn.GRU. Further ones get the next numbers (see
 * "Versions" above). */
typedef enum rnnk_cell { RNNK_CELL_RNN = 0, RNNK_CELL_LSTM = 1, RNNK_CELL_GRU = 2 } rnnk_cell;

/* A network of recurrent layers of one kind and a linear one over one-hot tokens, for `step`. G gates, in the order of
 * `lstm_forward` and `gru_forward`. All matrices are dense. */
typedef struct rnnk_stack_layer {
    size_t units;   /* H, at least 1 */
    const float *W; /* [V or the units of the layer below, G H] */
    const float *U; /* [H, G H] */
    const float *b; /* [G H] */
    const float *c; /* [H] of a GRU the recurrent bias of n; of other cells it is not read */
    float *state;   /* [H], of an LSTM [2 H]: h, followed by c */
} rnnk_stack_layer;

typedef struct rnnk_stack {
    rnnk_cell cell;
    size_t classes;                /* V, at least 1 */
    size_t layers;                 /* L, at least 1 */
    const rnnk_stack_layer *layer; /* [L] */
    const float *W;                /* [units of the last layer, V] */
    const float *b;                /* [V] */
} rnnk_stack;

/* A table: the kernels of one instruction set. New members are added at its end only (see "Versions" above). */
typedef struct rnnk_kernels {
    const char *name; /* "avx512", "avx2", "neon", "wasm", "openblas", "portable", "reference"; "wasm" in WebAssembly
                       * with -msimd128; "portable" where there is none of the first four, and wherever the library
                       * is compiled with RNNK_WITH_PORTABLE */

    /* ---- matrix products ---------------------------------------------------------------------------------- */

    /* Floats that `pack` writes for a right-hand matrix of K x N. */
    size_t (*packed_count)(size_t K, size_t N);

    /* Lays out a right-hand matrix B for `gemm` in the order its inner loop reads.
     * B is [K, N], or [N, K] if `transposed`. The layout is private to the table. */
    void (*pack)(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed);

    /* C = f(A B + bias [+ C])       A [M, K], B packed [K, N], bias [N] or NULL, C [M, N]; flags above.
     * C may not overlap A. */
    void (*gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const float *packed, const float *bias, int flags,
                 rnnk_matrix C);

    /* Whether a row of C comes out of `gemm` with the same bits however many rows there are, and whichever it is. */
    bool independent_rows;

    /* C += A^T B                    A [R, M], B [R, N], C [M, N]: the sum of R outer products, as for the gradient
     * of a weight matrix: dW += x^T dy. */
    void (*outer)(size_t R, size_t M, size_t N, rnnk_const_matrix A, rnnk_const_matrix B, rnnk_matrix C);

    /* sums[n] += sum over r of A[r, n]     A [R, N], sums [N]: the gradient of a bias. */
    void (*column_sums)(size_t R, size_t N, const float *A, size_t lda, float *sums);

    /* ---- one-hot inputs ----------------------------------------------------------------------------------- */

    /* out[r] = table[index[r]] + bias      table [V, N], index [R] in 0 ..< V, bias [N] or NULL, out [R, N]. */
    void (*gather)(size_t R, size_t N, rnnk_const_matrix table, const int32_t *index, const float *bias,
                   rnnk_matrix out);

    /* table[index[r]] += A[r], r in order  A [R, N], index [R] in 0 ..< V, table [V, N]. */
    void (*scatter_add)(size_t R, size_t N, rnnk_const_matrix A, const int32_t *index, rnnk_matrix table);

    /* ---- SimpleRNN:  h_t = tanh(z_t + h_{t-1} U) ------------------------------------------------------------ */

    /* Runs the recurrence over packed rows, in place.
     * h      [R, H]  in: z, everything of the pre-activation that is not recurrent (W x + b); out: hidden states
     * packed         U [H, H], packed
     * h0     [S, H]  initial states; NULL for zeros
     * work           [I + S, H] */
    void (*rnn_forward)(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0, rnnk_matrix h,
                        float *work);

    /* Backpropagation through time over packed rows, in place.
     * da     [R, H]  in: dh, the gradient that reaches each state from above (not through time);
     *                out: da, the gradient of the pre-activation, da = (dh + sum over children of da U^T)(1 - h^2)
     * h      [R, H]  hidden states from `rnn_forward`; h0 as there (it is a constant: no gradient is computed for it)
     * packed         U^T, packed (`transposed`)
     * dU     [H, H]  += sum over rows of h_parent^T da
     * work           [I + S, H] */
    void (*rnn_backward)(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                         rnnk_const_matrix h, rnnk_matrix da, rnnk_matrix dU, float *work);

    /* ---- LSTM:  i, f, o = sigmoid, g = tanh of z_t + h_{t-1} U;  c_t = f c_{t-1} + i g;  h_t = o tanh(c_t) ------ */

    /* Runs the recurrence over packed rows. The four gates are side by side, in PyTorch's order: i, f, g, o.
     * gates  [R, 4H]  in: z, everything of the pre-activations that is not recurrent (W x + b); out: i, f, g, o
     * packed          U [H, 4H], packed
     * h0, c0 [S, H]   initial states; both NULL for zeros
     * c, h   [R, H]   out: cell and hidden states
     * work            [I + S, 4H]
     * One step of many sequences is a call with D = 0 and row r continuing initial state r: one product, one pass. */
    void (*lstm_forward)(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                         rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h, float *work);

    /* Backpropagation through time over packed rows.
     * gates  [R, 4H]  in: i, f, g, o from `lstm_forward`; out: dz, the gradient of the pre-activations
     * c, h   [R, H]   from `lstm_forward`; h0, c0 as there (constants: no gradient is computed for them)
     * dh     [R, H]   in: the gradient that reaches each hidden state from above (not through time); out: undefined
     * packed          U^T, packed (`transposed`)
     * dU     [H, 4H]  += sum over rows of h_parent^T dz
     * work            [I + S, 5H]
     * dc = dh o (1 - tanh(c)^2) + sum over children of dc f
     * di = dc g;  df = dc c_parent;  dg = dc i;  do = dh tanh(c) */
    void (*lstm_backward)(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0,
                          rnnk_const_matrix c0, rnnk_matrix gates, rnnk_const_matrix c, rnnk_const_matrix h,
                          rnnk_matrix dh, rnnk_matrix dU, float *work);

    /* ---- GRU:  r, z = sigmoid(a + h_{t-1} U);  q = h_{t-1} U_n + b;  n = tanh(a_n + r q);
     *            h_t = (1 - z) n + z h_{t-1} --------------------------------------------------------------------- */

    /* Runs the recurrence over packed rows. The three gates are side by side, in PyTorch's order: r, z, n; the reset
     * gate acts after the recurrent product.
     * gates  [R, 3H]  in: a, everything of the pre-activations that is not recurrent (W x and biases, for n only the
     *                 input's); out: r, z, n
     * packed          U [H, 3H], packed
     * bias   [H]      b, the recurrent bias of n
     * h0     [S, H]   initial states; NULL for zeros
     * q, h   [R, H]   out: recurrent part of n before the reset gate, hidden states
     * work            [I + S, 3H]
     * One step of many sequences is a call as for `lstm_forward`. */
    void (*gru_forward)(const rnnk_rows *rows, size_t H, const float *packed, const float *bias, rnnk_const_matrix h0,
                        rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h, float *work);

    /* Backpropagation through time over packed rows.
     * gates  [R, 3H]  in: r, z, n from `gru_forward`; out: da, the gradient of the pre-activations
     * q      [R, H]   in: q from `gru_forward`; out: dq (its column sums are the gradient of the bias b)
     * h      [R, H]   from `gru_forward`; h0 as there (a constant: no gradient is computed for it)
     * dh     [R, H]   in: the gradient that reaches each hidden state from above (not through time); out: undefined
     * packed          U^T, packed (`transposed`)
     * dU     [H, 3H]  += sum over rows of h_parent^T [da_r, da_z, dq]
     * work            [I + S, 3H] */
    void (*gru_backward)(const rnnk_rows *rows, size_t H, const float *packed, rnnk_const_matrix h0, rnnk_matrix gates,
                         rnnk_matrix q, rnnk_const_matrix h, rnnk_matrix dh, rnnk_matrix dU, float *work);

    /* ---- softmax ------------------------------------------------------------------------------------------ */

    /* Softmax cross-entropy with counted sparse targets, loss and gradient in one pass, in place.
     * Row r has the targets target[first[r] ..< first[r + 1]] (each 0 ..< V, at most once a row) with counts above 0,
     * count[...] of the same indices; c_r is the sum of the row's counts.
     * y      [R, V]  in: logits z; out: dz = scale (c_r softmax(z) - count)
     * returns        sum over targets of count * (log sum exp z - z[target]), in nats, not scaled. */
    double (*softmax_cross_entropy)(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                    const float *count, float scale, float *y, size_t ldy);

    /* y = z - log sum exp z, in place      y [R, V]. */
    void (*log_softmax)(size_t R, size_t V, float *y, size_t ldy);

    /* ---- sampling ------------------------------------------------------------------------------------------ */

    /* cumulative[r, v] = sum over j <= v of floor(2^30 p[j]), p = softmax(z[r] / temperature), p within rounding: a
     * distribution in whole numbers, whose sums are exact.
     * z [R, V] logits, finite or -infinity, not all -infinity in a row; V < 2^24; inverse_temperature > 0;
     * cumulative [R, V] out; work [V]. */
    void (*cumulate)(size_t R, size_t V, const float *z, size_t ldz, float inverse_temperature, int32_t *cumulative,
                     size_t ldc, float *work);

    /* Draws a class from each row of `cumulate`: the first whose running sum is above random / 2^32 of the whole. A
     * class of probability 0 is never drawn.
     * cumulative [R, V]; random [R] uniform in 0 ..< 2^32; index [R] out; V > 0. */
    void (*draw)(size_t R, size_t V, const int32_t *cumulative, size_t ldc, const uint32_t *random, int32_t *index);

    /* ---- element by element; y may be x --------------------------------------------------------------------- */

    void (*tanh)(size_t n, const float *x, float *y); /* within 7 ULP (4e-7 in absolute terms) everywhere */
    void (*sigmoid)(size_t n, const float *x, float *y); /* 1 / (1 + e^-x) within 3 ULP; results below 2^-126 are 0 */
    void (*exp)(size_t n, const float *x, float *y);  /* within 2 ULP; results below 2^-126 are 0; above the largest
                                                       * float, infinity */
    void (*log)(size_t n, const float *x, float *y);  /* within 2 ULP for normal x > 0; 0 and positive subnormal x give
                                                       * -infinity; negative x, NaN */
    void (*add)(size_t n, const float *x, float *y);  /* y += x */
    void (*scale)(size_t n, float a, float *y);       /* y *= a */
    double (*sum_of_squares)(size_t n, const float *x); /* may be infinity if an |x| is above 1e17 */

    /* ---- optimizers: parameters p, gradient g, all [n] --------------------------------------------------------
     * Subnormal numbers may be read and written as zero; the processor's floating-point mode is left as it was. */

    /* p -= lr g */
    void (*sgd)(size_t n, float lr, const float *g, float *p);

    /* u = m u + (1 - m) g;  p -= lr u      (the momentum of "Data Science from Scratch") */
    void (*momentum)(size_t n, float lr, float m, const float *g, float *u, float *p);

    /* u = m u + g;  p -= lr (g + m u)      (Nesterov's momentum, as in PyTorch's SGD) */
    void (*nesterov)(size_t n, float lr, float m, const float *g, float *u, float *p);

    /* v = rho v + (1 - rho) g^2;  p -= lr g / sqrt(v + epsilon)   (RMSprop as in Keras: epsilon > 0 under the root) */
    void (*rmsprop)(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p);

    /* m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
     * p -= step m / (sqrt(v) * correction + epsilon)
     * Kingma & Ba with step = lr / (1 - beta1^t), correction = 1 / sqrt(1 - beta2^t), for the t-th update. */
    void (*adam)(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
                 float *m, float *v, float *p);

    /* ---- online training ---------------------------------------------------------------------------------------
     * The book's algorithm: one step of `momentum` for all parameters after every character, with the gradient of that
     * character's loss alone, not propagated through time (h' is a constant):
     *
     *   dy = softmax(y) - onehot(target),  dh_L = dy W^T,  dz_l = dh_l (1 - h_l^2),  dh_{l-1} = dz_l W_l^T,
     *   dW = h_L^T dy,  db = dy,  dW_l = h_{l-1}^T dz_l,  dU_l = h_l'^T dz_l,  db_l = dz_l.
     *
     * Parameters are kept in a state whose layout is private to the table, until they are asked for. A state may not be
     * moved in memory, nor used by two threads at once. Subnormals and the floating-point mode as for the
     * optimizers. */

    /* Bytes of the state for networks of this shape (the pointers to parameters may be NULL). */
    size_t (*online_size)(const rnnk_rnn *shape);

    /* Starts from parameters p and their u (NULL for zeros). lr > 0, 0 <= m < 1. The state is aligned as by malloc. */
    void (*online_start)(const rnnk_rnn *p, const rnnk_rnn *u, float lr, float m, void *state);

    /* Trains on one name, from a state of zeros on, in T steps: tokens [T + 1], each 0 ..< V, of which every one is the
     * target of the one before. Returns the sum of -log softmax(y)[target], in nats, of each character before its
     * step. */
    double (*online_train)(void *state, size_t T, const int32_t *tokens);

    /* Writes the parameters and their u (NULL if they are not wanted). The training may continue. */
    void (*online_finish)(void *state, const rnnk_rnn *p, const rnnk_rnn *u);

    /* ---- measuring ---------------------------------------------------------------------------------------- */

    /* Runs a loop of multiply-adds on this table's vectors that touches no memory, and returns how many floating-point
     * operations it did; the caller times it. The ceiling that the other kernels are measured against. */
    double (*multiply_add_loop)(size_t iterations);

    /* ---- one step, for threads that share it ------------------------------------------------------------------
     * Where the recurrent weights are large, threads share each step of sequences that run side by side: first each
     * computes some columns of the product, from weights that stay in its cache, and then, when all have done that, the
     * cells of some sequences. R are the rows of a step, or those of one thread; row r continues row r of h0 and c0. */

    /* The columns of `gemm`'s C whose panels begin in begin ..< end, with the same bits: each column once if ranges
     * begin ..< end make up 0 ..< N. Arguments as for `gemm`. */
    void (*gemm_columns)(size_t M, size_t N, size_t K, size_t begin, size_t end, rnnk_const_matrix A,
                         const float *packed, const float *bias, int flags, rnnk_matrix C);

    /* da [R, H] in: dh, all of it; out: dh (1 - h^2). (Forward: `gemm_columns` with RNNK_ACCUMULATE and RNNK_TANH.) */
    void (*rnn_cells_backward)(size_t R, size_t H, rnnk_const_matrix h, rnnk_matrix da);

    /* gates  [R, 4H]  in: the pre-activations, h0 U included; out: i, f, g, o
     * c0     [R, H]   NULL for zeros;  c, h [R, H] out */
    void (*lstm_cells)(size_t R, size_t H, rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h);

    /* gates, c, h, c0 as `lstm_cells` left them; gates out: dz
     * dh     [R, H]   the gradient of h, all of it
     * dc     [R, H]   in: the gradient of c that the next step passes on, zeros in the last one; out: that of c0 */
    void (*lstm_cells_backward)(size_t R, size_t H, rnnk_const_matrix c0, rnnk_const_matrix c, rnnk_const_matrix h,
                                rnnk_const_matrix dh, rnnk_matrix gates, rnnk_matrix dc);

    /* gates  [R, 3H]   in: the pre-activations without h0 U; out: r, z, n
     * products         [R, 3H] h0 U;  bias [H] as for `gru_forward`
     * h0     [R, H]    NULL for zeros, then products may be NULL too;  q, h [R, H] out */
    void (*gru_cells)(size_t R, size_t H, rnnk_const_matrix products, const float *bias, rnnk_const_matrix h0,
                      rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h);

    /* gates, q, h0 as `gru_cells` left them; out: da, dq
     * dh     [R, H]    the gradient of h, all of it; out: undefined
     * dh0    [R, H]    += what reaches h0 beside the products, dh z; NULL if nothing is passed on
     * products [R, 3H] out: [da_r, da_z, dq], whose product with U^T reaches h0, too; NULL where dh0 is */
    void (*gru_cells_backward)(size_t R, size_t H, rnnk_const_matrix h0, rnnk_matrix dh, rnnk_matrix gates,
                               rnnk_matrix q, rnnk_matrix dh0, rnnk_matrix products);

    /* ---- single steps -------------------------------------------------------------------------------------
     * One step of one sequence through a whole network, with the least latency: each weight is read once, in the order
     * in which it is stored, and the gates stay in registers. The results are those of `gather`, `gemm` and the
     * recurrence of one row: the same bits, if the table's `independent_rows` is true.
     *
     * Weights are kept in memory of the caller, in a layout that is private to the table. This memory may not be moved,
     * nor used by two threads at once. */

    /* Bytes of memory for networks of V classes and L layers of units[l] units. 0 if the table has no such step: for
     * a cell that it does not know, and for matrices of more than 200,000 elements, whose products memory limits in the
     * other kernels as well. */
    size_t (*step_size)(rnnk_cell cell, size_t V, size_t L, const size_t *units);

    /* Copies the weights. The `state` of each layer is kept as a pointer: each step reads and writes the numbers there,
     * and the caller may change them between two steps. `memory` is aligned as by malloc. */
    void (*step_start)(const rnnk_stack *weights, void *memory);

    /* One step: new states of all layers, and logits [V]. token in 0 ..< V. */
    void (*step)(void *memory, int32_t token, float *logits);

    /* ---- measuring ------------------------------------------------------------------------------------------ */

    /* Reads n floats in order, as fast as this table's vectors can, and returns their sum. The caller times it: a
     * kernel takes at least the time in which its weights can be read. */
    float (*read_loop)(size_t n, const float *x);

    /* ---- single steps with dense inputs -------------------------------------------------------------------
     * As `step_size`, `step_start` and `step`, for networks that read a token (of V), F numbers, or both, and have O
     * outputs, or none. V + F is at least 1. The first layer's W is [V + F, G H], the rows of tokens first; the
     * `classes` of the rnnk_stack are V. With V = 0 the token is not read, with F = 0 x is not, and with O = 0 neither
     * are W and b of the output, nor is y written. */

    size_t (*dense_step_size)(rnnk_cell cell, size_t V, size_t F, size_t O, size_t L, const size_t *units);

    void (*dense_step_start)(const rnnk_stack *weights, size_t F, size_t O, void *memory);

    /* One step: new states of all layers, and y [O]. x [F]. */
    void (*dense_step)(void *memory, int32_t token, const float *x, float *y);

    /* ---- products of 8-bit integers ---------------------------------------------------------------------------
     * For inference with weights that `rnnk_quantize` has made 8-bit numbers: a quarter of the memory, and up to four
     * times the multiply-adds per instruction. The left-hand matrix is quantized on the way, x to round(127 x), halves
     * to even; x below -1 counts as -1, x above 1 as 1, and a NaN as any number of these. So it is for hidden states,
     * which are between -1 and 1. Sums of integers are exact: all tables give the same bits. K at most 32,768. */

    /* Bytes that `int8_pack` writes for weights of K inputs and N outputs. */
    size_t (*int8_size)(size_t K, size_t N);

    /* Lays out weights for `int8_gemm`: q [N, K] and factor [N] of `rnnk_quantize`. `packed` is aligned as floats are.
     * The layout is private to the table, on this processor. */
    void (*int8_pack)(size_t K, size_t N, const int8_t *q, const float *factor, void *packed);

    /* C[m, n] = S factor[n] / 127 + bias[n] [+ C[m, n]], S = sum over k of round(127 A[m, k]) q[n, k]
     * A [M, K], bias [N] or NULL, C [M, N], flags: 0 or RNNK_ACCUMULATE. The bias and C are added, then the product to
     * this sum, with one rounding each. C may not overlap A. */
    void (*int8_gemm)(size_t M, size_t N, size_t K, rnnk_const_matrix A, const void *packed, const float *bias,
                      int flags, rnnk_matrix C);

    /* `lstm_forward` and `gru_forward` with recurrent weights that `int8_pack` has packed: h_parent U is a product of
     * `int8_gemm`. */
    void (*int8_lstm_forward)(const rnnk_rows *rows, size_t H, const void *packed, rnnk_const_matrix h0,
                              rnnk_const_matrix c0, rnnk_matrix gates, rnnk_matrix c, rnnk_matrix h, float *work);
    void (*int8_gru_forward)(const rnnk_rows *rows, size_t H, const void *packed, const float *bias,
                             rnnk_const_matrix h0, rnnk_matrix gates, rnnk_matrix q, rnnk_matrix h, float *work);

    /* ---- distillation -------------------------------------------------------------------------------------
     * Softmax cross-entropy whose counted targets are mixed with other distributions, such as the predictions of
     * another network. Loss and gradient in one pass, in place.
     * first, target, count, c_r  as for `softmax_cross_entropy`
     * q      [*, V]  distributions; row r has the one in row index[r];  index [R], 0 or more
     * w              weight of q, 0 to 1
     * y      [R, V]  in: logits z, finite; out: dz = scale (c_r softmax(z) - (1 - w) count - w c_r q)
     * returns        sum over rows and classes of ((1 - w) count + w c_r q) (log sum exp z - z), in nats, not
     *                scaled. */
    double (*softmax_distillation)(size_t R, size_t V, const int32_t *first, const int32_t *target,
                                   const float *count, rnnk_const_matrix q, const int32_t *index, float w, float scale,
                                   float *y, size_t ldy);
} rnnk_kernels;

/* Quantizes weights to 8 bits, symmetrically, with a factor for each output: B[k, n] is about factor[n] q[n, k], where
 * factor[n] = max over k of |B[k, n]| / 127 and q[n, k] = round(B[k, n] / factor[n]), halves away from zero.
 * B [K, N], or [N, K] if `transposed`; q [N, K] and factor [N] out. A column with a weight that is not finite gets the
 * factor NaN and zeros, one of zeros the factor 0. */
void rnnk_quantize(size_t K, size_t N, const float *B, size_t ldb, bool transposed, int8_t *q, float *factor);

/* The fastest table that this processor and operating system can run. Tries OpenBLAS only on processors that none of
 * the instruction sets above was written for. */
const rnnk_kernels *rnnk_kernels_best(void);

/* The table of that name, or NULL if there is none, this machine cannot run it, or OpenBLAS cannot be loaded. */
const rnnk_kernels *rnnk_kernels_named(const char *name);

/* The tables that this machine can run, fastest first: index 0, 1, ...; NULL past the last. To count them it loads
 * OpenBLAS. */
const rnnk_kernels *rnnk_kernels_at(size_t index);

/* The processor that OpenBLAS has chosen its kernels for, such as "Haswell" or "SkylakeX"; NULL before the table
 * "openblas" is first asked for, and if there is none. An OpenBLAS that is older than the processor chooses kernels
 * without AVX, a fifth as fast, unless the environment variable OPENBLAS_CORETYPE names a processor. */
const char *rnnk_openblas_core(void);

/* The names of all tables of this library, fastest first, whether or not this machine can run them; NULL past the last.
 * Loads nothing. */
const char *rnnk_kernels_name_at(size_t index);

#ifdef __cplusplus
}
#endif

#endif /* RNNK_H */
