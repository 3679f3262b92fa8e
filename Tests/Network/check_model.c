/* Model files (rnnk_model.h): what is read from one, and that no file that is cut off or changed does harm. */
#include "support.h"

#include "rnnk_model.h"

enum { LARGEST_FILE = 16384, CHARACTERS = 5, MODEL_V = CHARACTERS + 2 };

static const size_t model_units[] = {3, 2};
static const char *const cells[] = {"rnn", "lstm", "gru"};

/* The texts of the vocabulary, and how the file's metadata have them: as JSON in a string of JSON. */
static const char *const texts[CHARACTERS] = {"a", "e\xCC\x81", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80", "\"\\", "ab"};
static const char vocabulary[] = "[\\\"a\\\", \\\"e\\\\u0301\\\",\\\"\\\\uD83D\\\\udc69\xE2\x80\x8D\xF0\x9F\x9A\x80\\\","
                                 "\\\"\\\\\\\"\\\\\\\\\\\",\\\"\\u0061b\\\"]";

/* A file that is built: metadata that a test may replace, and the tensors of a network. */
typedef struct {
    unsigned char bytes[LARGEST_FILE];
    size_t size;
} file;

typedef struct {
    rnnk_cell cell;
    const char *type, *format, *architecture, *vocabulary, *training, *more, *tensors;
} description;

static const description usual = {RNNK_CELL_GRU, "F32", "1", NULL, vocabulary, "{\\\"text\\\":null,\\\"epochs\\\":[1.5e3,true]}", "", ""};

static void put(file *f, size_t size, uint64_t bits) {
    for (size_t i = 0; i < size; i++) f->bytes[f->size++] = (unsigned char)(bits >> 8 * i & 0xFF);
}

/* A value, which is a whole number of eighths in -1 ... 1, in one of the types. */
static void put_value(file *f, const char *type, float value) {
    const double wide = value;
    uint64_t bits = 0;
    uint32_t narrow;
    memcpy(&narrow, &value, 4);
    if (strcmp(type, "F64") == 0) memcpy(&bits, &wide, 8), put(f, 8, bits);
    else if (strcmp(type, "F32") == 0) put(f, 4, narrow);
    else if (strcmp(type, "BF16") == 0) put(f, 2, narrow >> 16);
    else if (value == 0) put(f, 2, narrow >> 16); /* a sign */
    else put(f, 2, (narrow >> 31) << 15 | ((narrow >> 23 & 0xFF) - 127 + 15) << 10 | (narrow >> 13 & 0x3FF));
}

static rnnk_shape shape_of(rnnk_cell cell) {
    const rnnk_shape shape = {.cell = cell, .classes = MODEL_V, .layers = 2, .units = model_units, .sequences = 1, .steps = 1};
    return shape;
}

static tensors eighths(const rnnk_shape *shape) {
    tensors t = random_tensors(shape);
    for (size_t i = 0; i < t.tensors; i++) {
        for (size_t j = 0; j < t.count[i]; j++) t.values[i][j] = roundf(t.values[i][j] * 8) / 8;
    }
    return t;
}

static file build(const description *d, const tensors *t) {
    file f = {.size = 8};
    char architecture[80];
    snprintf(architecture, sizeof architecture, "{\\\"cell\\\":\\\"%s\\\",\\\"hidden\\\":[3,2]}", cells[d->cell]);
    char *const header = (char *)f.bytes + 8;
    size_t length = (size_t)snprintf(
        header, LARGEST_FILE, "{\"__metadata__\":{\"rnnc.format\":\"%s\",\"rnnc.architecture\":\"%s\",\"rnnc.vocabulary\":\"%s\","
        "\"rnnc.training\":\"%s\"%s}%s", d->format, d->architecture ? d->architecture : architecture, d->vocabulary, d->training,
        d->more, d->tensors);
    const size_t element = strcmp(d->type, "F64") == 0 ? 8 : strcmp(d->type, "F32") == 0 ? 4 : 2;
    size_t end = 0, inputs = MODEL_V;
    for (size_t i = 0; i < t->tensors; i++) {
        const size_t layer = i / RNNK_TENSORS_PER_LAYER, part = i % RNNK_TENSORS_PER_LAYER;
        const size_t columns = layer == 2 ? (part == 0 ? 2 : 0) : part == 0 ? inputs : part == 1 ? model_units[layer] : 0;
        if (part == 3 && layer < 2) inputs = model_units[layer];
        const size_t begin = end;
        end += t->count[i] * element;
        char shape[40];
        if (columns) snprintf(shape, sizeof shape, "[%d,%d]", (int)(t->count[i] / columns), (int)columns);
        else snprintf(shape, sizeof shape, "[%d]", (int)t->count[i]);
        length += (size_t)snprintf(header + length, LARGEST_FILE - 8 - length,
                                   ",\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}", t->name[i], d->type, shape,
                                   (int)begin, (int)end);
    }
    header[length++] = '}';
    f.size = 0;
    put(&f, 8, length);
    f.size += length;
    for (size_t i = 0; i < t->tensors; i++) {
        for (size_t j = 0; j < t->count[i]; j++) put_value(&f, d->type, t->values[i][j]);
    }
    return f;
}

