/* The models that are part of the library: files of RNNSwift (safetensors) as bytes. `make gallery` trains them. */
#ifndef RNNC_GALLERY_H
#define RNNC_GALLERY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes of a model's file, and their number in *size. NULL, and a size of 0, if there is no model of this name. */
const unsigned char *rnnc_gallery_model(const char *name, size_t *size);

#ifdef __cplusplus
}
#endif
#endif
