"""A message in the parts that a channel can show."""

from backend.conversations.models import Message
from service.attachments.files import Files
from service.channels.base import Capabilities, Menu, Option, Part, Picture, Text, Whole
from service.channels.cards import in_words
from service.texts import words


def parts_of(message: Message, can: Capabilities, files: Files) -> list[Part]:
    """In the order they are to be sent. The same message always gives the same parts."""
    pictures: list[Part] = []
    unseen = []
    for file in message.attachments or ():
        if can.pictures and file["media_type"].startswith("image/"):
            pictures.append(Picture(files.path(file["id"]), file["name"], file["media_type"]))
        else:
            unseen.append(words("channels")["file"].format(name=file["name"]))
    if can.whole:
        return [Whole(message), *pictures]
    texts = [message.text, in_words(message.card) if message.card else "", *unseen]
    if not any([*texts, message.choices, pictures]):
        texts = [words("channels")["card"]]
    text = "\n\n".join(filter(None, texts))
    return [*_said(text, _options(message), can), *pictures]


def merged(first: Part, second: Part, can: Capabilities) -> Part | None:
    """Two parts in one, where that loses nothing."""
    if not isinstance(first, Text) or not isinstance(second, Text | Menu):
        return None
    text = f"{first.text}\n\n{second.text}"
    if len(text) > can.length:
        return None
    return Text(text) if isinstance(second, Text) else Menu(text, second.options)


def _said(text: str, options: tuple[Option, ...], can: Capabilities) -> list[Part]:
    if not options:
        return [*_cut(text, can.length)]
    if len(options) <= can.options:
        *before, last = _cut(text, can.length) or [Text("")]
        return [*before, Menu(last.text, options)]
    numbered = [f"{number}. {option.title}" for number, option in enumerate(options, 1)]
    return [*_cut("\n".join([text, *numbered, words("channels")["menu_hint"]]), can.length)]


def _options(message: Message) -> tuple[Option, ...]:
    return tuple(
        Option(f"{message.id}/{choice['id']}", choice["title"]) for choice in message.choices or ()
    )


def _cut(text: str, length: int) -> list[Text]:
    """At line ends, where there are any."""
    pieces = []
    while len(text) > length:
        at = text.rfind("\n", 1, length)
        at = at if at > 0 else length
        pieces.append(Text(text[:at]))
        text = text[at:].lstrip("\n")
    return [*pieces, Text(text)] if text else pieces
