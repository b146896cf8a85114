"""The document before: that of an ancestor in the history of the project."""

import os
import subprocess

FILE = "docs/openapi.json"


def git(*arguments: str) -> str | None:
    """What git says, or `None` where it fails."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def revisions() -> list[str]:
    """Where to look, in this order: the last release, where this branch began, the last commit if the file changed since, the one before."""
    found = [git("describe", "--tags", "--abbrev=0")]
    head = git("rev-parse", "HEAD")
    for branch in ("origin/HEAD", "origin/main", "main"):
        began = git("merge-base", "HEAD", branch)
        if began and began != head:
            found.append(began)
            break
    if git("diff", "--quiet", "HEAD", "--", FILE) is None:
        found.append("HEAD")
    found.append(git("rev-parse", "--verify", "--quiet", "HEAD~1"))
    return [revision for revision in found if revision]


def document_before() -> tuple[str, str] | None:
    """The revision and its document; `None` where there is none to compare with."""
    wanted = os.environ.get("BASE")
    for revision in [wanted] if wanted else revisions():
        document = git("show", f"{revision}:{FILE}")
        if document:
            return revision, document
    if wanted:
        raise SystemExit(f"BASE={wanted} is no revision with {FILE}")
    return None


def why_none() -> str:
    if git("rev-parse", "--git-dir") is None:
        return "this is no git repository"
    if git("rev-parse", "--is-shallow-repository") == "true":
        return f"this clone is shallow and has no earlier commit with {FILE}: fetch more of the history to compare"
    return f"no earlier commit has {FILE}"
