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

/* x^n for a whole number n >= 0, which is all that the optimizers ask for. */
static inline double pow(double x, double n) {
    double result = 1;
    for (unsigned long long bits = (unsigned long long)n; bits > 0; bits >>= 1, x *= x) {
        if (bits & 1) result *= x;
    }
    return result;
}

#endif
