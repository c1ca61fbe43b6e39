"""What a change of the contract means, as Markdown for people and as JSON for programs.

Both say the same, from one `Report`. The JSON is stable: keys are added, never renamed or removed without another
``format``:

* ``format``: 1.
* ``old``, ``new``: what was compared; ``version``: that of the package now.
* ``bump``: ``level`` (``major``, ``minor`` or ``patch``), ``next`` (the version that follows) and ``rule``.
* ``counts``: how many changes of each impact; a change with two impacts counts for both.
* ``remarks``: what to know about the documents; ``rewordings``: descriptions that differ.
* ``changes``: each with ``kind``, ``action``, ``where``, ``how``, ``before``, ``after``, ``impact`` (a list) and
  ``hint``, as `codegen.changes.compare.Change` says.
* ``api``: null when it was not compared, or ``since`` and ``changes``, each an `codegen.changes.python_api.ApiChange`.
* ``behaviour``: null when it was not compared, or ``since``, ``messages`` (how many were read) and ``differences``,
  each a `codegen.changes.recorded_messages.Difference`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from attrs import asdict, field, frozen

from ..contract.build import ROOTS
from ..contract.check import require_document
from ..contract.document import Document, DocumentError, load, parse
from ..contract.trim import trim
from .compare import Change, compare, remarks, rewordings
from .impact import ADDITIVE, BREAKS_READERS, BREAKS_SENDERS, IMPACTS, WIDENING
from .python_api import ApiChange, changes_since
from .recorded_messages import Difference, differences_since
from .revisions import ROOT, last_tag, read

__all__ = [
    "Bump",
    "Report",
    "current_version",
    "main",
    "open_document",
    "report",
    "to_fragment",
    "to_json",
    "to_markdown",
    "trimmed",
    "version_bump",
]

FORMAT: Final = 1
_SECTIONS: Final = {
    BREAKS_READERS: ("Breaking for readers", "Code that reads what servers send may fail, or wait in vain."),
    BREAKS_SENDERS: ("Breaking for senders", "What was right to send may be refused, or can be built no more."),
    WIDENING: ("Widening", "Nothing breaks, and there is a case that nobody had to expect."),
    ADDITIVE: ("Additive", "Nothing breaks; most of it is there to be used."),
}
_LONGEST: Final = 160


@frozen
class Bump:
    """The version that changes call for.

    Attributes:
        level: ``major``, ``minor`` or ``patch``.
        next: The version that follows.
        rule: Why, in a sentence.
    """

    level: str
    next: str
    rule: str


@frozen
class Report:
    """All that is known of a change; see the module for each part.

    Attributes:
        old: Name of the older document.
        new: Name of the newer document.
        version: Version of the package now.
        changes: Differences of the documents.
        remarks: What to know about the documents.
        rewordings: How many descriptions differ.
        since: Revision that the package is compared with; "" when it is not.
        api: Changes of the public API since then; None when they were not looked for.
        differences: Messages that are read otherwise since then; None when they were not looked for.
        messages: How many messages were read.
    """

    old: str
    new: str
    version: str
    changes: list[Change]
    remarks: list[str] = field(factory=list)
    rewordings: int = 0
    since: str = ""
    api: list[ApiChange] | None = None
    differences: list[Difference] | None = None
    messages: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many changes have each impact."""
        return {impact: sum(impact in change.impact for change in self.changes) for impact in IMPACTS}

    @property
    def bump(self) -> Bump:
        """The version that all of it calls for."""
        breaking = self.counts[BREAKS_READERS] + self.counts[BREAKS_SENDERS]
        breaking += sum(change.breaking for change in self.api or ())
        return version_bump(bool(breaking), bool(self.changes or self.api or self.differences), self.version)


def report(
    old: Document, new: Document, names: tuple[str, str] = ("old", "new"), *, version: str = "", since: str = ""
) -> Report:
    """Compare two documents and, with ``since``, the package and how it reads messages with a revision.

    Args:
        old: The older document.
        new: The newer document.
        names: What to call them.
        version: Version of the package now; that of ``pyproject.toml`` by default.
        since: A revision of git; "" compares the documents alone.

    Raises:
        DocumentError: A document, or the revision, cannot be compared.
    """
    for name, document in zip(names, (old, new), strict=True):
        require_document(document, name)
    old, new, cut = trimmed(old, new, names)
    differences, messages = differences_since(since) if since else (None, 0)
    return Report(
        old=names[0],
        new=names[1],
        version=version or current_version(),
        changes=compare(old, new),
        remarks=[*cut, *remarks(old, new)],
        rewordings=rewordings(old, new),
        since=since,
        api=changes_since(since) if since else None,
        differences=differences,
        messages=messages,
    )


