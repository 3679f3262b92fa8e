/* Online training: one step of momentum after every character (the algorithm and its formulas are in rnnk.h).
 *
 * With v = -lr u the step is  v = m v + x^T da,  p = p + v,  where every gradient is computed times -lr (1 - m): the factor
 * goes into the gradient of the logits, and from there through everything linear. All depends on the step before, so what
 * counts is how often a weight is loaded and stored, and what can run beside the long chain of dependent operations:
 *
 * - The recurrent weights are updated when they are next read, in the sweep that multiplies them with the state. For an
 *   upper layer that sweep does not wait for the layer below, and hides the latency of its tanh.
 * - The other weights are read once forward; the sweep that updates them multiplies them with the gradient on its way.
 * - A row of the first layer's W has no gradient while its character does not occur. It is brought up to date in closed form
 *   when it is read: after n steps p = p + (m + ... + m^n) v, v = m^n v.
 *
 * The layout of the matrices is in online_state.h. */

/* A function of the width of a panel, compiled for each width, called for all panels of a matrix. Columns begin at c. */
#define FOR_PANELS(width, function, ...)                                                                               \
    for (size_t c = 0; c < (width); c += ONLINE_PANEL) {                                                               \
        switch (((width)-c) / LANES) {                                                                                 \
            case 1: function(1, __VA_ARGS__); break;                                                                   \
            case 2: function(2, __VA_ARGS__); break;                                                                   \
            case 3: function(3, __VA_ARGS__); break;                                                                   \
            default: function(4, __VA_ARGS__); break;                                                                  \
        }                                                                                                              \
    }

/* v = m v + b a;  p = p + v, in one vector of a row. Returns the new p. (The sums of the sweeps that store are not fused: on
 * Zen 3 a multiply-add beside two stores a vector takes longer than a product and a sum.) */
RNNK_INLINE vf online_update(float *p, float *v, vf old, vf m, vf b, vf a) {
    const vf velocity = vf_fma(b, a, vf_mul(m, vf_load(v)));
    const vf weight = vf_add(old, velocity);
    vf_store(v, velocity);
    vf_store(p, weight);
    return weight;
}

/* One more step of U with its gradient before^T da; then z = h U + b. */
RNNK_INLINE void online_recur(const int n, size_t H, float *U, float m, const float *da, const float *before,
                              const float *h, float *z) {
    vf a[ONLINE_VECTORS], sum[ONLINE_VECTORS];
    UNROLL for (int j = 0; j < n; j++) {
        a[j] = vf_load(da + j * LANES);
        sum[j] = vf_zero();
    }
    for (size_t i = 0; i <= H; i++, U += 2 * n * LANES) {
        const vf b = vf_set(i < H ? before[i] : 1.0f), x = vf_set(i < H ? h[i] : 1.0f);
        UNROLL for (int j = 0; j < n; j++) {
            float *p = U + j * LANES, *v = p + n * LANES;
            sum[j] = vf_add(sum[j], vf_mul(x, online_update(p, v, vf_load(p), vf_set(m), b, a[j])));
        }
    }
    UNROLL for (int j = 0; j < n; j++) vf_store(z + j * LANES, sum[j]);
}

/* z = z + x W */
RNNK_INLINE void online_forward(const int n, size_t rows, const float *W, const float *x, float *z) {
    vf even[ONLINE_VECTORS], odd[ONLINE_VECTORS]; /* two sums a column: half the latency */
    UNROLL for (int j = 0; j < n; j++) {
        even[j] = vf_load(z + j * LANES);
        odd[j] = vf_zero();
    }
    for (size_t i = 0; i < rows; i += 2, W += 4 * n * LANES) {
        const vf x0 = vf_set(x[i]), x1 = vf_set(x[i + 1]);
        UNROLL for (int j = 0; j < n; j++) {
            even[j] = vf_fma(x0, vf_load(W + j * LANES), even[j]);
            odd[j] = vf_fma(x1, vf_load(W + (2 * n + j) * LANES), odd[j]);
        }
    }
    UNROLL for (int j = 0; j < n; j++) vf_store(z + j * LANES, vf_add(even[j], odd[j]));
}

