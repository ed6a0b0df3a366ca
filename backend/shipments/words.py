from backend.rules.table import Row, Table
from backend.shipments.models import ShipmentState


class ShipmentWords(Row):
    states: dict[ShipmentState, str]


SHIPMENT_WORDS = Table("shipments/words.yml", ShipmentWords)
