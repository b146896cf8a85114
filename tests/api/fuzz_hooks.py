"""What the fuzz of the contract must know beside the document: how to write a mail, and ids of things that exist."""

import json
import os
from typing import Any

import schemathesis

IDS: dict[str, str] = json.loads(os.environ["FUZZ_IDS"])


# Mails and files are bytes.
schemathesis.serializer.alias(["message/rfc822"], "application/octet-stream")


@schemathesis.deserializer("application/octet-stream", "application/jsonl", "application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp")
def bytes_as_text(_context: Any, response: Any) -> str:
    """The document says that the body is a text of bytes, and nothing about what is in it."""
    return str(response.content, "latin-1")


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Puts things that exist into half of the paths: nothing is behind the others."""
    if path_parameters and sum(map(ord, repr(path_parameters))) % 2 == 0:
        return {name: IDS.get(name, value) for name, value in path_parameters.items()}
    return path_parameters


@schemathesis.hook
def map_query(_context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """An answer with chosen fields lacks the others, which the schema of a whole one requires; tests of its own cover it."""
    return {name: value for name, value in query.items() if name != "fields"} if query else query


@schemathesis.hook
def before_call(_context: Any, case: Any, **_: Any) -> None:
    """The same for queries that are no chance but cover each parameter."""
    if case.query and "fields" in case.query:
        case.query = {name: value for name, value in case.query.items() if name != "fields"}
