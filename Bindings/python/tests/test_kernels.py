"""rnnc.kernels beside NumPy, for every table of this machine."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from rnnc.kernels import Kernels, Network, Rows, names

random = np.random.default_rng(1)


def normal(*shape):
    return random.standard_normal(shape).astype(np.float32)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.fixture(params=names())
def kernels(request):
    return Kernels(request.param)


def test_tables():
    assert Kernels().name == names()[0]
    assert "reference" in names()
    with pytest.raises(ValueError, match="no kernels for instruction set 'mmx'"):
        Kernels("mmx")


@pytest.mark.parametrize(("M", "N", "K"), [(1, 1, 1), (5, 17, 3), (64, 48, 33)])
def test_products(kernels, M, N, K):
    A, B, bias, out = normal(M, K), normal(K, N), normal(N), normal(M, N)
    packed = kernels.pack(B)
    np.testing.assert_allclose(kernels.gemm(A, packed), A @ B, atol=1e-4)
    np.testing.assert_allclose(kernels.gemm(A, kernels.pack(B.T.copy(), transposed=True)), A @ B, atol=1e-4)
    expected = np.tanh(A @ B + bias + out)
    assert kernels.gemm(A, packed, bias, out, accumulate=True, tanh=True) is out
    np.testing.assert_allclose(out, expected, atol=1e-4)
    C = normal(K, N)
    expected = C + A.T @ out
    np.testing.assert_allclose(kernels.outer(A, out, C), expected, atol=1e-3)


def test_parts_of_arrays_are_used_in_place(kernels):
    whole, B = normal(9, 40), normal(8, 12)
    out = np.zeros((9, 30), np.float32)
    kernels.gemm(whole[:, 5:13], kernels.pack(B), out=out[:, 4:16])
    np.testing.assert_allclose(out[:, 4:16], whole[:, 5:13] @ B, atol=1e-4)
    assert not out[:, :4].any() and not out[:, 16:].any()


def test_elements(kernels):
    x = normal(3, 50)
    np.testing.assert_allclose(kernels.tanh(x), np.tanh(x), atol=1e-6)
    np.testing.assert_allclose(kernels.sigmoid(x), sigmoid(x), atol=1e-6)
    np.testing.assert_allclose(kernels.log(kernels.exp(x)), x, atol=1e-5)
    y = x.copy()
    assert kernels.log_softmax(y) is y
    np.testing.assert_allclose(np.exp(y).sum(1), 1, atol=1e-5)
    index = np.array([2, 0, 2], np.int32)
    np.testing.assert_array_equal(kernels.gather(x, index), x[index])
    with pytest.raises(IndexError, match="outside 0 ..< 3"):
        kernels.gather(x, np.array([3], np.int32))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda A: A.astype(np.float64), TypeError, "array of float32, not float64"),
        (lambda A: A[:, :2], ValueError, r"shape \(4, 3\), not \(4, 2\)"),
        (lambda A: np.asfortranarray(A), ValueError, "adjacent"),
        (lambda A: A[::-1], ValueError, "in order"),
    ],
)
def test_unsuitable_arrays_are_refused(change, error, message):
    kernels = Kernels()
    with pytest.raises(error, match=message):
        kernels.gemm(change(normal(4, 3)), kernels.pack(normal(3, 5)))


def test_read_only_output_is_refused():
    kernels, out = Kernels(), normal(4, 5)
    out.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        kernels.gemm(normal(4, 3), kernels.pack(normal(3, 5)), out=out)


def loss(cell, U, z, bias, h, c, weights, steps, sequences, units):
    """The weighted sum of all hidden states, in float64."""
    total, split = 0.0, lambda a: np.split(a, a.shape[1] // units, 1)
    for t in range(steps):
        zt, product = z[t * sequences : (t + 1) * sequences], h @ U
        if cell == "rnn":
            h = np.tanh(zt + product)
        elif cell == "lstm":
            i, f, g, o = split(zt + product)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        else:
            (r, u, n), (pr, pu, pn) = split(zt), split(product)
            u = sigmoid(u + pu)
            h = (1 - u) * np.tanh(n + sigmoid(r + pr) * (pn + bias)) + u * h
        total += (h * weights[t * sequences : (t + 1) * sequences]).sum()
    return total


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("steps", [1, 4])
def test_cells_forward_and_backward(kernels, cell, steps):
    sequences, H = 3, 5
    G = {"rnn": 1, "lstm": 4, "gru": 3}[cell]
    rows, R = Rows(steps, sequences), steps * sequences
    U, z, bias, h0, c0, dh = normal(H, G * H), normal(R, G * H), normal(H), normal(3, H), normal(3, H), normal(R, H)
    packed, transposed = kernels.pack(U), kernels.pack(U, transposed=True)
    gates, dU, given = z.copy(), np.zeros_like(U), dh.copy()
    if cell == "rnn":
        h = kernels.rnn_forward(rows, packed, gates, h0)
        dz = kernels.rnn_backward(rows, transposed, h, given, dU, h0)
    elif cell == "lstm":
        h, c = kernels.lstm_forward(rows, packed, gates, h0, c0)
        dz = kernels.lstm_backward(rows, transposed, gates, h, c, given, dU, h0, c0)
    else:
        h, q = kernels.gru_forward(rows, packed, bias, gates, h0)
        dz = kernels.gru_backward(rows, transposed, gates, h, q, given, dU, h0)

    def value(U, z):
        arrays = [a.astype(np.float64) for a in (U, z, bias, h0, c0, dh)]
        return loss(cell, *arrays, steps, sequences, H)

    np.testing.assert_allclose((h * dh).sum(), value(U, z), atol=1e-4)
    for which, gradient in (("U", dU), ("z", dz)):
        at = (1, 2)
        change = np.zeros((U if which == "U" else z).shape)
        change[at] = 1e-5
        plus = value(U + change, z) if which == "U" else value(U, z + change)
        minus = value(U - change, z) if which == "U" else value(U, z - change)
        np.testing.assert_allclose(gradient[at], (plus - minus) / 2e-5, atol=1e-4)


def network(**options):
    net = Network("gru", [8, 6], sequences=4, steps=5, training=True, **options)
    net.set_weights([0.3 * normal(*shape) for shape in net.shapes()])
    return net


def test_network_learns_tokens(kernels):
    net = network(tokens=7, outputs=7, kernels=kernels)
    tokens = random.integers(0, 7, (5, 4)).astype(np.int32)
    targets = np.roll(tokens, -1, 0).copy()
    found = []
    for _ in range(200):
        net.reset()
        assert net.run(tokens=tokens).shape == (5, 4, 7)
        found.append(net.cross_entropy(targets, 1 / 20))
        net.backward()
        assert net.clip(1.0) > 0
        net.adam(0.02)
    assert found[-1] < found[0] / 5


@pytest.mark.parametrize("method", ["squared_error", "huber", "binary_cross_entropy"])
def test_gradients_of_features(method):
    net = network(features=3, outputs=2)
    x, targets = normal(5, 4, 3), random.random((5, 4, 2), np.float32)
    measure = getattr(net, method)

    def value(x):
        net.reset()
        net.run(features=x)
        return measure(targets)

    value(x)
    dx = net.backward(features=True)
    for at in [(0, 0, 0), (2, 3, 1), (4, 1, 2)]:
        change = np.zeros_like(x)
        change[at] = 1e-2
        np.testing.assert_allclose(dx[at], (value(x + change) - value(x - change)) / 2e-2, atol=2e-3)


def test_lengths_and_views():
    net = network(features=3)
    lengths = np.array([5, 1, 0, 3], np.int32)
    outputs = net.run(features=normal(5, 4, 3), lengths=lengths)
    assert outputs.base is not None and not outputs[1:, 1].any() and not outputs[:, 2].any() and outputs[4, 0].all()
    np.testing.assert_array_equal(net.state(1)[0], outputs[4, 0])
    gradient = net.output_gradients
    gradient[:] = 1
    net.backward()
    assert net.flat_gradients.any() and all(g.any() for g in net.gradients())
    before = net.flat_parameters.copy()
    net.sgd(0.1)
    assert not np.array_equal(before, net.flat_parameters)
    del net
    gc.collect()
    assert np.isfinite(outputs).all()  # the view keeps the memory


def test_weights_in_and_out():
    net = network(features=3, outputs=2, bidirectional=True)
    tensors = net.weights()
    other = network(features=3, outputs=2, bidirectional=True)
    other.set_weights(tensors)
    x = normal(5, 4, 3)
    np.testing.assert_array_equal(net.run(features=x), other.run(features=x))
    with pytest.raises(ValueError, match="there are 18 tensors, not 17"):
        net.set_weights(tensors[1:])


def test_statuses_are_messages():
    net = Network("lstm", [4], tokens=3, outputs=3)
    with pytest.raises(ValueError, match="token"):
        net.run(tokens=np.array([[3]], np.int32))
    net.run(tokens=np.array([[2]], np.int32))
    with pytest.raises(ValueError, match="training"):
        net.cross_entropy(np.array([[1]], np.int32))
    assert net.sample(np.array([7], np.uint32)).shape == (1,)
    with pytest.raises(ValueError, match="rnn, lstm, gru"):
        Network("mut", [4], tokens=3)
    with pytest.raises(ValueError, match="shape"):
        Network("gru", [], tokens=3, outputs=3)
