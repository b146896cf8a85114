"""The changes that were found, and the direction in which a schema is read."""

from dataclasses import dataclass, field

REQUEST = "request"
"""The client writes it: what was accepted must stay accepted."""

ANSWER = "answer"
"""The client reads it: what was promised must stay promised."""


@dataclass(frozen=True)
class Change:
    """One change. `names` are the words by which the changelog may announce it."""

    place: str
    what: str
    breaks: bool
    names: frozenset[str]

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass
class Found:
    """Collects changes, each once, in the order in which they are found."""

    changes: dict[Change, None] = field(default_factory=dict)

    def breaking(self, place: "Place", what: str) -> None:
        self._add(place, what, True)

    def harmless(self, place: "Place", what: str) -> None:
        self._add(place, what, False)

    def _add(self, place: "Place", what: str, breaks: bool) -> None:
        self.changes.setdefault(Change(place.path, what, breaks, place.names))


@dataclass(frozen=True)
class Place:
    """Where in the document something is."""

    path: str
    names: frozenset[str]

    def at(self, part: str) -> "Place":
        return Place(f"{self.path} {part}", self.names)
