"""ONNX Runtime: a graph of one step, from the character and both hidden states to the distribution and the next states.
"""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from workloads import LONGEST, Weights, Workload


def graph(weights: Weights) -> bytes:
    (w1, u1, b1), (w2, u2, b2) = weights.layers
    w3, b3 = weights.output
    constants = {"w1": w1 + b1, "u1": u1, "w2": w2, "u2": u2, "b2": b2, "w3": w3, "b3": b3}
    nodes = [
        helper.make_node("Gather", ["w1", "x"], ["a1"]),
        helper.make_node("Gemm", ["p1", "u1", "a1"], ["z1"]),
        helper.make_node("Tanh", ["z1"], ["h1"]),
        helper.make_node("Gemm", ["h1", "w2", "b2"], ["a2"]),
        helper.make_node("Gemm", ["p2", "u2", "a2"], ["z2"]),
        helper.make_node("Tanh", ["z2"], ["h2"]),
        helper.make_node("Gemm", ["h2", "w3", "b3"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["p"], axis=1),
    ]

    def value(name: str, width: int):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, width])

    hidden, vocabulary = w3.shape
    inputs = [helper.make_tensor_value_info("x", TensorProto.INT64, [1]), value("p1", hidden), value("p2", hidden)]
    outputs = [value("p", vocabulary), value("h1", hidden), value("h2", hidden)]
    tensors = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    model = helper.make_graph(nodes, "step", inputs, outputs, tensors)
    return helper.make_model(model, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString()


def generate(workload: Workload, weights: Weights, variant: str):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph(weights), options, providers=["CPUExecutionProvider"])
    vocabulary, generator = weights.output[1].size, np.random.default_rng(3)
    ids = [np.array([i]) for i in range(vocabulary)]
    zero = np.zeros((1, workload.hidden), np.float32)

    def sample() -> int:
        h1 = h2 = zero
        c = vocabulary - 2
        for length in range(1, LONGEST + 1):
            p, h1, h2 = session.run(["p", "h1", "h2"], {"x": ids[c], "p1": h1, "p2": h2})
            c = min(int(p[0].cumsum().searchsorted(generator.random())), vocabulary - 1)
            if c == vocabulary - 1:
                break
        return length

    return sample
