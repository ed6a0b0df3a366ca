from dataclasses import dataclass
from typing import Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from backend.errors import InvalidInput
from backend.imports.words import IMPORT_WORDS, ProblemCode

VALUE_LENGTH = 40

# pydantic's error types, by how they begin
CODES = {
    "missing": ProblemCode.MISSING,
    "extra": ProblemCode.EXTRA,
    "datetime": ProblemCode.TIME,
    "timezone": ProblemCode.TIME,
    "enum": ProblemCode.CHOICE,
    "literal": ProblemCode.CHOICE,
    "int": ProblemCode.NUMBER,
    "greater": ProblemCode.NUMBER,
    "less": ProblemCode.NUMBER,
}


@dataclass(frozen=True)
class Problem:
    """`line` as an editor counts them in CSV (the header is 1), the row's number in JSON."""

    line: int
    code: ProblemCode
    message: str

    @classmethod
    def of(cls, line: int, code: ProblemCode, field: str = "", value: str = "") -> Self:
        words = IMPORT_WORDS.data.problems[code]
        return cls(line, code, words.format(field=field, value=value[:VALUE_LENGTH]))

    @classmethod
    def of_issue(cls, line: int, issue: ErrorDetails) -> Self:
        code = next(
            (code for start, code in CODES.items() if issue["type"].startswith(start)),
            ProblemCode.FORMAT,
        )
        return cls.of(line, code, ".".join(map(str, issue["loc"])), str(issue["input"]))


class BadRows(InvalidInput):
    """Nothing was imported; `problems` are all there are."""

    code = "bad_rows"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def of_row(line: int, error: ValidationError) -> list[Problem]:
    return [Problem.of_issue(line, issue) for issue in error.errors()]
