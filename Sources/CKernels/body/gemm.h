/* Matrix products on packed right-hand matrices.
 *
 * A packed B [K, N] is cut into panels of PANEL columns; a panel is K rows of PANEL consecutive floats, the last one
 * filled up with zeros. One tile of C, up to TILE_ROWS x PANEL, is kept in registers over a piece of the sum.
 *
 * An element of C is a sum over k in order, cut into pieces in a way that depends on K and N alone. So a row of C has
 * the same bits however many other rows there are. */

enum {
    PANEL = TILE_VECTORS * LANES,
    DEPTH = 512,             /* sums are cut into pieces of at most this length: of a panel, 32 or 64 KB */
    LARGEST_KEPT = 200000,   /* floats of B up to which it stays in L2; a larger one is streamed */
    ROWS_KEPT = 96 * 256,    /* floats of A that are multiplied with all panels before the next ones: 96 KB of L2, */
    ROWS_STREAMED = 96 * 512 /* or 192 KB if B is not there too */
};

enum { INDEPENDENT_ROWS = true }; /* each sum runs over K in order, in tiles of any height */

static size_t packed_count(size_t K, size_t N) { return K * ((N + PANEL - 1) / PANEL * PANEL); }

/* Rows [R, columns] of a matrix as rows of a panel. */
RNNK_INLINE void pack_rows(size_t R, size_t columns, const float *from, size_t ld, float *panel) {
    for (size_t r = 0; r < R; r++, from += ld, panel += PANEL) {
        UNROLL for (int j = 0; j < TILE_VECTORS; j++) {
            const size_t c = (size_t)j * LANES;
            vf_store(panel + c, c < columns ? load_upto(from + c, columns - c) : vf_zero());
        }
    }
}

/* Columns of a matrix [columns, K] as rows of a panel, four by four where there are so many. */
RNNK_INLINE void pack_columns(size_t K, size_t columns, const float *from, size_t ld, float *panel) {
    for (size_t j = 0; j < PANEL; j += 4) {
        size_t k = 0;
        if (j + 4 <= columns) {
            for (; k + 4 <= K; k += 4) transpose_4x4(from + j * ld + k, ld, panel + k * PANEL + j, PANEL);
        }
        for (; k < K; k++) {
            for (size_t i = j; i < j + 4; i++) panel[k * PANEL + i] = i < columns ? from[i * ld + k] : 0.0f;
        }
    }
}

static void pack(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    for (size_t n = 0; n < N; n += PANEL, packed += K * PANEL) {
        const size_t columns = smaller(N - n, PANEL);
        if (transposed) {
            pack_columns(K, columns, B + n * ldb, ldb, packed);
        } else {
            pack_rows(K, columns, B + n, ldb, packed);
        }
    }
}

/* The heights of the tiles that `rows` rows are cut into: all nearly equal, 7 is 4 + 3, not 6 + 1. */
typedef struct {
    size_t height; /* of the first `taller` tiles; the others have one row less */
    size_t taller;
} tiling;

RNNK_INLINE tiling tile_rows(size_t rows) {
    const size_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
    const size_t height = tiles > 0 ? (rows + tiles - 1) / tiles : 0;
    const tiling heights = {height, tiles > 0 ? rows - (height - 1) * tiles : 0};
    return heights;
}

/* The length of the next of the nearly equal pieces, none longer than `longest`, that `left` is cut into. */
RNNK_INLINE size_t next_piece(size_t left, size_t longest) {
    const size_t pieces = (left + longest - 1) / longest;
    return pieces > 1 ? (left + pieces - 1) / pieces : left;
}

/* The width of a tile of so many columns, in vectors. */
RNNK_INLINE size_t vectors_of(size_t columns) { return (columns + LANES - 1) / LANES; }

/* A function of a tile's height and width, compiled for each of them. The comparisons are of constants: shapes that do
 * not fit the registers leave no code. */
static_assert(TILE_ROWS <= 12 && TILE_VECTORS <= 4, "FOR_TILE_SHAPE lists no larger tiles");
#define FOR_TILE_SHAPE(function, rows, vectors, ...)                                                                   \
    switch (rows) {                                                                                                    \
        case 1: FOR_TILE_WIDTH(function, 1, vectors, __VA_ARGS__) break;                                               \
        case 2: FOR_TILE_WIDTH(function, 2, vectors, __VA_ARGS__) break;                                               \
        case 3: FOR_TILE_WIDTH(function, 3, vectors, __VA_ARGS__) break;                                               \
        case 4: FOR_TILE_WIDTH(function, 4, vectors, __VA_ARGS__) break;                                               \
        case 5: FOR_TILE_WIDTH(function, 5, vectors, __VA_ARGS__) break;                                               \
        case 6: FOR_TILE_WIDTH(function, 6, vectors, __VA_ARGS__) break;                                               \
        case 7: FOR_TILE_WIDTH(function, 7, vectors, __VA_ARGS__) break;                                               \
        case 8: FOR_TILE_WIDTH(function, 8, vectors, __VA_ARGS__) break;                                               \
        case 9: FOR_TILE_WIDTH(function, 9, vectors, __VA_ARGS__) break;                                               \
        case 10: FOR_TILE_WIDTH(function, 10, vectors, __VA_ARGS__) break;                                             \
        case 11: FOR_TILE_WIDTH(function, 11, vectors, __VA_ARGS__) break;                                             \
        case 12: FOR_TILE_WIDTH(function, 12, vectors, __VA_ARGS__) break;                                             \
    }