/* ---- what is read --------------------------------------------------------------------------------------------- */

static int check_texts(const rnnk_model *model) {
    int failures = 0;
    for (int32_t v = 0; v < CHARACTERS; v++) {
        const size_t length = strlen(texts[v]);
        EXPECT(strcmp(rnnk_model_text(model, v), texts[v]) == 0, "token %d is %s", (int)v, rnnk_model_text(model, v));
        EXPECT(rnnk_model_text_length(model, v) == length, "token %d", (int)v);
        EXPECT(rnnk_model_token(model, texts[v], length) == v, "%s", texts[v]);
    }
    EXPECT(rnnk_model_start(model) == CHARACTERS && rnnk_model_stop(model) == CHARACTERS + 1, "START, STOP");
    EXPECT(rnnk_model_text(model, -1)[0] == 0 && rnnk_model_text(model, CHARACTERS)[0] == 0, "no text");
    EXPECT(rnnk_model_text_length(model, INT32_MAX) == 0 && rnnk_model_text_length(model, INT32_MIN) == 0, "no text");
    EXPECT(rnnk_model_token(model, "abc", 1) == 0 && rnnk_model_token(model, "abc", 3) == 4, "the longest text");
    EXPECT(rnnk_model_token(model, "e", 1) == -1 && rnnk_model_token(model, "", 0) == -1, "no token");
    return failures;
}

/* The probabilities of names against those that single steps give, and names of each temperature. */
static int check_running(const rnnk_kernels *kernels, const rnnk_model *model) {
    int failures = 0;
    made m = make_network(kernels, rnnk_model_shape(model), NULL);
    rnnk_network_set_weights(m.network, rnnk_model_weights(model));
    const int32_t name[] = {2, 0, 4}, bad[] = {0, CHARACTERS};
    double expected = 0, found = 1;
    int32_t token = CHARACTERS;
    for (size_t i = 0; i < 4; i++) {
        rnnk_network_forward(m.network, 1, &token);
        float *logits = rnnk_network_logits(m.network);
        kernels->log_softmax(1, MODEL_V, logits, MODEL_V);
        token = i < 3 ? name[i] : CHARACTERS + 1;
        expected += (double)logits[token];
    }
    EXPECT(rnnk_model_score(model, m.network, 3, name, &found) == RNNK_OK && fabs(found - expected) < 1e-5, "%g, not %g", found,
           expected);
    EXPECT(rnnk_model_score(model, m.network, 2, bad, &found) == RNNK_BAD_TOKEN, "START in a name");

    const float temperatures[] = {0, 0.001f, 0.8f, 1e30f};
    for (size_t i = 0; i < 4; i++) {
        int32_t first[50], second[50];
        size_t lengths[2];
        uint64_t random[2] = {7, 7};
        for (int n = 0; n < 20; n++) {
            const rnnk_status status = rnnk_model_generate(model, m.network, temperatures[i], &random[0], 50, first, &lengths[0]);
            EXPECT(status == RNNK_OK && lengths[0] <= 50, "%s", rnnk_status_text(status));
            rnnk_model_generate(model, m.network, temperatures[i], &random[1], 50, second, &lengths[1]);
            EXPECT(lengths[0] == lengths[1] && memcmp(first, second, lengths[0] * sizeof(int32_t)) == 0, "not the same names");
            for (size_t t = 0; t < lengths[0]; t++) EXPECT(first[t] >= 0 && first[t] < CHARACTERS, "token %d", (int)first[t]);
        }
    }
    uint64_t random = 1;
    size_t count;
    int32_t tokens[1];
    EXPECT(rnnk_model_generate(model, m.network, -1, &random, 1, tokens, &count) == RNNK_BAD_NUMBER, "temperature -1");
    EXPECT(rnnk_model_generate(model, m.network, NAN, &random, 1, tokens, &count) == RNNK_BAD_NUMBER, "temperature NaN");
    EXPECT(rnnk_model_generate(model, m.network, 1, &random, 0, tokens, &count) == RNNK_BAD_LENGTH, "no room");
    made_free(m);
    return failures;
}

