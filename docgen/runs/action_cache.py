"""The record of each unit's last build, so that an unchanged unit is not built again.

build/2023/.docgen/records.json     one record per unit

If the records cannot be data, all units are built again.
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
    """The record of one unit's last build; the fields are the keys of the JSON file.

    Attributes:
        pack: the pack it was built with.
        sources: digest of everything that the Word file was built from.
        docx: the name of the Word file.
        state: its size and times after the run.
        left_alone: whether the office has edited it.
        problems: the problems of the build.
        silenced: the problems that were waived.
        pdf: digest of the Word file, the fonts, and the PDF; empty without a PDF.
        verified: digest of the files that were verified, and of the pack and the program.
        files: the number of these files.
        deviations: their deviations from the official format.
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
        """The outcome of the unit, or ``None`` if its Word file has changed since the record."""
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
        """The record with the PDF and verify fields of ``before``; digests tell if they hold."""
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
    """The records of an edition's outputs, in a JSON file in ``folder``.

    Args:
        folder: the folder of the JSON file.
        out: the folder of the outputs, if it is not the default one; it has records of its own.

    Attributes:
        substituted: the substitute of each official font in the PDFs; ``None`` without one.
    """

    def __init__(self, folder: Path, out: Path | None = None) -> None:
        elsewhere = f"-{sha256(bytes(out.resolve())).hexdigest()[:16]}" if out else ""
        self._path = folder / f"records{elsewhere}.json"
        self._records: dict[str, Record] = {}
        self.substituted: dict[str, str | None] = {}
        try:
            data = json.loads(self._path.read_text("utf-8"))
            self._records = {name: _record(data) for name, data in data["units"].items()}
            self.substituted = dict(data["substituted"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            self._records = {}

    def get(self, unit: str) -> Record | None:
        """The unit's record; ``None`` if there is none."""
        return self._records.get(unit)

    def set(self, unit: str, record: Record | None) -> None:
        """Sets the record of ``unit``; ``None`` removes it."""
        if record is None:
            self._records.pop(unit, None)
        else:
            self._records[unit] = record

    def save(self) -> None:
        """Writes the records of all units."""
        units = {name: _plain(record) for name, record in self._records.items()}
        data = {"units": units, "substituted": self.substituted}
        text = json.dumps(data, ensure_ascii=False)
        write_atomically(self._path, text.encode(), self._path.name)


def _plain(record: Record) -> dict[str, Any]:
    """``record`` as JSON values."""
    plain = dict(vars(record))
    for name in ("problems", "deviations"):
        plain[name] = [_plain_problem(problem) for problem in plain[name]]
    plain["silenced"] = [
        {"problem": _plain_problem(waived.problem), "reason": waived.reason}
        for waived in record.silenced
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
            Waived(_problem(waived["problem"]), str(waived["reason"]))
            for waived in data["silenced"]
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
