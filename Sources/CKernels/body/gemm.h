/* Matrix products on packed right-hand matrices, and sums of outer products.
 *
 * A packed B [K, N] is cut into panels of PANEL columns; a panel is K rows of PANEL consecutive floats, the last one
 * filled up with zeros. One tile of C, up to TILE_ROWS x PANEL, is kept in registers over the whole sum. */

enum {
    PANEL = TILE_VECTORS * LANES,
    DEPTH = 256 /* K is summed in pieces of this length: a piece of a panel (16 KB at most) stays in the L1 cache */
};

enum { INDEPENDENT_ROWS = true }; /* each sum runs over K in order, in tiles of any height */

static size_t packed_count(size_t K, size_t N) { return K * ((N + PANEL - 1) / PANEL * PANEL); }

static void pack(size_t K, size_t N, const float *B, size_t ldb, bool transposed, float *packed) {
    for (size_t n = 0; n < N; n += PANEL) {
        const size_t columns = N - n < PANEL ? N - n : PANEL;
        for (size_t k = 0; k < K; k++, packed += PANEL) {
            for (size_t j = 0; j < PANEL; j++) {
                packed[j] = j >= columns ? 0.0f : transposed ? B[(n + j) * ldb + k] : B[k * ldb + n + j];
            }
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
    if (tiles == 0) return (tiling){0, 0};
    const size_t height = (rows + tiles - 1) / tiles;
    return (tiling){height, rows - (height - 1) * tiles};
}

/* The width of a tile of so many columns, in vectors. */
RNNK_INLINE size_t vectors_of(size_t columns) { return (columns + LANES - 1) / LANES; }

/* A function of a tile's height and width, compiled for each of them. The comparisons are of constants: shapes that do not
 * fit the registers leave no code. */
_Static_assert(TILE_ROWS <= 12 && TILE_VECTORS <= 4, "FOR_TILE_SHAPE lists no larger tiles");
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

/* C[rows, columns] = start + A[rows, K] B[K, panel];  start: what C holds, or the bias, or zero. */
RNNK_INLINE void gemm_tile(const int rows, const int vectors, size_t columns, size_t K, const float *restrict A,
                           size_t lda, const float *restrict B, const float *bias, bool accumulate, float *restrict C,
                           size_t ldc) {
    vf sum[TILE_ROWS][TILE_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) {
        const size_t c = (size_t)j * LANES;
        const vf b = bias ? load_upto(bias + c, columns - c) : vf_zero();
        UNROLL for (int i = 0; i < rows; i++) {
            sum[i][j] = accumulate ? vf_add(b, load_upto(C + (size_t)i * ldc + c, columns - c)) : b;
        }
    }
    for (size_t k = 0; k < K; k++, B += PANEL) {
        vf b[TILE_VECTORS];
        UNROLL for (int j = 0; j < vectors; j++) b[j] = vf_load(B + j * LANES);
        UNROLL for (int i = 0; i < rows; i++) {
            const vf a = vf_set(A[(size_t)i * lda + k]);
            UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = vf_fma(a, b[j], sum[i][j]);
        }
    }
    UNROLL for (int i = 0; i < rows; i++) {
        UNROLL for (int j = 0; j < vectors; j++) {
            const size_t c = (size_t)j * LANES;
            store_upto(C + (size_t)i * ldc + c, columns - c, sum[i][j]);
        }
    }
}

static void gemm(size_t M, size_t N, size_t K, const float *A, size_t lda, const float *packed, const float *bias,
                 int flags, float *C, size_t ldc) {
    const tiling heights = tile_rows(M);
    size_t k = 0;
    do { /* once even if K is 0 */
        const size_t depth = K - k < DEPTH ? K - k : DEPTH;
        const bool accumulate = k > 0 || (flags & RNNK_ACCUMULATE), last = k + depth == K;
        for (size_t n = 0; n < N; n += PANEL) {
            const size_t columns = N - n < PANEL ? N - n : PANEL;
            const float *B = packed + n * K + k * PANEL;
            const float *start = bias && k == 0 ? bias + n : NULL;
            for (size_t m = 0, tile = 0, rows; m < M; m += rows, tile++) {
                rows = heights.height - (tile >= heights.taller);
                const float *a = A + m * lda + k;
                float *c = C + m * ldc + n;
                FOR_TILE_SHAPE(gemm_tile, rows, vectors_of(columns), columns, depth, a, lda, B, start, accumulate, c,
                               ldc)
                if (last && (flags & RNNK_TANH)) {
                    for (size_t i = 0; i < rows; i++) array_tanh(columns, c + i * ldc, c + i * ldc);
                }
            }
        }
        k += depth;
    } while (k < K);
}

/* C[rows, columns] += sum over r of A[r, rows]^T B[r, columns] */
RNNK_INLINE void outer_tile(const int rows, const int vectors, size_t columns, size_t R, const float *restrict A,
                            size_t lda, const float *restrict B, size_t ldb, float *restrict C, size_t ldc) {
    vf sum[TILE_ROWS][TILE_VECTORS];
    UNROLL for (int i = 0; i < rows; i++) {
        UNROLL for (int j = 0; j < vectors; j++) {
            const size_t c = (size_t)j * LANES;
            sum[i][j] = load_upto(C + (size_t)i * ldc + c, columns - c);
        }
    }
    for (size_t r = 0; r < R; r++, A += lda, B += ldb) {
        vf b[TILE_VECTORS];
        UNROLL for (int j = 0; j < vectors; j++) b[j] = load_upto(B + j * LANES, columns - (size_t)j * LANES);
        UNROLL for (int i = 0; i < rows; i++) {
            const vf a = vf_set(A[i]);
            UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = vf_fma(a, b[j], sum[i][j]);
        }
    }
    UNROLL for (int i = 0; i < rows; i++) {
        UNROLL for (int j = 0; j < vectors; j++) {
            const size_t c = (size_t)j * LANES;
            store_upto(C + (size_t)i * ldc + c, columns - c, sum[i][j]);
        }
    }
}

/* C[M, N] += A^T B, tile by tile. */
RNNK_INLINE void outer_tiles(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb,
                             float *C, size_t ldc) {
    const tiling heights = tile_rows(M);
    for (size_t n = 0; n < N; n += PANEL) {
        const size_t columns = N - n < PANEL ? N - n : PANEL;
        for (size_t m = 0, tile = 0, rows; m < M; m += rows, tile++) {
            rows = heights.height - (tile >= heights.taller);
            FOR_TILE_SHAPE(outer_tile, rows, vectors_of(columns), columns, R, A + m, lda, B + n, ldb, C + m * ldc + n,
                           ldc)
        }
    }
}

RNNK_INLINE void copy_block(size_t R, size_t N, const float *from, size_t ld, float *to, size_t ldt) {
    for (size_t r = 0; r < R; r++) {
        for (size_t j = 0; j < N; j += LANES) store_upto(to + r * ldt + j, N - j, load_upto(from + r * ld + j, N - j));
    }
}

static void outer(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb, float *C,
                  size_t ldc) {
    enum { ROWS = 128, COLUMNS = 48, FIT = 256 };
    /* Narrow matrices as they are: ROWS rows of A and B, or the lines of them that a tile reads, fit the L1 cache. */
    if (M + N <= FIT) {
        for (size_t r = 0; r < R; r += ROWS) {
            outer_tiles(R - r < ROWS ? R - r : ROWS, M, N, A + r * lda, lda, B + r * ldb, ldb, C, ldc);
        }
        return;
    }
    /* Wider ones in blocks that are copied first: rows a power of two apart compete for few lines of the cache (at 256 x
     * 256 x 256 half of the peak without the copies, three quarters with them). C is met block by block of its rows. */
    float a[ROWS * COLUMNS], b[ROWS * PANEL];
    for (size_t m = 0; m < M; m += COLUMNS) {
        const size_t width = M - m < COLUMNS ? M - m : COLUMNS;
        for (size_t r = 0; r < R; r += ROWS) {
            const size_t rows = R - r < ROWS ? R - r : ROWS;
            copy_block(rows, width, A + r * lda + m, lda, a, COLUMNS);
            for (size_t n = 0; n < N; n += PANEL) {
                const size_t columns = N - n < PANEL ? N - n : PANEL;
                copy_block(rows, columns, B + r * ldb + n, ldb, b, PANEL);
                outer_tiles(rows, width, columns, a, COLUMNS, b, PANEL, C + m * ldc + n, ldc);
            }
        }
    }
}
