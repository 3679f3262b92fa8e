/* PyTorch's tensors in and out. Theirs are [outputs, inputs], ours [inputs, outputs]. */

/* p = tensor^T */
static void read_matrix(const parameter *a, const float *tensor) {
    for (size_t r = 0; r < a->rows; r++) {
        for (size_t c = 0; c < a->columns; c++) a->p[r * a->columns + c] = tensor ? tensor[c * a->rows + r] : 0;
    }
}

/* tensor = values^T, of which `values` are a's. */
static void write_matrix(const parameter *a, const float *values, float *tensor) {
    if (!tensor) return;
    for (size_t r = 0; r < a->rows; r++) {
        for (size_t c = 0; c < a->columns; c++) tensor[c * a->rows + r] = values[r * a->columns + c];
    }
}

/* How many of the columns of a layer's bias are a sum of two: those of a GRU's n are not. */
static size_t summed_biases(const rnnk_network *net, const network_layer *l) {
    return net->cell == RNNK_CELL_GRU ? 2 * l->units : l->columns;
}

static void pack_parameter(const rnnk_kernels *kernels, const parameter *a) {
    if (a->packed) kernels->pack(a->rows, a->columns, a->p, a->columns, false, a->packed);
    if (a->packed_transposed) kernels->pack(a->columns, a->rows, a->p, a->columns, true, a->packed_transposed);
}

/* Brings the packed weights up to date. */
static void pack_weights(const rnnk_network *net) {
    for (size_t i = 0; i < net->layers; i++) {
        pack_parameter(net->kernels, &net->layer[i].W);
        pack_parameter(net->kernels, &net->layer[i].U);
    }
    pack_parameter(net->kernels, &net->W);
}

void rnnk_network_set_weights(rnnk_network *net, const float *const *weights) {
    for (size_t i = 0; i < net->layers; i++, weights += RNNK_TENSORS_PER_LAYER) {
        const network_layer *l = net->layer + i;
        const float *b = weights[2], *c = weights[3];
        const size_t summed = summed_biases(net, l);
        read_matrix(&l->W, weights[0]);
        read_matrix(&l->U, weights[1]);
        for (size_t j = 0; j < l->columns; j++) {
            l->b.p[j] = (b ? b[j] : 0) + (c && j < summed ? c[j] : 0);
            if (j >= summed) l->c.p[j - summed] = c ? c[j] : 0;
        }
    }
    read_matrix(&net->W, weights[0]);
    read_matrix(&net->b, weights[1]);
    pack_weights(net);
}

/* Writes what belongs to each parameter: its value, or its gradient. */
static void write_tensors(const rnnk_network *net, bool gradients, float *const *tensors) {
    for (size_t i = 0; i < net->layers; i++, tensors += RNNK_TENSORS_PER_LAYER) {
        const network_layer *l = net->layer + i;
        const float *b = gradients ? l->b.gradient : l->b.p, *c = gradients ? l->c.gradient : l->c.p;
        const size_t summed = summed_biases(net, l);
        write_matrix(&l->W, gradients ? l->W.gradient : l->W.p, tensors[0]);
        write_matrix(&l->U, gradients ? l->U.gradient : l->U.p, tensors[1]);
        write_matrix(&l->b, b, tensors[2]);
        for (size_t j = 0; tensors[3] && j < l->columns; j++) {
            tensors[3][j] = j >= summed ? c[j - summed] : gradients ? b[j] : 0;
        }
    }
    write_matrix(&net->W, gradients ? net->W.gradient : net->W.p, tensors[0]);
    write_matrix(&net->b, gradients ? net->b.gradient : net->b.p, tensors[1]);
}

void rnnk_network_get_weights(const rnnk_network *net, float *const *weights) { write_tensors(net, false, weights); }

rnnk_status rnnk_network_get_gradients(const rnnk_network *net, float *const *gradients) {
    if (!net->training) return RNNK_NO_TRAINING;
    write_tensors(net, true, gradients);
    return RNNK_OK;
}
