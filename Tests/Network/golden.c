#include "golden.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what, const char *path) {
    fprintf(stderr, "%s: %s\n", path, what);
    exit(2);
}

golden golden_read(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) give_up("cannot be opened", path);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    if (size < 8) give_up("is no safetensors file", path);
    char *bytes = malloc((size_t)size);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) give_up("cannot be read", path);
    fclose(file);
    uint64_t length;
    memcpy(&length, bytes, 8);
    if (length > (uint64_t)size - 8) give_up("is cut off", path);
    bytes[7] = 0;
    char *header = bytes + 8;
    header[length - 1] = 0; /* the last brace or space */
    return (golden){bytes, header, header + length};
}

void golden_free(golden file) { free(file.bytes); }

/* What follows "key": in the header, or NULL. */
static const char *value_of(const char *header, const char *key) {
    char quoted[80];
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *found = strstr(header, quoted);
    return found ? found + strlen(quoted) : NULL;
}

bool golden_has(golden file, const char *key) { return value_of(file.header, key) != NULL; }

void golden_text(golden file, const char *key, char *text, size_t size) {
    const char *value = value_of(file.header, key);
    if (!value || *value != '"') give_up("metadata is missing", key);
    snprintf(text, size, "%.*s", (int)strcspn(value + 1, "\""), value + 1);
}

size_t golden_number(golden file, const char *key) {
    char text[24];
    golden_text(file, key, text, sizeof text);
    return (size_t)strtoul(text, NULL, 10);
}

double *golden_tensor(golden file, const char *name, size_t *count) {
    const char *entry = value_of(file.header, name);
    if (!entry) return NULL;
    unsigned long begin, end;
    const char *type = value_of(entry, "dtype"), *offsets = value_of(entry, "data_offsets");
    if (sscanf(offsets, "[%lu,%lu]", &begin, &end) != 2) give_up("has no offsets", name);
    *count = (end - begin) / 8;
    double *values = malloc((*count + 1) * sizeof(double));
    for (size_t i = 0; i < *count; i++) {
        int64_t integer;
        memcpy(&integer, file.data + begin + 8 * i, 8);
        memcpy(values + i, &integer, 8);
        if (strncmp(type, "\"I64\"", 5) == 0) values[i] = (double)integer;
    }
    return values;
}
