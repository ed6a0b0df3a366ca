"""The OpenAPI document, made from the endpoints themselves."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, JsonValue
from pydantic.json_schema import models_json_schema

from backend.errors import InvalidInput, Unavailable, YidaError
from service.errors import ForeignOrigin, TooLarge, TooMany, Unauthenticated, status_of
from service.http import AnyEndpoint, Nothing
from service.middleware import ErrorAnswer

Json = dict[str, JsonValue]
REF = "#/components/schemas/{model}"


def document(endpoints: Iterable[tuple[str, AnyEndpoint]]) -> Json:
    """From pairs of a prefix and an endpoint under it."""
    listed = [*endpoints]
    models: list[type[BaseModel]] = [ErrorAnswer]
    for _, endpoint in listed:
        models += [model for model in (endpoint.args, endpoint.answer) if model is not None]
    _, schemas = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(models)], ref_template=REF
    )
    paths: dict[str, JsonValue] = {}
    for prefix, endpoint in listed:
        operations = paths.setdefault(prefix + endpoint.path, {})
        assert isinstance(operations, dict)  # noqa: S101 - made one line above
        operations[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yida", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(endpoint: AnyEndpoint) -> Json:
    operation: Json = {
        "summary": endpoint.summary,
        "operationId": endpoint.handle.__name__,
        "parameters": [*_path_parameters(endpoint.path), *_query_parameters(endpoint)],
        "responses": _responses(endpoint),
    }
    if endpoint.signed:
        operation["security"] = [{"session": []}]
    if body := _body(endpoint):
        operation["requestBody"] = body
    return operation


def _path_parameters(path: str) -> list[JsonValue]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _query_parameters(endpoint: AnyEndpoint) -> list[JsonValue]:
    if endpoint.method != "GET":
        return []
    schema = endpoint.args.model_json_schema()
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": described}
        for name, described in schema.get("properties", {}).items()
    ]


def _body(endpoint: AnyEndpoint) -> Json | None:
    if endpoint.upload:
        file: Json = {"type": "string", "format": "binary"}
        form: Json = {"type": "object", "required": ["file"], "properties": {"file": file}}
        return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    if endpoint.args is Nothing or endpoint.method != "POST":
        return None
    return {"required": True, "content": {"application/json": {"schema": _ref(endpoint.args)}}}


def _responses(endpoint: AnyEndpoint) -> Json:
    content: Json = (
        {"application/json": {"schema": _ref(endpoint.answer)}}
        if endpoint.answer
        else {kind: {} for kind in endpoint.media}
    )
    responses: Json = {str(endpoint.status): {"description": "OK", "content": content}}
    for kind in (*endpoint.errors, *_common_errors(endpoint)):
        status = str(status_of(kind))
        refused: Json = {"application/json": {"schema": _ref(ErrorAnswer)}}
        responses.setdefault(status, {"description": kind.code, "content": refused})
    return responses


def _common_errors(endpoint: AnyEndpoint) -> list[type[YidaError]]:
    kinds: list[type[YidaError]] = [InvalidInput, TooMany, Unavailable, YidaError]
    if endpoint.signed:
        kinds.append(Unauthenticated)
    if endpoint.method == "POST":
        kinds += [ForeignOrigin, TooLarge]
    return kinds


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": REF.format(model=model.__name__)}
