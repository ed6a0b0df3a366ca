"""The encodings of the training messages, kept on disk: encoding is most of the training."""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from rasa.engine.caching import CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION

from bot.nlu.encoder import Array, Encoding, SentenceEncoder, fingerprint
from bot.nlu.text import NormalText

STORED = np.float16
"""Of tags, also before they are stored: the first training and the next are to be the same."""

Stored = dict[str, tuple[Array, Array]]
"""Vector and tags, by the digest of the pieces that they were made from."""


def encode_all(encoder: SentenceEncoder, texts: Sequence[NormalText]) -> list[Encoding]:
    """On all cores, one message at a time: batches save nothing here, and a message's encoding is
    the same as when a customer writes it."""
    folder = Path(os.environ.get(CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION))
    path = folder / f"encodings-{fingerprint()[:16]}.npz"
    known = _read(path)
    read = [encoder.read(text) for text in texts]
    keys = [
        hashlib.blake2b(str(pieces.ids).encode(), digest_size=16).hexdigest() for pieces in read
    ]
    new = {key: pieces for key, pieces in zip(keys, read, strict=True) if key not in known}
    if new:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            made = pool.map(encoder.run, new.values())
            known |= {key: (v, t.astype(STORED)) for key, (v, t) in zip(new, made, strict=True)}
        _write(path, known)
    return [encoder.encoding(pieces, *known[key]) for key, pieces in zip(keys, read, strict=True)]


def _read(path: Path) -> Stored:
    if not path.exists():
        return {}
    with np.load(path) as stored:
        tags = np.split(stored["tags"], np.cumsum(stored["lengths"])[:-1])
        rows = zip(stored["vectors"], tags, strict=True)
        return dict(zip(stored["keys"].tolist(), rows, strict=True))


def _write(path: Path, known: Stored) -> None:
    """At once or not at all: another training may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.npz")
    vectors, tags = zip(*known.values(), strict=True)
    np.savez(
        partial,
        keys=np.array(list(known)),
        vectors=np.stack(vectors),
        lengths=np.array([len(each) for each in tags]),
        tags=np.concatenate(tags),
    )
    partial.replace(path)
