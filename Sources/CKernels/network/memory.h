/* What a network consists of, and where in the caller's memory that stands. */

enum { ALIGNMENT = 64, FLOATS_PER_LINE = ALIGNMENT / sizeof(float) };

/* A matrix of weights [rows, columns], input-major, or a bias of a single row. */
typedef struct {
    size_t rows, columns;
    float *p, *gradient, *m, *v; /* the last three only for training; m and v are the optimizer's */
    float *packed;               /* for products with it, or NULL */
    float *packed_transposed;    /* for products with its transpose, in training, or NULL */
} parameter;

typedef struct {
    size_t inputs, units, columns; /* P, H, G H */
    size_t state_columns;          /* H, or 2 H: h and then c */
    parameter W;                   /* [P, G H] */
    parameter U;                   /* [H, G H] */
    parameter b;                   /* [G H] */
    parameter c;                   /* [H] GRU: the recurrent bias of n */
    float *state;                  /* [B, H or 2 H] where the sequences stand */
    float *initial;                /* the same, where they stood before the last pass */
    float *gates;                  /* [T B, G H] LSTM, GRU */
    float *extra;                  /* [T B, H] LSTM: c; GRU: q */
    float *h, *dh;                 /* [T B, H] */
} network_layer;

/* What stands where the logits stand. */
typedef enum { NOTHING, LOGITS, GRADIENT } network_contents;

struct rnnk_network {
    const rnnk_kernels *kernels;
    rnnk_cell cell;
    bool training;
    size_t classes, layers, sequences, steps; /* V, L, B, the largest T */
    size_t length;                            /* T of the last pass */
    network_contents contents;
    uint64_t updates; /* steps of Adam */
    network_layer *layer; /* [L] */
    parameter W, b;   /* [H, V], [V] */
    float *p, *gradient, *m, *v; /* all parameters behind each other, from `count` floats of memory each */
    size_t count;
    float *logits;            /* [T B, V] */
    float *work;              /* what the kernels want */
    float *weight;            /* [V] for `sample` */
    int32_t *cumulative;      /* [B, V] */
    int32_t *tokens, *parent; /* [T B] */
    int32_t *start;           /* [T] */
    int32_t *first, *target;  /* [T B + 1], [T B] of `cross_entropy` */
    float *ones;              /* [T B] */
};

static size_t gates_of(rnnk_cell cell) { return cell == RNNK_CELL_LSTM ? 4 : cell == RNNK_CELL_GRU ? 3 : 1; }

/* ---- dividing memory ------------------------------------------------------------------------------------------ */

/* Memory that is given out piece by piece: counted first, without a base, then for real. */
typedef struct {
    char *base; /* or NULL */
    size_t used;
    bool overflow;
} arena;

/* a b, or 0 and an overflow. */
static size_t times(arena *memory, size_t a, size_t b) {
    size_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        memory->overflow = true;
        return 0;
    }
    return product;
}

static size_t plus(arena *memory, size_t a, size_t b) {
    size_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        memory->overflow = true;
        return 0;
    }
    return sum;
}

