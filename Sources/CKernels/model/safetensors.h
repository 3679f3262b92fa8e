/* The header of a safetensors file: where the tensors of a model are, and the metadata that describe it.
 *
 *   8 bytes   n, the length of the header, little-endian
 *   n bytes   JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...,
 *                    "__metadata__": {"key": "text", ...}}
 *   the rest  elements, little-endian, row-major; offsets count from here */

enum { MOST_LAYERS = 64, MOST_TENSORS = MOST_LAYERS * RNNK_TENSORS_PER_LAYER + RNNK_TENSORS_OF_OUTPUT };

/* What a model is read from: a file, or bytes in memory. */
typedef struct {
    FILE *file; /* or NULL */
    const unsigned char *bytes;
    size_t size;
} source;

static bool read_at(const source *from, size_t offset, size_t size, void *to) {
    if (size == 0) return true;
    if (from->file) {
        return offset <= LONG_MAX && fseek(from->file, (long)offset, SEEK_SET) == 0 && fread(to, 1, size, from->file) == size;
    }
    memcpy(to, from->bytes + offset, size);
    return true;
}

typedef enum { FLOAT_32, FLOAT_64, FLOAT_16, BFLOAT_16, OTHER_TYPE } element_type;

/* A tensor as the header describes it. */
typedef struct {
    bool present;
    element_type type;
    size_t rank, extent[2]; /* extents beyond the second are only multiplied */
    size_t begin, end;      /* bytes, counted from the first of the body */
} tensor_entry;

/* What a header has of a model. Texts are NULL if they are not there. */
typedef struct {
    json_string format, architecture, vocabulary, training, records;
    tensor_entry tensor[MOST_TENSORS]; /* in the order of `rnnk_network_init`; those of the output are the last two */
} contents;

/* The place of a tensor in `contents`, or MOST_TENSORS if a model has none of that name. */
static size_t tensor_index(json_string name) {
    static const char *const parts[] = {"rnn.weight_ih_l", "rnn.weight_hh_l", "rnn.bias_ih_l", "rnn.bias_hh_l"};
    if (is_text(name, "out.weight")) return MOST_TENSORS - 2;
    if (is_text(name, "out.bias")) return MOST_TENSORS - 1;
    for (size_t part = 0; part < RNNK_TENSORS_PER_LAYER; part++) {
        const size_t length = strlen(parts[part]), digits = name.length - length;
        const char *const number = name.bytes + length;
        if (name.length <= length || digits > 2 || memcmp(name.bytes, parts[part], length) != 0) continue;
        size_t layer = 0;
        for (size_t i = 0; i < digits; i++) {
            if (number[i] < '0' || number[i] > '9' || (digits > 1 && number[0] == '0')) return MOST_TENSORS;
            layer = layer * 10 + (size_t)(number[i] - '0');
        }
        if (layer < MOST_LAYERS) return layer * RNNK_TENSORS_PER_LAYER + part;
        break;
    }
    return MOST_TENSORS;
}

/* Bytes of an element by its type's name, and that type; 0 if safetensors has none of that name. */
static size_t element_size(json_string name, element_type *type) {
    static const struct {
        const char *name;
        size_t size;
        element_type type;
    } types[] = {{"F32", 4, FLOAT_32}, {"F64", 8, FLOAT_64}, {"F16", 2, FLOAT_16}, {"BF16", 2, BFLOAT_16},
                 {"I64", 8, OTHER_TYPE}, {"U64", 8, OTHER_TYPE}, {"I32", 4, OTHER_TYPE}, {"U32", 4, OTHER_TYPE},
                 {"I16", 2, OTHER_TYPE}, {"U16", 2, OTHER_TYPE}, {"I8", 1, OTHER_TYPE}, {"U8", 1, OTHER_TYPE},
                 {"BOOL", 1, OTHER_TYPE}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        *type = types[i].type;
        if (is_text(name, types[i].name)) return types[i].size;
    }
    return 0;
}

