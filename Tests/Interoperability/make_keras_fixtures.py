"""Makes the Keras models in Tests/RNNSwiftTests/Golden/keras, with random weights, and the logits that Keras computes
with them.

    python3 -m venv .venv && .venv/bin/pip install keras jax h5py safetensors numpy
    .venv/bin/python3 Tests/Interoperability/make_keras_fixtures.py

Seven tokens: a, b, c, d, e, START, STOP. logits.safetensors has a tensor `<file>/<name>` for each of NAMES,
[predictions, 7].
"""
import os
import pathlib
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import h5py
import keras
import numpy as np
from keras import layers
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent.parent / "RNNSwiftTests" / "Golden" / "keras"
TOKENS, START = 7, 5
NAMES = ["", "a", "bead", "ecdabbc"]


def rnn() -> keras.Model:
    """As the seeds' models: inputs of zeros are masked, the last layer returns its last state only."""
    return keras.Sequential([keras.Input((None, TOKENS)), layers.Masking(0.0), layers.SimpleRNN(4, return_sequences=True),
                             layers.SimpleRNN(3), layers.Dense(TOKENS, activation="softmax")])


def lstm() -> keras.Model:
    return keras.Sequential([keras.Input((None,)), layers.Embedding(TOKENS, 3), layers.LSTM(4, return_sequences=True),
                             layers.Dropout(0.2), layers.LSTM(3, return_sequences=True, name="second"),
                             layers.TimeDistributed(layers.Dense(TOKENS)), layers.Activation("softmax")])


def gru() -> keras.Model:
    inputs = keras.Input((None, TOKENS))
    x = layers.GRU(5, return_sequences=True)(inputs)
    x = layers.GRU(4, return_sequences=True)(x)
    return keras.Model(inputs, layers.Dense(TOKENS)(x))


def without_biases() -> keras.Model:
    return keras.Sequential([keras.Input((None, TOKENS)), layers.GRU(3, use_bias=False, return_sequences=True),
                             layers.Dense(TOKENS, use_bias=False, activation="softmax")])


def logits(model: keras.Model, name: str) -> np.ndarray:
    tokens = [START] + ["abcde".index(character) for character in name]
    embedded = isinstance(model.layers[0], layers.Embedding)
    rows = []
    for end in range(1, len(tokens) + 1):  # prefix by prefix, whether the model returns sequences or not
        x = np.array([tokens[:end]]) if embedded else np.eye(TOKENS, dtype="float32")[None, tokens[:end]]
        for layer in model.layers:
            if isinstance(layer, (layers.InputLayer, layers.Activation)):
                continue
            if isinstance(layer, (layers.Dense, layers.TimeDistributed)):
                weights = layer.get_weights()
                x = np.asarray(x) @ weights[0] + (weights[1] if len(weights) > 1 else 0)
            else:
                x = layer(x)
        x = np.asarray(x)
        rows.append(x[0] if x.ndim == 2 else x[0, -1])
    return np.stack(rows).astype("float32")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    keras.utils.set_random_seed(1)
    models = {"rnn.keras": rnn(), "lstm.keras": lstm(), "gru.keras": gru(), "lstm.h5": lstm(), "gru.h5": without_biases()}
    expected = {}
    for file, model in models.items():
        model.set_weights([np.random.normal(0, 0.8, weights.shape) for weights in model.get_weights()])  # no bias is 0
        model.save(FOLDER / file)
        expected |= {f"{file}/{name}": logits(model, name) for name in NAMES}
    for file in ["lstm.keras", "gru.keras"]:  # packed, as other zip programs do
        with zipfile.ZipFile(FOLDER / file) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(FOLDER / file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries.items():
                archive.writestr(name, content)
    # The same model in the file format that newer versions of HDF5 write.
    with h5py.File(FOLDER / "gru.h5") as old, h5py.File(FOLDER / "gru_latest.h5", "w", libver="latest") as new:
        for key, value in old.attrs.items():
            new.attrs[key] = value
        old.copy("model_weights", new)
    save_file(expected, FOLDER / "logits.safetensors")


if __name__ == "__main__":
    main()
