"""What goes to a platform in one go: a message's parts, and messages that are said together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.conversations.outbox import Delivery
from service.attachments.files import Files
from service.channels.base import Capabilities, Part
from service.channels.rendering import merged, parts_of


@dataclass(frozen=True)
class Batch:
    """Messages of one conversation. `answering`: a turn runs, so its outcome is not among them."""

    deliveries: tuple[Delivery, ...]
    answering: bool


@dataclass(frozen=True)
class Piece:
    """The `number`th part of a delivery's message, counted from one."""

    delivery: Delivery
    number: int
    last: bool


@dataclass(frozen=True)
class Sending:
    part: Part
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> str:
        piece = self.pieces[0]
        return f"{piece.delivery.message.id}-{piece.number}"


def sendings(batch: Iterable[Delivery], can: Capabilities, files: Files) -> list[Sending]:
    """In order. Where every message counts, texts are said in as few as they fit into."""
    found: list[Sending] = []
    for delivery in batch:
        for sending in _of(delivery, can, files):
            before = found[-1] if found else None
            joined = merged(before.part, sending.part, can) if can.quota and before else None
            if before and joined:
                found[-1] = Sending(joined, before.pieces + sending.pieces)
            else:
                found.append(sending)
    return found


def _of(delivery: Delivery, can: Capabilities, files: Files) -> Sequence[Sending]:
    parts = parts_of(delivery.message, can, files)
    return [
        Sending(part, (Piece(delivery, number, last=number == len(parts)),))
        for number, part in enumerate(parts, 1)
        if number > delivery.done
    ]
