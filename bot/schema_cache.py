"""A `jsonschema.validate` that remembers its validators.

The original checks the schema itself against its meta-schema on every call: 15 ms of each action's
response, and 20 s of reading the training data. Rasa looks the function up at every call, so it is
enough to put this one in its place once.
"""

import json
from functools import lru_cache
from typing import Any

import jsonschema
from jsonschema.validators import validator_for


@lru_cache(maxsize=64)
def _validator(schema: str) -> Any:
    parsed = json.loads(schema)
    kind = validator_for(parsed)
    kind.check_schema(parsed)
    return kind(parsed)


def validate(instance: Any, schema: dict[str, Any], *args: Any, **kwargs: Any) -> None:
    """Raises `jsonschema.ValidationError`, as the original does."""
    error = jsonschema.exceptions.best_match(_validator(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


def install() -> None:
    jsonschema.validate = validate
