"""Groups of staff, and which one a topic belongs to."""

from typing import Self

from pydantic import model_validator

from backend.rules.table import Row, Table


class GroupRow(Row):
    name: str
    topics: list[str]


class GroupTable(Row):
    default: str
    groups: dict[str, GroupRow]

    @model_validator(mode="after")
    def unambiguous(self) -> Self:
        topics = [topic for group in self.groups.values() for topic in group.topics]
        if len(topics) != len(set(topics)):
            raise ValueError("a topic is in two groups")
        if self.default not in self.groups:
            raise ValueError("the default is none of the groups")
        return self

    def of(self, topic: str | None) -> str:
        """The key of the group that serves the topic; an FAQ's intent is `faq/…`."""
        found = (key for key, group in self.groups.items() if topic in group.topics)
        return next(found, self.default)

    def has_topic(self, topic: str) -> bool:
        return any(topic in group.topics for group in self.groups.values())


GROUPS = Table("staff/groups.yml", GroupTable)