/* Reads [extent, ...] and multiplies `elements` by the extents. */
static bool read_shape(json *j, tensor_entry *entry, size_t *elements) {
    *elements = 1;
    entry->rank = 0;
    if (!json_take(j, '[')) return json_fail(j);
    if (json_take(j, ']')) return true;
    do {
        size_t extent = 0;
        if (!json_read_size(j, &extent) || __builtin_mul_overflow(*elements, extent, elements)) return json_fail(j);
        if (entry->rank < 2) entry->extent[entry->rank] = extent;
        entry->rank++;
    } while (json_more(j, ']'));
    return !j->failed;
}

static bool read_offsets(json *j, tensor_entry *entry) {
    return json_take(j, '[') && json_read_size(j, &entry->begin) && json_take(j, ',') && json_read_size(j, &entry->end) &&
           json_take(j, ']');
}

/* Reads the description of a tensor, and checks that its data is within the body, whose size is given in bytes. */
static bool read_tensor(json *j, size_t body, tensor_entry *entry) {
    size_t element = 0, elements = 0, bytes = 0;
    bool has_shape = false, has_offsets = false;
    if (!json_take(j, '{')) return json_fail(j);
    do {
        json_string key, type;
        if (!json_read_key(j, &key)) return false;
        if (is_text(key, "dtype") && element == 0) {
            if (!json_read_string(j, &type)) return false;
            element = element_size(type, &entry->type);
            if (element == 0) return json_fail(j);
        } else if (is_text(key, "shape") && !has_shape) {
            has_shape = true;
            if (!read_shape(j, entry, &elements)) return json_fail(j);
        } else if (is_text(key, "data_offsets") && !has_offsets) {
            has_offsets = true;
            if (!read_offsets(j, entry)) return json_fail(j);
        } else {
            return json_fail(j);
        }
    } while (json_more(j, '}'));
    if (j->failed || element == 0 || !has_shape || !has_offsets) return json_fail(j);
    if (entry->begin > entry->end || entry->end > body) return json_fail(j);
    if (__builtin_mul_overflow(elements, element, &bytes) || bytes != entry->end - entry->begin) return json_fail(j);
    entry->present = true;
    return true;
}

static bool read_metadata(json *j, contents *c) {
    if (!json_take(j, '{')) return json_fail(j);
    if (json_take(j, '}')) return true;
    do {
        json_string key, text;
        if (!json_read_key(j, &key) || !json_read_string(j, &text)) return false;
        json_string *const place = is_text(key, "rnnc.format")         ? &c->format
                                   : is_text(key, "rnnc.architecture") ? &c->architecture
                                   : is_text(key, "rnnc.vocabulary")   ? &c->vocabulary
                                   : is_text(key, "rnnc.training")     ? &c->training
                                   : is_text(key, "rnnc.records")      ? &c->records
                                                                       : NULL;
        if (place && place->bytes) return json_fail(j);
        if (place) *place = text;
    } while (json_more(j, '}'));
    return !j->failed;
}

/* Reads the header of a file whose body has the given number of bytes. The tensors must fill the body exactly. */
static bool read_header(json *j, size_t body, contents *c) {
    size_t total = 0, last = 0;
    bool has_metadata = false;
    if (!json_take(j, '{')) return false;
    if (!json_take(j, '}')) {
        do {
            json_string name;
            if (!json_read_key(j, &name)) return false;
            if (is_text(name, "__metadata__")) {
                if (has_metadata || !read_metadata(j, c)) return false;
                has_metadata = true;
                continue;
            }
            tensor_entry other, *entry = &other;
            other.present = false;
            const size_t index = tensor_index(name);
            if (index < MOST_TENSORS) entry = &c->tensor[index];
            if (entry->present || !read_tensor(j, body, entry)) return false;
            if (__builtin_add_overflow(total, entry->end - entry->begin, &total)) return false;
            if (entry->end > last) last = entry->end;
        } while (json_more(j, '}'));
    }
    return json_ends(j) && total == body && last == body;
}
