"""One turn: see what the message does, run the task in hand, ask for what is missing."""

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from actions import talk
from actions.fields import REMEMBERED, read
from actions.moves import Move, begun_by, in_light_of, move_of
from actions.options import options
from actions.reply import Choice, Reply
from actions.requests import take_apart
from actions.signing_in import IDENTITY, PROOF_CARD, ways_on
from actions.since import heard
from actions.state import Running, State
from actions.summary import summary
from actions.task import OPENING, Ask, Done, Missing, Outcome
from actions.tasks import is_query, tasks
from actions.turn import Turn
from actions.wording import pattern
from backend.database import reading, transaction

PATIENCE = 2
"""Tries in vain at one value before other help is offered; once more, and a person takes over."""


class Dialogue:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def advance(self, turn: Turn, state: State) -> list[Reply]:
        """The replies to the message. Changes `state`."""
        turn = in_light_of(take_apart(turn, state), state)
        state.known |= heard(turn)
        interrupted = state.running
        replies = await self._answer(turn, state)
        if any(reply.handover for reply in replies):
            told = summary(state)
            state.hand_over()
            return [replace(r, summary=told) if r.handover else r for r in replies]
        return replies + await self._come_back(turn, state, interrupted)

    async def _answer(self, turn: Turn, state: State) -> list[Reply]:
        subject = state.running or state.last
        own = tasks()[subject.task].fields if subject else {}
        turn = replace(turn, within=state.running.task if state.running else None)
        said = read(turn, state.running.asked if state.running else None, own)
        move = move_of(turn, state, said)
        is_miss = move is Move.UNCLEAR or (move is Move.IDLE and turn.intent in talk.USELESS)
        state.unclear = state.unclear + 1 if is_miss else 0
        state.vents = state.vents + 1 if move is Move.VENT else 0
        is_angry = move is not Move.VENT and bool(pattern("anger").search(turn.text))
        regret = [Reply("utter_regret")] if is_angry and not state.upset else []
        state.upset = state.upset or is_angry or move is Move.VENT
        turn = replace(turn, asker=replace(turn.asker, is_upset=state.upset))
        return regret + await self._make(move, turn, state, said)

    async def _make(
        self, move: Move, turn: Turn, state: State, said: dict[str, Any]
    ) -> list[Reply]:
        match move:
            case Move.CANCEL:
                return talk.cancel(state)
            case Move.UNCLEAR:
                return [talk.unclear(turn, state.unclear)]
            case Move.VENT | Move.IDLE | Move.DIGRESS:
                reply = self._aside(move, turn, state)
                again = [] if reply.handover else await self._question_again(turn, state)
                return [reply, *again]
            case Move.REPEAT:
                return await self._question_again(turn, state) or [talk.idle(turn)]
            case Move.RESUME:
                state.running, state.offered = state.suspended.pop(), False
            case Move.AGAIN if state.last:
                state.running = Running(state.last.task, values=dict(state.last.values))
            case Move.BEGIN:
                instead = bool(pattern("instead").search(turn.text))
                running = state.begin(begun_by(turn) or turn.intent, instead=instead)
                if state.last and state.last.task == running.task and is_query(running.task):
                    running.values = state.last.values | running.values
                state.offered = False
                said = read(turn, None, tasks()[running.task].fields)
        return await self._go_on(turn, state, said)

    def _aside(self, move: Move, turn: Turn, state: State) -> Reply:
        if move is Move.VENT:
            return talk.vent(state)
        is_greeting = turn.intent == "greet"
        return talk.greet(turn, state) if is_greeting else talk.idle(turn, state.unclear)

    async def _go_on(self, turn: Turn, state: State, said: dict[str, Any]) -> list[Reply]:
        running = state.running
        assert running is not None  # noqa: S101 - every move that leads here has one
        is_new = any(running.values.get(name) != said[name] for name in said if name != OPENING)
        running.values = tasks()[running.task].take(running.values, said)
        told = {name: running.values[name] for name in running.values if name in REMEMBERED}
        state.known |= told
        outcome = await self._perform(turn, running)
        if isinstance(outcome, Done):
            state.known |= outcome.known
            state.end()
            return [*outcome.replies, *await self._next(turn, state)]
        if outcome.field == IDENTITY and state.defer(IDENTITY):
            return [*outcome.replies, *await self._next(turn, state)]
        for name in outcome.forget:
            running.values.pop(name, None)
            state.known.pop(name, None)
        in_vain = bool(outcome.forget) or (outcome.field == running.asked and not is_new)
        running.misses = self._misses(turn, running) if in_vain else 0
        running.asked = outcome.field
        if running.misses > PATIENCE:
            return [*outcome.replies, Reply("utter_person_takes_over", handover=True)]
        return [*outcome.replies, await self._question(turn, running, outcome)]

    def _misses(self, turn: Turn, running: Running) -> int:
        """Who says that they do not have it is not asked the same once more."""
        is_unknown = bool(pattern("unknowing").search(turn.text))
        return max(running.misses + 1, PATIENCE if is_unknown else 0)

    async def _next(self, turn: Turn, state: State) -> list[Reply]:
        """What was asked for in the same message as the task that is done now."""
        if not state.waiting:
            return []
        waiting = state.waiting.pop(0)
        state.begin(waiting.task)
        return await self._go_on(turn, state, waiting.values)

    async def _perform(self, turn: Turn, running: Running) -> Outcome:
        try:
            async with transaction(self._engine) as session:
                return await tasks()[running.task].perform(session, turn, running.given)
        except Missing as missing:
            return Ask(missing.field)

    async def _question_again(self, turn: Turn, state: State) -> list[Reply]:
        running = state.running
        if running is None or running.asked is None:
            return []
        choices = tuple(Choice(*pair) for pair in running.choices)
        return [await self._question(turn, running, Ask(running.asked, choices=choices))]

    async def _question(self, turn: Turn, running: Running, ask: Ask) -> Reply:
        if ask.field == IDENTITY:
            kind = "help" if running.misses == PATIENCE else "ask"
            return Reply(f"utter_{kind}_{IDENTITY}", card=PROOF_CARD, choices=ways_on(running))
        running.choices = [[each.title, each.payload] for each in ask.choices]
        if running.misses == PATIENCE:
            return Reply(f"utter_help_{ask.field}")
        name = tasks()[running.task].questions.get(ask.field, f"utter_ask_{ask.field}")
        if ask.choices:
            return Reply(name, choices=ask.choices)
        async with reading(self._engine) as session:
            choices = await options(session, turn, ask.field)
        return Reply(f"utter_choose_{ask.field}" if choices else name, choices=choices)

    async def _come_back(
        self, turn: Turn, state: State, interrupted: Running | None
    ) -> list[Reply]:
        """To a task that another one interrupted: at once after a mere question, else by offer."""
        if state.running or not state.suspended or state.last is None:
            return []
        if state.suspended[-1] is interrupted and is_query(state.last.task):
            state.running = state.suspended.pop()
            return await self._question_again(turn, state)
        state.suspended = [each for each in state.suspended if not is_query(each.task)]
        if state.offered or not state.suspended:
            return []
        state.offered = True
        return [talk.offer(state.suspended[-1])]
