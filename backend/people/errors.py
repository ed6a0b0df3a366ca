from backend.errors import Conflict


class Ambiguous(Conflict):
    """Several customers have verified the same phone. `names`: under which each one is found."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("several customers")
        self.names = names


class Unfinished(Conflict):
    """Business with the person still needs their data. `numbers`: of orders, parcels and so on."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__("unfinished business")
        self.numbers = numbers
