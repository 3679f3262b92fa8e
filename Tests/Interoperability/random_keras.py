"""Random Keras models for scan_imports.py: chains that rnnc reads, and models of many kinds that it has to refuse."""
import os
import pathlib
import zipfile

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
from keras import layers

from random_models import Drawn, Vocabulary

CELLS = {"rnn": layers.SimpleRNN, "lstm": layers.LSTM, "gru": layers.GRU}

# What is wrong with a model, if anything. Each of them gives other numbers than the chain of layers alone.
FAULTS = ["second softmax", "softmax between", "activation", "recurrent activation", "reset_after", "go_backwards", "stateful",
          "bidirectional", "normalization", "two dense", "dense first", "mixed cells", "skip connection", "initial state",
          "two outputs", "shared layer", "unused branch", "nested", "other layer", "late masking", "mask_zero", "training",
          "short floats", "softmax axis", "last only", "own class", "width", "not finite"]
FUNCTIONAL = {"skip connection", "initial state", "two outputs", "shared layer", "unused branch", "training"}


@keras.saving.register_keras_serializable(package="Scan", name="LSTM")
class OwnLSTM(layers.LSTM):
    def call(self, sequences, initial_state=None, mask=None, training=False):
        return -super().call(sequences, initial_state=initial_state, mask=mask, training=training)


