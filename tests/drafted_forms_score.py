"""Judges a drafted pack by the notes of its form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.temporary import temporary_folder
from docgen.word.xml import text_of
from tests.drafted_forms_file import OR, Blank, FormFile, build_form
from tests.drafted_forms_fill import has_type
from tests.drafted_forms_filled import FilledReport
from tests.drafted_forms_places import TAG
from tests.drafted_forms_reading import Reading, Spot, Tagged, is_named, letters, spot
from tests.drafted_forms_tally import Score

EDITION = 2023
_PACK, _FORM = "drafted", "form.docx"
_SHIFT = re.compile(r"年度\s*([+-]\s*\d+)?")


def score_form(form: FormFile, *, seed: int = 1) -> Score:
    """Drafts a pack from the form and judges it. A draft that fails has missed every blank."""
    score = Score(form.name)
    with temporary_folder("corpus") as folder:
        root = Path(folder).resolve()
        (root / "word_templates").mkdir()
        (root / "content").mkdir()
        build_form(form).save(str(root / _FORM))
        try:
            report = draft_pack([root / _FORM], _PACK, root=root, edition=EDITION)
            if report.files:
                return score_draft(form, report, root, seed=seed)
        except Exception as failure:  # whatever it is, the other forms go on
            _all_missed(form, score, f"{type(failure).__name__}: {failure}")
        else:
            codes = {problem.code for problem in report.problems}
            _all_missed(form, score, " ".join(sorted(codes)))
        return score


def _all_missed(form: FormFile, score: Score, why: str) -> None:
    score.failure = why
    wanted = [blank for blank in form.blanks() if blank.mark != "pen"]
    score.blanks = score.missed = len(wanted)
    score.lists = len({blank.list_name for blank in wanted if blank.list_name})
    score.derived = len({blank.name for blank in wanted if blank.formula})


def score_draft(form: FormFile, report: DraftReport, root: Path, *, seed: int = 1) -> Score:
    """Judges a drafted pack that is below ``root``; its content is filled."""
    judge = _Template(Reading(form, report, root), Score(form.name))
    judge.places()
    judge.lists()
    judge.types()
    FilledReport(judge.reading, judge.score).judge(seed)
    return judge.score


@dataclass
class _Template:
    """Judges the template of a drafted pack; ``score`` takes the figures."""

    reading: Reading
    score: Score

    def places(self) -> None:
        """Judges each blank, and the tags at no blank."""
        shared = self._shared()
        for tagged in self.reading.tagged:
            if tagged.blank.mark == "pen":
                there = tagged.typed if tagged.typed is not None else tagged.found.typed
                if "{{" in there:
                    self._count("wrong", tagged.blank, f"a tag at a place for a pen: {there}")
                continue
            self.score.blanks += 1
            kind, why = self._verdict(tagged, shared)
            self._count(kind, tagged.blank, why)
        self._strays()

    def _count(self, kind: str, blank: Blank | None, why: str, name: str = "") -> None:
        setattr(self.score, kind, getattr(self.score, kind) + 1)
        if kind != "right":
            self.score.note(kind, blank, why, name)

    def _strays(self) -> None:
        for found in self.reading.places.found:
            labelled = found.in_loop and ("{{" not in found.typed or TAG.fullmatch(found.typed))
            plain_text = found.paragraphs and not found.text.blanks
            if plain_text and found.blanks() is None and not labelled:
                self._count("wrong", None, f"no blank, but: {found.typed}", found.text.fixed)
        for element in self.reading.places.strays:
            text = text_of(element)
            self._count("wrong", None, f"a tag where the form has nothing: {text}")

    def _shared(self) -> set[str]:
        """The paths that blanks of different names have."""
        names = defaultdict[str, set[tuple[str, int]]](set)
        for tagged in self.reading.tagged:
            row = tagged.found.row if tagged.blank.list_name else 0
            if tagged.path and tagged.blank.mark != "year" and not tagged.list_path:
                names[tagged.path].add((tagged.blank.name, row))
            elif tagged.list_path:
                names[f"{tagged.path} {tagged.found.row}"].add((tagged.blank.name, 0))
        return {path.partition(" ")[0] for path, used in names.items() if len(used) > 1}

    def _verdict(self, tagged: Tagged, shared: set[str]) -> tuple[str, str]:
        blank = tagged.blank
        if "| merge }}" in tagged.found.typed and self._told(tagged):
            return "told", "typed in the content, in the name of a group"
        if tagged.typed is None and "{{" in tagged.found.typed:
            return "wrong", f"other words around it: {tagged.found.typed}"
        if tagged.typed is None or "{{" not in tagged.typed:
            if self._told(tagged):
                return "told", "told"
            return "missed", f"no tag, no word: {tagged.found.typed}"
        if blank.mark == "told":
            return "wrong", f"nothing names it, but it is {tagged.path}"
        if blank.mark == "year":
            shift = _SHIFT.search(tagged.typed)
            number = int((shift[1] or "0").replace(" ", "")) if shift else None
            return ("right", "") if number == blank.shift else ("wrong", f"year: {tagged.typed}")
        if not is_named(tagged):
            return "wrong", f"named {tagged.path or tagged.typed}"
        if tagged.path in shared:
            return "wrong", f"shares {tagged.path} with another"
        return "right", ""

    def _told(self, tagged: Tagged) -> bool:
        """Whether a warning stands at the place, or has all words of the name."""
        spots = self.reading.spots(tagged.found)
        spots += [(table, row, 0, 0) for table, row, *_ in spots if table]
        problems = [
            problem for problem in self.reading.report.problems if problem.code != "draft-differs"
        ]
        return any(_stands_at(problem, spots) or _names(problem, tagged) for problem in problems)

    def lists(self) -> None:
        """Counts the lists of the notes whose columns are all in one loop.

        Lists side by side share the loop of their rows; what is typed in one of them is then no
        group of the other.
        """
        lists = defaultdict[str, list[Tagged]](list)
        for tagged in self.reading.tagged:
            if tagged.blank.list_name:
                lists[tagged.blank.list_name].append(tagged)
        users = defaultdict[str, set[str]](set)
        for name, columns in lists.items():
            for column in columns:
                users[column.list_path].add(name)
        for name, columns in lists.items():
            paths = {column.list_path for column in columns}
            shared = any(len(users[path]) > 1 for path in paths)
            grouped = any("| merge" in (column.typed or "") for column in columns)
            self.score.lists += 1
            if len(paths) == 1 and "" not in paths and not (shared and grouped):
                self.score.lists_found += 1
            else:
                self.score.note("list", columns[0].blank, f"no loop of its own: {paths}", name)

    def types(self) -> None:
        """Judges the types in the schema of the blanks that have a field."""
        for tagged in self.reading.tagged:
            if tagged.blank.mark or not is_named(tagged) or self.reading.derived(tagged):
                continue
            kind = self.reading.kind(tagged)
            self.score.types += 1
            named_by_group = not kind and "*" in tagged.path and tagged.blank.type == "text"
            if named_by_group or has_type(tagged.blank.type, kind):
                self.score.types_right += 1
            else:
                self.score.note("type", tagged.blank, f"not {tagged.blank.type}: {dict(kind)}")


def _stands_at(problem: Problem, spots: Sequence[Spot]) -> bool:
    place = problem.template
    return place is not None and bool(place.table or place.paragraph) and spot(place) in spots


def _names(problem: Problem, tagged: Tagged) -> bool:
    said = letters(" ".join(map(str, problem.words.values())))
    words = [word.split(OR) for word in tagged.blank.name.replace("[]", "").split("/")]
    return bool(tagged.blank.name) and all(
        any(letters(choice) in said for choice in choices) for choices in words
    )
