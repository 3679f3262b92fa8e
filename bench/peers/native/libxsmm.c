// LIBXSMM 1.17: libxsmm_dnn_rnncell, one per layer. Weights are in blocks, copied before the measurement.
//
// Only LSTM: the gradient of a GRU's recurrent weights is wrong, since h and reset * h are exchanged in its products.
#include <libxsmm.h>
#include <omp.h>
#include "layers.h"

// Units of a block of weights, the fastest of 16 to 128 on a Zen 4, as are blocks of all rows.
enum { BLOCK = 64 };

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

static struct shape shape;
static int threads;
static libxsmm_dnn_rnncell *cells[LAYERS];
static float *tensors[LAYERS][LIBXSMM_DNN_RNN_INTERNAL_CO + 1];

static void require(libxsmm_dnn_err_t status) {
    if (status == LIBXSMM_DNN_SUCCESS) return;
    fprintf(stderr, "%s\n", libxsmm_dnn_get_error(status));
    exit(1);
}

static void *zeroed(size_t bytes) { return memset(libxsmm_aligned_malloc(bytes, 2 << 20), 0, bytes); }

// Gives a cell the memory of a tensor, of its own if `data` is NULL.
static void bind(int l, libxsmm_dnn_tensor_type kind, size_t count, float *data) {
    libxsmm_dnn_err_t status;
    tensors[l][kind] = data ? data : zeroed(count * sizeof(float));
    libxsmm_dnn_tensor_datalayout *layout = libxsmm_dnn_rnncell_create_tensor_datalayout(cells[l], kind, &status);
    require(status);
    libxsmm_dnn_tensor *tensor = libxsmm_dnn_link_tensor(layout, tensors[l][kind], &status);
    require(status);
    require(libxsmm_dnn_rnncell_bind_tensor(cells[l], tensor, kind));
}

// Position of a gate in LIBXSMM's order: input, candidate, forget, output.
static int position(int gate) { return (int[]){0, 2, 1, 3}[gate]; }

// Copies [H][4 * H] to or from blocks [4][H / BLOCK][H / BLOCK][BLOCK][BLOCK]; the transpose has rows for columns.
static void exchange_weights(float *own, float *plain, int read, int transposed) {
    int H = shape.H, blocks = H / BLOCK;
    for (int input = 0; input < H; input++)
        for (int column = 0; column < 4 * H; column++) {
            int i = transposed ? column % H : input, j = transposed ? input : column % H;
            size_t at = ((size_t)(position(column / H) * blocks + j / BLOCK) * blocks + i / BLOCK) * BLOCK * BLOCK;
            float *a = own + at + i % BLOCK * BLOCK + j % BLOCK, *p = plain + (size_t)input * 4 * H + column;
            read ? (*p = *a) : (*a = *p);
        }
}

static void exchange_biases(float *own, float *plain, int read) {
    for (int g = 0; g < 4; g++) {
        float *a = own + position(g) * shape.H, *p = plain + g * shape.H;
        read ? memcpy(p, a, shape.H * sizeof(float)) : memcpy(a, p, shape.H * sizeof(float));
    }
}

// [B][H]
static const libxsmm_dnn_tensor_type states[] = {
    LIBXSMM_DNN_RNN_REGULAR_CS_PREV, LIBXSMM_DNN_RNN_REGULAR_HIDDEN_STATE_PREV, LIBXSMM_DNN_RNN_GRADIENT_CS_PREV,
    LIBXSMM_DNN_RNN_GRADIENT_HIDDEN_STATE_PREV, LIBXSMM_DNN_RNN_GRADIENT_CS};
// [T][B][H]
static const libxsmm_dnn_tensor_type sequences[] = {LIBXSMM_DNN_RNN_REGULAR_CS,  LIBXSMM_DNN_RNN_REGULAR_HIDDEN_STATE,
                                                    LIBXSMM_DNN_RNN_INTERNAL_I,  LIBXSMM_DNN_RNN_INTERNAL_F,
                                                    LIBXSMM_DNN_RNN_INTERNAL_O,  LIBXSMM_DNN_RNN_INTERNAL_CI,
                                                    LIBXSMM_DNN_RNN_INTERNAL_CO, LIBXSMM_DNN_RNN_GRADIENT_INPUT};
// [H][4 * H]
static const libxsmm_dnn_tensor_type matrices[] = {
    LIBXSMM_DNN_RNN_REGULAR_WEIGHT,       LIBXSMM_DNN_RNN_REGULAR_RECUR_WEIGHT,
    LIBXSMM_DNN_RNN_REGULAR_WEIGHT_TRANS, LIBXSMM_DNN_RNN_REGULAR_RECUR_WEIGHT_TRANS,
    LIBXSMM_DNN_RNN_GRADIENT_WEIGHT,      LIBXSMM_DNN_RNN_GRADIENT_RECUR_WEIGHT};