def trimmed(old: Document, new: Document, names: tuple[str, str]) -> tuple[Document, Document, list[str]]:
    """Both documents cut down to what the roots reach, and which roots are in which of them.

    Where the roots match nothing in one of them, neither is cut: two documents of something else.
    """
    roots: dict[str, list[str]] = load(ROOTS)
    kept = [_matching(document, roots) for document in (old, new)]
    if not all(patterns["schemas"] for patterns in kept):
        return old, new, ["The roots of this project match nothing in one of them: both are compared whole."]
    missing = [
        f"No {what} of {name} matches the root `{pattern}`."
        for name, found in zip(names, kept, strict=True)
        for key, what in (("operations", "operation"), ("schemas", "schema"))
        for pattern in roots.get(key, [])
        if pattern not in found[key]
    ]
    return trim(old, kept[0]), trim(new, kept[1]), missing


def _matching(document: Document, roots: dict[str, list[str]]) -> dict[str, list[str]]:
    names = {"operations": document.get("paths", {}), "schemas": document.get("components", {}).get("schemas", {})}
    return {
        key: [pattern for pattern in roots.get(key, []) if any(re.fullmatch(pattern, name) for name in known)]
        for key, known in names.items()
    }


def version_bump(breaking: bool, anything: bool, version: str) -> Bump:
    """The version that follows, by semantic versioning; while it is 0.x, breaking changes raise the second number."""
    major, minor, patch = (int(number) for number in re.findall(r"\d+", f"{version}.0.0")[:3])
    if breaking and major:
        return Bump("major", f"{major + 1}.0.0", "Something breaks: the first number rises.")
    if breaking:
        return Bump("minor", f"0.{minor + 1}.0", "Something breaks: while the version is 0.x, the second number rises.")
    if anything:
        return Bump("minor", f"{major}.{minor + 1}.0", "Nothing breaks and something is new: the second number rises.")
    return Bump("patch", f"{major}.{minor}.{patch + 1}", "Nothing that users see has changed: the third number rises.")


def to_json(made: Report) -> str:
    """The report for programs; the module says what is in it."""
    since = made.since
    document = {
        "format": FORMAT,
        "old": made.old,
        "new": made.new,
        "version": made.version,
        "bump": asdict(made.bump),
        "counts": made.counts,
        "remarks": made.remarks,
        "rewordings": made.rewordings,
        "changes": [asdict(change) for change in made.changes],
        "api": None if made.api is None else {"since": since, "changes": [asdict(change) for change in made.api]},
        "behaviour": None
        if made.differences is None
        else {"since": since, "messages": made.messages, "differences": [asdict(entry) for entry in made.differences]},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def to_markdown(made: Report) -> str:
    """The report for people."""
    bump = made.bump
    lines = [f"# From {_plain(made.old)} to {_plain(made.new)}", ""]
    lines += [f"{bump.rule} {made.version} → **{bump.next}** ({bump.level}).", ""]
    lines += _table(("impact", "changes"), ((_SECTIONS[key][0], str(count)) for key, count in made.counts.items()))
    lines += [f"{_counted(made.rewordings, 'description')} said otherwise; that is no change.", ""]
    if made.remarks:
        lines += [*(f"- {_plain(remark)}" for remark in made.remarks), ""]
    lines += _events(made)
    for impact in IMPACTS:
        lines += _section(impact, [change for change in made.changes if impact in change.impact])
    lines += _api(made) + _behaviour(made)
    return "\n".join(lines).rstrip() + "\n"


def to_fragment(made: Report) -> str:
    """A fragment of the changelog: what users are to know, in a few lines."""
    counts = ", ".join(f"{count} {_SECTIONS[key][0].lower()}" for key, count in made.counts.items() if count)
    lines = [f"The contract follows {_plain(made.new)} ({counts or 'nothing changed'}): {made.bump.level} release."]
    for impact in (BREAKS_READERS, BREAKS_SENDERS):
        found = [change for change in made.changes if impact in change.impact]
        lines += [f"  - {_SECTIONS[impact][0]}: {_code(change.where)} {change.how}." for change in found]
    lines += [f"  - Python: {_code(change.name)} {change.what}." for change in made.api or () if change.breaking]
    return "\n".join(lines) + "\n"


def _events(made: Report) -> list[str]:
    found = [change for change in made.changes if change.kind == "event"]
    if not found:
        return []
    rows = (
        (_code(change.where.rpartition(" ")[2]), change.where.rpartition(" event ")[0], change.how) for change in found
    )
    return ["## Events", "", *_table(("type", "dialect and sender", "what happened"), rows)]


def _section(impact: str, found: list[Change]) -> list[str]:
    title, meaning = _SECTIONS[impact]
    if not found:
        return []
    rows = (
        (
            change.kind,
            _code(change.where),
            change.how,
            _value(change.before),
            _value(change.after),
            _note(change, impact),
        )
        for change in found
    )
    heading = ("element", "where", "what happened", "before", "after", "note")
    return [f"## {title} ({len(found)})", "", meaning, "", *_table(heading, rows)]


def _note(change: Change, impact: str) -> str:
    also = [f"also {other}" for other in change.impact if other != impact]
    return _plain("; ".join([*([change.hint] if change.hint else []), *also]))


def _api(made: Report) -> list[str]:
    if made.api is None:
        return []
    lines = [f"## Python, since {_code(made.since)}", ""]
    if not made.api:
        return [*lines, "The public API is what it was.", ""]
    for breaking, title in ((True, "Breaking"), (False, "Not breaking")):
        found = [change for change in made.api if change.breaking is breaking]
        if found:
            rows = ((_code(entry.name), entry.what, _value(entry.before), _value(entry.after)) for entry in found)
            heading = ("name", "what happened", "before", "after")
            lines += [f"### {title} ({len(found)})", "", *_table(heading, rows)]
    return lines


def _behaviour(made: Report) -> list[str]:
    if made.differences is None:
        return []
    lines = [f"## Recorded messages, since {_code(made.since)}", ""]
    otherwise = len({entry.source for entry in made.differences})
    lines += [f"{otherwise} of {_counted(made.messages, 'recorded message')} read otherwise.", ""]
    if not made.differences:
        return lines
    rows = (
        (_code(entry.source), _code(entry.kind), entry.what, _value(entry.before), _value(entry.after))
        for entry in made.differences
    )
    return [*lines, *_table(("message", "type", "what differs", "before", "after"), rows)]


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in (heading, ("---",) * len(heading), *rows)]
    return [*lines, ""]


