"""The normal form of an entity: what an action computes with, whatever the customer wrote."""

from collections.abc import Callable
from datetime import datetime, timezone

from bot.nlu.values.identifiers import number_value, phone_tail_value, phone_value
from bot.nlu.values.measures import amount_value, rating_value, weight_value
from bot.nlu.values.places import address_value, city_value
from bot.nlu.values.times import time_value

MAX_CHARACTERS = 100
"""Longer spans are an extractor's mistake; reading them would only cost time."""

_READERS: dict[str, Callable[[str], object | None]] = {
    "waybill_no": number_value,
    "order_no": number_value,
    "ticket_no": number_value,
    "return_no": number_value,
    "phone": phone_value,
    "phone_tail": phone_tail_value,
    "weight": weight_value,
    "amount": amount_value,
    "city": city_value,
    "address": address_value,
    "rating": rating_value,
}


def normal_value(entity: str, text: str, now: datetime | None = None) -> object | None:
    """The JSON value of a span in normal form (see `bot.nlu.text`), None where it has none:
    strings for numbers and phones, `{"grams"}`, `{"fen"}`, `{"stars"}`, `{"from", "to"}`, and the
    places of `bot.nlu.values.places`. Times are relative to `now`."""
    text = text.strip()
    if not text or len(text) > MAX_CHARACTERS:
        return None
    if entity == "time":
        return time_value(text, now or datetime.now(timezone.utc))
    reader = _READERS.get(entity)
    return reader(text) if reader else None
