from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.customers.tiers import Measures, grade
from backend.imports.files import Numbered, parse
from backend.imports.lookup import by_keys
from backend.imports.rows import CustomerColumns


async def save_customers(session: AsyncSession, rows: list[Numbered]) -> int:
    parsed = parse(rows, CustomerColumns, "external_id")
    keys = [row.external_id for _, row in parsed]
    query = select(Customer).options(selectinload(Customer.contacts))
    found = await by_keys(session, query, Customer.external_id, keys)
    known = {customer.external_id: customer for customer in found}
    for _, row in parsed:
        customer = known.get(row.external_id) or Customer(
            external_id=row.external_id, created_at=now(), contacts=[]
        )
        _fill(customer, row)
        session.add(customer)
    return len(parsed)


def _fill(customer: Customer, row: CustomerColumns) -> None:
    for name, value in row.model_dump(exclude={"external_id", "phone", "email"}).items():
        setattr(customer, name, value)
    customer.tier = grade(
        Measures(row.industry_fit, row.trade_volume, row.trade_frequency, row.credit_standing)
    )
    held = {(contact.kind, contact.value) for contact in customer.contacts}
    for kind, value in ((ContactKind.PHONE, row.phone), (ContactKind.EMAIL, row.email)):
        if value and (kind, value) not in held:
            customer.contacts.append(ContactPoint(kind=kind, value=value, verified=True))
