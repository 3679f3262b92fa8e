/* Recurrences over packed rows. They multiply rounding errors from depth to depth, so what is compared is every single
 * step: computed in double from what the kernel itself gave to the rows around. */
#ifndef RECURRENCE_H
#define RECURRENCE_H

#include "check.h"

enum { SHAPES = 8 };

rnnk_rows packed_rows(size_t shape);

/* The state that row r continues, or NULL for zeros. */
const float *previous_state(const rnnk_rows *rows, size_t r, matrix h, matrix h0);

/* Adds x U [column] to the sum, and the magnitudes of its terms to the scale; x NULL for zeros. */
void add_product(const float *x, matrix U, size_t column, double *sum, double *scale);

/* Adds dz U^T [column] over the children of row p; returns how many they are. */
size_t add_children(const rnnk_rows *rows, size_t p, matrix dz, matrix U, size_t column, double *sum, double *scale);

/* dU = before + sum over rows of h_previous^T dz */
void check_weights(const rnnk_rows *rows, matrix h0, matrix h, matrix dz, matrix before, matrix dU, const char *what);

#endif
