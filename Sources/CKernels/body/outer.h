/* Sums of outer products: C[M, N] += A[R, M]^T B[R, N].
 *
 * Narrow matrices are read as they stand. Of wide ones a tile would touch a line of every row, far apart, so a block of
 * A is copied into strips as wide as a tile is high. A panel of B is copied as its first tile reads it. */

enum {
    NARROW = 256,             /* M + N up to which A is not copied; */
    NARROW_DEPTH = 128,       /* a tile then reads so many rows at a time */
    FEW_TILES = 6,            /* that do not make up for copying a panel of B */
    STRIPS = 264 / TILE_ROWS, /* of a block, 200 KB, in L2 */
    STRIP_DEPTH = 192,        /* rows of a strip, and of a panel, 12 KB, in L1 */
    STRIP_LENGTH = STRIP_DEPTH * TILE_ROWS + 16 /* whole vectors are stored: up to 15 floats beyond the end */
};

/* C[rows, columns] += sum over r of A[r, rows]^T B[r, columns]. B has whole vectors; unless NULL, `copy` gets them. */
RNNK_INLINE void outer_tile(const int rows, const int vectors, size_t columns, size_t R, const float *restrict A,
                            size_t lda, const float *restrict B, size_t ldb, float *restrict copy, float *restrict C,
                            size_t ldc) {
    vf sum[TILE_ROWS][TILE_VECTORS];
    UNROLL for (int i = 0; i < rows; i++) {
        prefetch_for_writing(C + (size_t)i * ldc);
        UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = vf_zero();
    }
    UNROLL_BY(TILE_STEPS) for (size_t r = 0; r < R; r++, A += lda, B += ldb) {
        vf b[TILE_VECTORS];
        UNROLL for (int j = 0; j < vectors; j++) {
            b[j] = vf_load(B + j * LANES);
            if (copy) vf_store(copy + r * PANEL + (size_t)j * LANES, b[j]);
        }
        if (copy) prefetch(B + PANEL); /* the next panel is copied next */
        UNROLL for (int i = 0; i < rows; i++) {
            const vf a = vf_set(A[i]);
            UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = vf_fma(a, b[j], sum[i][j]);
        }
    }
    UNROLL for (int i = 0; i < rows; i++) {
        UNROLL for (int j = 0; j < vectors; j++) {
            const size_t c = (size_t)j * LANES;
            float *y = C + (size_t)i * ldc + c;
            store_upto(y, columns - c, vf_add(sum[i][j], load_upto(y, columns - c)));
        }
    }
}

/* Columns of A as strips, one for each tile. */
static void copy_strips(size_t R, size_t width, tiling heights, const float *A, size_t lda, float *strips) {
    for (size_t r = 0; r < R; r++, A += lda, strips += TILE_ROWS) {
        float *to = strips;
        for (size_t i = 0, tile = 0, rows; i < width; i += rows, tile++, to += STRIP_LENGTH) {
            rows = heights.height - (tile >= heights.taller);
            for (size_t j = 0; j < rows; j += LANES) vf_store(to + j, load_upto(A + i + j, width - i - j));
        }
    }
}

static void outer(size_t R, size_t M, size_t N, const float *A, size_t lda, const float *B, size_t ldb, float *C,
                  size_t ldc) {
    float strips[STRIPS * STRIP_LENGTH], panel[STRIP_DEPTH * PANEL];
    const bool narrow = M + N <= NARROW;
    for (size_t r = 0, depth; r < R; r += depth, A += depth * lda, B += depth * ldb) {
        depth = next_piece(R - r, narrow ? NARROW_DEPTH : STRIP_DEPTH);
        for (size_t m = 0, width; m < M; m += width) {
            width = narrow ? M : next_piece(M - m, STRIPS * TILE_ROWS);
            const tiling heights = tile_rows(width);
            const bool copies = width > FEW_TILES * TILE_ROWS;
            if (!narrow) copy_strips(depth, width, heights, A + m, lda, strips);
            for (size_t n = 0; n < N; n += PANEL) {
                const size_t columns = smaller(N - n, PANEL);
                const float *b = B + n;
                size_t ldp = ldb;
                if (columns % LANES > 0) {
                    pack_rows(depth, columns, b, ldb, panel);
                    b = panel;
                    ldp = PANEL;
                }
                for (size_t i = 0, tile = 0, rows; i < width; i += rows, tile++) {
                    rows = heights.height - (tile >= heights.taller);
                    const float *a = narrow ? A + i : strips + tile * STRIP_LENGTH;
                    const size_t ld = narrow ? lda : (size_t)TILE_ROWS;
                    float *c = C + (m + i) * ldc + n;
                    if (copies && b != panel) {
                        FOR_TILE_SHAPE(outer_tile, rows, vectors_of(columns), columns, depth, a, ld, b, ldp, panel, c, ldc)
                        b = panel;
                        ldp = PANEL;
                    } else {
                        FOR_TILE_SHAPE(outer_tile, rows, vectors_of(columns), columns, depth, a, ld, b, ldp, NULL, c, ldc)
                    }
                }
            }
        }
    }
}