/* dx = dx + da W^T; then one step of W with its gradient x^T da. */
RNNK_INLINE void online_backward(const int n, size_t rows, float *W, float m, const float *da, const float *x,
                                 float *dx) {
    vf a[ONLINE_VECTORS];
    UNROLL for (int j = 0; j < n; j++) a[j] = vf_load(da + j * LANES);
    for (size_t i = 0; i < rows; i += LANES) {
        vf dot[LANES];
        UNROLL for (int r = 0; r < LANES; r++, W += 2 * n * LANES) {
            const vf b = vf_set(x[i + (size_t)r]);
            UNROLL for (int j = 0; j < n; j++) {
                float *p = W + j * LANES, *v = p + n * LANES;
                const vf old = vf_load(p);
                dot[r] = j == 0 ? vf_mul(a[0], old) : vf_fma(a[j], old, dot[r]);
                online_update(p, v, old, vf_set(m), b, a[j]);
            }
        }
        vf_store(dx + i, vf_add(vf_load(dx + i), vf_sums(dot)));
    }
}

/* y = y + h W^T for a transposed W */
RNNK_INLINE void online_logits(const int n, size_t rows, const float *W, const float *h, float *y) {
    vf x[ONLINE_VECTORS];
    UNROLL for (int j = 0; j < n; j++) x[j] = vf_load(h + j * LANES);
    for (size_t i = 0; i < rows; i += LANES) {
        vf dot[LANES];
        UNROLL for (int r = 0; r < LANES; r++, W += 2 * n * LANES) {
            UNROLL for (int j = 0; j < n; j++) {
                const vf w = vf_load(W + j * LANES);
                dot[r] = j == 0 ? vf_mul(x[0], w) : vf_fma(x[j], w, dot[r]);
            }
        }
        vf_store(y + i, vf_add(vf_load(y + i), vf_sums(dot)));
    }
}

/* dh = dy W for a transposed W; then one step of W with its gradient dy^T h. */
RNNK_INLINE void online_output(const int n, size_t V, float *W, float m, const float *dy, const float *h, float *dh) {
    vf x[ONLINE_VECTORS], sum[ONLINE_VECTORS];
    UNROLL for (int j = 0; j < n; j++) {
        x[j] = vf_load(h + j * LANES);
        sum[j] = vf_zero();
    }
    for (size_t i = 0; i < V; i++, W += 2 * n * LANES) {
        const vf d = vf_set(dy[i]);
        UNROLL for (int j = 0; j < n; j++) {
            float *p = W + j * LANES, *v = p + n * LANES;
            const vf old = vf_load(p);
            sum[j] = vf_add(sum[j], vf_mul(d, old));
            online_update(p, v, old, vf_set(m), d, x[j]);
        }
    }
    UNROLL for (int j = 0; j < n; j++) vf_store(dh + j * LANES, sum[j]);
}

/* z = z + row i of the first layer's W */
RNNK_INLINE void online_gather(const int n, size_t i, const float *W, float *z) {
    UNROLL for (int j = 0; j < n; j++) {
        vf_store(z + j * LANES, vf_add(vf_load(z + j * LANES), vf_load(W + ((size_t)(2 * n) * i + (size_t)j) * LANES)));
    }
}

/* One step of row i of the first layer's W with its gradient da. */
RNNK_INLINE void online_scatter(const int n, size_t i, float *W, float m, const float *da) {
    UNROLL for (int j = 0; j < n; j++) {
        float *p = W + ((size_t)(2 * n) * i + (size_t)j) * LANES, *v = p + n * LANES;
        online_update(p, v, vf_load(p), vf_set(m), vf_set(1.0f), vf_load(da + j * LANES));
    }
}

/* Turns the logits into their gradient, times the rate; returns the sum of the exponentials, the target's logit in `score`.
 * Logits are hardly ever so large that they have to be shifted: the exponentials do not wait for the maximum. */
static float online_softmax(online_net *net, size_t target, float *score) {
    float *y = net->y, sum;
    const float top = row_maximum(net->rows, y), largest = 60;
    *score = y[target];
    if (top < largest && top > -largest) {
        sum = row_exponentials(net->rows, y, 0.0f, 1.0f, y);
    } else {
        *score -= top;
        sum = row_exponentials(net->rows, y, top, 1.0f, y);
    }
    const vf factor = vf_set(net->rate / sum);
    for (size_t j = 0; j < net->rows; j += LANES) vf_store(y + j, vf_mul(factor, vf_load(y + j)));
    y[target] -= net->rate;
    return sum;
}

