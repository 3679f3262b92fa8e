/* The weights of a model: the shapes that its tensors need, and their elements as floats. */

/* The extents that tensor t of a model has to have: rows, and columns or 0 for a vector. */
static void expected_shape(const rnnk_model *model, size_t t, size_t *rows, size_t *columns) {
    const size_t layer = t / RNNK_TENSORS_PER_LAYER, part = t % RNNK_TENSORS_PER_LAYER, L = model->shape.layers;
    if (layer == L) { /* W and b of the output */
        *rows = model->shape.classes;
        *columns = part == 0 ? model->units[L - 1] : 0;
        return;
    }
    const size_t G = model->shape.cell == RNNK_CELL_LSTM ? 4 : model->shape.cell == RNNK_CELL_GRU ? 3 : 1;
    const size_t H = model->units[layer], P = layer == 0 ? model->shape.classes : model->units[layer - 1];
    *rows = G * H;
    *columns = part == 0 ? P : part == 1 ? H : 0;
}

static size_t tensors_of(const rnnk_model *model) {
    return model->shape.layers * RNNK_TENSORS_PER_LAYER + RNNK_TENSORS_OF_OUTPUT;
}

/* Tensor t of a model among those of a file. */
static const tensor_entry *entry_of(const contents *c, const rnnk_model *model, size_t t) {
    const size_t output = model->shape.layers * RNNK_TENSORS_PER_LAYER;
    return &c->tensor[t < output ? t : MOST_TENSORS - RNNK_TENSORS_OF_OUTPUT + (t - output)];
}

/* Whether the file has all tensors of the model in the shapes that they need; counts their elements. They fit in memory together,
 * as their bytes are in the file. */
static bool check_tensors(const contents *c, const rnnk_model *model, size_t *elements) {
    *elements = 0;
    for (size_t t = 0; t < tensors_of(model); t++) {
        const tensor_entry *const entry = entry_of(c, model, t);
        size_t rows, columns;
        expected_shape(model, t, &rows, &columns);
        if (!entry->present || entry->type == OTHER_TYPE || entry->extent[0] != rows) return false;
        if (columns == 0 ? entry->rank != 1 : entry->rank != 2 || entry->extent[1] != columns) return false;
        *elements += columns == 0 ? rows : rows * columns;
    }
    return true;
}

static float float_of_half(uint32_t bits) {
    const uint32_t exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
    const float value = exponent == 0      ? ldexpf((float)fraction, -24)
                        : exponent == 0x1F ? INFINITY
                                           : ldexpf((float)(fraction | 0x400), (int)exponent - 25);
    return bits & 0x8000 ? -value : value;
}

/* The little-endian number of a type at p, as a float. */
static float float_at(const unsigned char *p, element_type type) {
    uint64_t bits = 0;
    uint32_t narrow;
    float value;
    double wide;
    const int size = type == FLOAT_64 ? 8 : type == FLOAT_32 ? 4 : 2;
    for (int i = 0; i < size; i++) bits |= (uint64_t)p[i] << 8 * i;
    switch (type) {
        case FLOAT_16: return float_of_half((uint32_t)bits);
        case FLOAT_64: memcpy(&wide, &bits, sizeof wide); return fabs(wide) <= FLT_MAX ? (float)wide : INFINITY;
        default: break;
    }
    narrow = type == BFLOAT_16 ? (uint32_t)bits << 16 : (uint32_t)bits;
    memcpy(&value, &narrow, sizeof value);
    return value;
}

/* Reads the elements of a tensor; they are finite numbers, or it fails. */
static rnnk_status read_elements(const source *from, size_t body, const tensor_entry *entry, float *to) {
    unsigned char piece[4096];
    const size_t size = entry->type == FLOAT_64 ? 8 : entry->type == FLOAT_32 ? 4 : 2;
    for (size_t begin = entry->begin; begin < entry->end;) {
        const size_t bytes = entry->end - begin < sizeof piece ? entry->end - begin : sizeof piece;
        if (!read_at(from, body + begin, bytes, piece)) return RNNK_NO_FILE;
        for (size_t i = 0; i < bytes; i += size) {
            *to = float_at(piece + i, entry->type);
            if (!isfinite(*to++)) return RNNK_BAD_TENSOR;
        }
        begin += bytes;
    }
    return RNNK_OK;
}
