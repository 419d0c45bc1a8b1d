"""What ``docgen template update`` found and did, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem


@dataclass(frozen=True)
class FormChange:
    """A difference between the two forms, or what follows from one.

    Attributes:
        kind: ``renamed``, ``likely``, ``moved``, ``added``, ``gone``, ``unplaced``, ``text-gone``,
            ``text-new``, ``formula-new``, ``formula-changed``, ``formula-gone``, ``formula-look``,
            ``still-read``, ``named-gone``, ``title``, ``look``.
        old: what the old form had: the labels, or a formula.
        new: what the changed form has.
        fields: the fields of the pack that it is about.
        done: whether it has been followed; otherwise it is to be looked at.
    """

    kind: str
    old: str = ""
    new: str = ""
    fields: tuple[str, ...] = ()
    done: bool = True


@dataclass(frozen=True)
class PartChanges:
    """A changed form and the part that it is for.

    Attributes:
        form: the form's name.
        part: the file name of the part.
        kept: how many blanks of the part have their tags at their place again.
        changes: the differences.
    """

    form: str
    part: str
    kept: int
    changes: tuple[FormChange, ...]


@dataclass(frozen=True)
class UpdateReport:
    """The outcome.

    Attributes:
        pack: the name of the old pack.
        target: the folder of the new one.
        edition: the first edition of the changed form.
        parts: what changed in each part that has a changed form.
        others: the parts that were copied as they are.
        changes: what changed in pack.yaml and schema.json.
        files: how many files were written; 0 after errors and for a dry run.
        problems: errors, and warnings about what is uncertain.
    """

    pack: str
    target: Path
    edition: int
    parts: tuple[PartChanges, ...] = ()
    others: tuple[str, ...] = ()
    changes: tuple[FormChange, ...] = ()
    files: int = 0
    problems: tuple[Problem, ...] = ()

    def all_changes(self) -> list[FormChange]:
        """The changes of all parts and of pack.yaml."""
        return [change for part in self.parts for change in part.changes] + list(self.changes)
