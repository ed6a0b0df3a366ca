"""The fine-tuned sentence encoder: one int8 ONNX file, on one thread, without a network."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.nlu.pieces import Pieces, PieceVocabulary
from bot.nlu.text import NormalText

MODEL_FILE = Path(__file__).parent / "model" / "encoder.onnx"

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Encoding:
    """`vector`: (384,), unit length. `tags`: (pieces, tags), scores before softmax; `tag_names`
    names its columns."""

    pieces: Pieces
    vector: Array
    tags: Array
    tag_names: list[str]


class SentenceEncoder:
    """Loads the file once."""

    def __init__(self, path: Path = MODEL_FILE) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        properties = self._session.get_modelmeta().custom_metadata_map
        self._vocabulary = PieceVocabulary.from_json(properties["vocabulary"])
        self._tag_names: list[str] = json.loads(properties["tags"])
        self.encode = lru_cache(maxsize=2048)(self._encode)

    def read(self, text: NormalText) -> Pieces:
        return self._vocabulary.read(text)

    def run(self, pieces: Pieces) -> tuple[Array, Array]:
        """Vector and tags of an encoding."""
        ids = np.array([pieces.ids], dtype=np.int64)
        vectors, tags = self._session.run(None, {"ids": ids})
        return vectors[0] / np.linalg.norm(vectors[0]), tags[0]

    def encoding(self, pieces: Pieces, vector: Array, tags: Array) -> Encoding:
        return Encoding(pieces, vector, tags, self._tag_names)

    def _encode(self, text: NormalText) -> Encoding:
        pieces = self.read(text)
        return self.encoding(pieces, *self.run(pieces))


@lru_cache(maxsize=1)
def encoder() -> SentenceEncoder | None:
    """The process's encoder, or None where the file was not shipped."""
    return SentenceEncoder() if MODEL_FILE.exists() else None


def fingerprint() -> str:
    return hashlib.sha256(MODEL_FILE.read_bytes()).hexdigest() if MODEL_FILE.exists() else "none"
