from pydantic import PositiveInt

from backend.orders.models import OrderState
from backend.rules.table import Row, Table


class OrderRules(Row):
    cancellable: frozenset[OrderState]
    undo_cancel_hours: PositiveInt


ORDERS = Table("orders/rules.yml", OrderRules)
