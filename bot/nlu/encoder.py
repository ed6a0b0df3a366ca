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

DIMENSION = 384
BATCH = 32


@dataclass(frozen=True)
class Encoding:
    """`vector`: (384,), unit length. `tags`: (pieces, tags), scores before softmax."""

    pieces: Pieces
    vector: Array
    tags: Array


class SentenceEncoder:
    """Loads the file once. `tag_names[i]` names column i of an encoding's tags."""

    def __init__(self, path: Path = MODEL_FILE) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        properties = self._session.get_modelmeta().custom_metadata_map
        self.vocabulary = PieceVocabulary.from_json(properties["vocabulary"])
        self.tag_names: list[str] = json.loads(properties["tags"])
        self.encode = lru_cache(maxsize=2048)(self._encode)

    def vectors(self, texts: list[NormalText]) -> Array:
        """(texts, 384): the unit vectors of many texts, in batches of like length for speed."""
        read = [self.vocabulary.read(text).ids for text in texts]
        order = sorted(range(len(read)), key=lambda index: len(read[index]))
        result = np.empty((len(read), DIMENSION), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            ids = np.zeros((len(chosen), len(read[chosen[-1]])), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(chosen):
                ids[row, : len(read[index])] = read[index]
                mask[row, : len(read[index])] = 1
            result[chosen] = self._session.run(["vector"], {"ids": ids, "mask": mask})[0]
        return result / np.linalg.norm(result, axis=1, keepdims=True)

    def _encode(self, normal: NormalText) -> Encoding:
        pieces = self.vocabulary.read(normal)
        ids = np.array([pieces.ids], dtype=np.int64)
        vectors, tags = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        vector = vectors[0] / np.linalg.norm(vectors[0])
        return Encoding(pieces, vector, tags[0])


@lru_cache(maxsize=1)
def encoder() -> SentenceEncoder | None:
    """The process's encoder, or None where the file was not shipped."""
    return SentenceEncoder() if MODEL_FILE.exists() else None


def fingerprint() -> str:
    return hashlib.sha256(MODEL_FILE.read_bytes()).hexdigest() if MODEL_FILE.exists() else "none"
