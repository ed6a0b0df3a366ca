from enum import StrEnum

from backend.rules.table import Row, Table


class ProblemCode(StrEnum):
    UNREADABLE = "unreadable"
    MISSING = "missing"
    EXTRA = "extra"
    FORMAT = "format"
    CHOICE = "choice"
    TIME = "time"
    NUMBER = "number"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"


class ImportWords(Row):
    problems: dict[ProblemCode, str]


IMPORT_WORDS = Table("imports/words.yml", ImportWords)
