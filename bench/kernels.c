/* kernels.c - the matrix kernels of every table that this machine can run, shape by shape.
 *
 * Each figure is the fastest of many calls (the time that nothing disturbed), as GFLOP/s and as a share of the peak:
 * multiply-adds on registers in the vectors of the fastest table. Shapes are those of training: M rows of a depth or of
 * a whole batch, K inputs, N outputs. Build and run: make bench-kernels */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "rnnk.h"

typedef struct {
    const rnnk_kernels *kernels;
    size_t M, N, K;
    float *A, *B, *C, *packed;
} problem;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* C[M, N] = A[M, K] B[K, N] */
static void gemm(const problem *p) {
    p->kernels->gemm(p->M, p->N, p->K, rnnk_const_mat(p->A, p->K), p->packed, NULL, 0, rnnk_mat(p->C, p->N));
}

/* C[K, N] += A[M, K]^T B[M, N] */
static void outer(const problem *p) {
    p->kernels->outer(p->M, p->K, p->N, rnnk_const_mat(p->A, p->K), rnnk_const_mat(p->B, p->N), rnnk_mat(p->C, p->N));
}

/* Both kernels of a problem do 2 M N K operations. */
static double gflops(void (*run)(const problem *), const problem *p) {
    const double operations = 2.0 * (double)p->M * (double)p->N * (double)p->K;
    const int inner = operations < 2e6 ? (int)(2e6 / operations) + 1 : 1; /* well above the clock's resolution */
    double best = 1e9;
    for (double end = seconds() + 0.2; seconds() < end;) {
        const double start = seconds();
        for (int i = 0; i < inner; i++) run(p);
        const double time = (seconds() - start) / inner;
        if (time < best) best = time;
    }
    return operations / best * 1e-9;
}

static double peak_gflops(const rnnk_kernels *kernels) {
    double best = 0;
    for (int i = 0; i < 20; i++) {
        const double start = seconds(), operations = kernels->multiply_add_loop(1000000);
        const double rate = operations / (seconds() - start) * 1e-9;
        if (rate > best) best = rate;
    }
    return best;
}

static float *matrix(size_t count) {
    float *values = malloc(count * sizeof(float));
    if (!values) exit(1);
    for (size_t i = 0; i < count; i++) values[i] = (float)(i * 7 % 13) * 0.01f - 0.06f;
    return values;
}

int main(void) {
    /* M x N x K: few rows, many rows, and the products of LSTM layers on running text. */
    static const size_t shapes[][3] = {
        {12, 32, 32},    {600, 32, 32},     {600, 28, 32},    {60, 128, 128},   {50, 512, 128},    {2500, 512, 128},
        {64, 1024, 256}, {4096, 1024, 256}, {64, 2048, 512},  {6400, 2048, 512},
        /* The curve over the hidden size. */
        {600, 8, 8},     {600, 16, 16},     {600, 31, 31},    {600, 33, 33},    {600, 64, 64},     {600, 100, 100},
        {600, 128, 128}, {600, 256, 256},   {600, 512, 512},  {600, 1024, 1024},
    };
    const double peak = peak_gflops(rnnk_kernels_best());
    printf("peak %.1f GFLOP/s, one thread\n%-10s %18s %18s %18s\n", peak, "table", "M x N x K", "gemm", "outer");
    for (size_t t = 0; rnnk_kernels_at(t); t++) {
        if (rnnk_kernels_at(t) == rnnk_kernels_named("reference")) continue; /* it is not made for speed */
        for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
            const size_t M = shapes[s][0], N = shapes[s][1], K = shapes[s][2];
            problem p = {rnnk_kernels_at(t), M, N, K, matrix(M * K), matrix(M * N), NULL, NULL};
            p.C = matrix(M > K ? M * N : K * N);
            p.packed = malloc(p.kernels->packed_count(K, N) * sizeof(float));
            float *weights = matrix(K * N);
            if (!p.packed) return 1;
            p.kernels->pack(K, N, weights, N, false, p.packed);
            const double g = gflops(gemm, &p), o = gflops(outer, &p);
            printf("%-10s %6zu x%4zu x%4zu %9.1f (%4.1f%%) %9.1f (%4.1f%%)\n", p.kernels->name, M, N, K, g,
                   100 * g / peak, o, 100 * o / peak);
            free(p.A), free(p.B), free(p.C), free(p.packed), free(weights);
        }
    }
    return 0;
}
