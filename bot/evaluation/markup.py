"""An example back in Rasa's markup."""

import json

from bot.nlu.examples import EntitySpan, Example


def marked(example: Example) -> str:
    parts, at = [], 0
    for span in sorted(example.entities, key=lambda entity: entity.start):
        parts += [example.text[at : span.start], _span(example.text, span)]
        at = span.end
    return "".join([*parts, example.text[at:]])


def _span(text: str, span: EntitySpan) -> str:
    value = f"[{text[span.start : span.end]}]"
    if span.role is None:
        return f"{value}({span.entity})"
    return value + json.dumps({"entity": span.entity, "role": span.role})
