"""The intent: two opinions added up as log-probabilities, then calibrated by a temperature."""

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder as encoders
from bot.nlu import tokenizer
from bot.nlu.clauses import clauses
from bot.nlu.encodings import encode_all
from bot.nlu.heads import Array, MeaningHead, SurfaceHead, log_softmax
from bot.nlu.prediction import Prediction, as_rasa
from bot.nlu.text import NormalText, normalize

FILE = "heads.joblib"
CLAUSES = "clauses"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FusedIntentClassifier(IntentClassifier, GraphComponent):
    """Predicts full intent names (`faq/invoice`) and answers for Rasa's response selector too."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`surface_weight` beside 1 for meaning; `temperature` above 1 makes less sure."""
        return {"surface_weight": 0.5, "temperature": 1.0}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._labels: list[str] = []
        self._meaning: MeaningHead | None = None
        self._surface: SurfaceHead | None = None
        self._responses: dict[str, list[dict[str, Any]]] = {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FusedIntentClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return encoders.fingerprint() + tokenizer.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        names = [m.get(INTENT_RESPONSE_KEY) or m.get(INTENT) for m in examples]
        texts = [normalize(m.get(TEXT)) for m in examples]
        self._labels = sorted(set(names))
        index = {name: i for i, name in enumerate(self._labels)}
        labels = [index[name] for name in names]
        model = encoders.encoder()
        if model:
            vectors = np.stack([encoding.vector for encoding in encode_all(model, texts)])
            self._meaning = MeaningHead.train(vectors, labels)
        self._surface = SurfaceHead.train(texts, labels)
        self._responses = training_data.responses
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._surface and message.get(TEXT):
                for key, value in as_rasa(
                    self.predict(normalize(message.get(TEXT))), self._responses
                ).items():
                    message.set(key, value, add_to_output=True)
                message.set(CLAUSES, self._clauses(message.get(TEXT)), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def predict(self, text: NormalText) -> Prediction:
        """Full intent names with their probabilities, the likeliest first."""
        assert self._surface is not None  # noqa: S101 - trained or loaded before it is asked
        scores: Array = self._surface.log_probabilities(text)
        model = encoders.encoder()
        if self._meaning and model:
            meaning = self._meaning.log_probabilities(model.encode(text).vector)
            scores = meaning + self._config["surface_weight"] * scores
        probabilities = np.exp(log_softmax(scores / self._config["temperature"]))
        order = np.argsort(-probabilities)
        return [(self._labels[i], float(probabilities[i])) for i in order]

    def _clauses(self, text: str) -> list[dict[str, Any]]:
        """Each request of a message that joins several, with its own intent."""
        found = []
        for start, end in clauses(text):
            intent, probability = self.predict(normalize(text[start:end]))[0]
            found.append({"start": start, "end": end, "intent": intent, "confidence": probability})
        return found

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            state = (self._labels, self._meaning, self._surface, self._responses)
            joblib.dump(state, folder / FILE, compress=3)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "FusedIntentClassifier":
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            state = joblib.load(folder / FILE)
        classifier._labels, classifier._meaning, classifier._surface, classifier._responses = state
        classifier.predict(normalize("你好"))  # loads the encoder now, not in the first message
        return classifier
