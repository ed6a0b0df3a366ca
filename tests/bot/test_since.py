import asyncio
from typing import Any

from bot.since import LAST, understood


class Agent:
    """Finds a number in every sentence, and keeps what it was asked to understand."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def parse_message(self, message_data: str) -> dict[str, Any]:
        self.asked.append(message_data)
        return {"intent": {"name": "inform"}, "entities": [{"entity": "waybill_no", "value": "1"}]}


def hear(agent: Agent, since: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return asyncio.run(understood(agent, since))


def test_the_customers_words_come_with_their_entities_and_the_agents_without() -> None:
    heard = hear(
        Agent(),
        [{"author": "customer", "text": "单号1"}, {"author": "agent", "text": "查到了2"}],
    )
    assert [(said["author"], said["text"], len(said["entities"])) for said in heard] == [
        ("customer", "单号1", 1),
        ("agent", "查到了2", 0),
    ]


def test_a_leading_slash_is_no_command() -> None:
    agent = Agent()
    hear(agent, [{"author": "customer", "text": "/request_return"}])
    assert agent.asked == ["／request_return"]


def test_only_the_last_words_are_understood() -> None:
    agent = Agent()
    hear(agent, [{"author": "customer", "text": f"{n}"} for n in range(LAST + 5)])
    assert len(agent.asked) == LAST
    assert agent.asked[-1] == f"{LAST + 4}"
