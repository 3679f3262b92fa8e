"""NumPy: the book's algorithm as its readers write it, layers with forward and backward; generation of one name at a
time.
"""

import numpy as np

from workloads import LONGEST, Weights, Workload


class Recurrent:
    """h = tanh(W x + U h' + b); the gradient stops at the previous hidden state h'."""

    def __init__(self, w: np.ndarray, u: np.ndarray, b: np.ndarray):
        self.parameters = [w.T.copy(), u.T.copy(), b.copy()]
        self.hidden = np.zeros_like(b)

    def forward(self, x: np.ndarray) -> np.ndarray:
        w, u, b = self.parameters
        self.x, self.previous = x, self.hidden
        self.hidden = np.tanh(w @ x + u @ self.previous + b)
        return self.hidden

    def backward(self, g: np.ndarray) -> np.ndarray:
        g = g * (1 - self.hidden**2)
        self.gradients = [np.outer(g, self.x), np.outer(g, self.previous), g]
        return self.parameters[0].T @ g


class Linear:
    def __init__(self, w: np.ndarray, b: np.ndarray):
        self.parameters = [w.T.copy(), b.copy()]

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return self.parameters[0] @ x + self.parameters[1]

    def backward(self, g: np.ndarray) -> np.ndarray:
        self.gradients = [np.outer(g, self.x), g]
        return self.parameters[0].T @ g


def book(workload: Workload, weights: Weights, chunks: list, variant: str):
    first, second = (Recurrent(*layer) for layer in weights.layers)
    layers = [first, second, Linear(*weights.output)]
    momenta = [[np.zeros_like(p) for p in layer.parameters] for layer in layers]
    one_hot = np.eye(weights.output[1].size, dtype=np.float32)

    def step(x, y, keep):
        loss = 0.0
        for c, target, kept in zip(x, y, keep):
            if not kept:
                first.hidden = second.hidden = np.zeros(workload.hidden, np.float32)
            out = one_hot[c]
            for layer in layers:
                out = layer.forward(out)
            e = np.exp(out - out.max())
            p = e / e.sum()
            loss -= np.log(p[target] + 1e-30)
            g = p - one_hot[target]
            for layer in reversed(layers):
                g = layer.backward(g)
            for layer, velocities in zip(layers, momenta):
                for parameter, velocity, gradient in zip(layer.parameters, velocities, layer.gradients):
                    velocity[:] = 0.9 * velocity + 0.1 * gradient
                    parameter -= 0.01 * velocity
        return loss / len(x)

    return [(len(chunk[0]), chunk) for chunk in chunks], step


def generate(workload: Workload, weights: Weights, variant: str):
    (w1, u1, b1), (w2, u2, b2) = weights.layers
    w3, b3 = weights.output
    vocabulary, zero, generator = b3.size, np.zeros(workload.hidden, np.float32), np.random.default_rng(2)

    def sample() -> int:
        h1 = h2 = zero
        c = vocabulary - 2
        for length in range(1, LONGEST + 1):
            h1 = np.tanh(w1[c] + h1 @ u1 + b1)
            h2 = np.tanh(h1 @ w2 + h2 @ u2 + b2)
            e = np.exp(h2 @ w3 + b3).cumsum()
            c = min(int(e.searchsorted(generator.random() * e[-1])), vocabulary - 1)
            if c == vocabulary - 1:
                break
        return length

    return sample
