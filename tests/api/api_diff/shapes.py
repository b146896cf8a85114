"""A schema without references, alternatives and `null` in their several ways of writing."""

import json
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

PREFIX = "#/components/schemas/"


def reference_name(schema: Schema) -> str | None:
    """The name of the schema that this one refers to."""
    reference = schema.get("$ref")
    return reference.removeprefix(PREFIX) if isinstance(reference, str) else None


def resolved(document: Schema, schema: Schema) -> Schema:
    """The schema itself, where it is a reference to one. What is beside the reference only describes."""
    while (name := reference_name(schema)) is not None:
        schema = document["components"]["schemas"][name]
    return schema


@dataclass
class Shape:
    """What a value may be: `null`, or one of some choices."""

    nullable: bool
    choices: list[Schema]

    def named_choices(self) -> dict[str, Schema]:
        """The choices by the names of their schemas; those without a name by what they are."""
        return {reference_name(choice) or _kind(choice): choice for choice in self.choices}


def without_null(schema: Schema) -> Schema:
    """Of a field that has one schema or is `null`, that schema."""
    choices = schema.get("oneOf") or schema.get("anyOf") or []
    real = [choice for choice in choices if choice.get("type") != "null"]
    return real[0] if len(real) == 1 else schema


def shape_of(document: Schema, schema: Schema) -> Shape:
    schema = resolved(document, schema)
    choices = schema.get("oneOf") or schema.get("anyOf")
    if choices is None:
        return Shape("null" in schema.get("type", []), [merged(document, schema)])
    real = [choice for choice in choices if choice.get("type") != "null"]
    inner = any(shape_of(document, choice).nullable for choice in real)
    return Shape(inner or len(real) < len(choices), real)


def merged(document: Schema, schema: Schema) -> Schema:
    """One object of all parts of an `allOf`."""
    if "allOf" not in schema:
        return schema
    parts = [merged(document, resolved(document, part)) for part in schema["allOf"]]
    whole: Schema = {"type": "object", "properties": {}, "required": []}
    for part in [*parts, {key: value for key, value in schema.items() if key != "allOf"}]:
        whole["properties"].update(part.get("properties", {}))
        whole["required"] += part.get("required", [])
    return whole


def _kind(schema: Schema) -> str:
    return json.dumps(schema.get("type", schema), sort_keys=True)
