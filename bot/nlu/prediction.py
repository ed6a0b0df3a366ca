"""A prediction in the shapes that Rasa's dialogue reads."""

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY

Prediction = list[tuple[str, float]]

RANKED = 5
RESPONSE_SELECTOR = "response_selector"


def as_rasa(
    prediction: Prediction, responses: dict[str, list[dict[str, Any]]]
) -> dict[str, dict[str, Any] | list[dict[str, Any]]]:
    """The intent, its ranking and, for each retrieval intent, the response it selects."""
    ranking: dict[str, float] = {}
    for label, probability in prediction:
        ranking.setdefault(label.split("/")[0], probability)
    ranked = [{"name": name, "confidence": c} for name, c in list(ranking.items())[:RANKED]]
    return {
        INTENT: ranked[0],
        INTENT_RANKING_KEY: ranked,
        RESPONSE_SELECTOR: _selections(prediction, responses),
    }


def _selections(
    prediction: Prediction, responses: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    retrieval = [(label, p) for label, p in prediction if "/" in label]
    names = sorted({label.split("/")[0] for label, _ in retrieval})
    selections: dict[str, Any] = {"all_retrieval_intents": names}
    for name in names:
        ranked = [(label, p) for label, p in retrieval if label.startswith(name + "/")]
        label, probability = ranked[0]
        utter = f"utter_{label}"
        selections[name] = {
            "response": {
                "responses": responses.get(utter),
                "confidence": probability,
                "intent_response_key": label,
                "utter_action": utter,
            },
            "ranking": [
                {"confidence": p, "intent_response_key": full} for full, p in ranked[:RANKED]
            ],
        }
    return selections
