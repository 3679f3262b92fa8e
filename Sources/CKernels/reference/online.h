/* Online training for the reference: plain matrices with a gradient for every element of them, the input one-hot. */

typedef struct {
    size_t rows, columns;
    float *p, *u; /* [rows, columns] */
} online_matrix;

typedef struct {
    online_matrix W, U, b;
    double *h, *before, *dz; /* [H] */
} online_layer;

typedef struct {
    float lr, m;
    size_t layers, V;
    online_matrix W, b;
    double *x, *y; /* [V] input, and logits, then their gradient */
    online_layer *layer; /* [layers], behind this */
} online_net;

static size_t online_size(const rnnk_rnn *shape) {
    size_t inputs = shape->classes, doubles = 2 * inputs, floats = inputs;
    for (size_t l = 0; l < shape->layers; l++) {
        const size_t H = shape->layer[l].units;
        doubles += 3 * H;
        floats += (inputs + H + 1) * H;
        inputs = H;
    }
    floats += inputs * shape->classes;
    return sizeof(online_net) + shape->layers * sizeof(online_layer) + doubles * sizeof(double) +
           2 * floats * sizeof(float);
}

static double *online_zeros(double **memory, size_t n) {
    double *taken = *memory;
    for (size_t i = 0; i < n; i++) taken[i] = 0;
    *memory += n;
    return taken;
}

static online_matrix online_copy(float **memory, size_t rows, size_t columns, const float *p, const float *u) {
    const size_t n = rows * columns;
    online_matrix a = {rows, columns, *memory, *memory + n};
    for (size_t i = 0; i < n; i++) {
        a.p[i] = p[i];
        a.u[i] = u ? u[i] : 0;
    }
    *memory += 2 * n;
    return a;
}

static void online_start(const rnnk_rnn *p, const rnnk_rnn *u, float lr, float m, void *state) {
    online_net *net = (online_net *)state;
    net->layer = (online_layer *)(void *)(net + 1);
    double *doubles = (double *)(void *)(net->layer + p->layers);
    size_t inputs = p->classes;
    net->lr = lr;
    net->m = m;
    net->layers = p->layers;
    net->V = p->classes;
    net->x = online_zeros(&doubles, net->V);
    net->y = online_zeros(&doubles, net->V);
    for (size_t l = 0; l < net->layers; l++) {
        online_layer *layer = net->layer + l;
        layer->h = online_zeros(&doubles, p->layer[l].units);
        layer->before = online_zeros(&doubles, p->layer[l].units);
        layer->dz = online_zeros(&doubles, p->layer[l].units);
    }
    float *floats = (float *)(void *)doubles;
    for (size_t l = 0; l < net->layers; l++) {
        online_layer *layer = net->layer + l;
        const rnnk_rnn_layer *from = p->layer + l, *moments = u ? u->layer + l : NULL;
        const size_t H = from->units;
        layer->W = online_copy(&floats, inputs, H, from->W, u ? moments->W : NULL);
        layer->U = online_copy(&floats, H, H, from->U, u ? moments->U : NULL);
        layer->b = online_copy(&floats, 1, H, from->b, u ? moments->b : NULL);
        inputs = H;
    }
    net->W = online_copy(&floats, inputs, net->V, p->W, u ? u->W : NULL);
    net->b = online_copy(&floats, 1, net->V, p->b, u ? u->b : NULL);
}

static void online_give(const online_matrix *a, float *p, float *u) {
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        p[i] = a->p[i];
        if (u) u[i] = a->u[i];
    }
}

static void online_finish(void *state, const rnnk_rnn *p, const rnnk_rnn *u) {
    const online_net *net = (const online_net *)state;
    for (size_t l = 0; l < net->layers; l++) {
        const online_layer *layer = net->layer + l;
        const rnnk_rnn_layer *to = p->layer + l, *moments = u ? u->layer + l : NULL;
        online_give(&layer->W, to->W, u ? moments->W : NULL);
        online_give(&layer->U, to->U, u ? moments->U : NULL);
        online_give(&layer->b, to->b, u ? moments->b : NULL);
    }
    online_give(&net->W, p->W, u ? u->W : NULL);
    online_give(&net->b, p->b, u ? u->b : NULL);
}

/* (x A)[j] */
static double online_product(const double *x, const online_matrix *A, size_t j) {
    double sum = 0;
    for (size_t i = 0; i < A->rows; i++) sum += x[i] * A->p[i * A->columns + j];
    return sum;
}

/* (dy A^T)[i] */
static double online_product_transposed(const double *dy, const online_matrix *A, size_t i) {
    double sum = 0;
    for (size_t j = 0; j < A->columns; j++) sum += dy[j] * A->p[i * A->columns + j];
    return sum;
}

/* The step with the gradient x^T dy. */
static void online_step(const online_net *net, online_matrix *A, const double *x, const double *dy) {
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->columns; j++) {
            const size_t k = i * A->columns + j;
            const double u = net->m * (double)A->u[k] + (1.0 - net->m) * x[i] * dy[j];
            A->u[k] = (float)u;
            A->p[k] = (float)(A->p[k] - net->lr * u);
        }
    }
}

static double online_character(online_net *net, size_t input, size_t target) {
    const double one = 1, *x = net->x;
    net->x[input] = 1;
    for (size_t l = 0; l < net->layers; l++) {
        online_layer *layer = net->layer + l;
        for (size_t j = 0; j < layer->b.columns; j++) layer->before[j] = layer->h[j];
        for (size_t j = 0; j < layer->b.columns; j++) {
            layer->h[j] = tanh(online_product(x, &layer->W, j) + online_product(layer->before, &layer->U, j) +
                               layer->b.p[j]);
        }
        x = layer->h;
    }
    double max = -INFINITY, sum = 0;
    for (size_t v = 0; v < net->V; v++) {
        net->y[v] = online_product(x, &net->W, v) + net->b.p[v];
        max = fmax(max, net->y[v]);
    }
    for (size_t v = 0; v < net->V; v++) sum += exp(net->y[v] - max);
    const double loss = max + log(sum) - net->y[target];
    for (size_t v = 0; v < net->V; v++) net->y[v] = exp(net->y[v] - max) / sum - (v == target);

    /* Every gradient first, from the weights that made the prediction; then every step. */
    const online_matrix *above = &net->W;
    const double *dy = net->y;
    for (size_t l = net->layers; l-- > 0;) {
        online_layer *layer = net->layer + l;
        for (size_t j = 0; j < layer->b.columns; j++) {
            layer->dz[j] = online_product_transposed(dy, above, j) * (1 - layer->h[j] * layer->h[j]);
        }
        above = &layer->W;
        dy = layer->dz;
    }
    x = net->x;
    for (size_t l = 0; l < net->layers; l++) {
        online_layer *layer = net->layer + l;
        online_step(net, &layer->W, x, layer->dz);
        online_step(net, &layer->U, layer->before, layer->dz);
        online_step(net, &layer->b, &one, layer->dz);
        x = layer->h;
    }
    online_step(net, &net->W, x, net->y);
    online_step(net, &net->b, &one, net->y);
    net->x[input] = 0;
    return loss;
}

static double online_train(void *state, size_t T, const int32_t *tokens) {
    online_net *net = (online_net *)state;
    double loss = 0;
    for (size_t l = 0; l < net->layers; l++) {
        for (size_t j = 0; j < net->layer[l].b.columns; j++) net->layer[l].h[j] = 0;
    }
    for (size_t t = 0; t < T; t++) loss += online_character(net, (size_t)tokens[t], (size_t)tokens[t + 1]);
    return loss;
}
