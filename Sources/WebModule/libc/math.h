/* For programs without a C library: what the C library of this package needs of <math.h>. */
#ifndef MATH_H
#define MATH_H

#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isfinite(x) __builtin_isfinite(x)
#define isnan(x) __builtin_isnan(x)

/* What the reference table and model files need. JavaScript has the first three, as Math.exp, Math.log, Math.tanh. */
double exp(double x);
double log(double x);
double tanh(double x);
float ldexpf(float x, int exponent);

static inline float sqrtf(float x) { return __builtin_sqrtf(x); }
static inline double fabs(double x) { return __builtin_fabs(x); }
static inline double floor(double x) { return __builtin_floor(x); }
static inline double fmax(double a, double b) { return a > b ? a : b; }
static inline double sqrt(double x) { return __builtin_sqrt(x); }
static inline float fabsf(float x) { return __builtin_fabsf(x); }
static inline float copysignf(float x, float y) { return __builtin_copysignf(x, y); }
static inline float fminf(float a, float b) { return a < b ? a : b; }
static inline float fmaxf(float a, float b) { return a > b ? a : b; }

static inline float rintf(float x) { return __builtin_rintf(x); }
static inline float roundf(float x) {
    const float whole = __builtin_truncf(x);
    return fabsf(x - whole) >= 0.5f ? whole + copysignf(1, x) : whole;
}

/* a b + c, rounded once: the sum as a double, whose last bit is 1 if it is not exact, so that rounding it to a float is
 * rounding the exact sum (Boldo and Melquiond 2008). */
static inline float fmaf(float a, float b, float c) {
    const double product = (double)a * b; /* exact */
    double sum = product + c;
    const double rest = sum - product, error = (product - (sum - rest)) + (c - rest);
    unsigned long long bits;
    __builtin_memcpy(&bits, &sum, sizeof bits);
    if (isfinite(sum) && error != 0 && !(bits & 1)) {
        bits += (error > 0) == (sum > 0) ? 1ull : ~0ull;
        __builtin_memcpy(&sum, &bits, sizeof sum);
    }
    return (float)sum;
}

/* x^n for a whole number n >= 0, which is all that the optimizers ask for. */
static inline double pow(double x, double n) {
    double result = 1;
    for (unsigned long long bits = (unsigned long long)n; bits > 0; bits >>= 1, x *= x) {
        if (bits & 1) result *= x;
    }
    return result;
}

#endif
