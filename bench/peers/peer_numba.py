"""Numba: the book's algorithm as plain float32 loops, compiled with fastmath."""

import math

import numba
import numpy as np

from workloads import Weights, Workload

compiled = numba.njit(fastmath=True)
F = np.float32


@compiled
def add_product(out, x, w):
    """out += x w, along the rows of w."""
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            out[j] += x[i] * w[i, j]


@compiled
def product_transposed(out, d, w):
    """out = d wT, along the rows of w."""
    for i in range(w.shape[0]):
        total = F(0)
        for j in range(w.shape[1]):
            total += d[j] * w[i, j]
        out[i] = total


@compiled
def update(w, v, x, d):
    """A momentum step; the gradient is the outer product of x and d."""
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            v[i, j] = F(0.9) * v[i, j] + F(0.1) * x[i] * d[j]
            w[i, j] -= F(0.01) * v[i, j]


@compiled
def update_bias(b, v, d):
    for j in range(b.shape[0]):
        v[j] = F(0.9) * v[j] + F(0.1) * d[j]
        b[j] -= F(0.01) * v[j]


@compiled
def train(x, y, keep, hidden, parameters, momenta):
    w1, u1, b1, w2, u2, b2, w3, b3 = parameters
    vw1, vu1, vb1, vw2, vu2, vb2, vw3, vb3 = momenta
    h1, h2 = hidden
    p1, p2, d1, d2 = np.empty_like(h1), np.empty_like(h1), np.empty_like(h1), np.empty_like(h1)
    d3, one_hot = np.empty_like(b3), np.zeros_like(b3)
    loss = 0.0
    for t in range(x.shape[0]):
        for j in range(h1.shape[0]):
            p1[j], p2[j] = h1[j] * keep[t], h2[j] * keep[t]
            h1[j], h2[j] = w1[x[t], j] + b1[j], b2[j]
        add_product(h1, p1, u1)
        for j in range(h1.shape[0]):
            h1[j] = math.tanh(h1[j])
        add_product(h2, h1, w2)
        add_product(h2, p2, u2)
        for j in range(h2.shape[0]):
            h2[j] = math.tanh(h2[j])
        d3[:] = b3
        add_product(d3, h2, w3)
        largest, total = d3.max(), F(0)
        for j in range(d3.shape[0]):
            d3[j] = math.exp(d3[j] - largest)
            total += d3[j]
        for j in range(d3.shape[0]):
            d3[j] /= total
        loss -= math.log(d3[y[t]] + 1e-30)
        d3[y[t]] -= F(1)
        product_transposed(d2, d3, w3)
        for j in range(d2.shape[0]):
            d2[j] *= F(1) - h2[j] * h2[j]
        product_transposed(d1, d2, w2)
        for j in range(d1.shape[0]):
            d1[j] *= F(1) - h1[j] * h1[j]
        one_hot[x[t]] = F(1)
        update(w1, vw1, one_hot, d1)
        one_hot[x[t]] = F(0)
        update(u1, vu1, p1, d1)
        update_bias(b1, vb1, d1)
        update(w2, vw2, h1, d2)
        update(u2, vu2, p2, d2)
        update_bias(b2, vb2, d2)
        update(w3, vw3, h2, d3)
        update_bias(b3, vb3, d3)
    return loss / x.shape[0]


def book(workload: Workload, weights: Weights, chunks: list, variant: str):
    (w1, u1, b1), (w2, u2, b2) = weights.layers
    parameters = tuple(a.copy() for a in (w1, u1, b1, w2, u2, b2, *weights.output))
    momenta = tuple(np.zeros_like(p) for p in parameters)
    hidden = np.zeros_like(b1), np.zeros_like(b1)
    return [(len(c[0]), c) for c in chunks], lambda *chunk: train(*chunk, hidden, parameters, momenta)
