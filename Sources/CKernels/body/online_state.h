/* The state of online training: parameters p and their momenta, as v = -lr u, in the order that body/online.h reads.
 *
 * A matrix is cut into panels of up to ONLINE_VECTORS vectors of columns; in a panel, each row holds its weights and then
 * their v, so that a sweep is one stream of memory. Rows and columns are filled up with zeros, which stay zero. */

enum { ONLINE_VECTORS = 4, ONLINE_PANEL = ONLINE_VECTORS * LANES, POWERS = 64 };

typedef struct {
    size_t inputs;     /* the rows of `input`: V, or the units of the layer below */
    size_t units;      /* H */
    size_t rows;       /* `inputs`, filled up */
    size_t width;      /* H, filled up */
    float *input;      /* W, panels of `rows` rows */
    float *recurrent;  /* U, and the bias as row H, whose input is always 1 */
    float *z;          /* pre-activation; between two characters what the recurrence adds to it */
    float *h, *before; /* the state, and that of one character before */
    float *da;         /* gradient of z */
} online_layer;

typedef struct {
    float lr, decay;  /* and m */
    float rate;        /* -lr (1 - m) */
    size_t V, rows;   /* and V, filled up */
    float *output;    /* W of the output layer, transposed: panels of a row for each class */
    float *bias;      /* [rows], -infinity past V, and then its v */
    float *y;         /* [rows] logits, then their gradient */
    double power[2][POWERS]; /* m^n and m^(POWERS n): found without a loop whose length nobody can predict */
    uint64_t steps;   /* so far */
    uint64_t *fresh;  /* [V] the steps that each row of the first layer's W has seen */
    size_t layers;
    online_layer *layer; /* [layers], behind this */
} online_net;

RNNK_INLINE size_t fill_up(size_t n) { return (n + LANES - 1) / LANES * LANES; }

RNNK_INLINE online_net *online_aligned(const void *state) {
    return (online_net *)(((uintptr_t)state + 63) / 64 * 64);
}

/* `count` floats of the state's memory, from a 64-byte boundary on; only counted if there is no memory yet. */
RNNK_INLINE float *online_take(float *memory, size_t *used, size_t count) {
    float *taken = memory ? memory + *used : NULL;
    *used += (count + 15) / 16 * 16;
    return taken;
}

/* Divides memory into the arrays of a layer. */
static void online_divide_layer(size_t inputs, size_t units, online_layer *layer, float *memory, size_t *used) {
    const size_t rows = fill_up(inputs), width = fill_up(units);
    layer->inputs = inputs;
    layer->units = units;
    layer->rows = rows;
    layer->width = width;
    layer->input = online_take(memory, used, 2 * rows * width);
    layer->recurrent = online_take(memory, used, 2 * (units + 1) * width);
    layer->z = online_take(memory, used, width);
    layer->h = online_take(memory, used, width);
    layer->before = online_take(memory, used, width);
    layer->da = online_take(memory, used, width);
}

/* Divides memory into all arrays of a net; returns the floats that takes. Without a net and memory only that. */
static size_t online_divide(const rnnk_rnn *shape, online_net *net, float *memory) {
    online_layer counted;
    size_t used = 0, inputs = shape->classes;
    for (size_t l = 0; l < shape->layers; l++) {
        online_divide_layer(inputs, shape->layer[l].units, net ? net->layer + l : &counted, memory, &used);
        inputs = shape->layer[l].units;
    }
    const size_t V = shape->classes, rows = fill_up(V), width = fill_up(inputs);
    float *output = online_take(memory, &used, 2 * rows * width), *bias = online_take(memory, &used, 2 * rows);
    float *y = online_take(memory, &used, rows), *fresh = online_take(memory, &used, 2 * V);
    if (net) {
        net->V = V;
        net->rows = rows;
        net->output = output;
        net->bias = bias;
        net->y = y;
        net->fresh = (uint64_t *)(void *)fresh;
        net->layers = shape->layers;
    }
    return used;
}

RNNK_INLINE size_t online_header(const rnnk_rnn *shape) {
    return (sizeof(online_net) + shape->layers * sizeof(online_layer) + 63) / 64 * 64;
}

static size_t online_size(const rnnk_rnn *shape) {
    return 63 + online_header(shape) + online_divide(shape, NULL, NULL) * sizeof(float);
}

/* m^n */
static double online_power(double m, uint64_t n) {
    double power = 1;
    for (; n > 0; n >>= 1, m *= m) power *= n & 1 ? m : 1;
    return power;
}

