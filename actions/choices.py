"""Buttons that give a value in answer to a question."""

import json

from actions.reply import Choice

MOST = 5
"""More buttons than that are no help on a telephone's screen."""


def choice(title: str, entity: str, value: str) -> Choice:
    return Choice(title, f"/inform{json.dumps({entity: value}, ensure_ascii=False)}")
