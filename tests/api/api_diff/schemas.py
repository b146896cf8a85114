"""Compares two schemas, as the client writes or reads them."""

from typing import Any

from .changes import ANSWER, REQUEST, Found, Place
from .shapes import Shape, reference_name, shape_of, without_null

Schema = dict[str, Any]

LEAST = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
MOST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")


class Schemas:
    """Compares schemas of two documents. A named schema is compared once in each direction."""

    def __init__(self, old: Schema, new: Schema, found: Found) -> None:
        self.old, self.new, self.found = old, new, found
        self.known: set[tuple[str, str, str]] = set()

    def compare(self, old: Schema, new: Schema, direction: str, place: Place) -> None:
        self._null(shape_of(self.old, old).nullable, shape_of(self.new, new).nullable, direction, place)
        old, new = without_null(old), without_null(new)
        before, after = reference_name(old), reference_name(new)
        if before and after:
            if (before, after, direction) in self.known:
                return
            self.known.add((before, after, direction))
            if before != after:
                # The wire stays the same, but generated clients have another type.
                self.found.breaking(place, f"the schema {before} is called {after}")
            place = Place(f"{after} ({direction})", frozenset({before, after}))
        self._shapes(shape_of(self.old, old), shape_of(self.new, new), direction, place)

    def _shapes(self, old: Shape, new: Shape, direction: str, place: Place) -> None:
        if len(old.choices) == len(new.choices) == 1:
            self._plain(old.choices[0], new.choices[0], direction, place)
        else:
            self._choices(old, new, direction, place)

    def _null(self, before: bool, after: bool, direction: str, place: Place) -> None:
        if direction == REQUEST and before and not after:
            self.found.breaking(place, "null is refused now")
        if direction == ANSWER and after and not before:
            self.found.breaking(place, "may be null now")

    def _choices(self, old: Shape, new: Shape, direction: str, place: Place) -> None:
        before, after = old.named_choices(), new.named_choices()
        for name in before.keys() - after.keys():
            lost = self.found.breaking if direction == REQUEST else self.found.harmless
            lost(place, f"is no longer a {name}")
        for name in after.keys() - before.keys():
            gained = self.found.breaking if direction == ANSWER else self.found.harmless
            gained(place, f"may be a {name} now")
        for name in sorted(before.keys() & after.keys()):
            self.compare(before[name], after[name], direction, place.at(f"as {name}"))

    def _plain(self, old: Schema, new: Schema, direction: str, place: Place) -> None:
        self._types(old, new, direction, place)
        self._words(old, new, direction, place)
        if direction == REQUEST:
            self._limits(old, new, place)
        if old.get("format") != new.get("format") and (direction == ANSWER or new.get("format")):
            self.found.breaking(place, f"its format is {new.get('format')} instead of {old.get('format')}")
        self._fields(old, new, direction, place)
        for part in ("items", "additionalProperties"):
            if isinstance(old.get(part), dict) and isinstance(new.get(part), dict):
                self.compare(old[part], new[part], direction, place.at("each"))

    def _types(self, old: Schema, new: Schema, direction: str, place: Place) -> None:
        before, after = _types(old), _types(new)
        if not before and not after:
            return
        wide, narrow = (after, before) if direction == REQUEST else (before, after)
        if wide and not (narrow and all(kind in wide or kind == "integer" and "number" in wide for kind in narrow)):
            self.found.breaking(place, f"is {_list(after) or 'anything'} instead of {_list(before) or 'anything'}")

    def _words(self, old: Schema, new: Schema, direction: str, place: Place) -> None:
        before, after = _words(old), _words(new)
        if before is None and after is None:
            return
        if before is None or after is None:
            narrowed = before is None
            if narrowed == (direction == REQUEST):
                self.found.breaking(place, "has a list of words now" if narrowed else "has no list of words any more")
            return
        for word in before - after:
            lost = self.found.breaking if direction == REQUEST else self.found.harmless
            lost(place, f"the word {word} is gone")
        for word in after - before:
            self.found.harmless(place, f"the word {word} is new")

    def _limits(self, old: Schema, new: Schema, place: Place) -> None:
        for name in LEAST:
            if name in new and new[name] > old.get(name, 0 if name.endswith(("Length", "Items", "ties")) else float("-inf")):
                self.found.breaking(place, f"{name} is {new[name]} instead of {old.get(name, 'none')}")
        for name in MOST:
            if name in new and new[name] < old.get(name, float("inf")):
                self.found.breaking(place, f"{name} is {new[name]} instead of {old.get(name, 'none')}")
        if "pattern" in new and new["pattern"] != old.get("pattern"):
            self.found.breaking(place, f"its pattern is {new['pattern']} instead of {old.get('pattern')}")
        if new.get("additionalProperties") is False and old.get("additionalProperties") is not False and "properties" in old:
            self.found.breaking(place, "unknown fields are refused now")

    def _fields(self, old: Schema, new: Schema, direction: str, place: Place) -> None:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_after = set(old.get("required", [])), set(new.get("required", []))
        for name in before:
            part = place.at(f".{name}")
            if name not in after:
                self.found.breaking(part, "is gone")
                continue
            if direction == REQUEST and name in needed_after - needed_before:
                self.found.breaking(part, "is required now")
            if direction == ANSWER and name in needed_before - needed_after:
                self.found.breaking(part, "may be missing now")
            self.compare(before[name], after[name], direction, part)
        for name in after.keys() - before.keys():
            part = place.at(f".{name}")
            if direction == REQUEST and name in needed_after:
                self.found.breaking(part, "is new and required")
            else:
                self.found.harmless(part, "is new")


def _types(schema: Schema) -> set[str]:
    kinds = schema.get("type", [])
    return set([kinds] if isinstance(kinds, str) else kinds) - {"null"}


def _words(schema: Schema) -> set[str] | None:
    if "const" in schema:
        return {repr(schema["const"])}
    return {repr(word) for word in schema["enum"] if word is not None} if "enum" in schema else None


def _list(kinds: set[str]) -> str:
    return " or ".join(sorted(kinds))