/* Steps without a gradient for row i of the first layer's W, until it has seen all. */
static void online_catch_up(online_net *net, size_t i) {
    const online_layer *layer = net->layer;
    const uint64_t n = net->steps - net->fresh[i];
    const double m = net->decay;
    const double decay =
        n < POWERS * POWERS ? net->power[0][n % POWERS] * net->power[1][n / POWERS] : online_power(m, n);
    const vf shrink = vf_set((float)decay), way = vf_set((float)(m * (1 - decay) / (1 - m)));
    net->fresh[i] = net->steps;
    for (size_t c = 0; c < layer->width; c += ONLINE_PANEL) {
        const size_t columns = smaller(layer->width - c, ONLINE_PANEL);
        float *p = layer->input + 2 * (layer->rows * c + i * columns);
        for (size_t j = 0; j < columns; j += LANES) {
            const vf v = vf_load(p + columns + j);
            vf_store(p + j, vf_fma(way, v, vf_load(p + j)));
            vf_store(p + columns + j, vf_mul(shrink, v));
        }
    }
}

/* Weight (i, j) of a matrix in panels. Its v stands a row of the panel behind it, at `*v`. */
RNNK_INLINE float *online_weight(float *matrix, size_t rows, size_t width, size_t i, size_t j, float **v) {
    const size_t c = j / ONLINE_PANEL * ONLINE_PANEL, n = smaller(width - c, ONLINE_PANEL);
    float *p = matrix + 2 * (rows * c + i * n) + (j - c);
    *v = p + n;
    return p;
}

/* What is done with a weight and its v, of which the caller's arrays hold p and u. */
typedef void online_visitor(float *weight, float *v, float *p, float *u, float lr);

static void online_put(float *weight, float *v, float *p, float *u, float lr) {
    *weight = *p;
    *v = u ? -lr * *u : 0.0f;
}

static void online_get(float *weight, float *v, float *p, float *u, float lr) {
    *p = *weight;
    if (u) *u = *v / -lr;
}

/* Visits the weights of a matrix [R, C], from row `first` on of a matrix in panels. */
static void online_visit(online_visitor *visit, float *matrix, size_t rows, size_t width, size_t first, size_t R,
                         size_t C, bool transposed, float *p, float *u, float lr) {
    for (size_t i = 0; i < R; i++) {
        for (size_t j = 0; j < C; j++) {
            const size_t from = transposed ? j * R + i : i * C + j;
            float *v, *weight = online_weight(matrix, rows, width, first + i, j, &v);
            visit(weight, v, p + from, u ? u + from : NULL, lr);
        }
    }
}

/* Visits everything. */
static void online_visit_all(online_visitor *visit, online_net *net, const rnnk_rnn *p, const rnnk_rnn *u) {
    const float lr = net->lr;
    for (size_t l = 0; l < net->layers; l++) {
        const online_layer *layer = net->layer + l;
        const rnnk_rnn_layer *from = p->layer + l, *moment = u ? u->layer + l : NULL;
        const size_t H = layer->units, width = layer->width;
        online_visit(visit, layer->input, layer->rows, width, 0, layer->inputs, H, false, from->W,
                     u ? moment->W : NULL, lr);
        online_visit(visit, layer->recurrent, H + 1, width, 0, H, H, false, from->U, u ? moment->U : NULL, lr);
        online_visit(visit, layer->recurrent, H + 1, width, H, 1, H, false, from->b, u ? moment->b : NULL, lr);
    }
    const online_layer *top = net->layer + net->layers - 1;
    online_visit(visit, net->output, net->rows, top->width, 0, net->V, top->units, true, p->W, u ? u->W : NULL, lr);
    for (size_t i = 0; i < net->V; i++) {
        visit(net->bias + i, net->bias + net->rows + i, p->b + i, u ? u->b + i : NULL, lr);
    }
}

static void online_start(const rnnk_rnn *p, const rnnk_rnn *u, float lr, float m, void *state) {
    online_net *net = online_aligned(state);
    float *memory = (float *)(void *)((char *)net + online_header(p));
    net->layer = (online_layer *)(void *)(net + 1);
    memset(memory, 0, online_divide(p, net, memory) * sizeof(float));
    net->lr = lr;
    net->decay = m;
    net->rate = -lr * (1 - m);
    net->steps = 0;
    for (size_t i = 0; i < POWERS; i++) {
        net->power[0][i] = online_power(m, i);
        net->power[1][i] = online_power(m, POWERS * i);
    }
    for (size_t i = net->V; i < net->rows; i++) net->bias[i] = -INFINITY;
    online_visit_all(online_put, net, p, u);
}

static void online_finish(void *state, const rnnk_rnn *p, const rnnk_rnn *u) {
    online_net *net = online_aligned(state);
    for (size_t i = 0; i < net->V; i++) online_catch_up(net, i);
    online_visit_all(online_get, net, p, u);
}
