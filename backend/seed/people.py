from datetime import timedelta

from backend.customers.models import (
    ContactKind,
    ContactPoint,
    Customer,
    CustomerKind,
)
from backend.customers.tiers import Measures, grade
from backend.seed.tables import DEMO, NAMES, DemoCustomer
from backend.seed.world import World

INDIVIDUALS = 60


def _customer(  # noqa: PLR0917 - the columns that differ
    world: World, external_id: str, name: str, kind: CustomerKind, phone: str, measures: Measures
) -> Customer:
    world.phones.add(phone)
    large = kind is not CustomerKind.INDIVIDUAL
    return Customer(
        external_id=external_id,
        name=name,
        kind=kind,
        tier=grade(measures),
        industry_fit=measures.industry_fit,
        trade_volume=measures.trade_volume,
        trade_frequency=measures.trade_frequency,
        credit_standing=measures.credit_standing,
        account_owner=world.dice.choice(NAMES.data.account_owners) if large else None,
        created_at=world.moment - timedelta(days=world.dice.randint(30, 900)),
        contacts=[ContactPoint(kind=ContactKind.PHONE, value=phone, verified=True)],
    )


def demo_customer(world: World, row: DemoCustomer) -> Customer:
    measures = Measures(*row.measures)
    customer = _customer(world, row.external_id, row.name, row.kind, row.phone, measures)
    customer.is_merchant = row.is_merchant
    customer.contacts.append(ContactPoint(kind=ContactKind.EMAIL, value=row.email, verified=True))
    return customer


def demo_customers(world: World) -> list[Customer]:
    return [demo_customer(world, row) for row in DEMO.data.customers]


def companies(world: World) -> list[Customer]:
    """Few, and most of the volume: Pareto."""
    rows = []
    for number, company in enumerate(NAMES.data.companies, start=1):
        measures = Measures(*(world.dice.randint(55, 98) for _ in range(4)))
        rows.append(
            _customer(world, f"c{number:04d}", company.name, company.kind, world.phone(), measures)
        )
    return rows


def individuals(world: World) -> list[Customer]:
    rows = []
    for number in range(1, INDIVIDUALS + 1):
        measures = Measures(*(world.dice.randint(5, 75) for _ in range(4)))
        rows.append(
            _customer(
                world,
                f"u{number:04d}",
                world.person(),
                CustomerKind.INDIVIDUAL,
                world.phone(),
                measures,
            )
        )
    return rows
