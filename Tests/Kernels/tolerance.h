/* How far a kernel may be from the exact result, and why. No other file of these tests states a tolerance.
 *
 * Kernels add in any order, in any number of partial sums, with or without fused multiply-adds. The bounds hold for all
 * of these (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., sections 3.1 and 4.2), and leave one
 * more rounding for the reference, which is itself exact but for its store. */
#ifndef TOLERANCE_H
#define TOLERANCE_H

#include <math.h>
#include <stddef.h>

/* Unit roundoff: one operation is off by at most `unit` |result|. */
static const double unit = 0x1p-24;

/* What flushing a subnormal number to zero loses at most. */
static const double flush = 0x1p-126;

/* Errors that rnnk.h promises, in units in the last place of the exact result. libm's functions of doubles are exact
 * beside that; the reference only rounds them. */
static const double tanh_ulp = 7, sigmoid_ulp = 3, exp_ulp = 2, log_ulp = 2, reference_ulp = 0.5 + 0x1p-20;

/* ---- the reference, against formulas in double ---------------------------------------------------------------- */

/* One rounding to float of a result that double gives to far more places. */
static inline double rounding_tolerance(double exact) { return unit * (1 + 1e-6) * fabs(exact); }

/* Values near 1 after up to eight steps of a recurrence of three units, each rounded to float; the errors of central
 * differences, 1e-10, are small beside it. And the sum of such values over rows. */
static const double walk_tolerance = 32 * 0x1p-24;
static inline double walk_sum_tolerance(size_t rows) { return (double)rows * walk_tolerance; }

/* Values near 1 that are computed in double on both sides. */
static const double double_tolerance = 1e-14;

/* ---- sums and products ------------------------------------------------------------------------------------------ */

/* A sum of n products: n u / (1 - n u) times the sum of their magnitudes, `scale`; bias, old content and the stores are
 * a few terms more. */
static inline double sum_tolerance(size_t terms, double scale) {
    const double nu = (double)(terms + 4) * unit;
    return nu / (1 - nu) * scale + flush;
}

/* ---- products of 8-bit integers ---------------------------------------------------------------------------------- */

/* A weight that is stored as a multiple of its factor: half a factor, and the roundings of the factor and of the
 * quotient by it, which is at most 127. */
static inline double int8_weight_tolerance(double factor) { return factor * (0.5 + 127 * 4 * unit); }

/* An exact sum times a scale, plus a start: the scale is rounded, the start is a rounded sum, and so is the result. */
static inline double int8_tolerance(double product, double start) {
    return unit * (1 + 1e-6) * (fabs(product) + fabs(start) + fabs(product + start)) + flush;
}

/* ---- activations ------------------------------------------------------------------------------------------------ */

/* tanh(a) for an `a` with this error: |tanh'| <= 1, and an ULP is at most 2u |result|. */
static inline double tanh_tolerance(double error, double result) {
    return error + (tanh_ulp + 1) * 2 * unit * fabs(result);
}

/* A gate, tanh or sigmoid: the sigmoid's slope and error are smaller than those of tanh. */
static inline double gate_tolerance(double error, double gate) { return tanh_tolerance(error, gate); }

/* gradient (1 - state^2), for a gradient with this error: the slope's error is two roundings of numbers up to 1. */
static inline double through_tanh_tolerance(double error, double gradient, double state) {
    const double slope = 1 - state * state;
    return error * slope + fabs(gradient) * (4 * unit * slope + 2 * unit) + flush;
}

/* A product of a gradient with this error, a factor, and slopes x (1 - x) or 1 - x^2, which are at most 1: their
 * roundings, and those of the products, are at most four of `product`, the product without the slopes. */
static inline double gradient_tolerance(double error, double factor, double product) {
    return error * fabs(factor) + fabs(product) * 4 * unit + flush;
}

/* dc = dh o (1 - y^2) + what children carry, for a dh with this error and y = tanh(c), perhaps found as h / o: four
 * roundings of the slope, whose factor is `direct` = dh o, and of the sum `dc`. */
static inline double cell_gradient_tolerance(double error, double direct, double dc, double o) {
    return error * o + 8 * unit * (fabs(direct) + fabs(dc));
}

/* ---- softmax ---------------------------------------------------------------------------------------------------- */

