"""rnnc.torch beside torch.nn: values, gradients, state dicts, packed sequences, and what is left to torch.nn."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest

torch = pytest.importorskip("torch")

import rnnc.torch as ours  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence  # noqa: E402

CELLS = ["RNN", "LSTM", "GRU"]


@pytest.fixture(autouse=True)
def _fallback_is_an_error():
    """A layer that torch.nn computes agrees with torch.nn: no test may pass for that reason."""
    torch.manual_seed(1)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ours.NotAcceleratedWarning)
        yield


@pytest.fixture(params=[1, 2])
def threads(request):
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


def pair(cell, *arguments, **options):
    expected = getattr(nn, cell)(*arguments, **options)
    actual = getattr(ours, cell)(*arguments, **options)
    actual.load_state_dict(expected.state_dict())
    return expected, actual


def flat(result):
    """All tensors of a result, in order."""
    if isinstance(result, PackedSequence):
        return [result.data]
    if isinstance(result, tuple):
        return [tensor for part in result for tensor in flat(part)]
    return [result]


def results(module, x, states, weights):
    """Outputs, and the gradients of a weighted sum of all of them."""
    x = x.detach().clone().requires_grad_()
    states = [state.detach().clone().requires_grad_() for state in states]
    module.zero_grad()
    given = None if not states else tuple(states) if len(states) == 2 else states[0]
    outputs = flat(module(x, given))
    sum((a * w).sum() for a, w in zip(outputs, weights)).backward()
    gradients = [x.grad, *(state.grad for state in states), *(p.grad for p in module.parameters())]
    return outputs, gradients


def assert_same(expected, actual, tolerance=1e-5):
    assert len(expected) == len(actual)
    for a, b in zip(expected, actual):
        assert a.shape == b.shape
        scale = max(1.0, float(a.detach().abs().max()))
        assert float((a - b).detach().abs().max()) <= tolerance * scale


def state_of(cell, *shape):
    return [torch.randn(*shape) for _ in range(2 if cell == "LSTM" else 1)]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("with_states", [False, True])
@pytest.mark.parametrize(("steps", "sequences", "inputs", "units"), [(1, 1, 1, 1), (7, 5, 3, 17), (20, 40, 33, 48)])
def test_values_and_gradients(cell, batch_first, with_states, steps, sequences, inputs, units, threads):
    expected, actual = pair(cell, inputs, units, num_layers=2, batch_first=batch_first)
    shape = (sequences, steps) if batch_first else (steps, sequences)
    x = torch.randn(*shape, inputs)
    states = state_of(cell, 2, sequences, units) if with_states else []
    weights = [torch.randn(*shape, units), *state_of(cell, 2, sequences, units)]
    first, second = results(expected, x, states, weights), results(actual, x, states, weights)
    assert_same(first[0], second[0])
    assert_same(first[1], second[1])


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("enforce_sorted", [False, True])
@pytest.mark.parametrize("with_states", [False, True])
def test_packed_sequences(cell, enforce_sorted, with_states, threads):
    lengths = torch.randint(1, 12, (37,))
    if enforce_sorted:
        lengths = lengths.sort(descending=True).values
    expected, actual = pair(cell, 24, 32, num_layers=2)
    states = state_of(cell, 2, 37, 32) if with_states else None
    given = states if states is None else tuple(states) if cell == "LSTM" else states[0]
    x = torch.randn(int(lengths.max()), 37, 24)
    weights = [torch.randn(int(lengths.max()), 37, 32), *state_of(cell, 2, 37, 32)]
    found = []
    for module in (expected, actual):
        leaf = x.clone().requires_grad_()
        packed = pack_padded_sequence(leaf, lengths, enforce_sorted=enforce_sorted)
        output, last = module(packed, given)
        assert torch.equal(output.batch_sizes, packed.batch_sizes)
        outputs = [pad_packed_sequence(output)[0], *flat(last)]
        sum((a * w).sum() for a, w in zip(outputs, weights)).backward()
        found.append(outputs + [leaf.grad] + [p.grad for p in module.parameters()])
    assert_same(*found)


@pytest.mark.parametrize("cell", CELLS)
def test_one_sequence_without_batch(cell):
    expected, actual = pair(cell, 5, 6)
    x, states, weights = torch.randn(9, 5), state_of(cell, 1, 6), [torch.randn(9, 6), *state_of(cell, 1, 6)]
    first, second = results(expected, x, states, weights), results(actual, x, states, weights)
    assert_same(first[0] + first[1], second[0] + second[1])


@pytest.mark.parametrize("cell", CELLS)
def test_without_bias(cell):
    expected, actual = pair(cell, 5, 6, bias=False)
    x, weights = torch.randn(9, 3, 5), [torch.randn(9, 3, 6), *state_of(cell, 1, 3, 6)]
    first, second = results(expected, x, [], weights), results(actual, x, [], weights)
    assert_same(first[0] + first[1], second[0] + second[1])


@pytest.mark.parametrize("cell", CELLS)
def test_dropout_between_layers(cell):
    actual = getattr(ours, cell)(8, 16, num_layers=2, dropout=0.5)
    x = torch.randn(30, 20, 8)
    assert not torch.equal(actual(x)[0], actual(x)[0])
    torch.manual_seed(3)
    first = actual(x)[0]
    torch.manual_seed(3)
    assert torch.equal(first, actual(x)[0])
    actual.eval()
    expected = getattr(nn, cell)(8, 16, num_layers=2, dropout=0.5).eval()
    expected.load_state_dict(actual.state_dict())
    assert_same(flat(expected(x)), flat(actual(x)))


@pytest.mark.filterwarnings("ignore:Input #:UserWarning")  # of gradcheck: float32 is what there is
@pytest.mark.parametrize("cell", CELLS)
def test_gradcheck(cell):
    module = getattr(ours, cell)(3, 4, num_layers=2)
    x = torch.randn(5, 3, 3, requires_grad=True)
    states = tuple(s.requires_grad_() for s in state_of(cell, 2, 3, 4))

    def run(x, *states):
        return tuple(flat(module(x, states if cell == "LSTM" else states[0])))

    # Differences of float32 are exact to about 1e-7 / eps.
    assert torch.autograd.gradcheck(run, (x, *states), eps=1e-2, atol=2e-3, rtol=1e-2, nondet_tol=0)


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_only_where_they_are_wanted(cell):
    module = getattr(ours, cell)(3, 4)
    module.requires_grad_(False)
    x = torch.randn(5, 2, 3, requires_grad=True)
    module(x)[0].sum().backward()
    assert x.grad is not None and all(p.grad is None for p in module.parameters())
    with torch.no_grad():
        assert module(x)[0].grad_fn is None


@pytest.mark.parametrize("cell", CELLS)
def test_backward_twice(cell):
    module = getattr(ours, cell)(3, 4)
    loss = module(torch.randn(5, 2, 3))[0].sum()
    loss.backward(retain_graph=True)
    once = [p.grad.clone() for p in module.parameters()]
    loss.backward()
    assert_same([2 * g for g in once], [p.grad for p in module.parameters()])


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_of_gradients_are_refused(cell):
    module = getattr(ours, cell)(3, 4)
    x = torch.randn(5, 2, 3, requires_grad=True)
    with pytest.raises(RuntimeError, match="gradients of gradients"):
        torch.autograd.grad(module(x)[0].sum(), x, create_graph=True)


@pytest.mark.parametrize("cell", CELLS)
def test_threads_do_not_change_results(cell):
    module, x, found = getattr(ours, cell)(64, 96), torch.randn(30, 70, 64), []
    before = torch.get_num_threads()
    for count in (1, 2, 3):
        torch.set_num_threads(count)
        module.zero_grad()
        output = module(x)[0]
        output.square().sum().backward()
        found.append([output, *(p.grad.clone() for p in module.parameters())])
    torch.set_num_threads(before)
    for other in found[1:]:
        assert_same(found[0], other, 1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_state_dicts_copies_and_pickles(cell):
    expected, actual = pair(cell, 5, 6, num_layers=2)
    assert list(expected.state_dict()) == list(actual.state_dict())
    assert isinstance(actual, getattr(nn, cell))
    expected.load_state_dict(actual.state_dict())
    x = torch.randn(4, 3, 5)
    for other in (copy.deepcopy(actual), pickle.loads(pickle.dumps(actual))):
        assert_same(flat(actual(x)), flat(other(x)), 0)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: (ours.LSTM(3, 4, bidirectional=True), torch.randn(5, 2, 3)), "two directions"),
        (lambda: (ours.LSTM(3, 4, proj_size=2), torch.randn(5, 2, 3)), "proj_size"),
        (lambda: (ours.RNN(3, 4, nonlinearity="relu"), torch.randn(5, 2, 3)), "relu"),
        (lambda: (ours.GRU(3, 4).double(), torch.randn(5, 2, 3).double()), "float64"),
    ],
)
def test_what_torch_computes(make, reason):
    module, x = make()
    with pytest.warns(ours.NotAcceleratedWarning, match=reason):
        output = module(x)[0]
    parent = type(module).__mro__[2]
    assert issubclass(parent, nn.RNNBase)
    assert torch.equal(output, getattr(nn, type(module).__name__).forward(module, x)[0])


def test_wrong_arguments():
    module = ours.GRU(3, 4)
    with pytest.raises(RuntimeError, match="Expected 3, got 5"):
        module(torch.randn(5, 2, 5))
    with pytest.raises(RuntimeError, match=r"Expected hx of size \(1, 2, 4\)"):
        module(torch.randn(5, 2, 3), torch.randn(1, 3, 4))
    with pytest.raises(ValueError, match="2D or 3D"):
        module(torch.randn(3))
