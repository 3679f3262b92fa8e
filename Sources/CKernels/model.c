/* Model files: the interface of rnnk_model.h.
 *
 *   model/json.inc          a strict reader of JSON
 *   model/safetensors.inc   the header of a file
 *   model/contents.inc      what an open model consists of
 *   model/weights.inc       its tensors
 *   model/run.inc           names and their probabilities */
#include "rnnk_model.h"

#include "cells.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/json.inc"
#include "model/safetensors.inc"
#include "model/contents.inc"
#include "model/run.inc"

/* ---- metadata ------------------------------------------------------------------------------------------------- */

static json json_of(json_string text) {
    const json j = {(unsigned char *)text.bytes, (unsigned char *)text.bytes + text.length, false};
    return j;
}

static bool read_units(json *j, rnnk_model *model) {
    if (!json_take(j, '[')) return false;
    do {
        size_t units = 0;
        if (!json_read_size(j, &units)) return false;
        if (units < 1 || units > WIDEST_LAYER || model->shape.layers == MOST_LAYERS) return false;
        model->units[model->shape.layers++] = units;
    } while (json_more(j, ']'));
    return !j->failed;
}

static bool find_cell(json_string name, rnnk_cell *cell) {
    for (int i = 0; rnnk_cell_described((rnnk_cell)i); i++) {
        *cell = (rnnk_cell)i;
        if (is_text(name, rnnk_cell_described(*cell)->name)) return true;
    }
    return false;
}

/* {"cell": "gru", "hidden": [32, 32]} */
static bool read_architecture(json_string text, rnnk_model *model) {
    json j = json_of(text);
    bool has_cell = false;
    if (!json_take(&j, '{')) return false;
    do {
        json_string key, cell;
        if (!json_read_key(&j, &key)) return false;
        if (is_text(key, "hidden") && model->shape.layers == 0) {
            if (!read_units(&j, model)) return false;
        } else if (is_text(key, "cell") && !has_cell) {
            if (!json_read_string(&j, &cell)) return false;
            has_cell = true;
            if (!find_cell(cell, &model->shape.cell)) return false;
        } else if (!json_skip(&j, 0)) {
            return false;
        }
    } while (json_more(&j, '}'));
    return json_ends(&j) && has_cell && model->shape.layers > 0;
}

/* The record of the training says whether the model is of running text: then it has an entry "text". */
static bool read_training(json_string text, rnnk_model *model) {
    json j = json_of(text);
    if (!json_take(&j, '{')) return false;
    if (json_take(&j, '}')) return json_ends(&j);
    do {
        json_string key;
        if (!json_read_key(&j, &key)) return false;
        if (is_text(key, "text")) model->is_running_text = json_peek(&j) == '{';
        if (!json_skip(&j, 0)) return false;
    } while (json_more(&j, '}'));
    return json_ends(&j);
}

enum { LENGTH_BYTES = 3 }; /* of a text of the vocabulary, in `read_vocabulary` */

/* Moves the texts of the vocabulary, an array of strings, together at the front of its JSON, each with its length
 * before it. That fits, because each string came with two quotes and a comma or bracket. Counts the texts, and their
 * bytes without the lengths. */
static bool read_vocabulary(json_string text, size_t *count, size_t *bytes) {
    json j = json_of(text);
    char *to = text.bytes;
    *count = *bytes = 0;
    if (!json_take(&j, '[')) return false;
    if (json_take(&j, ']')) return json_ends(&j);
    do {
        json_string character;
        if (!json_read_string(&j, &character)) return false;
        if (character.length == 0 || character.length >> 8 * LENGTH_BYTES || *count == MOST_CHARACTERS) return false;
        memmove(to + LENGTH_BYTES, character.bytes, character.length);
        for (int i = 0; i < LENGTH_BYTES; i++) *to++ = (char)(character.length >> 8 * i & 0xFF);
        to += character.length;
        *bytes += character.length;
        ++*count;
    } while (json_more(&j, ']'));
    return json_ends(&j);
}

/* Copies the texts that `read_vocabulary` left: `begin` gets where each begins, and where a next one would. */
static void copy_texts(const char *from, size_t count, size_t *begin, char *texts) {
    *begin = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;
        for (int b = 0; b < LENGTH_BYTES; b++) length |= (size_t)(unsigned char)*from++ << 8 * b;
        memcpy(texts + begin[i], from, length);
        texts[begin[i] + length] = 0;
        begin[i + 1] = begin[i] + length + 1;
        from += length;
    }
}

#include "model/weights.inc"

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* Makes a model of what was read so far, in `described`, and of the tensors and texts. `body` is where the elements
 * begin. */
