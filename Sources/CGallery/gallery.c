#include "rnnc_gallery.h"

#include <string.h>

/* #embed is of C23, and an extension of clang before. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char base[] = {
#embed "models/base.safetensors"
};
static const unsigned char companies[] = {
#embed "models/companies.safetensors"
};
static const unsigned char dinosaurs[] = {
#embed "models/dinosaurs.safetensors"
};
static const unsigned char players[] = {
#embed "models/players.safetensors"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} models[] = {
#define MODEL(name) {#name, name, sizeof name}
    MODEL(base),
    MODEL(companies),
    MODEL(dinosaurs),
    MODEL(players),
};

const unsigned char *rnnc_gallery_model(const char *name, size_t *size) {
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        if (strcmp(models[i].name, name) != 0) continue;
        *size = models[i].size;
        return models[i].bytes;
    }
    *size = 0;
    return NULL;
}
