from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Full names (浙江省, 杭州市, 余杭区). A municipality is its own city."""

    province: str
    city: str | None = None
    district: str | None = None

    @property
    def depth(self) -> int:
        return sum(part is not None for part in (self.city, self.district))

    def lies_in(self, other: "Place") -> bool:
        """A place lies in itself."""
        return (
            self.province == other.province
            and other.city in (None, self.city)
            and other.district in (None, self.district)
        )

    def __str__(self) -> str:
        parts = (self.province, self.city, self.district)
        return "".join(dict.fromkeys(part for part in parts if part))
