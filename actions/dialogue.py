"""One turn: see what the message does, run the task in hand, ask for what is missing."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from actions import talk
from actions.fields import REMEMBERED, read
from actions.moves import Move, begun_by, move_of
from actions.options import options
from actions.reply import Reply
from actions.state import Running, State
from actions.task import Ask, Done, Missing, Outcome
from actions.tasks import TASKS
from actions.turn import Turn
from backend.database import reading, transaction

PATIENCE = 2
"""Tries in vain at one value before other help is offered; once more, and a person takes over."""


class Dialogue:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def advance(self, turn: Turn, state: State) -> list[Reply]:
        """The replies to the message. Changes `state`."""
        subject = state.running or state.last
        own = TASKS[subject.task].fields if subject else {}
        said = read(turn, state.running.asked if state.running else None, own)
        move = move_of(turn, state, said)
        replies = await self._make(move, turn, state, said)
        state.unclear = state.unclear + 1 if move is Move.UNCLEAR else 0
        if (
            state.running is None
            and state.suspended
            and not state.offered
            and move is not Move.IDLE
        ):
            state.offered = True
            replies.append(talk.offer(state.suspended[-1]))
        return replies

    async def _make(
        self, move: Move, turn: Turn, state: State, said: dict[str, Any]
    ) -> list[Reply]:
        match move:
            case Move.CANCEL:
                return talk.cancel(state)
            case Move.UNCLEAR:
                return [talk.unclear(turn, state.unclear)]
            case Move.IDLE:
                return [talk.idle(turn.intent)]
            case Move.DIGRESS | Move.REPEAT:
                return await self._digress(move, turn, state)
            case Move.RESUME:
                state.running, state.offered = state.suspended.pop(), False
            case Move.AGAIN if state.last:
                state.running = Running(state.last.task, values=dict(state.last.values))
            case Move.BEGIN:
                running = state.begin(begun_by(turn) or turn.intent)
                state.offered = False
                said = read(turn, None, TASKS[running.task].fields)
        return await self._go_on(turn, state, said)

    async def _go_on(self, turn: Turn, state: State, said: dict[str, Any]) -> list[Reply]:
        running = state.running
        assert running is not None  # noqa: S101 - every move that leads here has one
        answered = running.asked is None or running.asked in said
        running.values |= said
        state.known |= {name: value for name, value in said.items() if name in REMEMBERED}
        outcome = await self._perform(turn, running)
        if isinstance(outcome, Done):
            state.end()
            return list(outcome.replies)
        for name in outcome.forget:
            running.values.pop(name, None)
            state.known.pop(name, None)
        in_vain = bool(outcome.forget) or (outcome.field == running.asked and not answered)
        running.misses = running.misses + 1 if in_vain else 0
        running.asked = outcome.field
        if running.misses > PATIENCE:
            state.end()
            return [*outcome.replies, Reply("utter_person_takes_over", handover=True)]
        return [*outcome.replies, await self._question(turn, running, outcome)]

    async def _perform(self, turn: Turn, running: Running) -> Outcome:
        try:
            async with transaction(self._engine) as session:
                return await TASKS[running.task].perform(session, turn, running.given)
        except Missing as missing:
            return Ask(missing.field)

    async def _digress(self, move: Move, turn: Turn, state: State) -> list[Reply]:
        """An answer in between, then the question again."""
        running = state.running
        if running is None or running.asked is None:
            return [talk.idle(turn.intent)]
        question = await self._question(turn, running, Ask(running.asked))
        return [question] if move is Move.REPEAT else [talk.idle(turn.intent), question]

    async def _question(self, turn: Turn, running: Running, ask: Ask) -> Reply:
        if running.misses == PATIENCE:
            return Reply(f"utter_help_{ask.field}")
        name = TASKS[running.task].questions.get(ask.field, f"utter_ask_{ask.field}")
        if ask.choices:
            return Reply(name, choices=ask.choices)
        async with reading(self._engine) as session:
            choices = await options(session, turn, ask.field)
        return Reply(f"utter_choose_{ask.field}" if choices else name, choices=choices)
