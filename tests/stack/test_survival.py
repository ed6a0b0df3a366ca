"""What a killed worker and a restart do to a conversation: nothing but delay."""

import os
import signal
from pathlib import Path

import pytest
from house import Customer, House

pytestmark = pytest.mark.stack


def test_a_killed_engine_and_a_restart_cost_no_word(tmp_path: Path) -> None:
    house = House(tmp_path, workers=1)
    house.start()
    try:
        visitor = Customer(house)
        visitor.say("我的快递到哪了")
        for pid in house.pids_of("rasa run"):
            os.kill(pid, signal.SIGKILL)
        replies = visitor.say("SF1234567890123")
        assert "后四位" in replies[-1]["text"]

        house.stop()
        house.start()
        again = Customer(house, token=visitor.token)
        assert again.conversation_id == visitor.conversation_id
        assert [m["text"] for m in again.history()][-1] == replies[-1]["text"]
        (found,) = again.say("1234")
        assert found["card"]["waybill_no"] == "SF1234567890123"
    finally:
        house.stop()
