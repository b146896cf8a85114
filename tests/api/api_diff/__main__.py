"""Shows what changed in docs/openapi.json; fails where clients break and the changelog does not announce it."""

import json
import sys
from pathlib import Path

from .base import FILE, document_before, why_none
from .changelog import WORD, announcements, is_announced
from .operations import compare


def main() -> int:
    before = document_before()
    if before is None:
        print(f"The API is not compared: {why_none()}.")
        return 0
    revision, old = before
    changes = compare(json.loads(old), json.loads(Path(FILE).read_text()))
    announced = announcements(Path("CHANGELOG.md").read_text())
    print(f"Compared with {FILE} of {revision}: {len(changes)} changes.")
    missing = 0
    for change in sorted(changes, key=lambda change: (not change.breaks, str(change))):
        if not change.breaks:
            print(f"  {change}")
        elif is_announced(change, announced):
            print(f"  breaks clients, announced: {change}")
        else:
            missing += 1
            print(f"  BREAKS CLIENTS: {change}", file=sys.stderr)
    if missing:
        print(
            f"{missing} changes break clients and are not announced. Undo them, or write an entry with `{WORD}` under [Unreleased] in "
            "CHANGELOG.md that names the operation (`POST /tickets`, or its operationId) or the schema.",
            file=sys.stderr,
        )
    return 1 if missing else 0


sys.exit(main())