/* Relative error of exp((z - max) a): rounding the exponent, of size `exponent`, at most twice; 2 ULP; and the
 * exponents are differences of floats of this `magnitude`, which need not be subtracted first. */
static inline double exponential_tolerance(double exponent, double magnitude) {
    return unit * (2 * fabs(exponent) + 2 * magnitude + 2 * exp_ulp + 2);
}

/* Absolute error of log sum exp z over V logits of at most this magnitude: the sum's relative error, and the
 * logarithm's and two roundings of numbers up to magnitude + log V. */
static inline double log_sum_exp_tolerance(size_t V, double magnitude) {
    return unit * (4 * (magnitude + (double)V) + 2 * exp_ulp + 2 * log_ulp + 8);
}

/* scale (c softmax(z) - count), from softmax's relative error and three roundings of either term. */
static inline double softmax_gradient_tolerance(size_t V, double magnitude, double p, double count, double total,
                                                double scale) {
    const double relative = exponential_tolerance(2 * magnitude, magnitude) + log_sum_exp_tolerance(V, magnitude);
    return fabs(scale) * (total * p * relative + 4 * unit * (total * p + count)) + flush * (1 + fabs(scale) * total);
}

/* A cumulative distribution over V classes in units of 2^-30, for weights whose errors add up to `weights`: these, the
 * same for the total that they are divided by, the running sum's roundings, and a whole number less per class. */
static inline double cumulative_tolerance(size_t V, double weights) {
    return 0x1p30 * (2 * weights + (double)(2 * V + 4) * unit) + (double)V;
}

/* ---- optimizers ------------------------------------------------------------------------------------------------- */

/* decay old + (1 - decay) fresh: five roundings, and in either product and in the result a flush. */
static inline double moment_tolerance(double decay, double old, double fresh) {
    return 5 * unit * (fabs(decay * old) + fabs((1 - decay) * fresh)) + 3 * flush;
}

/* decay old + fresh: roundings and flushes as above. */
static inline double velocity_tolerance(double decay, double old, double fresh) {
    return 5 * unit * (fabs(decay * old) + fabs(fresh)) + 3 * flush;
}

/* g / sqrt(v + epsilon), for a v with this error: the error's share of the root, and a sum, a root, a quotient and the
 * rounded epsilon; a subnormal g may be zero. */
static inline double rmsprop_tolerance(double g, double v, double error, double epsilon) {
    const double least = fmax(v + epsilon - error, epsilon);
    return fabs(g) * (1 / sqrt(least) - 1 / sqrt(v + epsilon)) + (4 * unit * fabs(g) + flush) / sqrt(least);
}

/* m / (sqrt(v) correction + epsilon), for an m and a v with these errors: six roundings besides. */
static inline double adam_tolerance(double m, double m_error, double v, double v_error, double correction,
                                    double epsilon) {
    const double root = sqrt(v), below = root - sqrt(fmax(0, v - v_error));
    const double root_error = fmax(sqrt(v + v_error) - root, below) * correction;
    const double denominator = root * correction + epsilon, least = fmax(denominator - root_error, epsilon);
    return m_error / least + fabs(m) / least * (root_error / denominator + 6 * unit);
}

/* p - rate direction, for a direction with this error. */
static inline double step_tolerance(double p, double rate, double direction, double error) {
    return fabs(rate) * error + 3 * unit * (fabs(p) + fabs(rate * direction)) + flush;
}

/* ---- online training -------------------------------------------------------------------------------------------- */

/* Parameters near 1 and losses after training step by step: every step rounds, and reads what the last one rounded. The
 * errors add up like the steps; how much the network multiplies them is measured, not proved (up to a fifth of
 * this). */
static inline double online_tolerance(size_t steps) { return (double)(4 * steps + 32) * unit; }

/* States and logits after t steps of a network of L layers, by sums of K products in another order: both sides round
 * every sum, and read what they rounded. The factor by which networks multiply errors is measured, not proved. */
static inline double single_step_tolerance(size_t K, size_t L, size_t t) { return 8 * (double)((K + 16) * L * t) * unit; }

/* How often a class may be drawn more or less than is probable from n equidistant numbers: one at either boundary, and
 * those in what the cumulative distribution is off. */
static inline double frequency_tolerance(size_t n, double boundary_error) { return 1 + 2 * (double)n * boundary_error; }

#endif
