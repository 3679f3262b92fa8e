"""JAX: one jitted function per step, layer by layer: the inputs of all steps in one product, then a scan over the
recurrence.
"""

import itertools
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from workloads import LONGEST, NameBatch, Weights, Workload


def rnn(a, b, state):
    h = jnp.tanh(a + b)
    return h, (h,)


def lstm(a, b, state):
    i, f, g, o = jnp.split(a + b, 4, -1)
    c = jax.nn.sigmoid(f) * state[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return h, (h, c)


def gru(a, b, state):
    (ar, az, an), (br, bz, bn) = jnp.split(a, 3, -1), jnp.split(b, 3, -1)
    z = jax.nn.sigmoid(az + bz)
    h = (1 - z) * jnp.tanh(an + jax.nn.sigmoid(ar + br) * bn) + z * state[0]
    return h, (h,)


# Each takes x w + b, h u and the state, whose first array is h, and returns the next h and state.
CELLS = {"rnn": rnn, "lstm": lstm, "gru": gru}


def zero_states(workload: Workload):
    """States of both layers; separate arrays, since a step may be given each to reuse."""
    arrays = 2 if workload.cell == "lstm" else 1
    return tuple(tuple(jnp.zeros((workload.batch, workload.hidden)) for _ in range(arrays)) for _ in range(2))


def training_step(workload: Workload, weights: Weights, unroll: bool):
    """A function (parameters, Adam's, states or None, x, y, real or None) to (parameters, Adam's, states, loss).

    x, y, real are [T, B].
    """
    cell, adam = CELLS[workload.cell], optax.adam(0.001)

    def layer(a, u, state):
        def body(state, a):
            h, state = cell(a, state[0] @ u, state)
            return state, h

        return jax.lax.scan(body, state, a, unroll=unroll)

    def loss(parameters, states, x, y, real):
        ((w1, u1, b1), (w2, u2, b2)), (w3, b3) = parameters
        before = states or zero_states(workload)
        first, h = layer(w1[x] + b1, u1, before[0])
        second, h = layer(h @ w2 + b2, u2, before[1])
        log_p = jnp.take_along_axis(jax.nn.log_softmax(h @ w3 + b3), y[..., None], -1)[..., 0]
        mean = -log_p.mean() if real is None else -(log_p * real).sum() / real.sum()
        return mean, states and (first, second)

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(parameters, moments, states, *batch):
        (value, states), gradient = jax.value_and_grad(loss, has_aux=True)(parameters, states, *batch)
        updates, moments = adam.update(gradient, moments)
        return optax.apply_updates(parameters, updates), moments, states, value

    parameters = jax.tree.map(jnp.array, tuple(weights))
    return parameters, adam.init(parameters), step


def names(workload: Workload, weights: Weights, batches: list[NameBatch], variant: str):
    """Batches padded to their longest name; each length is compiled once."""
    parameters, moments, update = training_step(workload, weights, unroll=True)

    def step(*batch):
        nonlocal parameters, moments
        parameters, moments, _, loss = update(parameters, moments, None, *batch)
        return loss

    inputs = []
    for batch in batches:
        x, y, real = (np.ascontiguousarray(a.T[: batch.longest]) for a in (batch.x, batch.y, batch.real))
        inputs.append((batch.characters, (x.astype(np.int32), y.astype(np.int32), real)))
    return inputs, step


def text(workload: Workload, weights: Weights, windows: list, variant: str):
    parameters, moments, update = training_step(workload, weights, unroll=False)
    states = zero_states(workload)

    def step(x, y):
        nonlocal parameters, moments, states
        parameters, moments, states, loss = update(parameters, moments, states, x, y, None)
        return loss

    return [(x.size, (x.T.astype(np.int32), y.T.astype(np.int32))) for x, y in windows], step


def generate(workload: Workload, weights: Weights, variant: str):
    cell, streams = CELLS[workload.cell], workload.batch
    parameters = jax.tree.map(jnp.array, tuple(weights))
    vocabulary = weights.output[1].size

    @jax.jit
    def sample(parameters, key):
        ((w1, u1, b1), (w2, u2, b2)), (w3, b3) = parameters

        def body(carry):
            t, x, (first, second), alive, characters = carry
            h, first = cell(w1[x] + b1, first[0] @ u1, first)
            h, second = cell(h @ w2 + b2, second[0] @ u2, second)
            p = jax.nn.softmax(h @ w3 + b3)
            u = jax.random.uniform(jax.random.fold_in(key, t), (streams, 1))
            x = jnp.minimum((p.cumsum(-1) < u).sum(-1), vocabulary - 1)
            return t + 1, x, (first, second), alive & (x != vocabulary - 1), characters + alive.sum()

        start = jnp.full(streams, vocabulary - 2), zero_states(workload), jnp.full(streams, True)
        return jax.lax.while_loop(lambda carry: (carry[0] < LONGEST) & carry[3].any(), body, (0, *start, 0))[-1]

    keys = itertools.cycle(list(jax.random.split(jax.random.key(1), 4096)))
    return lambda: sample(parameters, next(keys))


def book(workload: Workload, weights: Weights, chunks: list, variant: str):
    """One scan over the characters of a chunk, autograd within a step only."""

    def loss(parameters, p1, p2, c, y):
        ((w1, u1, b1), (w2, u2, b2)), (w3, b3) = parameters
        h1 = jnp.tanh(w1[c] + p1 @ u1 + b1)
        h2 = jnp.tanh(h1 @ w2 + p2 @ u2 + b2)
        return -jax.nn.log_softmax(h2 @ w3 + b3)[y], (h1, h2)

    def body(carry, character):
        parameters, momenta, h1, h2 = carry
        c, y, keep = character
        (value, (h1, h2)), g = jax.value_and_grad(loss, has_aux=True)(parameters, h1 * keep, h2 * keep, c, y)
        momenta = jax.tree.map(lambda v, g: 0.9 * v + 0.1 * g, momenta, g)
        parameters = jax.tree.map(lambda p, v: p - 0.01 * v, parameters, momenta)
        return (parameters, momenta, h1, h2), value

    run = jax.jit(lambda carry, *chunk: jax.lax.scan(body, carry, chunk), donate_argnums=0)
    parameters = jax.tree.map(jnp.array, tuple(weights))
    zero = jnp.zeros(workload.hidden)
    carry = parameters, jax.tree.map(jnp.zeros_like, parameters), zero, zero.copy()

    def step(*chunk):
        nonlocal carry
        carry, losses = run(carry, *chunk)
        return losses.mean()

    return [(len(chunk[0]), chunk) for chunk in chunks], step
