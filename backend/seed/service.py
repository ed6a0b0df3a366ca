from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.clock import now
from backend.customers.models import Customer
from backend.database import transaction
from backend.seed import aftermath, catalogue, follow_ups, people, trade
from backend.seed.demo import demo_parcels
from backend.seed.tables import DEMO
from backend.seed.world import World


async def seed(engine: AsyncEngine, moment: datetime | None = None) -> bool:
    """Fills an empty database as of `moment` (now). False when it was filled before."""
    async with transaction(engine) as session:
        first = DEMO.data.customers[0].external_id
        if await session.scalar(select(Customer.id).where(Customer.external_id == first)):
            return False
        await _fill(session, World((moment or now()).replace(second=0, microsecond=0)))
        return True


async def _fill(session: AsyncSession, world: World) -> None:
    demo = people.demo_customers(world)
    others = people.companies(world) + people.individuals(world)
    products = catalogue.products(world)
    session.add_all([*demo, *others, *products, *catalogue.outlets(world)])
    await session.flush()  # what follows refers to them by id
    session.add_all(catalogue.substitutes(products))
    shipments = [
        *demo_parcels(world, demo, products),
        *trade.bought(world, others, products),
        *trade.private(world, others, products),
    ]
    session.add_all(shipments)
    session.add_all(trade.waiting(world, others, products))
    await session.flush()
    tickets = aftermath.tickets(world, shipments)
    called = follow_ups.follow_ups(world, tickets)
    session.add_all([*tickets, *called])
    await session.flush()
    session.add_all(follow_ups.verdicts(called))
    session.add_all(aftermath.returns(world, shipments))
    session.add_all(aftermath.invoices(world, shipments))
    session.add_all(aftermath.surveys(world, shipments))
    session.add_all(aftermath.pickups(world, [*demo, *others]))
    session.add_all(world.serial_rows())
