"""What became of a pack with a changed form, in Chinese and English, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.wording.problem_texts import display_path, problems_json

if TYPE_CHECKING:
    from docgen.scaffold.pack.update.changes import FormChange, UpdateReport

_SHOWN = 3
"""How many fields a line names."""


def update_lines(report: UpdateReport, language: Language, *, dry_run: bool) -> Iterator[str]:
    """Yields a table for each part: old label → new label, what is done first."""
    texts = phrases(language)
    for part in report.parts:
        yield texts["update-part"].format(part=part.part, form=part.form, kept=part.kept)
        yield from _table(part.changes, texts)
    for other in report.others:
        yield texts["update-other"].format(part=other)
    if report.changes:
        yield texts["update-pack"]
        yield from _table(report.changes, texts)
    words = {
        "pack": display_path(report.target),
        "name": report.target.name,
        "old": report.pack,
        "edition": report.edition,
        "last": report.edition - 1,
        "files": report.files,
    }
    if report.files:
        yield texts["updated"].format(**words)
        yield texts["updated-next"].format(**words)
    elif dry_run and report.parts:
        yield texts["updated-dry"].format(**words)


def _table(changes: Iterable[FormChange], texts: Mapping[str, str]) -> Iterator[str]:
    changes = list(changes)
    for done, title in ((True, "update-done"), (False, "update-look")):
        own = [change for change in changes if change.done is done]
        if own:
            yield texts[title]
        for _, group in groupby(own, key=_together):
            yield _row(list(group), texts)


def _together(change: FormChange) -> tuple[str, ...]:
    """What changes in one row of the table have in common: the row of the form that they are in."""
    if change.kind not in ("moved", "added", "gone", "still-read"):
        return (change.kind, change.old, change.new)
    path = change.fields[0].rpartition(".")[0] if change.fields else ""
    return (change.kind, path)


def _row(group: list[FormChange], texts: Mapping[str, str]) -> str:
    first = group[0]
    old = _common([change.old for change in group])
    new = _common([change.new for change in group])
    both = old and new and first.kind != "story"
    words = texts["update-both"].format(old=old, new=new) if both else old or new
    fields = list(dict.fromkeys(field for change in group for field in change.fields))
    named = texts["update-and"].join(fields[:_SHOWN])
    if fields:
        key = "update-fields" if len(fields) <= _SHOWN else "update-many"
        words += texts[key].format(fields=named, count=len(fields))
    hint = "" if first.done else texts.get(f"update-hint-{first.kind}", "")
    words += hint.format(old=old, new=new)
    return texts["update-row"].format(kind=texts[f"update-kind-{first.kind}"], words=words)


def _common(labels: list[str]) -> str:
    """The labels from outer to inner that all have; those of the first, if they have none."""
    paths = [label.split(" / ") for label in labels]
    same = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return " / ".join(same) or labels[0]


def update_json(report: UpdateReport, language: Language) -> str:
    """The report as JSON: parts with their changes, what changed in pack.yaml, problems."""
    data = {
        "pack": report.pack,
        "new_pack": report.target.name,
        "edition": report.edition,
        "files": report.files,
        "parts": [asdict(part) for part in report.parts],
        "others": report.others,
        "changes": [asdict(change) for change in report.changes],
        "problems": json.loads(problems_json(report.problems, language)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
