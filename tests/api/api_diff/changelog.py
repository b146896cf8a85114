"""What the changelog announces."""

import re

from .changes import Change

WORD = "Breaking:"


def announcements(changelog: str) -> list[str]:
    """The entries of the part `[Unreleased]` that announce what breaks clients."""
    unreleased = re.search(r"^## \[Unreleased\]$(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if unreleased is None:
        raise ValueError("the changelog has no part [Unreleased]")
    entries = re.split(r"^- ", unreleased[1], flags=re.MULTILINE)[1:]
    return [" ".join(entry.split()) for entry in entries if WORD in entry]


def is_announced(change: Change, announced: list[str]) -> bool:
    """Whether an entry names the operation, as `POST /tickets` or by its operationId, or the schema."""
    return any(re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/{{-])", entry) for entry in announced for name in change.names)
