/* exp, log, tanh and the logistic sigmoid of a vector, and of arrays.
 *
 * The coefficients are minimax fits of this project (iteratively reweighted least squares in 40 digits, relative
 * error); each comment gives the error of the approximation alone, before rounding. */

/* e^x = 2^n e^r, n = round(x / ln 2), |r| <= ln(2)/2, e^r = 1 + r + r^2 p(r); 3e-9. From LOWEST_EXPONENT to 88.7. */
#define LOWEST_EXPONENT (-87.33654f) /* ln 2^-126 */
RNNK_INLINE vf vf_exp_inside(vf x) {
    const vf n = vf_round(vf_mul(x, vf_set(1.44269504f)));
    vf r = vf_fnma(n, vf_set(0.693359375f), x); /* ln 2 in two parts, the first short: n times it is exact */
    r = vf_fnma(n, vf_set(-2.12194440e-4f), r);
    vf p = vf_set(1.381446224147424e-3f);
    p = vf_fma(p, r, vf_set(8.36878089072809e-3f));
    p = vf_fma(p, r, vf_set(4.1668394312664406e-2f));
    p = vf_fma(p, r, vf_set(1.6666520102654042e-1f));
    p = vf_fma(p, r, vf_set(4.999999341198968e-1f));
    p = vf_fma(vf_mul(r, r), p, r);
    return vf_scale_exponent(vf_add(p, vf_set(1.0f)), n);
}

RNNK_INLINE vf vf_exp(vf x) {
    const vf lowest = vf_set(LOWEST_EXPONENT), highest = vf_set(88.72283f);
    const vf y = vf_exp_inside(vf_max(lowest, vf_min(highest, x)));
    return vf_select(vf_less(x, lowest), vf_zero(), vf_select(vf_less(highest, x), vf_set(INFINITY), y));
}

/* 1 / (1 + e^-x). From -lowest on, and long before, the nearest float is 1; below lowest whatever comes out is replaced. */
RNNK_INLINE vf vf_sigmoid(vf x) {
    const vf lowest = vf_set(LOWEST_EXPONENT), one = vf_set(1.0f);
    const vf e = vf_exp_inside(vf_sub(vf_zero(), vf_min(vf_set(-LOWEST_EXPONENT), x)));
    return vf_select(vf_less(x, lowest), vf_zero(), vf_div(one, vf_add(one, e)));
}

/* ln x = e ln 2 + ln(1 + f), x = (1 + f) 2^e, 1 + f in [sqrt(1/2), sqrt(2)), ln(1 + f) = f - f^2/2 + f^3 p(f); 8e-10 */
RNNK_INLINE vf vf_log(vf x) {
    vf e;
    const vf f = vf_sub(vf_split_exponent(x, &e), vf_set(1.0f));
    const vf square = vf_mul(f, f);
    vf p = vf_set(6.746536580181856e-2f);
    p = vf_fma(p, f, vf_set(-1.1675755882244124e-1f));
    p = vf_fma(p, f, vf_set(1.1888265095238033e-1f));
    p = vf_fma(p, f, vf_set(-1.2405573720098446e-1f));
    p = vf_fma(p, f, vf_set(1.4219534891861363e-1f));
    p = vf_fma(p, f, vf_set(-1.6667996464212032e-1f));
    p = vf_fma(p, f, vf_set(2.0002119690047007e-1f));
    p = vf_fma(p, f, vf_set(-2.5000009594442213e-1f));
    p = vf_fma(p, f, vf_set(3.3333312585038016e-1f));
    p = vf_mul(vf_mul(p, f), square);
    p = vf_fma(e, vf_set(-2.12194440e-4f), p);
    p = vf_fnma(vf_set(0.5f), square, p);
    const vf y = vf_fma(e, vf_set(0.693359375f), vf_add(f, p));
    const vf tiny = vf_select(vf_less(x, vf_zero()), vf_set(NAN), vf_set(-INFINITY));
    const vf huge = vf_select(vf_less(x, vf_set(INFINITY)), y, x); /* infinity and NaN are their own logarithms */
    return vf_select(vf_less(x, vf_set(1.17549435e-38f)), tiny, huge);
}

/* tanh x = x P(x^2) / Q(x^2) for |x| <= 9.02; 2e-8. Beyond, the nearest float is 1. */
RNNK_INLINE vf vf_tanh(vf x) {
    const vf inside = vf_max(vf_set(-9.02f), vf_min(vf_set(9.02f), x));
    const vf t = vf_mul(inside, inside);
    vf p = vf_set(1.3418602305431081e-8f);
    p = vf_fma(p, t, vf_set(2.0655102102619807e-5f));
    p = vf_fma(p, t, vf_set(3.498385563016176e-3f));
    p = vf_fma(p, t, vf_set(1.3383383011045016e-1f));
    p = vf_fma(p, t, vf_set(9.99999980782894e-1f));
    vf q = vf_set(7.802679706498135e-7f);
    q = vf_fma(q, t, vf_set(3.2902079622746066e-4f));
    q = vf_fma(q, t, vf_set(2.588762993430943e-2f));
    q = vf_fma(q, t, vf_set(4.671669947953869e-1f));
    q = vf_fma(q, t, vf_set(1.0f));
    const vf y = vf_div(vf_mul(inside, p), q);
    return vf_max(vf_set(-1.0f), vf_min(vf_set(1.0f), y));
}

/* The next LANES floats of an array of which `left` remain, and back. The branch goes one way but at the array's end. */
RNNK_INLINE vf load_upto(const float *p, size_t left) {
    return left >= LANES ? vf_load(p) : vf_load_partial(p, left, 0.0f);
}
RNNK_INLINE void store_upto(float *p, size_t left, vf x) {
    if (left >= LANES) {
        vf_store(p, x);
    } else {
        vf_store_partial(p, left, x);
    }
}

static void array_tanh(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i += LANES) store_upto(y + i, n - i, vf_tanh(load_upto(x + i, n - i)));
}

static void array_sigmoid(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i += LANES) store_upto(y + i, n - i, vf_sigmoid(load_upto(x + i, n - i)));
}

static void array_exp(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i += LANES) store_upto(y + i, n - i, vf_exp(load_upto(x + i, n - i)));
}

static void array_log(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i += LANES) store_upto(y + i, n - i, vf_log(load_upto(x + i, n - i)));
}

static void array_add(size_t n, const float *x, float *y) {
    for (size_t i = 0; i < n; i += LANES) {
        store_upto(y + i, n - i, vf_add(load_upto(y + i, n - i), load_upto(x + i, n - i)));
    }
}

static void array_scale(size_t n, float a, float *y) {
    for (size_t i = 0; i < n; i += LANES) store_upto(y + i, n - i, vf_mul(vf_set(a), load_upto(y + i, n - i)));
}

/* Blocks are added up in double, so that a long gradient loses nothing. */
static double array_sum_of_squares(size_t n, const float *x) {
    enum { BLOCK = 64 * LANES };
    double total = 0;
    for (size_t begin = 0; begin < n; begin += BLOCK) {
        const size_t end = smaller(begin + BLOCK, n);
        vf sum = vf_zero();
        for (size_t i = begin; i < end; i += LANES) {
            const vf v = load_upto(x + i, end - i);
            sum = vf_fma(v, v, sum);
        }
        total += (double)vf_sum(sum);
    }
    return total;
}