#define FOR_TILE_WIDTH(function, height, vectors, ...)                                                                 \
    if (height <= TILE_ROWS) switch (vectors) {                                                                        \
        case 1: if (1 <= TILE_VECTORS) function(height, 1, __VA_ARGS__); break;                                        \
        case 2: if (2 <= TILE_VECTORS) function(height, 2, __VA_ARGS__); break;                                        \
        case 3: if (3 <= TILE_VECTORS) function(height, 3, __VA_ARGS__); break;                                        \
        case 4: if (4 <= TILE_VECTORS) function(height, 4, __VA_ARGS__); break;                                        \
    }

/* C[rows, columns] = A[rows, K] B[K, panel] + start;  start: what C holds, the bias, both, or zero. A's elements stand
 * `step` apart along k, `lda` from row to row. If B is streamed, the panel `ahead` is fetched meanwhile, and C, which
 * has left the cache since it was written, is read last. */
RNNK_INLINE void gemm_tile(const int rows, const int vectors, const bool streamed, size_t columns, size_t K,
                           const float *restrict A, size_t lda, size_t step, const float *restrict B,
                           const float *ahead, const float *bias, bool accumulate, float *restrict C, size_t ldc) {
    vf sum[TILE_ROWS][TILE_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) {
        const size_t c = (size_t)j * LANES;
        const vf b = bias ? load_upto(bias + c, columns - c) : vf_zero();
        UNROLL for (int i = 0; i < rows; i++) {
            float *y = C + (size_t)i * ldc + c;
            if (streamed) prefetch_for_writing(y);
            sum[i][j] = accumulate && !streamed ? vf_add(b, load_upto(y, columns - c)) : b;
        }
    }
    UNROLL_BY(TILE_STEPS) for (size_t k = 0; k < K; k++, A += step, B += PANEL, ahead += PANEL) {
        vf b[TILE_VECTORS];
        UNROLL for (int j = 0; j < vectors; j++) {
            if (streamed) prefetch(ahead + j * LANES);
            b[j] = vf_load(B + j * LANES);
        }
        UNROLL for (int i = 0; i < rows; i++) {
            const vf a = vf_set(A[(size_t)i * lda]);
            UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = vf_fma(a, b[j], sum[i][j]);
        }
    }
    UNROLL for (int i = 0; i < rows; i++) {
        UNROLL for (int j = 0; j < vectors; j++) {
            const size_t c = (size_t)j * LANES;
            float *y = C + (size_t)i * ldc + c;
            if (accumulate && streamed) sum[i][j] = vf_add(sum[i][j], load_upto(y, columns - c));
            store_upto(y, columns - c, sum[i][j]);
        }
    }
}

/* Rows of A as strips, one for each tile: its rows side by side, for one k after the other. */
static void copy_rows(size_t height, tiling heights, size_t K, const float *A, size_t lda, float *strips) {
    for (size_t i = 0, tile = 0, rows; i < height; i += rows, tile++, strips += K * TILE_ROWS) {
        rows = heights.height - (tile >= heights.taller);
        for (size_t r = 0; r < rows; r++, A += lda) {
            for (size_t k = 0; k < K; k++) strips[k * TILE_ROWS + r] = A[k];
        }
    }
}

/* `streamed` is a constant: see gemm. */
RNNK_INLINE void gemm_blocks(const bool streamed, size_t M, size_t N, size_t K, const float *A, size_t lda,
                             const float *packed, const float *bias, int flags, float *C, size_t ldc) {
    float strips[ROWS_STREAMED + (TILE_ROWS - 1) * DEPTH]; /* the last one may be partly empty */
    size_t k = 0, depth;
    do { /* once even if K is 0 */
        depth = next_piece(K - k, DEPTH);
        const bool accumulate = k > 0 || (flags & RNNK_ACCUMULATE), last = k + depth == K;
        for (size_t m = 0, height; m < M; m += height) {
            height = next_piece(M - m, (streamed ? ROWS_STREAMED : ROWS_KEPT) / (depth > 0 ? depth : 1));
            const tiling heights = tile_rows(height);
            const float *a = A + m * lda + k;
            if (streamed) copy_rows(height, heights, depth, a, lda, strips);
            for (size_t n = 0; n < N; n += PANEL) {
                const size_t columns = smaller(N - n, PANEL);
                const float *B = packed + n * K + k * PANEL;
                const float *start = bias && k == 0 ? bias + n : NULL;
                float *c = C + m * ldc + n;
                for (size_t i = 0, tile = 0, rows; i < height; i += rows, tile++) {
                    rows = heights.height - (tile >= heights.taller);
                    const float *from = streamed ? strips + tile * depth * TILE_ROWS : a + i * lda;
                    const size_t ld = streamed ? 1 : lda, step = streamed ? TILE_ROWS : 1;
                    const float *ahead = i + rows == height && n + PANEL < N ? B + K * PANEL : B;
                    FOR_TILE_SHAPE(gemm_tile, rows, vectors_of(columns), streamed, columns, depth, from, ld, step, B,
                                   ahead, start, accumulate, c + i * ldc, ldc)
                    if (last && (flags & RNNK_TANH)) {
                        for (size_t r = i; r < i + rows; r++) array_tanh(columns, c + r * ldc, c + r * ldc);
                    }
                }
            }
        }
        k += depth;
    } while (k < K);
}

/* A small B is read again and again from L2, with A's rows as they stand. A large one comes from further away for every
 * block of A, so the blocks are copied into the order in which they are read: the prefetchers are then B's alone. */
static void gemm(size_t M, size_t N, size_t K, const float *A, size_t lda, const float *packed, const float *bias,
                 int flags, float *C, size_t ldc) {
    if (K * N > LARGEST_KEPT) {
        gemm_blocks(true, M, N, K, A, lda, packed, bias, flags, C, ldc);
    } else {
        gemm_blocks(false, M, N, K, A, lda, packed, bias, flags, C, ldc);
    }
}
