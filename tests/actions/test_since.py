from actions.since import heard
from actions.turn import Turn
from backend.access.service import Asker


def test_what_was_told_to_a_person_is_known_the_last_word_counting() -> None:
    def said(text: str, waybill: str) -> dict[str, object]:
        return {
            "author": "customer",
            "text": text,
            "entities": [{"entity": "waybill_no", "value": waybill, "start": 2}],
        }

    metadata = {
        "since": [
            said("单号SF1000000000001", "SF1000000000001"),
            {"author": "agent", "text": "这个查不到", "entities": []},
            said("那是SF1000000000002", "SF1000000000002"),
        ]
    }
    turn = Turn(id="t", text="谢谢", intent="thank", asker=Asker("c"), metadata=metadata)
    assert heard(turn) == {"waybill_no": "SF1000000000002"}


def test_usually_there_is_nothing() -> None:
    assert heard(Turn(id="t", text="你好", intent="greet", asker=Asker("c"))) == {}