/* `count` elements from an aligned address on. */
static void *take(arena *memory, size_t count, size_t size) {
    void *taken = memory->base ? memory->base + memory->used : NULL;
    const size_t bytes = plus(memory, times(memory, count, size), ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory->used = plus(memory, memory->used, bytes);
    return taken;
}

static float *take_floats(arena *memory, size_t count) { return (float *)take(memory, count, sizeof(float)); }
static int32_t *take_ints(arena *memory, size_t count) { return (int32_t *)take(memory, count, sizeof(int32_t)); }

/* A parameter's share of the four arrays that hold them all, and memory for its packed forms. */
static parameter take_parameter(arena *memory, rnnk_network *net, size_t rows, size_t columns, bool packed) {
    parameter a = {rows, columns, NULL, NULL, NULL, NULL, NULL, NULL};
    const size_t n = times(memory, rows, columns), at = net->count;
    if (memory->base) {
        a.p = net->p + at;
        a.gradient = net->training ? net->gradient + at : NULL;
        a.m = net->training ? net->m + at : NULL;
        a.v = net->training ? net->v + at : NULL;
    }
    net->count = plus(memory, at, plus(memory, n, FLOATS_PER_LINE - 1) / FLOATS_PER_LINE * FLOATS_PER_LINE);
    /* Packed, a matrix is filled up to whole panels: to fewer floats than these, which must be possible to count. */
    (void)times(memory, plus(memory, rows, 1024), times(memory, plus(memory, columns, 1024), sizeof(float)));
    if (!packed || memory->overflow) return a;
    a.packed = take_floats(memory, net->kernels->packed_count(rows, columns));
    if (net->training) a.packed_transposed = take_floats(memory, net->kernels->packed_count(columns, rows));
    return a;
}

static void take_layer(arena *memory, rnnk_network *net, network_layer *l, size_t inputs, size_t units, bool is_first) {
    const size_t B = net->sequences, R = net->steps * B, G = gates_of(net->cell), columns = times(memory, G, units);
    l->inputs = inputs;
    l->units = units;
    l->columns = columns;
    l->state_columns = net->cell == RNNK_CELL_LSTM ? times(memory, 2, units) : units;
    l->W = take_parameter(memory, net, inputs, columns, !is_first);
    l->U = take_parameter(memory, net, units, columns, true);
    l->b = take_parameter(memory, net, 1, columns, false);
    l->c = take_parameter(memory, net, net->cell == RNNK_CELL_GRU ? 1 : 0, units, false);
    l->state = take_floats(memory, times(memory, B, l->state_columns));
    l->initial = take_floats(memory, times(memory, B, l->state_columns));
    l->gates = take_floats(memory, G > 1 ? times(memory, R, columns) : 0);
    l->extra = take_floats(memory, G > 1 ? times(memory, R, units) : 0);
    l->h = take_floats(memory, times(memory, R, units));
    l->dh = take_floats(memory, net->training ? times(memory, R, units) : 0);
}

/* The floats of `work` that a layer's kernels want for R rows of B sequences: they ask for (I + S) times so many, and
 * I + S = (T - 1) B + B = R. */
static size_t work_per_row(const rnnk_network *net, arena *memory, size_t units) {
    const size_t backward = net->training && net->cell == RNNK_CELL_LSTM ? 1 : 0;
    return times(memory, gates_of(net->cell) + backward, units);
}

static bool is_possible(const rnnk_shape *shape) {
    if (shape->cell != RNNK_CELL_RNN && shape->cell != RNNK_CELL_LSTM && shape->cell != RNNK_CELL_GRU) return false;
    if (shape->classes == 0 || shape->classes > INT32_MAX || shape->layers == 0) return false;
    if (shape->sequences == 0 || shape->steps == 0 || shape->steps > INT32_MAX / shape->sequences) return false;
    for (size_t i = 0; i < shape->layers; i++) {
        if (shape->units[i] == 0) return false;
    }
    return true;
}

/* Divides the memory behind `net` into everything that a network has; without a net it only counts. Returns the bytes, or 0
 * if they cannot be counted. The parameters, whose places depend on how many there are, are counted first in any case. */
static size_t divide(const rnnk_kernels *kernels, const rnnk_shape *shape, rnnk_network *net) {
    rnnk_network counted;
    network_layer counted_layer;
    arena memory = {(char *)net, 0, false};
    rnnk_network *n = net ? net : &counted;
    n->kernels = kernels;
    n->cell = shape->cell;
    n->training = shape->training;
    n->classes = shape->classes;
    n->layers = shape->layers;
    n->sequences = shape->sequences;
    n->steps = shape->steps;
    (void)take(&memory, 1, sizeof(rnnk_network));
    n->layer = (network_layer *)take(&memory, shape->layers, sizeof(network_layer));

    size_t inputs = shape->classes, widest = 0;
    n->count = 0;
    arena uncounted = {NULL, 0, false};
    for (size_t i = 0; i < shape->layers; i++) {
        take_layer(&uncounted, n, &counted_layer, inputs, shape->units[i], i == 0);
        inputs = shape->units[i];
        if (inputs > widest) widest = inputs;
    }
    (void)take_parameter(&uncounted, n, inputs, shape->classes, true);
    (void)take_parameter(&uncounted, n, 1, shape->classes, false);
    if (uncounted.overflow) return 0;
    n->p = take_floats(&memory, n->count);
    n->gradient = take_floats(&memory, n->training ? n->count : 0);
    n->m = take_floats(&memory, n->training ? n->count : 0);
    n->v = take_floats(&memory, n->training ? n->count : 0);

    inputs = shape->classes;
    n->count = 0;
    for (size_t i = 0; i < shape->layers; i++) {
        take_layer(&memory, n, net ? net->layer + i : &counted_layer, inputs, shape->units[i], i == 0);
        inputs = shape->units[i];
    }
    n->W = take_parameter(&memory, n, inputs, shape->classes, true);
    n->b = take_parameter(&memory, n, 1, shape->classes, false);

    const size_t V = shape->classes, B = shape->sequences, R = shape->steps * B;
    n->logits = take_floats(&memory, times(&memory, R, V));
    n->work = take_floats(&memory, times(&memory, R, work_per_row(n, &memory, widest)));
    n->weight = take_floats(&memory, V);
    n->cumulative = take_ints(&memory, times(&memory, B, V));
    n->tokens = take_ints(&memory, R);
    n->parent = take_ints(&memory, R);
    n->start = take_ints(&memory, shape->steps);
    n->first = take_ints(&memory, n->training ? R + 1 : 0);
    n->target = take_ints(&memory, n->training ? R : 0);
    n->ones = take_floats(&memory, n->training ? R : 0);
    const size_t all = plus(&memory, memory.used, ALIGNMENT - 1); /* wherever the caller's memory begins */
    return memory.overflow ? 0 : all;
}

size_t rnnk_network_size(const rnnk_kernels *kernels, const rnnk_shape *shape) {
    return is_possible(shape) ? divide(kernels, shape, NULL) : 0;
}
