/* The recurrences of the reference table: SimpleRNN, LSTM and GRU, row by row.
 *
 * A row's parent precedes it (those that are continued come first, by depth), so ascending order visits parents before
 * children, and descending order children before parents. That is all these kernels use of the packing: `start`, by
 * which other tables cut a depth into dense products, only tells how many rows are continued. */

/* The state that row r continues: its parent's, or one of h0, or NULL for zeros. */
static const float *previous_state(const rnnk_rows *rows, size_t r, const float *h0, size_t ldh0, const float *h,
                                   size_t ldh) {
    int32_t parent = rows->parent[r];
    if (parent < 0) return h0 ? h0 + (size_t)(-1 - parent) * ldh0 : NULL;
    return h + (size_t)parent * ldh;
}

/* dU[H, N] += sum over rows of h_parent^T da, da [R, N]. */
static void add_recurrent_gradient(const rnnk_rows *rows, size_t H, size_t N, const float *h0, size_t ldh0,
                                   const float *h, size_t ldh, const float *da, size_t ldd, float *dU, size_t ldu) {
    for (size_t i = 0; i < H; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = dU[i * ldu + j];
            for (size_t r = 0; r < rows->rows; r++) {
                const float *previous = previous_state(rows, r, h0, ldh0, h, ldh);
                if (previous) sum += (double)previous[i] * da[r * ldd + j];
            }
            dU[i * ldu + j] = (float)sum;
        }
    }
}

static void rnn_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0, float *h,
                        size_t ldh, float *work) {
    (void)work;
    for (size_t r = 0; r < rows->rows; r++) {
        const float *previous = previous_state(rows, r, h0, ldh0, h, ldh);
        for (size_t j = 0; j < H; j++) {
            double a = h[r * ldh + j];
            if (previous) a += dot_column(H, H, previous, packed, j);
            h[r * ldh + j] = (float)tanh(a);
        }
    }
}

static void rnn_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         const float *h, size_t ldh, float *da, size_t ldd, float *dU, size_t ldu, float *work) {
    (void)work;
    /* Descending: when row r is reached, all its children have added their da U^T to its gradient. */
    for (size_t r = rows->rows; r-- > 0;) {
        float *dr = da + r * ldd;
        for (size_t j = 0; j < H; j++) {
            double y = h[r * ldh + j];
            dr[j] = (float)(dr[j] * (1 - y * y));
        }
        if (rows->parent[r] < 0) continue;
        float *dp = da + (size_t)rows->parent[r] * ldd;
        for (size_t i = 0; i < H; i++) dp[i] = (float)(dp[i] + dot_column(H, H, dr, packed, i));
    }
    add_recurrent_gradient(rows, H, H, h0, ldh0, h, ldh, da, ldd, dU, ldu);
}

/* ---- LSTM ------------------------------------------------------------------------------------------------- */

static void lstm_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         const float *c0, size_t ldc0, float *gates, size_t ldg, float *c, size_t ldc, float *h,
                         size_t ldh, float *work) {
    (void)work;
    for (size_t r = 0; r < rows->rows; r++) {
        const float *h_previous = previous_state(rows, r, h0, ldh0, h, ldh);
        const float *c_previous = previous_state(rows, r, c0, ldc0, c, ldc);
        for (size_t j = 0; j < H; j++) {
            double z[4];
            for (size_t gate = 0; gate < 4; gate++) {
                z[gate] = gates[r * ldg + gate * H + j];
                if (h_previous) z[gate] += dot_column(H, 4 * H, h_previous, packed, gate * H + j);
            }
            const double i = sigmoid(z[0]), f = sigmoid(z[1]), g = tanh(z[2]), o = sigmoid(z[3]);
            const double cell = i * g + (c_previous ? f * c_previous[j] : 0);
            gates[r * ldg + j] = (float)i;
            gates[r * ldg + H + j] = (float)f;
            gates[r * ldg + 2 * H + j] = (float)g;
            gates[r * ldg + 3 * H + j] = (float)o;
            c[r * ldc + j] = (float)cell;
            h[r * ldh + j] = (float)(o * tanh(cell));
        }
    }
}

