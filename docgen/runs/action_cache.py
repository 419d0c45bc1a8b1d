"""What became of each unit when it was last built, so that what is unchanged is not built again.

build/2023/.docgen/records.json     one record a unit

A record that cannot be read is no record: the unit is built again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docgen.atomic import write_atomically
from docgen.checking.waivers import Waived
from docgen.diagnostics import (
    DocumentPlace,
    ExitCode,
    Place,
    Problem,
    Severity,
    TemplatePlace,
)
from docgen.runs.inputs_digest import state_of
from docgen.runs.results import Outcome


@dataclass(frozen=True)
class Record:
    """What became of one unit.

    Attributes:
        pack: the pack it was built with.
        sources: a digest of all that its Word file was built from.
        docx: the name of that file.
        state: its size and times after the run.
        left_alone: whether the office has edited it.
        problems: what was found while it was built.
        silenced: what was silenced.
        pdf: a digest of the Word file, the fonts, and the PDF that was made.
        verified: a digest of what was verified against the official format.
        files: how many files that were.
        deviations: what was found then.
    """

    pack: str
    sources: str
    docx: str
    state: str
    left_alone: bool
    problems: tuple[Problem, ...] = ()
    silenced: tuple[Waived, ...] = ()
    pdf: str = ""
    verified: str = ""
    files: int = 0
    deviations: tuple[Problem, ...] = ()

    def outcome(self, unit: str, folder: Path) -> Outcome | None:
        """The unit as it lies there, if nobody has touched its Word file since."""
        path = folder / self.docx
        if not self.state or state_of(path) != self.state:
            return None
        return Outcome(
            unit,
            path,
            problems=self.problems,
            changed=False,
            left_alone=self.left_alone,
            silenced=self.silenced,
        )

    def with_pdf_of(self, before: Record | None) -> Record:
        """The same with what was known of PDF and format; digests tell if that still holds."""
        if before is None:
            return self
        return replace(
            self,
            pdf=before.pdf,
            verified=before.verified,
            files=before.files,
            deviations=before.deviations,
        )


class Records:
    """The records of an edition's outputs, kept in ``folder``; those of another place by its name.

    ``out`` is that other place.
    """

    def __init__(self, folder: Path, out: Path | None = None) -> None:
        elsewhere = f"-{sha256(bytes(out.resolve())).hexdigest()[:16]}" if out else ""
        self._path = folder / f"records{elsewhere}.json"
        self._known: dict[str, Record] = {}
        self.substituted: dict[str, str | None] = {}
        try:
            read = json.loads(self._path.read_text("utf-8"))
            self._known = {name: _record(data) for name, data in read["units"].items()}
            self.substituted = dict(read["substituted"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            self._known = {}

    def get(self, unit: str) -> Record | None:
        """The unit's record, if there is one."""
        return self._known.get(unit)

    def set(self, unit: str, record: Record | None) -> None:
        """The unit has ``record`` now, or none."""
        if record is None:
            self._known.pop(unit, None)
        else:
            self._known[unit] = record

    def save(self) -> None:
        """Writes the records of all units."""
        units = {name: _plain(record) for name, record in self._known.items()}
        data = {"units": units, "substituted": self.substituted}
        text = json.dumps(data, ensure_ascii=False)
        write_atomically(self._path, text.encode(), self._path.name)


def _plain(record: Record) -> dict[str, Any]:
    """A record as JSON has it."""
    plain = dict(vars(record))
    for name in ("problems", "deviations"):
        plain[name] = [_plain_problem(one) for one in plain[name]]
    plain["silenced"] = [
        {"problem": _plain_problem(one.problem), "reason": one.reason} for one in record.silenced
    ]
    return plain


def _plain_problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "place": vars(problem.place),
        "words": dict(problem.words),
        "template": asdict(problem.template) if problem.template else None,
        "severity": problem.severity.value,
        "exit_code": int(problem.exit_code),
        "document": asdict(problem.document) if problem.document else None,
    }


def _record(data: Mapping[str, Any]) -> Record:
    record = Record(**data)
    return replace(
        record,
        problems=_problems(data["problems"]),
        deviations=_problems(data["deviations"]),
        silenced=tuple(
            Waived(_problem(one["problem"]), str(one["reason"])) for one in data["silenced"]
        ),
    )


def _problems(data: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(map(_problem, data))


def _problem(data: Mapping[str, Any]) -> Problem:
    template, document = data["template"], data["document"]
    return Problem(
        data["code"],
        Place(**data["place"]),
        MappingProxyType(dict(data["words"])),
        TemplatePlace(**template) if template else None,
        Severity(data["severity"]),
        ExitCode(data["exit_code"]),
        DocumentPlace(**document) if document else None,
    )
