"""CSV and JSON files as numbered rows of raw values."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from backend.imports.problems import BadRows, Problem, of_row
from backend.imports.rows import Columns
from backend.imports.words import ProblemCode

Raw = dict[str, object]
Numbered = tuple[int, Raw]
C = TypeVar("C", bound=Columns)

JSON_COLUMNS = ("events",)


def read(path: Path) -> list[Numbered]:
    """Raises `BadRows` when the file as a whole cannot be read."""
    try:
        text = path.read_text("utf-8-sig")  # Excel writes a byte-order mark
        rows = _json_rows(text) if path.suffix.lower() == ".json" else list(_csv_rows(text))
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise BadRows([Problem.of(1, ProblemCode.UNREADABLE)]) from error
    return rows


def _json_rows(text: str) -> list[Numbered]:
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("not a list of objects")
    return list(enumerate(rows, start=1))


def _csv_rows(text: str) -> Iterable[Numbered]:
    reader = csv.DictReader(text.splitlines(keepends=True), restkey="…", strict=True)
    end = 1
    for row in reader:
        # An empty cell says nothing: the column's default applies.
        filled = {key: value for key, value in row.items() if value not in (None, "")}
        yield end + 1, {key: _cell(key, value) for key, value in filled.items()}
        end = reader.line_num


def _cell(key: str, value: str) -> object:
    if key not in JSON_COLUMNS:
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value  # the model says what is wrong with it, in its row


def parse(rows: list[Numbered], model: type[C], key: str) -> list[tuple[int, C]]:
    """Every row as `model`, unique by its field `key`. Raises `BadRows` with all problems."""
    problems: list[Problem] = []
    parsed: list[tuple[int, C]] = []
    seen: set[str] = set()
    for line, raw in rows:
        try:
            row = model.model_validate(raw)
        except ValidationError as error:
            problems += of_row(line, error)
            continue
        value = str(getattr(row, key))
        if value in seen:
            problems.append(Problem.of(line, ProblemCode.DUPLICATE, key, value))
        seen.add(value)
        parsed.append((line, row))
    if problems:
        raise BadRows(problems)
    return parsed