static void lstm_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                          const float *c0, size_t ldc0, float *gates, size_t ldg, const float *c, size_t ldc,
                          const float *h, size_t ldh, float *dh, size_t ldd, float *dU, size_t ldu, float *work) {
    const size_t continued = (size_t)rows->start[rows->depths];
    float *dc_children = work; /* [I, H] sum over children of dc f */
    for (size_t i = 0; i < continued * H; i++) dc_children[i] = 0;
    for (size_t r = rows->rows; r-- > 0;) {
        const int32_t parent = rows->parent[r];
        const float *c_previous = previous_state(rows, r, c0, ldc0, c, ldc);
        float *dz = gates + r * ldg;
        for (size_t j = 0; j < H; j++) {
            const double i = dz[j], f = dz[H + j], g = dz[2 * H + j], o = dz[3 * H + j];
            const double y = tanh((double)c[r * ldc + j]), d = dh[r * ldd + j];
            const double dc = d * o * (1 - y * y) + (r < continued ? dc_children[r * H + j] : 0);
            dz[j] = (float)(dc * g * i * (1 - i));
            dz[H + j] = (float)(c_previous ? dc * c_previous[j] * f * (1 - f) : 0);
            dz[2 * H + j] = (float)(dc * i * (1 - g * g));
            dz[3 * H + j] = (float)(d * y * o * (1 - o));
            if (parent >= 0) {
                float *sum = dc_children + (size_t)parent * H + j;
                *sum = (float)(*sum + dc * f);
            }
        }
        if (parent < 0) continue;
        float *dp = dh + (size_t)parent * ldd;
        for (size_t j = 0; j < H; j++) dp[j] = (float)(dp[j] + dot_column(4 * H, H, dz, packed, j));
    }
    add_recurrent_gradient(rows, H, 4 * H, h0, ldh0, h, ldh, gates, ldg, dU, ldu);
}

/* ---- GRU -------------------------------------------------------------------------------------------------- */

static void gru_forward(const rnnk_rows *rows, size_t H, const float *packed, const float *bias, const float *h0,
                        size_t ldh0, float *gates, size_t ldg, float *q, size_t ldq, float *h, size_t ldh,
                        float *work) {
    (void)work;
    for (size_t row = 0; row < rows->rows; row++) {
        const float *previous = previous_state(rows, row, h0, ldh0, h, ldh);
        float *a = gates + row * ldg;
        for (size_t j = 0; j < H; j++) {
            double product[3] = {0, 0, 0};
            for (size_t gate = 0; gate < 3 && previous; gate++) {
                product[gate] = dot_column(H, 3 * H, previous, packed, gate * H + j);
            }
            const double r = sigmoid(a[j] + product[0]), z = sigmoid(a[H + j] + product[1]);
            const double recurrent = product[2] + bias[j], n = tanh(a[2 * H + j] + r * recurrent);
            a[j] = (float)r;
            a[H + j] = (float)z;
            a[2 * H + j] = (float)n;
            q[row * ldq + j] = (float)recurrent;
            h[row * ldh + j] = (float)((1 - z) * n + (previous ? z * previous[j] : 0));
        }
    }
}

static void gru_backward(const rnnk_rows *rows, size_t H, const float *packed, const float *h0, size_t ldh0,
                         float *gates, size_t ldg, float *q, size_t ldq, const float *h, size_t ldh, float *dh,
                         size_t ldd, float *dU, size_t ldu, float *work) {
    (void)work;
    for (size_t row = rows->rows; row-- > 0;) {
        const int32_t parent = rows->parent[row];
        const float *previous = previous_state(rows, row, h0, ldh0, h, ldh);
        float *da = gates + row * ldg, *dq = q + row * ldq, *d = dh + row * ldd;
        for (size_t j = 0; j < H; j++) {
            const double r = da[j], z = da[H + j], n = da[2 * H + j];
            const double dn = d[j] * (1 - z) * (1 - n * n); /* of the pre-activation, as the other two */
            da[j] = (float)(dn * dq[j] * r * (1 - r));
            da[H + j] = (float)(d[j] * ((previous ? previous[j] : 0) - n) * z * (1 - z));
            da[2 * H + j] = (float)dn;
            dq[j] = (float)(dn * r);
            d[j] = (float)(d[j] * z); /* what reaches the parent beside the products */
        }
        if (parent < 0) continue;
        float *dp = dh + (size_t)parent * ldd;
        for (size_t j = 0; j < H; j++) {
            const double product = dot_column(2 * H, H, da, packed, j) + dot_column(H, H, dq, packed + 2 * H * H, j);
            dp[j] = (float)(dp[j] + d[j] + product);
        }
    }
    add_recurrent_gradient(rows, H, 2 * H, h0, ldh0, h, ldh, gates, ldg, dU, ldu);
    add_recurrent_gradient(rows, H, H, h0, ldh0, h, ldh, q, ldq, dU + 2 * H, ldu);
}
