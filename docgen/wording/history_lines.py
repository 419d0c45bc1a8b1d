"""Who changed which value when, as text and JSON, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.unit_history import ValueChange

_FOLDERS = 3
_LONGEST = 60
"""Characters of a text that are shown."""


def history_lines(changes: Sequence[ValueChange], language: Language) -> Iterator[str]:
    """Yields a line for each run or commit, the newest first, and one for each value below it."""
    texts, last = phrases(language), None
    if not changes:
        yield texts["history-none"]
    for change in changes:
        about = (change.when, change.who, change.how, change.note)
        if about != last:
            last = about
            when = f"{change.when.astimezone():%Y-%m-%d %H:%M}"
            how = texts[f"history-{change.how}"]
            yield "  ".join(filter(None, (when, change.who, how, change.note)))
        value = change.value
        at = " ".join(filter(None, (_in_unit(change.file), value.path)))
        yield f"    {at}: {_shown(value.old)} → {_shown(value.new)}"


def _in_unit(file: str) -> str:
    """The name of a content file in its unit: without content/2023/UNIT."""
    return file.split("/", _FOLDERS)[-1]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "—"
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def history_json(changes: Iterable[ValueChange]) -> str:
    """The changes as a JSON list, for scripts."""
    objects = [
        {
            "when": change.when.isoformat(),
            "who": change.who,
            "how": change.how,
            "note": change.note,
            "file": change.file,
            "path": change.value.path,
            "old": change.value.old,
            "new": change.value.new,
        }
        for change in changes
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)
