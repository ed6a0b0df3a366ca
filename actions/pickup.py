"""A courier who comes and collects: booked, and hurried."""

import re
from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from actions.fields import confirming, normal_form, surface_form, words
from actions.meant import meant
from actions.places import place
from actions.reply import Choice, Reply
from actions.task import Ask, Done, Outcome, Reader, Task, Values
from actions.turn import Turn
from actions.windows import window_within
from actions.wording import window
from backend.clock import now
from backend.errors import NotFound
from backend.pickups.models import Pickup
from backend.pickups.service import (
    PickupDraft,
    book_pickup,
    get_pickup,
    list_pickups,
    urge_pickup,
)
from backend.places.models import Place
from backend.places.service import UnknownPlace, find_place
from backend.privacy import mask_phone
from backend.prohibited.rules import Grade
from backend.prohibited.service import check

PICKUP_NO = re.compile(r"QJ\d{12}")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
DETAIL_LENGTH = 3
"""Characters that an address must have beyond its city and district."""


def pickup_no(turn: Turn, asked: bool) -> str | None:
    found = PICKUP_NO.search(turn.text.upper())
    return found.group() if found else None


def pickup_choice(pickup: Pickup) -> Choice:
    when = window(pickup.window_start, pickup.window_end)
    return Choice(f"{pickup.goods} · {when}", f'/inform{{"pickup_no": "{pickup.pickup_no}"}}')


def _phone(turn: Turn, asked: bool) -> str | None:
    if entity := meant(turn, "phone"):
        return str(entity.normal or entity.value)
    found = PHONE.search(turn.text)
    return found.group() if found else None


def _goods(turn: Turn, asked: bool) -> str | None:
    """Whatever the table of goods knows, also where it sounds like abuse (烟花爆竹)."""
    return turn.text if asked and check(turn.text) else words(turn, asked)


class BookPickup(Task):
    intent: ClassVar = "book_pickup"
    fields: ClassVar[dict[str, Reader]] = {
        "address": surface_form("address"),
        "pickup_address": words,
        "city": place("from", None),
        "destination": place("to"),
        "pickup_time": normal_form("time"),
        "item": surface_form("item"),
        "goods": _goods,
        "weight": normal_form("weight"),
        "person": surface_form("person"),
        "contact_name": words,
        "contact_phone": _phone,
        "pickup_confirmed": confirming(intent),
    }

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        draft = _draft(turn, values)
        if not isinstance(draft, PickupDraft):
            return draft
        shown = {
            "address": draft.address,
            "window": window(draft.window_start, draft.window_end),
            "goods": draft.goods,
            "name": draft.contact_name,
            "phone": mask_phone(draft.contact_phone),
        }
        if values.get("pickup_confirmed") is None:
            return Ask("pickup_confirmed", (Reply("utter_pickup_to_book", shown),))
        if not values["pickup_confirmed"]:
            return Ask("correction", forget=("pickup_confirmed",))
        booked = await book_pickup(session, turn.asker, draft)
        return Done.saying("utter_pickup_booked", pickup_no=booked.pickup_no, **shown)


def _draft(turn: Turn, values: Values) -> PickupDraft | Outcome:
    goods = values.get("item") or values.get("goods") or values.get("returned_goods")
    goods = goods or values.require("goods")
    verdict = check(goods)
    if verdict and verdict.grade is Grade.FORBIDDEN:
        no = Reply("utter_pickup_forbidden", {"item": goods, "reason": verdict.reason})
        return Ask("goods", (no,), forget=("item", "goods"))
    address = values.get("address") or values.require("pickup_address")
    where = _located(address, values.get("city"))
    if where is None:
        unclear = (Reply("utter_pickup_address_unclear"),)
        return Ask("pickup_address", unclear, forget=("address", "pickup_address"))
    wish = values.require("pickup_time")
    when = window_within(datetime.fromisoformat(wish["from"]), datetime.fromisoformat(wish["to"]))
    if when is None:
        return Ask("pickup_time", (Reply("utter_pickup_no_such_time"),), forget=("pickup_time",))
    account = turn.customer_name
    name = values.get("person") or account or values.require("contact_name")
    phone = values.require("contact_phone")
    weight = values.get("weight")
    return PickupDraft(
        contact_name=name,
        contact_phone=phone,
        city=where.city or where.province,
        address=address,
        goods=goods,
        window_start=when[0],
        window_end=when[1],
        turn_id=turn.id,
        destination_city=values.get("destination"),
        weight_g=weight["grams"] if weight else None,
    )


def _located(address: str, city: str | None) -> Place | None:
    """None for an address that a courier could not find."""
    try:
        found = find_place(address)
    except UnknownPlace:
        try:
            found = find_place(city or "")
        except UnknownPlace:
            return None
    detail = address
    for name in filter(None, (found.province, found.city, found.district)):
        detail = detail.replace(name, "").replace(name[:-1], "")
    return found if len(detail.strip()) >= DETAIL_LENGTH else None


class UrgePickup(Task):
    intent: ClassVar = "urge_pickup"
    fields: ClassVar[dict[str, Reader]] = {"pickup_no": pickup_no}

    async def perform(self, session: AsyncSession, turn: Turn, values: Values) -> Outcome:
        coming = await list_pickups(session, turn.asker)
        number = values.get("pickup_no")
        if number is None:
            if not coming:
                return Done.saying("utter_pickup_none")
            if len(coming) > 1:
                return Ask("pickup_no", choices=tuple(map(pickup_choice, coming)))
            number = coming[0].pickup_no
        if all(pickup.pickup_no != number for pickup in coming):
            return await self._not_awaited(session, turn, number)
        return Done((_urged(await urge_pickup(session, turn.asker, number)),))

    async def _not_awaited(self, session: AsyncSession, turn: Turn, number: str) -> Outcome:
        try:
            await get_pickup(session, turn.asker, number)
        except NotFound:
            wrong = Reply("utter_pickup_not_found", {"pickup_no": number})
            return Ask("pickup_no", (wrong,), forget=("pickup_no",))
        return Done.saying("utter_pickup_not_awaited", pickup_no=number)


def _urged(pickup: Pickup) -> Reply:
    values = {
        "pickup_no": pickup.pickup_no,
        "window": window(pickup.window_start, pickup.window_end),
        "phone": pickup.courier_phone or "",
    }
    if now() < pickup.window_start:
        return Reply("utter_pickup_not_due", values)
    return Reply(
        "utter_pickup_urged_phone" if pickup.courier_phone else "utter_pickup_urged", values
    )
