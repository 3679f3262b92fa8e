"""Keras on TensorFlow: fit() of unrolled layers compiled by XLA, 25 steps a call, the fastest way found."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from workloads import NameBatch, Weights, Workload

STEPS = 100  # of one fit


def compiled(workload: Workload, weights: Weights, steps: int) -> keras.Model:
    vocabulary = weights.output[1].size
    recurrent = [layers.SimpleRNN(workload.hidden, return_sequences=True, unroll=True) for _ in range(2)]
    one_hot = layers.Embedding(vocabulary, vocabulary, embeddings_initializer="identity", trainable=False)
    output = layers.Dense(vocabulary)
    inputs = keras.Input((steps,), batch_size=workload.batch, dtype="int32")
    model = keras.Sequential([inputs, one_hot, *recurrent, output])
    for layer, values in zip([*recurrent, output], [*weights.layers, weights.output]):
        layer.set_weights(values)
    model.compile(
        optimizer=keras.optimizers.Adam(0.001, epsilon=1e-8),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=True,
        steps_per_execution=25,
    )
    return model


def fits(model: keras.Model, batches: list[tuple[np.ndarray, ...]], characters: list[int]):
    """Inputs of STEPS batches each, and the step that fits one of them and returns the mean of its losses."""
    inputs = []
    for i in range(0, max(1, len(batches) - STEPS + 1), STEPS):
        arrays = tuple(map(np.concatenate, zip(*batches[i : i + STEPS])))
        options = tf.data.Options()
        options.autotune.enabled = False  # its thread makes fit linger when it ends
        data = tf.data.Dataset.from_tensor_slices(arrays).batch(len(batches[0][0])).cache().prefetch(2)
        inputs.append((sum(characters[i : i + STEPS]), (data.with_options(options),)))
    return inputs, lambda data: model.fit(data, verbose=0, shuffle=False).history["loss"][0]


def names(workload: Workload, weights: Weights, batches: list[NameBatch], variant: str):
    """All padded to one length; weights of samples that make the loss the mean over real characters."""
    model = compiled(workload, weights, batches[0].x.shape[1])
    arrays = [(b.x.astype(np.int32), b.y.astype(np.int32), b.real * (b.real.size / b.characters)) for b in batches]
    return fits(model, arrays, [b.characters for b in batches])