class Keras:
    """Draws one model, and writes it to a file."""

    def __init__(self, random: np.random.Generator, folder: pathlib.Path, number: int) -> None:
        self.random, self.folder, self.number = random, folder, number
        self.fault = str(random.choice(FAULTS)) if random.random() < 0.5 else None
        self.vocabulary = Vocabulary(random)
        self.tokens = self.vocabulary.size
        self.cell = "gru" if self.fault == "reset_after" else str(random.choice(list(CELLS)))
        if self.fault == "recurrent activation" and self.cell == "rnn":
            self.cell = "lstm"
        self.depth = int(random.integers(1, 4))
        if self.fault in ("softmax between", "last only", "mixed cells", "skip connection", "initial state", "shared layer"):
            self.depth = max(self.depth, 2)
        self.units = [int(random.integers(1, 9)) for _ in range(self.depth)]
        if self.fault in ("skip connection", "initial state", "shared layer"):
            self.units = [self.tokens] * self.depth
        self.width = int(random.integers(1, 8)) if self.chance(0.4) or self.fault in ("mask_zero", "late masking") else 0
        if self.fault == "shared layer":
            self.width = 0
        self.sequences = self.chance(0.6) or self.fault in ("softmax axis", "skip connection")
        self.faulty = int(random.integers(self.depth))  # the layer with the fault
        self.options = {"dtype": "float64"} if self.chance(0.05) else {}
        if self.fault == "short floats":
            self.options = {"dtype": str(random.choice(["mixed_bfloat16", "mixed_float16"]))}
        self.named = self.chance(0.3)

    def chance(self, probability: float) -> bool:
        return bool(self.random.random() < probability)

    def name(self, kind: str) -> dict:
        """A name that does not follow the order of layers, for some models."""
        return {"name": f"{'zyxwv'[int(self.random.integers(5))]}{self.random.integers(1 << 30)}_{kind}"} if self.named else {}

    # Layers

    def recurrent(self, index: int) -> layers.Layer:
        cell = self.cell
        if self.fault == "mixed cells" and index == 1:
            cell = str(self.random.choice([c for c in CELLS if c != self.cell]))
        last = index == self.depth - 1
        options = {"return_sequences": not last or self.sequences, "use_bias": self.chance(0.8), **self.options, **self.name(cell)}
        if self.chance(0.2):
            options |= {"dropout": 0.3, "recurrent_dropout": 0.2}
        if self.chance(0.1):
            options |= {"kernel_regularizer": "l2", "bias_initializer": "ones", "trainable": False}
        if self.fault == "last only" and not last and index == self.depth - 2:
            options["return_sequences"] = False
        if index == self.faulty:
            if self.fault == "activation":
                options["activation"] = str(self.random.choice(["relu", "sigmoid", "linear", "softsign"]))
            elif self.fault == "recurrent activation":
                options["recurrent_activation"] = str(self.random.choice(["hard_sigmoid", "tanh", "linear"]))
            elif self.fault == "reset_after":
                options["reset_after"] = False
            elif self.fault in ("go_backwards", "stateful"):
                options[self.fault] = True
            elif self.fault == "own class":
                return OwnLSTM(self.units[index], **options)
            elif self.fault == "bidirectional":
                return layers.Bidirectional(CELLS[cell](self.units[index], **options), merge_mode="sum")
        return CELLS[cell](self.units[index], **options)

    def harmless(self) -> list[layers.Layer]:
        kinds = [lambda: layers.Dropout(0.3), lambda: layers.GaussianNoise(0.1), lambda: layers.Identity(),
                 lambda: layers.Activation("linear"), lambda: layers.ActivityRegularization(0.1),
                 lambda: layers.GaussianDropout(0.1), lambda: layers.AlphaDropout(0.1)]
        return [kinds[int(self.random.integers(len(kinds)))]()] if self.chance(0.2) else []

    def between(self, index: int) -> list[layers.Layer]:
        """What comes after a recurrent layer."""
        result = self.harmless()
        last = index == self.depth - 1
        if self.fault == "softmax between" and index == min(self.faulty, self.depth - 2 if self.chance(0.5) else self.depth - 1):
            result.append(layers.Softmax() if self.chance(0.5) else layers.Activation("softmax"))
        if self.fault == "normalization" and index == self.faulty:
            result.append(layers.LayerNormalization() if self.chance(0.5) else layers.BatchNormalization())
        if self.fault == "other layer" and index == self.faulty:
            result.append(layers.Rescaling(1.5) if self.chance(0.5) else layers.Activation("tanh"))
        if self.fault == "last only" and not last and index == self.depth - 2:
            result.append(layers.RepeatVector(3))
        if self.fault == "late masking" and index == 0 and self.width == 0:
            result.append(layers.Masking(0.1))
        return result

    def output(self) -> list[layers.Layer]:
        softmax = self.chance(0.6)
        dense = layers.Dense(self.tokens + (1 if self.fault == "width" else 0), use_bias=self.chance(0.8),
                             activation="softmax" if softmax else "linear", **self.options, **self.name("dense"))
        if self.fault == "activation" and self.chance(0.5):
            dense.activation = keras.activations.get(str(self.random.choice(["sigmoid", "tanh"])))
        result = [layers.TimeDistributed(dense) if self.sequences and self.chance(0.3) else dense]
        if self.fault == "two dense":
            result.insert(0, layers.Dense(5))
        if not softmax and self.chance(0.5):
            result += self.harmless() + [layers.Softmax() if self.chance(0.5) else layers.Activation("softmax")]
            softmax = True
        if self.fault == "second softmax":
            result += [layers.Activation("softmax"), *([] if softmax else [layers.Softmax()])]
        if self.fault == "softmax axis":
            dense.activation = keras.activations.linear
            result = [result[0], layers.Softmax(axis=1)]
        return result

    def stack(self) -> list[layers.Layer]:
        result = []
        if self.width:
            masks = self.fault == "mask_zero" or (0 in self.vocabulary.left_out and self.chance(0.5))
            result.append(layers.Embedding(self.tokens, self.width, mask_zero=masks, **self.options, **self.name("embedding")))
            if self.fault == "late masking":
                result.append(layers.Masking(0.0))
        elif self.chance(0.3):
            result.append(layers.Masking(float(self.random.choice([0.0, 0.0, -1.0, 0.5]))))
        if self.fault == "dense first":
            result.append(layers.Dense(5, use_bias=self.chance(0.5)))
        result += self.harmless() if self.chance(0.5) else []
        for index in range(self.depth):
            result.append(self.recurrent(index))
            result += self.between(index)
        if self.fault == "nested":
            result = [keras.Sequential(result)]
        return result + self.output()

    # Models

    def build(self) -> keras.Model:
        shape = (None,) if self.width else (None, self.tokens)
        inputs = keras.Input(shape, batch_size=1 if self.fault == "stateful" else None)
        stack = self.stack()
        if self.fault not in FUNCTIONAL and self.chance(0.5):
            return keras.Sequential([inputs, *stack])
        x, states, outputs, source = inputs, [], [], None
        for layer in stack:
            is_recurrent = isinstance(layer, layers.RNN)
            if is_recurrent and source is not None and self.fault == "skip connection":
                x = layers.Add()([x, source])
            if is_recurrent and self.fault == "initial state" and source is not None:
                cell = CELLS[self.cell](self.units[0], return_state=True, return_sequences=True)
                x = layer(x, initial_state=cell(inputs if self.width == 0 else source)[1:])
            elif self.fault == "training" and isinstance(layer, layers.Dense | layers.TimeDistributed):
                x = layer(layers.Dropout(0.5)(x, training=True))
            elif is_recurrent and self.fault == "shared layer" and source is not None and layer.return_sequences:
                x = layer(layer(x))
            elif is_recurrent and self.chance(0.1):
                layer.return_state = True
                x = layer(x)[0]
            else:
                x = layer(x)
            if is_recurrent:
                source = x
        if self.fault == "two outputs":
            return keras.Model(inputs, [x, source])
        if self.fault == "unused branch":
            return keras.Model(inputs, {"names": x, "other": layers.Dense(2)(source)})
        if self.fault == "shared layer" and not any(len(layer._inbound_nodes) > 1 for layer in stack):
            x = layers.Add()([x, stack[-1](source)])
        return keras.Model(inputs, x)

    def draw(self) -> Drawn:
        keras.backend.clear_session()
        model = self.build()
        scale = float(self.random.choice([0.3, 0.6, 1.0]))
        weights = [self.random.normal(0, scale, w.shape) for w in model.get_weights()]
        if self.fault == "not finite":
            weights[int(self.random.integers(len(weights)))].flat[0] = self.random.choice([np.nan, np.inf])
        model.set_weights(weights)
        if self.chance(0.2):  # with the variables of an optimizer
            model.compile(optimizer=str(self.random.choice(["adam", "rmsprop", "sgd"])), loss="categorical_crossentropy")
            model.optimizer.build(model.trainable_variables)
        ending = ".keras" if self.chance(0.6) else ".h5"
        path = self.folder / f"model{self.number}{ending}"
        model.save(path)
        if ending == ".keras" and self.chance(0.3):
            with zipfile.ZipFile(path) as archive:
                entries = {name: archive.read(name) for name in archive.namelist()}
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in entries.items():
                    archive.writestr(name, content)
        # A mask of a token that no name has changes nothing.
        is_valid = self.fault is None or (self.fault == "mask_zero" and 0 not in self.vocabulary.read)
        return Drawn(path, self.vocabulary, lambda tokens: self.predict(model, tokens), is_valid,
                     f"keras {ending} {self.cell}: {self.fault or 'a chain'}")

    def predict(self, model: keras.Model, tokens: list[int]) -> dict[int, np.ndarray]:
        """What the model gives after beginnings of the tokens, by their lengths: after all, if it gives all in one
        call.
        """
        results: dict[int, np.ndarray] = {}
        for end in [len(tokens), 1, len(tokens) // 2]:
            if self.fault == "stateful":
                for layer in model.layers:
                    if getattr(layer, "stateful", False):
                        layer.reset_states()
            x = np.array([tokens[:end]]) if self.width else np.eye(self.tokens, dtype="float32")[None, tokens[:end]]
            y = model(x)
            if isinstance(y, dict):
                y = y["names"]
            elif isinstance(y, list | tuple):
                y = y[0]
            y = keras.ops.convert_to_numpy(y).astype("float64")[0]
            if y.ndim == 2 and len(y) == end:
                return {length + 1: row for length, row in enumerate(y)}
            results[end] = y[-1] if y.ndim == 2 else y
        return results
