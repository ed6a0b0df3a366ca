"""Every data file of the backend, checked at once."""

import re

import yaml
from pydantic import BaseModel, ValidationError

from backend.access.rules import ACCESS
from backend.carriers.rules import CARRIERS, TRACE_CODES
from backend.claims.rules import CLAIMS
from backend.codes.rules import CODES
from backend.customers.tiers import TIERS
from backend.desk.words import WORDS as DESK_WORDS
from backend.duty.rules import DUTY
from backend.imports.words import IMPORT_WORDS
from backend.notices.rules import NOTICES
from backend.orders.rules import ORDERS
from backend.orders.words import ORDER_WORDS
from backend.payouts.rules import PAYOUTS
from backend.places.rules import PLACES
from backend.prohibited.rules import GOODS
from backend.quotes.rules import TARIFFS
from backend.quotes.zones import ZONES
from backend.returns.rules import RETURNS
from backend.reviews import topics
from backend.reviews.labels import LABELS
from backend.rules.table import BACKEND, Table
from backend.seed.tables import (
    AFTERMATH,
    CITIES,
    DEMO,
    NAMES,
    OUTLET_WORDS,
    STORIES,
    USED_CARRIERS,
    goods,
)
from backend.shipments.rules import REQUESTS
from backend.shipments.words import SHIPMENT_WORDS
from backend.staff.groups import GROUPS
from backend.terms import answers
from backend.terms.rules import TERMS
from backend.tickets.rules import TICKETS

TABLES: tuple[Table[BaseModel], ...] = (
    ACCESS,
    AFTERMATH,
    CARRIERS,
    CITIES,
    CLAIMS,
    CODES,
    DEMO,
    DESK_WORDS,
    DUTY,
    GOODS,
    GROUPS,
    IMPORT_WORDS,
    LABELS,
    NAMES,
    NOTICES,
    ORDERS,
    ORDER_WORDS,
    OUTLET_WORDS,
    PAYOUTS,
    PLACES,
    REQUESTS,
    RETURNS,
    SHIPMENT_WORDS,
    STORIES,
    TARIFFS,
    TERMS,
    TICKETS,
    TIERS,
    TRACE_CODES,
    USED_CARRIERS,
    ZONES,
)


def problems() -> list[str]:
    """One line per problem, empty when all is well."""
    found = [line for table in TABLES for line in _in_table(table)]
    return found or [*_unlisted(), *_in_goods(), *_between_files(), *_in_topics()]


def _in_table(table: Table[BaseModel]) -> list[str]:
    try:
        table.read()
    except (OSError, yaml.YAMLError) as error:
        return [f"backend/{table.path}: {error}"]
    except ValidationError as error:
        return [
            f"backend/{table.path}: {'.'.join(map(str, issue['loc']))}: {issue['msg']}"
            for issue in error.errors()
        ]
    return []


def _unlisted() -> list[str]:
    """A file that no table reads is either forgotten here or dead."""
    known = {table.path for table in TABLES}
    files = {str(path.relative_to(BACKEND)) for path in BACKEND.rglob("*.yml")}
    return [f"backend/{path}: no table reads it" for path in sorted(files - known)]


def _in_goods() -> list[str]:
    try:
        rows = goods()
    except (OSError, ValidationError) as error:
        return [f"backend/seed/data/goods.csv: {error}"]
    known = {row.sku for row in rows}
    return [
        f"backend/seed/data/goods.csv: {row.sku}: unknown substitute {sku}"
        for row in rows
        for sku in (row.substitutes or "").split()
        if sku not in known
    ]


def _between_files() -> list[str]:
    """What one file names must exist in the other."""
    codes, stories = TRACE_CODES.data.codes, STORIES.data
    lines = [
        f"backend/{STORIES.path}: steps.{key}: unknown code {step.code}"
        for key, step in stories.steps.items()
        if step.code not in codes
    ]
    lines += [
        f"backend/{STORIES.path}: stories.{key}: unknown step {step}"
        for key, story in stories.stories.items()
        for step in story.steps
        if step not in stories.steps
    ]
    for row in DEMO.data.customers:
        for parcel in row.parcels:
            carrier = CARRIERS.data.by_code(parcel.carrier)
            if parcel.story not in stories.stories:
                lines.append(f"backend/{DEMO.path}: {parcel.waybill_no}: unknown story")
            if carrier is None or not any(
                re.fullmatch(pattern.regex, parcel.waybill_no) for pattern in carrier.patterns
            ):
                lines.append(f"backend/{DEMO.path}: {parcel.waybill_no}: not that carrier's shape")
    return [*lines, *_in_zones()]


def _in_topics() -> list[str]:
    """What the figures are compared with must be there first."""
    return topics.problems() or answers.problems()


def _in_zones() -> list[str]:
    """Every province lies in exactly one region."""
    grouped = [name for names in ZONES.data.regions.values() for name in names]
    return [
        f"backend/{ZONES.path}: regions: {province} is in {grouped.count(province)} regions"
        for province in PLACES.data.province_names
        if grouped.count(province) != 1
    ]
