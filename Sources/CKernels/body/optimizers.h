/* Optimizer steps: one pass over parameters, gradient and state. Moments of weights that get no gradient decay into
 * the subnormal numbers, so these are flushed to zero. */

static void sgd(size_t n, float lr, const float *g, float *p) {
    for (size_t i = 0; i < n; i += LANES) {
        store_upto(p + i, n - i, vf_fnma(vf_set(lr), load_upto(g + i, n - i), load_upto(p + i, n - i)));
    }
}

static void momentum(size_t n, float lr, float m, const float *g, float *u, float *p) {
    const unsigned mode = flush_subnormals();
    for (size_t i = 0; i < n; i += LANES) {
        const size_t left = n - i;
        const vf fresh = vf_mul(vf_set(1.0f - m), load_upto(g + i, left));
        const vf moment = vf_fma(vf_set(m), load_upto(u + i, left), fresh);
        store_upto(u + i, left, moment);
        store_upto(p + i, left, vf_fnma(vf_set(lr), moment, load_upto(p + i, left)));
    }
    restore_subnormals(mode);
}

static void nesterov(size_t n, float lr, float m, const float *g, float *u, float *p) {
    const unsigned mode = flush_subnormals();
    for (size_t i = 0; i < n; i += LANES) {
        const size_t left = n - i;
        const vf gradient = load_upto(g + i, left);
        const vf moment = vf_fma(vf_set(m), load_upto(u + i, left), gradient);
        store_upto(u + i, left, moment);
        const vf ahead = vf_fma(vf_set(m), moment, gradient);
        store_upto(p + i, left, vf_fnma(vf_set(lr), ahead, load_upto(p + i, left)));
    }
    restore_subnormals(mode);
}

static void rmsprop(size_t n, float lr, float rho, float epsilon, const float *g, float *v, float *p) {
    const unsigned mode = flush_subnormals();
    for (size_t i = 0; i < n; i += LANES) {
        const size_t left = n - i;
        const vf gradient = load_upto(g + i, left);
        const vf fresh = vf_mul(vf_mul(vf_set(1.0f - rho), gradient), gradient);
        const vf square = vf_fma(vf_set(rho), load_upto(v + i, left), fresh);
        store_upto(v + i, left, square);
        const vf direction = vf_div(gradient, vf_sqrt(vf_add(square, vf_set(epsilon))));
        store_upto(p + i, left, vf_fnma(vf_set(lr), direction, load_upto(p + i, left)));
    }
    restore_subnormals(mode);
}

static void adam(size_t n, float step, float correction, float beta1, float beta2, float epsilon, const float *g,
                 float *m, float *v, float *p) {
    const unsigned mode = flush_subnormals();
    for (size_t i = 0; i < n; i += LANES) {
        const size_t left = n - i;
        const vf gradient = load_upto(g + i, left);
        const vf mean = vf_fma(vf_set(beta1), load_upto(m + i, left), vf_mul(vf_set(1.0f - beta1), gradient));
        const vf square = vf_fma(vf_set(beta2), load_upto(v + i, left),
                                 vf_mul(vf_mul(vf_set(1.0f - beta2), gradient), gradient));
        store_upto(m + i, left, mean);
        store_upto(v + i, left, square);
        const vf scale = vf_fma(vf_sqrt(square), vf_set(correction), vf_set(epsilon));
        store_upto(p + i, left, vf_fnma(vf_set(step), vf_div(mean, scale), load_upto(p + i, left)));
    }
    restore_subnormals(mode);
}
