"""Writes the inputs that Scripts/fuzz begins with, a few hundred bytes each. usage: seeds.py FOLDER"""

import gzip
import io
import json
import pathlib
import struct
import sys
import zipfile

folder = pathlib.Path(sys.argv[1])
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def write(target, name, data):
    place = folder / target
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)


def described(shapes, metadata, types=None):
    """The header of a safetensors file, and the size of its elements."""
    header, end = {"__metadata__": metadata} if metadata else {}, 0
    for name, shape in shapes.items():
        kind = (types or {}).get(name, "F32")
        size = {"F32": 4, "F16": 2, "BF16": 2, "F64": 8, "I64": 8}[kind]
        for extent in shape:
            size *= extent
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [end, end + size]}
        end += size
    return json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode(), end


def raw(header, size):
    return struct.pack("<Q", len(header)) + header + bytes([0, 0, 0, 0x3D] * (size // 4 + 1))[:size]


def shapes(cell, hidden, tokens, prefix=""):
    result, inputs = {}, tokens
    for layer, units in enumerate(hidden):
        gates = GATES[cell] * units
        result[f"{prefix}rnn.weight_ih_l{layer}"] = [gates, inputs]
        result[f"{prefix}rnn.weight_hh_l{layer}"] = [gates, units]
        result[f"{prefix}rnn.bias_ih_l{layer}"] = [gates]
        result[f"{prefix}rnn.bias_hh_l{layer}"] = [gates]
        inputs = units
    result[f"{prefix}out.weight"] = [tokens, inputs]
    result[f"{prefix}out.bias"] = [tokens]
    return result


def metadata(cell, hidden, texts, record=None, form="1", prefix="", **more):
    texts = {
        "rnnc.format": form,
        "rnnc.architecture": json.dumps({"cell": cell, "hidden": hidden}),
        "rnnc.vocabulary": json.dumps(texts, ensure_ascii=False),
        "rnnc.training": json.dumps(record or {"list": "x", "names": 2, "longest_name": 2, "loss": 1.5}),
        **{"rnnc." + key: value for key, value in more.items()},
    }
    return {prefix + key: value for key, value in texts.items()}


models = {
    "rnn": described(shapes("rnn", [1], 4), metadata("rnn", [1], ["a", "b"])),
    "lstm": described(shapes("lstm", [2, 1], 5), metadata("lstm", [2, 1], ["a", "é", "👩‍👩‍👧"])),
    "gru": described(
        {**shapes("gru", [1], 4), "names.hashes": [2]}, metadata("gru", [1], ["a", "b"]), {"names.hashes": "I64"}),
    "text": described(
        shapes("rnn", [1], 4),
        metadata("rnn", [1], ["\n", "b"], {"text": {"characters": 9, "held_out": 1, "sequence_length": 4}})),
    "scalars": described(shapes("rnn", [1], 4), metadata("rnn", [1], ["a", "\u0301"], vocabulary_unit="code points")),
    "half": described(
        shapes("rnn", [1], 4), metadata("rnn", [1], ["a", "b"]),
        {name: "F16" for name in shapes("rnn", [1], 4)}),
    "pairs": described(
        shapes("rnn", [1], 5),
        metadata("rnn", [1], ["a", "b", "ab"], form="2", tokens="bpe:3", merges="[[0,1]]")),
    "labels": described(
        shapes("rnn", [1], 6),
        metadata("rnn", [1], ["a", "b"], form="2", labels='[{"name":"sex","values":["f","m"]}]')),
    "records": described(
        shapes("rnn", [1], 4, "x."),
        {**metadata("rnn", [1], ["a", "b"], prefix="x."), "rnnc.records": json.dumps({
            "fields": [{"name": "x", "empty": 1}, {"name": "y", "counts": [{"text": "", "count": 2}]}],
            "rows": 2, "separator": " "})}),
}
for name, (header, size) in models.items():
    write("model", name, b"\0" + raw(header, size))
    write("model", name + "-header", b"\1" + struct.pack("<H", size) + header)
    write("readers", name, b"\0" + raw(header, size))
    write("readers", name + "-header", b"\1" + struct.pack("<H", size) + header)

position = {
    "steps": 2, "loss": 1.5, "predictions": 4, "optimizer_steps": 2, "best_score": 1.5, "seconds": 1,
    "plateau": {"share": 1, "waited": 0}}
checkpoint = metadata("rnn", [1], ["a", "b"], settings=json.dumps({"seed": "1"}), position=json.dumps(position))
header, size = described(
    {**shapes("rnn", [1], 4), "training.parameters": [16], "training.optimizer.mean": [16]}, checkpoint)
write("readers", "checkpoint", b"\2" + struct.pack("<H", size) + header)
write("readers", "safetensors", b"\3" + raw(*described({"a": [2, 3], "b": []}, {"k": "v"}, {"b": "I64"})))

lists = {
    4: ["anna\notto\r\nÉmile\r\n", "\ufeffA\u0301da\n\n bob \n"],
    5: ['name,sex\n"lu ""x""",f\nbob,m\n', "sep=;\nname;n\na;1\n", "id,name\n1,a\n2,b\n3,c\n"],
    6: ["name\tsex\nanna\tf\notto\tm\n"],
    7: ['["anna", "\\u00e9\\ud83d\\ude00"]', '[{"name": "a"}, {"name": {"x": [1e5, null, true]}}]'],
    8: ['"anna"\n{"name": "otto", "n": -1.5e-3}\n'],
    9: ["One line.\nAnother\tline.\r\n\u2028"],
    10: ['words\nthe cat\'s name\n["a","b","ab"]', 'bpe:3\nababab\n["a","b","ab"]\n[[0,1]]', "smiles\nC[nH]c%12Cl\n[]",
         'regex:[a-c]+|.\nabcd\n["abc","d"]\n[]\n[{"name":"s","values":["f","m"]}]'],
    11: [r"^(a|b)*c{1,3}[^x-z\d]?$" + "\nabcc\nbc5\nb", r"\w+\s*\.(é|)" + "\nab .é\nx", "a{2,}|b+?\naa\nb\nc\nd\ne"],
    12: ["steps=10:0.005,20:x0.1\nschedule=step\nlearning-rate=1e-2", "optimizer=adamw\nweight-decay=0.01\nepsilon=1e-9",
         "hidden=64,32\ndropout=0.3\nema=none\nbatch-size=16", "tokens=bpe:50\nupdate=character\nclip=none\nseed=1,2,3"],
    16: ['{"^": 0, "a": 1, "\\u00e9": 2, "$": 3}', '{"class_name":"Sequential","config":{"name":"s","layers":[]}}'],
    17: ['epoch,seconds,loss,val_loss,sample\n0,1.5,2.25,2.5,"ann,a"\n1,3,2,,\n'],
}
for reader, texts in lists.items():
    for number, text in enumerate(texts):
        write("readers", f"text-{reader}-{number}", bytes([reader]) + text.encode())

weights = [[[0.5], [0.25], [0.5], [1]], [[0.1]], [0.2], [[1, 0.5, 2, 1]], [0, 0, 0, 0]]
write("readers", "weights", bytes([13]) + json.dumps(weights).encode())
write("readers", "state-dict", bytes([13]) + raw(*described(shapes("rnn", [1], 4), {})))
header, size = described(shapes("gru", [1], 4), {})
write("readers", "state-dict-header", bytes([14]) + struct.pack("<H", size) + header)
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": [
        {"class_name": "GRU", "config": {"name": "g", "units": 1}},
        {"class_name": "Dense", "config": {"name": "d"}}]}}))
    file.writestr("model.weights.h5", b"\x89HDF\r\n\x1a\n" + bytes(40))