static void create(int l) {
    libxsmm_dnn_err_t status;
    libxsmm_dnn_rnncell_desc description = {
        .threads = threads,
        .K = shape.H,
        .N = shape.B,
        .C = shape.H,
        .max_T = shape.T,
        .bk = BLOCK,
        .bn = shape.B,
        .bc = BLOCK,
        .cell_type = LIBXSMM_DNN_RNNCELL_LSTM,
        .datatype_in = LIBXSMM_DNN_DATATYPE_F32,
        .datatype_out = LIBXSMM_DNN_DATATYPE_F32,
        .buffer_format = LIBXSMM_DNN_TENSOR_FORMAT_NC,
        .filter_format = LIBXSMM_DNN_TENSOR_FORMAT_CKPACKED,
    };
    cells[l] = libxsmm_dnn_create_rnncell(description, &status);
    require(status);
    require(libxsmm_dnn_rnncell_allocate_forget_bias(cells[l], 0));
    size_t state = (size_t)shape.B * shape.H, columns = 4 * (size_t)shape.H;
    for (int i = 0; i < COUNT(states); i++) bind(l, states[i], state, NULL);
    for (int i = 0; i < COUNT(sequences); i++) bind(l, sequences[i], state * shape.T, NULL);
    for (int i = 0; i < COUNT(matrices); i++) bind(l, matrices[i], columns * shape.H, NULL);
    bind(l, LIBXSMM_DNN_RNN_REGULAR_BIAS, columns, NULL);
    bind(l, LIBXSMM_DNN_RNN_GRADIENT_BIAS, columns, NULL);
    libxsmm_dnn_compute_kind kind = LIBXSMM_DNN_COMPUTE_KIND_ALL;
    size_t scratch = libxsmm_dnn_rnncell_get_scratch_size(cells[l], kind, &status);
    require(libxsmm_dnn_rnncell_bind_scratch(cells[l], kind, zeroed(scratch)));
    size_t internal = libxsmm_dnn_rnncell_get_internalstate_size(cells[l], kind, &status);
    require(libxsmm_dnn_rnncell_bind_internalstate(cells[l], kind, zeroed(internal)));
}

static void prepare(struct shape s, const struct layer layers[LAYERS], const float *x, const float *dy, int count) {
    shape = s, threads = count;
    if (s.cell != LSTM || s.H % BLOCK) fprintf(stderr, "only LSTM, of a multiple of %d units\n", BLOCK), exit(1);
    libxsmm_init();
    for (int l = 0; l < LAYERS; l++) {
        create(l);
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_REGULAR_WEIGHT], layers[l].w, 0, 0);
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_REGULAR_RECUR_WEIGHT], layers[l].u, 0, 0);
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_REGULAR_WEIGHT_TRANS], layers[l].w, 0, 1);
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_REGULAR_RECUR_WEIGHT_TRANS], layers[l].u, 0, 1);
        exchange_biases(tensors[l][LIBXSMM_DNN_RNN_REGULAR_BIAS], layers[l].b, 0);
    }
    for (int l = 0; l < LAYERS; l++) {
        float *below = l ? tensors[l - 1][LIBXSMM_DNN_RNN_REGULAR_HIDDEN_STATE] : (float *)x;
        float *above = l < LAYERS - 1 ? tensors[l + 1][LIBXSMM_DNN_RNN_GRADIENT_INPUT] : (float *)dy;
        bind(l, LIBXSMM_DNN_RNN_REGULAR_INPUT, 0, below);
        bind(l, LIBXSMM_DNN_RNN_GRADIENT_HIDDEN_STATE, 0, above);
    }
}

static void execute(int l, libxsmm_dnn_compute_kind kind) {
#pragma omp parallel num_threads(threads)
    require(libxsmm_dnn_rnncell_execute_st(cells[l], kind, 0, omp_get_thread_num()));
}

static void step(void) {
    for (int l = 0; l < LAYERS; l++) execute(l, LIBXSMM_DNN_COMPUTE_KIND_FWD);
    for (int l = LAYERS - 1; l >= 0; l--) execute(l, LIBXSMM_DNN_COMPUTE_KIND_BWDUPD);
}

static void results(float *y, float *dx, struct layer gradients[LAYERS]) {
    size_t bytes = (size_t)shape.T * shape.B * shape.H * sizeof(float);
    memcpy(y, tensors[LAYERS - 1][LIBXSMM_DNN_RNN_REGULAR_HIDDEN_STATE], bytes);
    memcpy(dx, tensors[0][LIBXSMM_DNN_RNN_GRADIENT_INPUT], bytes);
    for (int l = 0; l < LAYERS; l++) {
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_GRADIENT_WEIGHT], gradients[l].w, 1, 0);
        exchange_weights(tensors[l][LIBXSMM_DNN_RNN_GRADIENT_RECUR_WEIGHT], gradients[l].u, 1, 0);
        exchange_biases(tensors[l][LIBXSMM_DNN_RNN_GRADIENT_BIAS], gradients[l].b, 1);
    }
}
