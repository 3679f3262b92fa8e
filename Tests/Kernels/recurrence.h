/* Recurrences over packed rows. They multiply rounding errors from depth to depth, so what is compared is every single
 * step: computed in double from what the kernel itself gave to the rows around. If no step is off by more than
 * rounding, the whole is right. */
#ifndef RECURRENCE_H
#define RECURRENCE_H

#include "check.h"

#pragma GCC visibility push(hidden)

enum { SHAPES = 11, SMALL_SHAPES = 8 }; /* the rows of the others are many */

typedef enum { RNN, LSTM, GRU } cell_kind;

/* The inputs of a recurrence. R rows, H units, G gates. */
typedef struct {
    cell_kind cell;
    size_t H;
    rnnk_rows rows;
    matrix z;      /* [R, G H] everything of the pre-activations that is not recurrent */
    matrix U;      /* [H, G H] */
    matrix bias;   /* [H] the recurrent bias of a GRU's n */
    matrix h0, c0; /* [S, H] or no elements: zeros */
    matrix dh, dU; /* the gradient that reaches each state from above; what dU is added to */
} recurrence;

/* What the passes leave, dense. */
typedef struct {
    matrix gates, h, extra; /* forward; extra: an LSTM's c, a GRU's q */
    matrix dz, dq, dU;      /* backward; dq: a GRU's */
} passes;

recurrence random_recurrence(cell_kind cell, size_t shape, size_t H, bool has_states);

/* Forward and backward with all arguments in a layout. */
passes run_recurrence(const rnnk_kernels *kernels, const recurrence *p, layout where, const char *what);

/* The state that row r continues, or NULL for zeros. */
const float *previous_state(const rnnk_rows *rows, size_t r, matrix h, matrix h0);

/* Adds x U [column] to the sum, and the magnitudes of its terms to the scale; x NULL for zeros. */
void add_product(const float *x, matrix U, size_t column, double *sum, double *scale);

/* Adds dz U^T [column] over the children of row p; returns the number of children. */
size_t add_children(const rnnk_rows *rows, size_t p, matrix dz, matrix U, size_t column, double *sum, double *scale);

/* The gate `column`: f(z + h_previous U). */
void check_gate(double (*f)(double), float z, const float *previous, matrix U, size_t column, float gate, const char *what);

/* Gradients [R, H] that go straight from unit to unit, and their errors: zeros for the rows of h. */
typedef struct {
    double *sum, *error;
} carry;
carry no_carry(matrix h);

/* Adds `gradient` with this error to what the parent of row r gets for unit j. */
void carry_to_parent(carry c, const rnnk_rows *rows, size_t r, size_t j, size_t H, double gradient, double error);

/* The tests of a cell: one step forward and backward of every row, by `check`, in all shapes. */
typedef void check_passes(const recurrence *p, const passes *results, const char *what);
void test_cell(const rnnk_kernels *kernels, cell_kind cell, check_passes *check);

double sigmoid(double x);

#pragma GCC visibility pop

#endif
