from backend.orders.models import OrderState
from backend.rules.table import Row, Table


class OrderWords(Row):
    states: dict[OrderState, str]


ORDER_WORDS = Table("orders/words.yml", OrderWords)