def _value(value: Any) -> str:
    """A value of a document in a cell; nothing where the document says nothing."""
    if value is None or value == "":
        return ""
    return _code(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _code(text: str) -> str:
    """Text of a document as code, in one line of one cell."""
    flat = re.sub(r"\s+", " ", text).replace("`", "'").replace("|", "\\|")
    return f"`{flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip(chr(92)) + '…'}`"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("<", "&lt;")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def current_version() -> str:
    """Version of the package now."""
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return version


def open_document(source: str) -> Document:
    """A document from a file, or from a file at a revision of git: ``HEAD~3:openapi.yaml``.

    Raises:
        DocumentError: There is no such document, or it is no OpenAPI document.
    """
    path = Path(source)
    revision, colon, inside = source.partition(":")
    if path.is_file():
        document = load(path)
    elif path.exists() or not colon or not revision or not inside:
        raise DocumentError(f"{source}: no such file; give a file, or a file at a revision as REVISION:PATH")
    else:
        document = parse(read(revision, inside), source)
    return require_document(document, source)


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.changes.report OLD NEW``; exit code 1, with the reason, when it cannot be done."""
    parser = argparse.ArgumentParser(
        prog="python -m codegen.changes.report", description="Compare two OpenAPI documents."
    )
    parser.add_argument("old", help="the older document: a file, or REVISION:PATH")
    parser.add_argument("new", help="the newer document")
    parser.add_argument("--json", action="store_true", help="write JSON instead of Markdown")
    parser.add_argument("--output", type=Path, help="write into this file instead of printing")
    parser.add_argument(
        "--since", nargs="?", const="", help="also compare the package with this revision, by default the last tag"
    )
    arguments = parser.parse_args(argv)
    try:
        since = "" if arguments.since is None else arguments.since or last_tag()
        old, new = open_document(arguments.old), open_document(arguments.new)
        # The folder that a file stands in is nobody else's concern.
        names = [Path(source).name if Path(source).is_file() else source for source in (arguments.old, arguments.new)]
        made = report(old, new, (names[0], names[1]), since=since)
        text = to_json(made) if arguments.json else to_markdown(made)
        if arguments.output is None:
            sys.stdout.write(text)
        else:
            arguments.output.write_text(text, encoding="utf-8")
    except (DocumentError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
