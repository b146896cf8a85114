"""Compares the operations of two documents."""

from typing import Any

from .changes import ANSWER, REQUEST, Change, Found, Place
from .schemas import Schemas

Document = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def compare(old: Document, new: Document) -> list[Change]:
    """Every change from the old document to the new one."""
    found = Found()
    schemas = Schemas(old, new, found)
    for part in ("paths", "webhooks"):
        before, after = _operations(old, part), _operations(new, part)
        for key in before | after:
            place = _place(key, before.get(key) or after[key])
            if key not in after:
                found.breaking(place, "is gone")
            elif key not in before:
                found.harmless(place, "is new")
            else:
                # The desk writes what a webhook is sent.
                written = ANSWER if part == "webhooks" else REQUEST
                Operations(schemas, found, place, written).compare(before[key], after[key])
    return list(found.changes)


def _operations(document: Document, part: str) -> dict[tuple[str, str], Document]:
    items = document.get(part, {}).items()
    return {(path, method): item[method] for path, item in items for method in METHODS if method in item}


def _place(key: tuple[str, str], operation: Document) -> Place:
    path, method = key
    whole = f"{method.upper()} {path}"
    names = {whole, whole.replace("/api/v1", "", 1)}
    if name := operation.get("operationId"):
        names.add(name)
    return Place(whole, frozenset(names))


class Operations:
    """Compares one operation with its later self."""

    def __init__(self, schemas: Schemas, found: Found, place: Place, written: str) -> None:
        self.schemas, self.found, self.place, self.written = schemas, found, place, written

    def compare(self, old: Document, new: Document) -> None:
        before, after = old.get("operationId"), new.get("operationId")
        if before != after:
            # Generated clients call it so.
            self.found.breaking(self.place, f"its operationId is {after} instead of {before}")
        if _is_public(old) and not _is_public(new):
            self.found.breaking(self.place, "needs a sign-in now")
        self._parameters(old, new)
        self._request(old.get("requestBody"), new.get("requestBody"))
        self._answers(old["responses"], new["responses"])

    def _parameters(self, old: Document, new: Document) -> None:
        before, after = _parameters(old), _parameters(new)
        for key in before:
            place = self.place.at(f"{key[0]} parameter {key[1]}")
            if key not in after:
                self.found.breaking(place, "is gone")
                continue
            was, is_needed = before[key].get("required", False), after[key].get("required", False)
            if self.written == REQUEST and is_needed and not was:
                self.found.breaking(place, "is required now")
            if self.written == ANSWER and was and not is_needed:
                self.found.breaking(place, "may be missing now")
            self.schemas.compare(before[key]["schema"], after[key]["schema"], self.written, place)
        for key in after.keys() - before.keys():
            place = self.place.at(f"{key[0]} parameter {key[1]}")
            if after[key].get("required") and self.written == REQUEST:
                self.found.breaking(place, "is new and required")
            else:
                self.found.harmless(place, "is new")

    def _request(self, old: Document | None, new: Document | None) -> None:
        place = self.place.at("body")
        if old is None or new is None:
            if old is not None:
                self.found.breaking(place, "is gone")
            elif new is not None and new.get("required"):
                self.found.breaking(place, "is new and required")
            elif new is not None:
                self.found.harmless(place, "is new")
            return
        if self.written == REQUEST and new.get("required") and not old.get("required"):
            self.found.breaking(place, "is required now")
        self._content(old, new, self.written, place)

    def _answers(self, old: Document, new: Document) -> None:
        for status in old:
            place = self.place.at(status)
            if status not in new:
                self.found.breaking(place, "is no longer an answer")
                continue
            self._content(old[status], new[status], ANSWER, place)
            for header in old[status].get("headers", {}).keys() - new[status].get("headers", {}).keys():
                self.found.breaking(place, f"has no header {header} any more")
        for status in new.keys() - old.keys():
            self.found.harmless(self.place.at(status), "is a new answer")

    def _content(self, old: Document, new: Document, direction: str, place: Place) -> None:
        before, after = old.get("content", {}), new.get("content", {})
        for media in before:
            if media not in after:
                self.found.breaking(place.at(media), "is gone")
            elif "schema" in before[media] and "schema" in after[media]:
                self.schemas.compare(before[media]["schema"], after[media]["schema"], direction, place.at(media))
        for media in after.keys() - before.keys():
            self.found.harmless(place.at(media), "is new")


def _is_public(operation: Document) -> bool:
    ways = operation.get("security", [])
    return not ways or {} in ways


def _parameters(operation: Document) -> dict[tuple[str, str], Document]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", [])}