/* da = dh (1 - h^2) in place */
RNNK_INLINE void online_through_tanh(const online_layer *layer) {
    for (size_t j = 0; j < layer->width; j += LANES) {
        const vf h = vf_load(layer->h + j);
        vf_store(layer->da + j, vf_mul(vf_load(layer->da + j), vf_fnma(h, h, vf_set(1.0f))));
    }
}

/* The step of U and b that the last character left, and what they add to the next one. */
RNNK_INLINE void online_recurrence(const online_layer *layer, float m) {
    FOR_PANELS(layer->width, online_recur, layer->units, layer->recurrent + 2 * (layer->units + 1) * c, m,
               layer->da + c, layer->before, layer->h, layer->z + c)
}

static void online_begin(const online_layer *layer) {
    for (size_t c = 0; c < layer->width; c += ONLINE_PANEL) {
        const size_t n = smaller(layer->width - c, ONLINE_PANEL);
        const float *bias = layer->recurrent + 2 * ((layer->units + 1) * c + layer->units * n);
        for (size_t j = 0; j < n; j += LANES) vf_store(layer->z + c + j, vf_load(bias + j));
    }
    for (size_t j = 0; j < layer->width; j += LANES) vf_store(layer->h + j, vf_zero());
}

static double online_train(void *state, size_t T, const int32_t *tokens) {
    enum { BLOCK = 64 }; /* characters whose logarithms are taken together */
    online_net *net = online_aligned(state);
    const unsigned mode = flush_subnormals();
    const float m = net->decay;
    float sums[BLOCK];
    double loss = 0;
    for (size_t t = 0; t < T; t++) {
        const size_t token = (size_t)tokens[t], target = (size_t)tokens[t + 1];
        const float *x = NULL;
        online_catch_up(net, token);
        for (size_t l = 0; l < net->layers; l++) {
            online_layer *layer = net->layer + l;
            if (t == 0) {
                online_begin(layer);
            } else {
                online_recurrence(layer, m);
            }
            if (l == 0) {
                FOR_PANELS(layer->width, online_gather, token, layer->input + 2 * layer->rows * c, layer->z + c)
            } else {
                FOR_PANELS(layer->width, online_forward, layer->rows, layer->input + 2 * layer->rows * c, x,
                           layer->z + c)
            }
            float *swap = layer->before;
            layer->before = layer->h;
            layer->h = swap;
            array_tanh(layer->width, layer->z, layer->h);
            x = layer->h;
        }

        online_layer *top = net->layer + net->layers - 1;
        for (size_t j = 0; j < net->rows; j += LANES) vf_store(net->y + j, vf_load(net->bias + j));
        FOR_PANELS(top->width, online_logits, net->rows, net->output + 2 * net->rows * c, x + c, net->y)
        float score;
        sums[t % BLOCK] = online_softmax(net, target, &score);
        loss -= (double)score;
        FOR_PANELS(top->width, online_output, net->V, net->output + 2 * net->rows * c, m, net->y, x + c, top->da + c)
        for (size_t j = 0; j < net->rows; j += LANES) {
            float *p = net->bias + j, *v = p + net->rows;
            online_update(p, v, vf_load(p), vf_set(m), vf_set(1.0f), vf_load(net->y + j));
        }

        for (size_t l = net->layers; l-- > 0;) {
            online_layer *layer = net->layer + l, *below = layer - 1;
            online_through_tanh(layer);
            if (l == 0) {
                FOR_PANELS(layer->width, online_scatter, token, layer->input + 2 * layer->rows * c, m, layer->da + c)
            } else {
                for (size_t j = 0; j < below->width; j += LANES) vf_store(below->da + j, vf_zero());
                FOR_PANELS(layer->width, online_backward, layer->rows, layer->input + 2 * layer->rows * c, m,
                           layer->da + c, below->h, below->da)
            }
        }
        net->fresh[token] = ++net->steps;

        if ((t + 1) % BLOCK == 0 || t + 1 == T) {
            const size_t count = t % BLOCK + 1;
            array_log(count, sums, sums);
            for (size_t i = 0; i < count; i++) loss += (double)sums[i];
        }
    }
    if (T > 0) {
        for (size_t l = 0; l < net->layers; l++) online_recurrence(net->layer + l, m);
    }
    restore_subnormals(mode);
    return loss;
}
