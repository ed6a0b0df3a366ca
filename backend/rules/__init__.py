"""Rules of the business as data: YAML files, each behind a pydantic model."""
