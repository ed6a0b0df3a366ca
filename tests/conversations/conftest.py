"""`YIDA_TRANSCRIPTS=docs/transcripts.md pytest tests/conversations` writes some of them down."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

HEAD = """# Ten conversations

Through the real engine, actions and service, on the made-up company. `make transcripts` writes
them anew; each is a test in `tests/conversations/`, which also looks at what is in the database
afterwards. ▸ is a button that was pressed, 〔…〕 a card, ［…］ a button offered.
"""
SHOWN = (
    "happy_path/a_visitor_tracks_by_waybill_and_phone_tail",
    "happy_path/the_carrier_stops_the_parcel_and_the_sender_is_told",
    "happy_path/sold_out_goods_of_an_order_are_replaced",
    "happy_path/a_claim_for_damage_is_estimated_not_promised",
    "identity/after_a_code_a_return_goes_on_with_what_was_said",
    "switches/a_complaint_interrupts_a_return_which_is_offered_again",
    "switches/the_second_request_waits_until_the_first_is_done",
    "badly_behaved/abuse_then_a_complaint",
    "badly_behaved/insults_are_not_a_company_name",
    "hand_over/who_stays_angry_gets_a_person_first",
)


@pytest.fixture(scope="session")
def transcripts() -> Iterator[dict[str, list[str]]]:
    """What was said, by the conversation's name."""
    heard: dict[str, list[str]] = {}
    yield heard
    if wanted := os.environ.get("YIDA_TRANSCRIPTS"):
        parts = [_section(name, heard[name]) for name in SHOWN if name in heard]
        Path(wanted).write_text("\n".join([HEAD, *parts]), "utf-8")


def _section(name: str, lines: list[str]) -> str:
    folder, _, title = name.partition("/")
    spoken = "\n\n".join(line.replace("\n", "  \n") for line in lines)
    return f"## {folder.replace('_', ' ')}: {title.replace('_', ' ')}\n\n{spoken}\n"