/* Running text begins behind its line feed, and its first token is not predicted. */
static int check_running_text(const rnnk_kernels *kernels) {
    int failures = 0;
    description d = usual;
    d.vocabulary = "[\\\"a\\\",\\\"b\\\",\\\"\\\\n\\\",\\\"c\\\",\\\"d\\\"]";
    d.training = "{\\\"text\\\":{\\\"characters\\\":9}}";
    const rnnk_shape shape = shape_of(d.cell);
    tensors t = eighths(&shape);
    const file f = build(&d, &t);
    rnnk_model *model = NULL;
    const rnnk_status status = rnnk_model_read(f.bytes, f.size, &model);
    EXPECT(status == RNNK_OK && model && rnnk_model_first(model) == 2, "running text: %s", rnnk_status_text(status));
    if (model) {
        made m = make_network(kernels, rnnk_model_shape(model), NULL);
        rnnk_network_set_weights(m.network, rnnk_model_weights(model));
        const int32_t text[] = {1, 2, 0, 4};
        double expected = 0, found = 1;
        int32_t token = 2, drawn[3], best[3];
        size_t count;
        uint64_t random = 1;
        for (size_t i = 0; i < 3; i++) { /* the most probable text, step by step */
            rnnk_network_forward(m.network, 1, &token);
            const float *logits = rnnk_network_logits(m.network);
            token = 0;
            for (int32_t v = 1; v < CHARACTERS; v++) token = logits[v] > logits[token] ? v : token;
            best[i] = token;
        }
        rnnk_model_generate(model, m.network, 0, &random, 3, drawn, &count);
        EXPECT(count == 3 && memcmp(best, drawn, sizeof best) == 0, "text after a line feed");
        rnnk_network_reset(m.network);
        for (size_t i = 0; i < 3; i++) {
            rnnk_network_forward(m.network, 1, &text[i]);
            float *logits = rnnk_network_logits(m.network);
            kernels->log_softmax(1, MODEL_V, logits, MODEL_V);
            expected += (double)logits[text[i + 1]];
        }
        EXPECT(rnnk_model_score(model, m.network, 4, text, &found) == RNNK_OK && fabs(found - expected) < 1e-5,
               "%g, not %g", found, expected);
        EXPECT(rnnk_model_score(model, m.network, 0, text, &found) == RNNK_OK && found == 0, "no text: %g", found);
        made_free(m);
    }
    rnnk_model_close(model);
    tensors_free(t);
    return failures;
}

/* Logits that are the same have the probability 1 / V, however large they are. */
static int check_large_logits(const rnnk_kernels *kernels) {
    int failures = 0;
    const rnnk_shape shape = shape_of(usual.cell);
    tensors t = tensors_of(&shape);
    for (size_t v = 0; v < MODEL_V; v++) t.values[t.tensors - 1][v] = 8e37f;
    const file f = build(&usual, &t);
    rnnk_model *model = NULL;
    EXPECT(rnnk_model_read(f.bytes, f.size, &model) == RNNK_OK, "large logits");
    if (model) {
        const made m = make_network(kernels, rnnk_model_shape(model), &t);
        const int32_t name[] = {2, 0};
        double found = 0;
        EXPECT(rnnk_model_score(model, m.network, 2, name, &found) == RNNK_OK && fabs(found + 3 * log(MODEL_V)) < 1e-9,
               "large logits: %g", found);
        made_free(m);
    }
    rnnk_model_close(model);
    tensors_free(t);
    return failures;
}