static rnnk_status make_model(const source *from, size_t body, const contents *c, const rnnk_model *described, size_t text_bytes,
                              rnnk_model **result) {
    const size_t count = described->characters;
    size_t elements;
    if (!check_tensors(c, described, &elements)) return RNNK_BAD_TENSOR;
    if (elements > (SIZE_MAX / 2 - sizeof *described) / sizeof(float)) return RNNK_NO_MEMORY;
    const size_t header = sizeof *described + (count + 1) * sizeof(size_t), weights = elements * sizeof(float);
    char *const memory = (char *)malloc(header + weights + text_bytes + count);
    if (!memory) return RNNK_NO_MEMORY;
    rnnk_model *const model = (rnnk_model *)(void *)memory;
    *model = *described;
    model->shape.units = model->units;

    size_t *const begin = (size_t *)(void *)(memory + sizeof *model);
    char *const texts = memory + header + weights;
    copy_texts(c->vocabulary.bytes, count, begin, texts);
    model->text_begin = begin;
    model->texts = texts;

    float *tensor = (float *)(void *)(memory + header);
    for (size_t t = 0; t < tensors_of(model); t++) {
        const tensor_entry *const entry = entry_of(c, model, t);
        const rnnk_status status = read_elements(from, body, entry, tensor);
        if (status != RNNK_OK) {
            free(memory);
            return status;
        }
        model->weights[t] = tensor;
        tensor += entry->extent[0] * (entry->rank == 2 ? entry->extent[1] : 1);
    }
    *result = model;
    return RNNK_OK;
}

/* Reads what the header says, which is unescaped in place. */
static rnnk_status read_described(const source *from, unsigned char *header, size_t length, rnnk_model **model) {
    json j = {header, header + length, false};
    contents c;
    memset(&c, 0, sizeof c);
    if (!read_header(&j, from->size - 8 - length, &c)) return RNNK_NOT_SAFETENSORS;
    if (c.records.bytes) return RNNK_RECORDS;
    if (!c.format.bytes || !c.architecture.bytes || !c.vocabulary.bytes || !c.training.bytes) return RNNK_NOT_A_MODEL;
    if (!is_text(c.format, "1")) return RNNK_NEWER_MODEL;

    rnnk_model described;
    size_t text_bytes;
    memset(&described, 0, sizeof described);
    described.shape.sequences = described.shape.steps = 1;
    if (!read_architecture(c.architecture, &described) || !read_training(c.training, &described)) return RNNK_NOT_A_MODEL;
    if (!read_vocabulary(c.vocabulary, &described.characters, &text_bytes)) return RNNK_BAD_VOCABULARY;
    if (described.is_running_text && described.characters == 0) return RNNK_BAD_VOCABULARY;
    described.shape.classes = described.characters + 2;
    return make_model(from, 8 + length, &c, &described, text_bytes, model);
}

static rnnk_status read_source(const source *from, rnnk_model **model) {
    unsigned char prefix[8];
    uint64_t length = 0;
    if (from->size < sizeof prefix) return RNNK_NOT_SAFETENSORS;
    if (!read_at(from, 0, sizeof prefix, prefix)) return RNNK_NO_FILE;
    for (int i = 0; i < 8; i++) length |= (uint64_t)prefix[i] << 8 * i;
    if (length == 0 || length > from->size - sizeof prefix) return RNNK_NOT_SAFETENSORS;
    unsigned char *const header = (unsigned char *)malloc((size_t)length);
    if (!header) return RNNK_NO_MEMORY;
    const rnnk_status status = read_at(from, sizeof prefix, (size_t)length, header)
                                   ? read_described(from, header, (size_t)length, model)
                                   : RNNK_NO_FILE;
    free(header);
    return status;
}

rnnk_status rnnk_model_read(const void *bytes, size_t size, rnnk_model **model) {
    const source from = {NULL, (const unsigned char *)bytes, size};
    *model = NULL;
    return read_source(&from, model);
}

rnnk_status rnnk_model_open(const char *path, rnnk_model **model) {
    *model = NULL;
    FILE *const file = fopen(path, "rb");
    if (!file) return RNNK_NO_FILE;
    const long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    const source from = {file, NULL, size < 0 ? 0 : (size_t)size};
    const rnnk_status status = size < 0 || size == LONG_MAX ? RNNK_NO_FILE : read_source(&from, model);
    fclose(file);
    return status;
}

void rnnk_model_close(rnnk_model *model) { free(model); }

/* ---- contents ------------------------------------------------------------------------------------------------- */

const rnnk_shape *rnnk_model_shape(const rnnk_model *model) { return &model->shape; }

const float *const *rnnk_model_weights(const rnnk_model *model) { return model->weights; }

bool rnnk_model_is_text(const rnnk_model *model) { return model->is_running_text; }

int32_t rnnk_model_start(const rnnk_model *model) { return (int32_t)model->characters; }

int32_t rnnk_model_first(const rnnk_model *model) {
    const int32_t line_feed = model->is_running_text ? rnnk_model_token(model, "\n", 1) : -1;
    return line_feed < 0 ? rnnk_model_start(model) : line_feed;
}

int32_t rnnk_model_stop(const rnnk_model *model) { return (int32_t)model->characters + 1; }

const char *rnnk_model_text(const rnnk_model *model, int32_t token) {
    return is_character(model, token) ? model->texts + model->text_begin[token] : "";
}

size_t rnnk_model_text_length(const rnnk_model *model, int32_t token) {
    return is_character(model, token) ? model->text_begin[token + 1] - model->text_begin[token] - 1 : 0;
}

int32_t rnnk_model_token(const rnnk_model *model, const char *text, size_t length) {
    int32_t longest = -1;
    size_t bytes = 0;
    for (int32_t token = 0; is_character(model, token); token++) {
        const size_t candidate = rnnk_model_text_length(model, token);
        if (candidate <= bytes || candidate > length || memcmp(text, rnnk_model_text(model, token), candidate) != 0) continue;
        longest = token;
        bytes = candidate;
    }
    return longest;
}
