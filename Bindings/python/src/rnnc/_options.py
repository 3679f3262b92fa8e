"""Options of the commands. Written by make_options.py from the help of the program; do not edit."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict, Union

Path = Union[str, "os.PathLike[str]"]

# Options with a positive and a negative form.
SWITCHES = {
    "hashes": ("--hashes", "--no-hashes"),
    "header_row": ("--header-row", "--no-header"),
    "measure_training": ("--measure-training", "--no-measure-training"),
    "variational_dropout": ("--variational-dropout", "--no-variational-dropout"),
}

# Options whose numbers are seconds.
TIMES = {"max_time", "sample_every"}

# Options that can be repeated.
REPEATED = {
    "contains",
    "given",
    "matching",
    "not_containing",
    "not_containing_any",
    "not_in",
    "not_matching",
}


class TrainOptions(TypedDict, total=False):
    """Options of `rnnc train`.

    ensemble: Number of networks to train one after another, 2 to 100, from --seed and the numbers that follow it.
        MODEL holds them all; other commands use it as one model, whose prediction is the mean of theirs. All hold
        out the same names. (default: a single network)
    teacher: Model, or ensemble, to learn from as well (distillation): the targets are a mean of the continuations
        in LIST and of what this model predicts. It must know all tokens of LIST, and have the same labels.
        (default: none)
    teacher_weight: Weight of the predictions of --teacher in the targets, greater than 0 and at most 1. The rest is
        the weight of the continuations in the list. (default: 0.5)
    format: Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name
        extension) (values: text, csv, tsv, json, jsonl)
    column: For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column
        that is not numeric)
    delimiter: For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)
    header_row: For tables: whether the first row contains the column names. (default: detected from the rows below
        it)
    key: For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.
        (default: name)
    allow_control_characters: Accept tabs, other control characters, line separators and byte order marks (U+FEFF)
        inside names, instead of reporting an error.
    labels: For csv, tsv, json and jsonl: columns (headers or numbers from 1) or keys with what is known of each
        name or record, such as gender,country, which the model learns together with it: see --given of rnnc
        generate. (default: none)
    min_count: Occurrences below which values of a label become one value, (other), at least 1. (default: 1)
    columns: For csv and tsv: columns to learn, by header or number, separated by commas. Each column gets its own
        network and is learned independently, so the relation between columns is not learned, except that all depend
        on the same --labels. A name is the columns joined in this order. (default for @players: first,last)
    sample_columns: Columns to draw from their observed values, in proportion to their frequencies, instead of
        learning them. They follow the other columns, unless --columns lists them. (default for @players: suffix)
    separator: Text between the columns of a record. (default: a space)
    text: Treat LIST as running text. The text is split into parallel streams, the hidden state is carried over from
        one batch to the next, and the end of the text is held out for validation.
    streams: Number of parallel streams of a text per batch, at least 1. (default: 16, or 50 with --from)
    sequence_length: Characters of each stream per batch, which is also the length of truncated backpropagation
        through time, at least 1. (default: 50)
    cell: Recurrent cell: rnn, lstm or gru. (default: gru, or rnn with --update character)
    hidden: Hidden units: one number for all layers, or one per layer joined by x, such as 64x32, from 1 to 8192.
        (default: 128 with --init base and for running text, 64 for fewer than 5000 others, 32 with --update
        character, otherwise 96)
    layers: Number of recurrent layers, 1 to 64. (default: 2, or 1 for fewer than 5000 others, but with --update
        character)
    init: Weight initialization scheme: pytorch, book ('Data Science from Scratch'), keras, orthogonal (keras with
        larger weights of tokens) or base (the weights of a model of names that comes with rnnc). (default: base for
        fewer than 5000 distinct names, if no list is built in and no other network or tokens are given; pytorch for
        fewer than 5000 others and with --update character; otherwise orthogonal)
    tokens: Units that names or texts are split into: characters; words; smiles (atoms and bonds of molecules);
        bpe:N (byte-pair encoding, N tokens learned from the list); regex:PATTERN (the longest matches of a regular
        expression); file:PATH (the tokens in a file, one per line). (default: characters)
    label_dropout: Probability that a name is read without its labels, drawn anew for each epoch, at least 0 and
        less than 1. The model then works with and without labels. (default: 0)
    update: Unit after which the weights are updated: batch or character (as in 'Data Science from Scratch').
        (default: batch)
    batch_size: Names per batch, at least 1. (default: 128, 32 for fewer than 5000 distinct names, or 256 with
        --from)
    runs: Names per run, at least 1. A batch consists of runs of names that follow each other in the sorted list,
        cut anew for each epoch. Longer runs share more prefixes, which makes an epoch faster. (default: 1)
    optimizer: Optimizer: adam, adamw, rmsprop (as in Keras), momentum (as in 'Data Science from Scratch'),
        heavy-ball, nesterov or sgd. (default: adam, or momentum with --update character)
    momentum: For momentum, heavy-ball and nesterov: momentum coefficient, at least 0 and less than 1. (default:
        0.9)
    beta1: For adam and adamw: decay rate of the first-moment estimate, at least 0 and less than 1. (default: 0.9)
    beta2: For adam and adamw: decay rate of the second-moment estimate, at least 0 and less than 1. (default:
        0.999)
    rho: For rmsprop: decay rate of the mean squared gradient, at least 0 and less than 1. (default: 0.9)
    epsilon: For adam, adamw and rmsprop: constant for numerical stability, 1e-30 to 1e30. Adam adds it to the
        square root, RMSprop under the square root. (default: 1e-8, or 1e-7 for rmsprop)
    weight_decay: Coefficient of decoupled weight decay, at least 0. Each step subtracts the learning rate times
        this coefficient times the weights. Not for adam. (default: 0, or 0.01 for adamw)
    clip: Maximum norm of the gradient, greater than 0. A longer gradient is scaled down to it. (default: none)
    dropout: Dropout probability of the outputs of each recurrent layer, at least 0 and less than 1. Recurrent
        connections are not dropped. (default: 0.1, 0.2 to 0.4 for fewer than 5000 distinct names from the base
        model, 0.5 for fewer than 5000 others, or 0 for running text, with --update character and with --from)
    weight_dropout: Dropout probability of the recurrent weights, with one mask per step, at least 0 and less than
        1. (default: 0, or 0.1 to 0.3 for fewer than 5000 distinct names from the base model)
    ema: Decay rate of an exponential moving average of the weights, such as 0.999, at least 0 and less than 1. The
        averaged weights are the ones that are evaluated and saved. (default: none)
    variational_dropout: Use the same dropout mask for every character of a name, instead of a new mask per
        character. (default: no)
    bptt: Length of backpropagation through time, in characters: full (the whole name), or 1 (the current character
        only). (default: full, or 1 with --update character)
    learning_rate: Initial learning rate, greater than 0. (default: 0.005 for adam and adamw, 0.002 for rmsprop, 0.5
        for momentum and sgd, 0.05 for heavy-ball and nesterov; without --from, adam has 0.01, 0.005 for fewer than
        5000 distinct names from the base model, or 0.003 for running text; 0.01 with --update character)
    schedule: Learning rate schedule: plateau (halve the rate after --patience epochs without improvement),
        constant, cosine (anneal to 0 at the last epoch), step (rates at given epochs) or one-cycle (rise from 1/25
        of the rate during the first 30% of the epochs, then fall to 1/250,000 of it). (default: cosine, or plateau
        for fewer than 5000 others, with --update character and with --from)
    patience: Epochs without improvement before --schedule plateau halves the learning rate, or before any other
        schedule stops training, at least 1. (default: 8 for plateau, or 4 for fewer than 5000 others, but with
        --update character; no limit for other schedules)
    warmup: Length of the linear warm-up from 0 to the scheduled learning rate, in epochs, at least 0. Fractions
        such as 0.5 are allowed. With --schedule one-cycle, the length of the rise. (default: 0)
    names_per_epoch: Number of names per epoch, drawn at random anew for each epoch, at least 1. (default: the whole
        list)
    steps: For --schedule step: learning rates and the epochs after which they apply, as EPOCH:RATE or EPOCH:xFACTOR
        (a multiple of the initial rate), separated by commas, such as 10:0.005,25:0.002 or 200:x0.1. (default:
        none)
    epochs: Maximum number of epochs (passes over the list), at least 1. (default: by the length of the list for the
        default schedule; no limit if --schedule plateau or --patience stops training; otherwise 200)
    max_time: Maximum training time, such as 30s, 2m or 1h. Time before --resume is not counted. (default: no limit)
    validation: Fraction of the distinct names to hold out for validation, at least 0 and less than 1; 0 disables
        validation. (default: 0.1)
    validation_file: List to validate on, instead of names held out from LIST.
    test_file: List to test the finished model on, once (a text, with --text). It does not influence training; the
        result is printed and stored in the model.
    measure_training: Also evaluate the model on the names it is trained on. Without validation names, this
        evaluation selects the best model. (default: no)
    best_by: Measure that selects the best model: loss, accuracy (of the most probable character) or
        sampled-accuracy (expected accuracy of sampling). (default: loss)
    history: CSV file to write one row per epoch to.
    history_format: Columns of --history: rnnc, or scratch or keras for the columns of the programs behind the
        presets of those names. (default: rnnc) (values: rnnc, scratch, keras)
    sample_every: Interval at which an unfinished epoch reports its loss so far and a sample, such as 30s or 5m.
        (default: 10s on a terminal, otherwise never)
    resume: Resume the training from MODEL.checkpoint. The result is byte for byte the model of an uninterrupted
        training. The list and the options must be the same; only --epochs, --max-time, --threads, --history and the
        output options may change. Without a checkpoint, training starts from the beginning.
    checkpoint_every: Interval between checkpoints, which are written to MODEL.checkpoint: a time (30s, 5m), a
        number of epochs (10epochs) or never. Ctrl-C, SIGTERM, SIGHUP and the end of --max-time also write one. The
        file is removed when training completes; until then it can be used as a model. (default: 30s)
    hashes: Store hashes of the training names in the model. --novel and the names that are marked as known require
        them. Whoever has the model can check whether a name that he guesses was in the list. (default: yes)
    half: Store the weights in half precision, in half the space. The model's losses change in the fourth digit.
    isa: Instruction set of the kernels: auto (the fastest that this processor supports), or one of
        rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)
    threads: Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)
    preset: Preset of options: best (lowest loss; trains for a minute or two), book ('Data Science from Scratch'),
        scratch, keras-rnn or keras-lstm (the book's successors in NumPy and Keras). Explicit options override the
        preset. (values: book, scratch, keras-rnn, keras-lstm, best)
    from_: Model to fine-tune: training starts with its weights and uses its architecture. Characters that it does
        not know get new weights.
    seed: Seed of the random numbers. The same seed, list and options give the same model. (default: 1)
    """

    ensemble: int | None
    teacher: Path | None
    teacher_weight: float | None
    format: Literal["text", "csv", "tsv", "json", "jsonl"] | None
    column: int | str | None
    delimiter: str | None
    header_row: bool | None
    key: str | None
    allow_control_characters: bool | None
    labels: str | Sequence[str] | None
    min_count: int | None
    columns: str | Sequence[str] | None
    sample_columns: str | Sequence[str] | None
    separator: str | None
    text: bool | None
    streams: int | None
    sequence_length: int | None
    cell: str | None
    hidden: int | str | Sequence[int] | None
    layers: int | None
    init: str | None
    tokens: str | None
    label_dropout: float | None
    update: str | None
    batch_size: int | None
    runs: int | None
    optimizer: str | None
    momentum: float | None
    beta1: float | None
    beta2: float | None
    rho: float | None
    epsilon: float | None
    weight_decay: float | None
    clip: float | None
    dropout: float | None
    weight_dropout: float | None
    ema: float | None
    variational_dropout: bool | None
    bptt: int | str | None
    learning_rate: float | None
    schedule: str | None
    patience: int | None
    warmup: float | None
    names_per_epoch: int | None
    steps: str | None
    epochs: int | None
    max_time: str | float | None
    validation: float | None
    validation_file: Path | None
    test_file: Path | None
    measure_training: bool | None
    best_by: str | None
    history: Path | None
    history_format: Literal["rnnc", "scratch", "keras"] | None
    sample_every: str | float | None
    resume: bool | None
    checkpoint_every: str | None
    hashes: bool | None
    half: bool | None
    isa: str | None
    threads: int | None
    preset: Literal["book", "scratch", "keras-rnn", "keras-lstm", "best"] | None
    from_: Path | None
    seed: int | None


class GenerateOptions(TypedDict, total=False):
    """Options of `rnnc generate`.

    temperature: Sampling temperature, the divisor of the logits, at least 0. 1 samples the learned distribution;
        lower values favor probable characters, higher values improbable ones; 0 always takes the most probable
        character. (default: 0.7)
    top_k: Sample only from the K most probable characters. (default: no limit)
    top_p: Nucleus sampling: sample only from the smallest set of most probable characters whose total probability
        is at least P, above 0 and at most 1. (default: no limit)
    min_p: Sample only from characters that are at least P times as probable as the most probable one, 0 to 1.
        (default: no limit)
    prefix: Text that every name begins with.
    suffix: Text that every name ends with.
    contains: Text that every name contains. May be repeated.
    matching: Regular expression that every name, or a part of it, matches. May be repeated.
    not_containing: Text that no name contains, in upper or lower case. May be repeated.
    not_containing_any: File of texts, one per line, that no name contains, in upper or lower case; - for standard
        input. May be repeated.
    not_matching: Regular expression that no name, nor a part of it, matches. May be repeated.
    min_length: Minimum number of characters per name. (default: 1)
    max_length: Maximum number of characters per name. (default: 50, or the longest name of the list)
    given: Values of the model's labels, such as gender=f,country=IS; "(none)" is a missing value; a comma behind a
        backslash is part of a value. Can be repeated. (default: none)
    with_labels: Print the names with their labels, as a table with tabs between the columns and their names in the
        first line.
    unique: Omit repeated names.
    novel: Omit names of the training list, which the model file remembers.
    not_in: List whose names are omitted: a file, a folder, - for standard input, or a built-in list. May be
        repeated.
    min_distance: With --not-in: minimum edit distance (insertions, deletions and replacements of a character) from
        every name of that list, 1 to 100.
    format: Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name
        extension) (values: text, csv, tsv, json, jsonl)
    column: For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column
        that is not numeric)
    delimiter: For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)
    header_row: For tables: whether the first row contains the column names. (default: detected from the rows below
        it)
    key: For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.
        (default: name)
    allow_control_characters: Accept tabs, other control characters, line separators and byte order marks (U+FEFF)
        inside names, instead of reporting an error.
    length: For a model of running text: number of characters to generate after those of --prefix; 0 for no limit.
        (default: 1000)
    stop: For a model of running text: text before which the generated text ends. (default: none)
    adapt: For a model of running text: file with a text from which the model learns before it generates, as in rnnc
        evaluate --adapt. The model file is not changed. (default: none)
    mix: Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)
    mean: Mean of the predictions of several networks in each step: arithmetic (of the probabilities) or geometric
        (of the logarithms). (default: geometric for several models; for a single ensemble of train --ensemble, the
        mean with the lower validation loss) (values: arithmetic, geometric)
    case: Letter case in which names are written: title (the first letter of each word in upper case, the others in
        lower case), upper, lower, or keep (as they are drawn). --unique, --novel and --not-in compare names as they
        are written with the names of the list as they are there; the constraints are for names as they are drawn.
        (values: keep, title, upper, lower; default: keep)
    max_time: Maximum search time of --best, such as 5s, 2m or 1h. When it is over, the names found are printed and
        the exit status is 1. (default: no limit)
    seed: Seed of the random numbers. The same seed gives the same names. (default: a new seed per run, reported by
        --json and --verbose)
    isa: Instruction set of the kernels: auto (the fastest that this processor supports), or one of
        rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)
    threads: Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)
    int8: Compute with 8-bit weights and hidden states, for models of LSTM and GRU layers. Layers of at least 128
        units are faster; probabilities differ slightly.
    """

    temperature: float | None
    top_k: int | None
    top_p: float | None
    min_p: float | None
    prefix: str | None
    suffix: str | None
    contains: str | Sequence[str] | None
    matching: str | Sequence[str] | None
    not_containing: str | Sequence[str] | None
    not_containing_any: Path | Sequence[Path] | None
    not_matching: str | Sequence[str] | None
    min_length: int | None
    max_length: int | None
    given: str | Mapping[str, str] | None
    with_labels: bool | None
    unique: bool | None
    novel: bool | None
    not_in: Path | Sequence[Path] | None
    min_distance: int | None
    format: Literal["text", "csv", "tsv", "json", "jsonl"] | None
    column: int | str | None
    delimiter: str | None
    header_row: bool | None
    key: str | None
    allow_control_characters: bool | None
    length: int | None
    stop: str | None
    adapt: Path | None
    mix: str | Sequence[float] | None
    mean: Literal["arithmetic", "geometric"] | None
    case: Literal["keep", "title", "upper", "lower"] | None
    max_time: str | float | None
    seed: int | None
    isa: str | None
    threads: int | None
    int8: bool | None


class EvaluateOptions(TypedDict, total=False):
    """Options of `rnnc evaluate`.

    format: Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name
        extension) (values: text, csv, tsv, json, jsonl)
    column: For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column
        that is not numeric)
    delimiter: For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)
    header_row: For tables: whether the first row contains the column names. (default: detected from the rows below
        it)
    key: For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.
        (default: name)
    allow_control_characters: Accept tabs, other control characters, line separators and byte order marks (U+FEFF)
        inside names, instead of reporting an error.
    mix: Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)
    adapt: For a model of running text: let it keep learning from the text that it has read (dynamic evaluation).
        The model file is not changed.
    mean: Mean of the predictions of several networks in each step: arithmetic (of the probabilities) or geometric
        (of the logarithms). (default: geometric for several models; for a single ensemble of train --ensemble, the
        mean with the lower validation loss) (values: arithmetic, geometric)
    given: Values of the model's labels, such as gender=f,country=IS; "(none)" is a missing value; a comma behind a
        backslash is part of a value. Can be repeated. (default: none)
    isa: Instruction set of the kernels: auto (the fastest that this processor supports), or one of
        rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)
    threads: Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)
    int8: Compute with 8-bit weights and hidden states, for models of LSTM and GRU layers. Layers of at least 128
        units are faster; probabilities differ slightly.
    """

    format: Literal["text", "csv", "tsv", "json", "jsonl"] | None
    column: int | str | None
    delimiter: str | None
    header_row: bool | None
    key: str | None
    allow_control_characters: bool | None
    mix: str | Sequence[float] | None
    adapt: bool | None
    mean: Literal["arithmetic", "geometric"] | None
    given: str | Mapping[str, str] | None
    isa: str | None
    threads: int | None
    int8: bool | None


class ScoreOptions(TypedDict, total=False):
    """Options of `rnnc score`.

    format: Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name
        extension) (values: text, csv, tsv, json, jsonl)
    column: For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column
        that is not numeric)
    delimiter: For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)
    header_row: For tables: whether the first row contains the column names. (default: detected from the rows below
        it)
    key: For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.
        (default: name)
    allow_control_characters: Accept tabs, other control characters, line separators and byte order marks (U+FEFF)
        inside names, instead of reporting an error.
    text: For models of running text: text to score, a file, a folder, or - for standard input. Each character is
        predicted from all characters before it. (default: none)
    mix: Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)
    mean: Mean of the predictions of several networks in each step: arithmetic (of the probabilities) or geometric
        (of the logarithms). (default: geometric for several models; for a single ensemble of train --ensemble, the
        mean with the lower validation loss) (values: arithmetic, geometric)
    sort: Print the most surprising names, or lines of the text, first, by their mean surprise per character.
    rank: Print how many names are more probable: exactly for about the 1000 most probable names, otherwise as an
        estimate from 50,000 random names with its standard error (12300 ± 400).
    seed: Seed of the random names of --rank. (default: 1)
    given: Values of the model's labels, such as gender=f,country=IS; "(none)" is a missing value; a comma behind a
        backslash is part of a value. Can be repeated. (default: none)
    isa: Instruction set of the kernels: auto (the fastest that this processor supports), or one of
        rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)
    threads: Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)
    """

    format: Literal["text", "csv", "tsv", "json", "jsonl"] | None
    column: int | str | None
    delimiter: str | None
    header_row: bool | None
    key: str | None
    allow_control_characters: bool | None
    text: Path | None
    mix: str | Sequence[float] | None
    mean: Literal["arithmetic", "geometric"] | None
    sort: bool | None
    rank: bool | None
    seed: int | None
    given: str | Mapping[str, str] | None
    isa: str | None
    threads: int | None


class ClassifyOptions(TypedDict, total=False):
    """Options of `rnnc classify`.

    format: Format of the list: text (one name per line), csv, tsv, json or jsonl. (default: by the file name
        extension) (values: text, csv, tsv, json, jsonl)
    column: For csv and tsv: column with the names, by header or number from 1. (default: name, or the first column
        that is not numeric)
    delimiter: For tables: field delimiter, a character such as ';', or tab. (default: detected from the first rows)
    header_row: For tables: whether the first row contains the column names. (default: detected from the rows below
        it)
    key: For json and jsonl: key of the name in an object, with dots for nested objects, such as person.name.
        (default: name)
    allow_control_characters: Accept tabs, other control characters, line separators and byte order marks (U+FEFF)
        inside names, instead of reporting an error.
    prior: With --against: shares of the values, such as 0.5,0.5, that of the first model first. (default: as many
        names as each was trained on)
    threshold: Probability below which no value is reported, 0 to 1. (default: 0.0)
    with_missing: Also consider that the value is missing, if it was for some names of the training list.
    mean: Mean of the predictions of several networks in each step: arithmetic (of the probabilities) or geometric
        (of the logarithms). (default: geometric for several models; for a single ensemble of train --ensemble, the
        mean with the lower validation loss) (values: arithmetic, geometric)
    given: Values of the model's labels, such as gender=f,country=IS; "(none)" is a missing value; a comma behind a
        backslash is part of a value. Can be repeated. (default: none)
    isa: Instruction set of the kernels: auto (the fastest that this processor supports), or one of
        rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)
    threads: Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)
    """

    format: Literal["text", "csv", "tsv", "json", "jsonl"] | None
    column: int | str | None
    delimiter: str | None
    header_row: bool | None
    key: str | None
    allow_control_characters: bool | None
    prior: str | Sequence[float] | None
    threshold: float | None
    with_missing: bool | None
    mean: Literal["arithmetic", "geometric"] | None
    given: str | Mapping[str, str] | None
    isa: str | None
    threads: int | None
