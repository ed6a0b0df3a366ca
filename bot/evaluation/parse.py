"""What a pipeline makes of a message, in one shape for ours and for the stock one."""

from dataclasses import dataclass
from typing import Protocol

from bot.evaluation.sentences import Sentence
from bot.nlu.examples import EntitySpan


@dataclass(frozen=True)
class Parse:
    """`ranking`: full intent names with their probabilities, the likeliest first."""

    ranking: list[tuple[str, float]]
    entities: frozenset[EntitySpan]
    seconds: float

    @property
    def label(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]

    @property
    def margin(self) -> float:
        """How far the second intent is behind."""
        return self.ranking[0][1] - self.ranking[1][1]


class Parser(Protocol):
    training_seconds: float

    def parse(self, text: str) -> Parse: ...


@dataclass(frozen=True)
class Outcome:
    sentence: Sentence
    parse: Parse

    @property
    def labels(self) -> tuple[str, str]:
        """(annotated, predicted)"""
        return self.sentence.example.label, self.parse.label

    @property
    def spans(self) -> tuple[frozenset[EntitySpan], frozenset[EntitySpan]]:
        """(annotated, predicted)"""
        return frozenset(self.sentence.example.entities), self.parse.entities


def outcomes(model: Parser, sentences: list[Sentence]) -> list[Outcome]:
    """Each sentence asked once, after a first message that loads what is loaded lazily."""
    model.parse("你好，在吗")
    return [Outcome(sentence, model.parse(sentence.example.text)) for sentence in sentences]
