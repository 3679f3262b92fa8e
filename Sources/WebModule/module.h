/* What the files of the module of web pages share: one network for each instance of the module, and its memory. */
#ifndef MODULE_H
#define MODULE_H

#include "rnnk_network.h"

/* A function that the page calls, under the same name. */
#define EXPORT(name) __attribute__((export_name(#name), used)) name

/* The table that is compiled into the module. */
extern const rnnk_kernels rnnk_wasm;

/* The network, and its shape. */
extern struct module_network {
    rnnk_network *network;
    rnnk_shape shape;
} module;

/* Memory, aligned to 64 bytes; what is in it is undefined. Ends the module if there is not enough. */
void *take(size_t bytes);

/* Gives back everything that was taken since, and with, this memory. */
void release(void *memory);

/* Floats of the state of a sequence in a layer. */
size_t state_columns(size_t layer);

#endif