static int check_good_files(const rnnk_kernels *kernels) {
    int failures = 0;
    static const char *const types[] = {"F32", "F64", "F16", "BF16"};
    for (int i = 0; i < 12; i++) {
        description d = usual;
        d.cell = (rnnk_cell)(i % 3);
        d.type = types[i / 3];
        const rnnk_shape shape = shape_of(d.cell);
        tensors t = eighths(&shape);
        file f = build(&d, &t);
        rnnk_model *model = NULL;
        const rnnk_status status = rnnk_model_read(f.bytes, f.size, &model);
        EXPECT(status == RNNK_OK && model, "%s, %s: %s", cells[i % 3], d.type, rnnk_status_text(status));
        if (model) {
            memset(&f, 0xAA, sizeof f); /* which is not needed any more */
            const rnnk_shape *read = rnnk_model_shape(model);
            EXPECT(read->cell == d.cell && read->classes == MODEL_V && read->layers == 2 && !read->training, "shape");
            EXPECT(read->units[0] == 3 && read->units[1] == 2 && read->sequences == 1 && read->steps == 1, "shape");
            for (size_t n = 0; n < t.tensors; n++) {
                EXPECT(memcmp(rnnk_model_weights(model)[n], t.values[n], t.count[n] * 4) == 0, "%s as %s", t.name[n], d.type);
            }
            EXPECT(!rnnk_model_is_text(model), "names");
            failures += check_texts(model) + check_running(kernels, model);
        }
        rnnk_model_close(model);
        tensors_free(t);
    }
    return failures;
}

/* ---- what is refused ------------------------------------------------------------------------------------------ */

static int check_bad_files(void) {
    int failures = 0;
    static const struct {
        rnnk_status status;
        const char *type, *format, *architecture, *vocabulary, *training, *more, *tensors;
    } bad[] = {
        {RNNK_OK, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
        {RNNK_OK, NULL, NULL, NULL, NULL, "{\\\"text\\\":{\\\"characters\\\":9}}", NULL, NULL},
        {RNNK_OK, NULL, NULL, NULL, NULL, NULL, NULL, ",\"names.codes\":{\"dtype\":\"I64\",\"shape\":[0],\"data_offsets\":[0,0]}"},
        {RNNK_NEWER_MODEL, NULL, "2", NULL, NULL, NULL, NULL, NULL},
        {RNNK_RECORDS, NULL, NULL, NULL, NULL, NULL, ",\"rnnc.records\":\"{}\"", NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"elman\\\",\\\"hidden\\\":[3,2]}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\",\\\"hidden\\\":[]}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\",\\\"hidden\\\":[3,0]}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\",\\\"hidden\\\":[3,-2]}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\",\\\"hidden\\\":[3,99999999999999999999]}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\"}", NULL, NULL, NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, NULL, NULL, "{\\\"text\\\":null,}", NULL, NULL},
        {RNNK_NOT_A_MODEL, NULL, NULL, NULL, NULL, "{\\\"epochs\\\":01}", NULL, NULL},
        {RNNK_BAD_TENSOR, NULL, NULL, "{\\\"cell\\\":\\\"lstm\\\",\\\"hidden\\\":[3,2]}", NULL, NULL, NULL, NULL},
        {RNNK_BAD_TENSOR, NULL, NULL, "{\\\"cell\\\":\\\"gru\\\",\\\"hidden\\\":[3,2,2]}", NULL, NULL, NULL, NULL},
        {RNNK_BAD_TENSOR, NULL, NULL, NULL, "[\\\"a\\\"]", NULL, NULL, NULL},
        {RNNK_BAD_VOCABULARY, NULL, NULL, NULL, "[\\\"a\\\",\\\"\\\"]", NULL, NULL, NULL},
        {RNNK_BAD_VOCABULARY, NULL, NULL, NULL, "[\\\"a\\\",1]", NULL, NULL, NULL},
        {RNNK_BAD_VOCABULARY, NULL, NULL, NULL, "[\\\"\\\\uD83D\\\"]", NULL, NULL, NULL},
        {RNNK_BAD_VOCABULARY, NULL, NULL, NULL, "[\\\"\\\\udc69\\\\uD83D\\\"]", NULL, NULL, NULL},
        {RNNK_BAD_VOCABULARY, NULL, NULL, NULL, "[\\\"a\\\"] []", NULL, NULL, NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, "[\\\"\xC0\xAF\\\"]", NULL, NULL, NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, "[\\\"\xED\xA0\x80\\\"]", NULL, NULL, NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, "[\n]", NULL, NULL, NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, ",\"rnnc.format\":\"1\"", NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, ",\"other\":1", NULL},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL, ",\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}"},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL, ",\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}"},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL,
         ",\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}"},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL, ",\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,0]}"},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL, ",\"out.bias\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}"},
        {RNNK_NOT_SAFETENSORS, NULL, NULL, NULL, NULL, NULL, NULL, ",\"x\":{}"},
    };
    const rnnk_shape shape = shape_of(usual.cell);
    tensors t = eighths(&shape);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        description d = usual;
        if (bad[i].format) d.format = bad[i].format;
        if (bad[i].architecture) d.architecture = bad[i].architecture;
        if (bad[i].vocabulary) d.vocabulary = bad[i].vocabulary;
        if (bad[i].training) d.training = bad[i].training;
        if (bad[i].more) d.more = bad[i].more;
        if (bad[i].tensors) d.tensors = bad[i].tensors;
        const file f = build(&d, &t);
        rnnk_model *model = NULL;
        const rnnk_status status = rnnk_model_read(f.bytes, f.size, &model);
        EXPECT(status == bad[i].status && (model != NULL) == (status == RNNK_OK), "file %d: %s", (int)i, rnnk_status_text(status));
        if (model) EXPECT(rnnk_model_is_text(model) == (i == 1), "running text");
        if (model) EXPECT(rnnk_model_first(model) == rnnk_model_start(model), "there is no line feed");
        rnnk_model_close(model);
    }
    t.values[3][1] = INFINITY;
    const file infinite = build(&usual, &t);
    rnnk_model *model = NULL;
    EXPECT(rnnk_model_read(infinite.bytes, infinite.size, &model) == RNNK_BAD_TENSOR && !model, "an infinite weight");
    EXPECT(rnnk_model_open("/nonexistent/model", &model) == RNNK_NO_FILE && !model, "no file");
    EXPECT(rnnk_model_open("/", &model) == RNNK_NO_FILE && !model, "a folder");
    tensors_free(t);
    return failures;
}

