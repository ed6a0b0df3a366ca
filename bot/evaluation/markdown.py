"""Tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the others to the right."""
    lines = [list(header), ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines
    )


def share(value: float) -> str:
    """Per cent with one decimal."""
    return f"{value * 100:.1f}"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"
