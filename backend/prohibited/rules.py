import unicodedata
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from backend.rules.table import Row, Table


class Grade(StrEnum):
    """From the strictest to the mildest."""

    FORBIDDEN = "forbidden"
    LAND_ONLY = "land_only"
    WITH_PAPERS = "with_papers"
    WITH_PACKING = "with_packing"
    ALLOWED = "allowed"


class Group(Row):
    grade: Grade
    reason: str
    advice: str
    clause: str
    goods: dict[str, str | None] = Field(min_length=1)


class GoodsTable(Row):
    groups: list[Group]

    @cached_property
    def by_alias(self) -> dict[str, tuple[str, Group]]:
        """Normalised name → the goods' own name and group; of a name given twice the strictest."""
        strictness = list(Grade)
        result: dict[str, tuple[str, Group]] = {}
        for group in sorted(self.groups, key=lambda group: -strictness.index(group.grade)):
            for name, others in group.goods.items():
                for alias in (name, *(others or "").split()):
                    result[plain(alias)] = (name, group)
        return result


def plain(text: str) -> str:
    """Full-width and capital letters and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


GOODS = Table("prohibited/goods.yml", GoodsTable)
