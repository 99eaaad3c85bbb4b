"""JSON Schema for each kind of record, so that editors complete and check while typing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from chronicle.records import MODELS, Timeline

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Iterator[tuple[str, str]]:
    """Make the schema files: name and text, one for each kind and one for timeline.yml."""
    for name, model in (*MODELS.items(), ("timeline", Timeline)):
        yield f"{name}.json", json.dumps(schema(model), indent=2, ensure_ascii=False) + "\n"


def schema(model: type[BaseModel]) -> Mapping[str, Any]:
    """Make the schema of one model; the id, which is the file's name, is no key in it."""
    made = model.model_json_schema(mode="validation")
    made["properties"].pop("id", None)
    made["required"] = [key for key in made.get("required", ()) if key != "id"]
    return {"$schema": DIALECT, **_closed(made)}


def _closed(part: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Allow no other keys where keys have a pattern; pydantic leaves that open."""
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if "patternProperties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed
