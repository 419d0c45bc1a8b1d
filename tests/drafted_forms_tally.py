"""The figures of a judged form."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.drafted_forms_file import Blank


@dataclass(frozen=True)
class Verdict:
    """The verdict on a blank.

    Attributes:
        line: of its note.
        name: of the blank.
        kind: ``right``, ``wrong``, ``told``, ``missed``; ``derived``, ``type``, ``hint``,
            ``list`` for what is counted beside.
        why: in words; empty if it is right.
    """

    line: int
    name: str
    kind: str
    why: str = ""


@dataclass
class Score:
    """The figures of a form.

    Attributes:
        name: of the form.
        blanks, right, wrong, told, missed: blanks, and how they were judged; ``wrong`` counts
            tags that belong to no blank too.
        lists, lists_found: lists of the notes, and those that became one loop.
        derived, derived_right, derived_false: formulas of the notes, and those of the draft.
        types, types_right: blanks whose type was judged.
        hints: printed hints that still stand in the filled report.
        verdicts: what is not right.
        failure: why there is no draft, or no report of it.
    """

    name: str
    blanks: int = 0
    right: int = 0
    wrong: int = 0
    told: int = 0
    missed: int = 0
    lists: int = 0
    lists_found: int = 0
    derived: int = 0
    derived_right: int = 0
    derived_false: int = 0
    types: int = 0
    types_right: int = 0
    hints: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    failure: str = ""

    def note(self, kind: str, blank: Blank | None, why: str, name: str = "") -> None:
        """Adds a verdict."""
        line = blank.line if blank is not None else 0
        self.verdicts.append(Verdict(line, name or (blank.name if blank else ""), kind, why))