/* Reads bytes from memory of just their size, so that a sanitizer sees what is read beside them. */
static rnnk_status read_exactly(const unsigned char *bytes, size_t size, rnnk_model **model) {
    unsigned char *const copy = malloc(size ? size : 1);
    if (!copy) abort();
    memcpy(copy, bytes, size);
    const rnnk_status status = rnnk_model_read(copy, size, model);
    free(copy);
    return status;
}

/* A file cut off anywhere is refused. One with another byte is refused, or is a model of which all can be read. */
static int check_damaged_files(void) {
    int failures = 0;
    const rnnk_shape shape = shape_of(usual.cell);
    tensors t = eighths(&shape);
    file f = build(&usual, &t);
    rnnk_model *model;
    for (size_t size = 0; size < f.size; size++) {
        const rnnk_status status = read_exactly(f.bytes, size, &model);
        EXPECT(status == RNNK_NOT_SAFETENSORS && !model, "cut off at %d: %s", (int)size, rnnk_status_text(status));
        rnnk_model_close(model);
    }
    static const unsigned char others[] = {0, '"', '\\', '{', ']', ',', '9', 'u', 0x80, 0xF4, 0xFF};
    for (size_t i = 0; i < f.size; i++) {
        const unsigned char right = f.bytes[i];
        for (size_t o = 0; o < sizeof others; o++) {
            f.bytes[i] = others[o];
            const rnnk_status status = read_exactly(f.bytes, f.size, &model);
            EXPECT((status == RNNK_OK) == (model != NULL), "byte %d", (int)i);
            if (model) {
                size_t bytes = 0;
                const int32_t stop = rnnk_model_stop(model);
                for (int32_t v = 0; v <= stop; v++) bytes += strlen(rnnk_model_text(model, v));
                EXPECT(bytes < f.size && rnnk_model_shape(model)->classes == (size_t)stop + 1, "byte %d", (int)i);
            }
            rnnk_model_close(model);
        }
        f.bytes[i] = right;
    }
    tensors_free(t);
    return failures;
}

int network_check_model(const rnnk_kernels *kernels) {
    random_restart();
    return check_good_files(kernels) + check_large_logits(kernels) + check_running_text(kernels) + check_bad_files() + check_damaged_files();
}
