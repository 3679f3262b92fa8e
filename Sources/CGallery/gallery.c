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
static const unsigned char players[] = {
#embed "models/players.safetensors"
};
static const unsigned char dinosaurs[] = {
#embed "models/dinosaurs.safetensors"
};
static const unsigned char names[] = {
#embed "models/names.safetensors"
};
static const unsigned char towns[] = {
#embed "models/towns.safetensors"
};
static const unsigned char genera[] = {
#embed "models/genera.safetensors"
};
static const unsigned char minerals[] = {
#embed "models/minerals.safetensors"
};
static const unsigned char stars[] = {
#embed "models/stars.safetensors"
};
static const unsigned char drugs[] = {
#embed "models/drugs.safetensors"
};
static const unsigned char bands[] = {
#embed "models/bands.safetensors"
};
static const unsigned char surnames[] = {
#embed "models/surnames.safetensors"
};
static const unsigned char cities[] = {
#embed "models/cities.safetensors"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} models[] = {
#define MODEL(name) {#name, name, sizeof name}
    MODEL(base),
    MODEL(companies),
    MODEL(players),
    MODEL(dinosaurs),
    MODEL(names),
    MODEL(towns),
    MODEL(genera),
    MODEL(minerals),
    MODEL(stars),
    MODEL(drugs),
    MODEL(bands),
    MODEL(surnames),
    MODEL(cities),
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