write("readers", "keras", bytes([13]) + archive.getvalue())
write("readers", "hdf5", bytes([13]) + b"\x89HDF\r\n\x1a\n" + bytes([0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0]) + bytes(4)
      + bytes(8) + b"\xff" * 8 + struct.pack("<Q", 96) + b"\xff" * 8 + struct.pack("<QQ", 0, 96) + bytes(100))
golden = pathlib.Path(__file__).parents[1] / "RNNSwiftTests" / "Golden"
for file in sorted(golden.glob("[ik]*/*")):
    if file.suffix in (".h5", ".keras") and file.stat().st_size < 30000:
        write("readers", file.name, bytes([13]) + file.read_bytes())
write("readers", "gzip", bytes([15]) + gzip.compress(b"anna\notto\n" * 9, mtime=0) * 2)

for number, kind in enumerate(["rnn", "lstm", "gru"]):
    calls = bytes([0, 3, 0] + list(range(40)) + [2, 0, 30, 30] + list(range(30)) + [3, 0, 4, 2, 10, 20, 30, 40, 5, 6, 0])
    write("network", kind, bytes([0, number | 4, 5, 0, 5, 2, 3, 2, 1, 1, 2, 3]) + calls * 2)
    write("network", kind + "-dense", bytes([1, number | 12, 0, 3, 2, 2, 4, 3, 1, 1, 3, 3]) + calls * 2)
