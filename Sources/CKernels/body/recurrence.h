/* What the recurrences share: where a row finds what it continues. */

/* The row of `work` that belongs to what row r continues: rows that are continued first, then initial states. */
RNNK_INLINE size_t origin(const rnnk_rows *rows, size_t r) {
    const int32_t parent = rows->parent[r];
    return parent >= 0 ? (size_t)parent : (size_t)rows->start[rows->depths] + (size_t)(-1 - parent);
}

/* The state that row r continues: its parent's, or an initial one, or NULL for zeros. */
RNNK_INLINE const float *previous_state(const rnnk_rows *rows, size_t r, const float *h0, size_t ldh0, const float *h,
                                        size_t ldh) {
    const int32_t parent = rows->parent[r];
    if (parent >= 0) return h + (size_t)parent * ldh;
    return h0 ? h0 + (size_t)(-1 - parent) * ldh0 : NULL;
}

/* How many sequences run side by side, if that is all there is: n rows that continue the initial states in order (or
 * nothing), and then row r continues row r - n. 0 for any other rows, such as a prefix tree; few of them tell. */
RNNK_INLINE size_t parallel_sequences(const rnnk_rows *rows, bool has_states) {
    const size_t n = rows->depths > 0 ? (size_t)rows->start[1] : rows->rows;
    for (size_t r = 0; r < rows->rows; r++) {
        const int32_t parent = rows->parent[r];
        if (r >= n ? parent != (int32_t)(r - n) : has_states ? parent != -1 - (int32_t)r : parent >= 0) return 0;
    }
    return n;
}

/* The next vector from x[j] on, of n floats, plus that of `add`, which may be NULL for zeros. */
RNNK_INLINE vf load_sum(const float *x, const float *add, size_t j, size_t n) {
    const vf a = load_upto(x + j, n - j);
    return add ? vf_add(a, load_upto(add + j, n - j)) : a;
}
