from pydantic import PositiveInt

from backend.rules.table import Row, Table
from backend.tickets.models import TicketKind


class PayoutRules(Row):
    supervisor_fen: PositiveInt
    compensated: frozenset[TicketKind]


PAYOUTS = Table("payouts/rules.yml", PayoutRules)
