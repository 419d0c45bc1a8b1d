"""Judges a drafted pack by the notes of its form."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
import yaml

from docgen.diagnostics import Problem, Problems, Severity, TemplatePlace
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.templates.lint.pack_outline import PackOutline, outline_pack
from docgen.templates.part_outline import PartOutline
from docgen.temporary import temporary_folder
from docgen.word.xml import text_of
from tests.drafted_forms_file import OR, Blank, FormFile, build_form
from tests.drafted_forms_fill import Filling, built, options_of, schema_at
from tests.drafted_forms_marks import shown
from tests.drafted_forms_places import TAG, Found, Places, find_places, plain
from tests.drafted_forms_values import Value, same, values_of

EDITION = 2023
_PACK, _FORM = "drafted", "form.docx"
_NO_WORD = re.compile(r"[\W_\d年月日分元％%]")
_SHIFT = re.compile(r"年度\s*([+-]\s*\d+)?")


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


@dataclass(frozen=True, eq=False)
class Tagged:
    """A blank in the template.

    Attributes:
        blank: the note.
        found: its place.
        typed: what the template has there; ``None`` if the printed text around it is another.
        paths: of the fields there.
    """

    blank: Blank
    found: Found
    typed: str | None
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """Of its field; empty without one."""
        return self.paths[0] if self.paths else ""

    @property
    def list_path(self) -> str:
        """The list that it is a column of; empty outside of loops."""
        return self.path.rpartition("[]")[0] if self.found.in_loop and "[]" in self.path else ""


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
        except Exception as failure:  # whatever it is, the other forms go on
            _all_missed(form, score, f"{type(failure).__name__}: {failure}")
            return score
        if not report.files:
            codes = {problem.code for problem in report.problems}
            _all_missed(form, score, " ".join(sorted(codes)))
            return score
        return score_draft(form, report, root, seed=seed)


def _all_missed(form: FormFile, score: Score, why: str) -> None:
    score.failure = why
    wanted = [blank for blank in form.blanks() if blank.mark != "pen"]
    score.blanks = score.missed = len(wanted)
    score.lists = len({blank.list_name for blank in wanted if blank.list_name})
    score.derived = len({blank.name for blank in wanted if blank.formula})


def score_draft(form: FormFile, report: DraftReport, root: Path, *, seed: int = 1) -> Score:
    """Judges a drafted pack that is below ``root``; its content is filled."""
    judge = _Judge(form, report, root)
    judge.places()
    judge.lists()
    judge.types()
    judge.filled(seed)
    return judge.score


class _Judge:
    def __init__(self, form: FormFile, report: DraftReport, root: Path) -> None:
        self.form, self.report, self.root = form, report, root
        self.score = Score(form.name)
        self.body = docx.Document(str(next(report.pack.glob("*.docx")))).element.body
        self.outline: PackOutline = outline_pack(report.pack.name, root=root)
        self.part = PartOutline(self.body)
        self.schema: dict[str, Any] = json.loads((report.pack / "schema.json").read_text("utf-8"))
        self.pack: dict[str, Any] = yaml.safe_load((report.pack / "pack.yaml").read_text("utf-8"))
        self.found: Places = find_places(form, self.body)

    # The blanks.

    @cached_property
    def tagged(self) -> list[Tagged]:
        return list(self._tagged())

    def _tagged(self) -> Iterator[Tagged]:
        for found in self.found.found:
            typed = found.blanks()
            for blank in found.text.blanks:
                there = typed[blank] if typed is not None else None
                tags = TAG.findall(there if there is not None else found.typed)
                yield Tagged(blank, found, there, tuple(self._paths(tags, found)))

    def _paths(self, tags: Sequence[str], found: Found) -> Iterator[str]:
        places = {self._spot(self.part.place(one, "", "")) for one in found.paragraphs}
        for tag in tags:
            for use in self.outline.uses:
                if use.placeholder.tag == tag and self._spot(use.placeholder.place) in places:
                    yield from use.paths
                    break

    @staticmethod
    def _spot(place: TemplatePlace) -> tuple[int, int, int, int]:
        return place.table, place.row, place.cell, place.paragraph

    def places(self) -> None:
        """Judges each blank, and the tags at no blank."""
        shared = self._shared()
        for tagged in self.tagged:
            if tagged.blank.mark == "pen":
                if tagged.typed is None or "{{" in tagged.typed:
                    self._count("wrong", tagged.blank, "a pen's place has a tag or other words")
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
        for found in self.found.found:
            labelled = found.in_loop and TAG.fullmatch(found.typed.strip())
            if not found.text.blanks and "{{" in found.typed and not labelled:
                self._count("wrong", None, f"a tag at no blank: {found.typed}", found.text.fixed)
        for element in self.found.strays:
            text = text_of(element)
            self._count("wrong", None, f"a tag where the form has nothing: {text}")

    def _shared(self) -> set[str]:
        """The paths that blanks of different names have."""
        names = defaultdict[str, set[tuple[str, int]]](set)
        for tagged in self.tagged:
            row = tagged.found.row if tagged.blank.list_name else 0
            if tagged.path and tagged.blank.mark != "year" and not tagged.list_path:
                names[tagged.path].add((tagged.blank.name, row))
            elif tagged.list_path:
                names[f"{tagged.path} {tagged.found.row}"].add((tagged.blank.name, 0))
        return {path.partition(" ")[0] for path, used in names.items() if len(used) > 1}

    def _verdict(self, tagged: Tagged, shared: set[str]) -> tuple[str, str]:
        blank = tagged.blank
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
        if not self._named(tagged):
            return "wrong", f"named {tagged.path or tagged.typed}"
        if tagged.path in shared:
            return "wrong", f"shares {tagged.path} with another"
        return "right", ""

    def _named(self, tagged: Tagged) -> bool:
        """Whether the path has the words of the name in order; in a loop the row's words count."""
        path = tagged.path
        if tagged.found.in_loop:
            path = f"{tagged.found.labels}/{path}"
        path, at = _letters(path), 0
        for word in tagged.blank.name.rpartition("[]")[2].strip("/").split("/"):
            ends = [
                found + len(_letters(one))
                for one in word.split(OR)
                if (found := path.find(_letters(one), at)) >= 0
            ]
            if not ends:
                return False
            at = min(ends)
        return bool(tagged.path)

    def _told(self, tagged: Tagged) -> bool:
        spots = [self._spot(self.part.place(one, "", "")) for one in tagged.found.paragraphs]
        spots += [(*spot[:2], 0, 0) for spot in spots if spot[0]]
        last = plain(tagged.blank.name.rpartition("/")[2].removesuffix("[]"))
        return any(self._tells(problem, spots, last) for problem in self.report.problems)

    def _tells(self, problem: Problem, spots: Sequence[Any], name: str) -> bool:
        words = plain(" ".join(map(str, problem.words.values())))
        if problem.code != "draft-differs" and len(name) > 1 and name in words:
            return True
        place = problem.template
        return (
            place is not None
            and bool(place.table or place.paragraph)
            and (self._spot(place) in spots)
        )

    # What is counted beside.

    def lists(self) -> None:
        """Counts the lists of the notes whose columns are all in one loop."""
        lists = defaultdict[str, list[Tagged]](list)
        for tagged in self.tagged:
            if tagged.blank.list_name:
                lists[tagged.blank.list_name].append(tagged)
        for name, columns in lists.items():
            paths = {column.list_path for column in columns}
            self.score.lists += 1
            if len(paths) == 1 and "" not in paths:
                self.score.lists_found += 1
            else:
                self.score.note("list", columns[0].blank, f"no loop of its own: {paths}", name)

    def types(self) -> None:
        """Judges the types in the schema of the blanks that have a field."""
        for tagged in self.tagged:
            if tagged.blank.mark or not self._named(tagged) or self._derived(tagged):
                continue
            keys = tuple(tagged.path.split("."))
            kind = schema_at(self.schema, keys)
            self.score.types += 1
            named_by_group = not kind and "*" in keys and tagged.blank.type == "text"
            if named_by_group or _has_type(tagged.blank.type, kind):
                self.score.types_right += 1
            else:
                self.score.note("type", tagged.blank, f"not {tagged.blank.type}: {dict(kind)}")

    def _derived(self, tagged: Tagged) -> bool:
        return bool(tagged.path) and self.outline.is_derived(tagged.path)

    def filled(self, seed: int) -> None:
        """Fills the content, and judges the derived values, the hints and the rates."""
        wanted = {tagged.blank.name for tagged in self.tagged if tagged.blank.formula}
        self.score.derived = len(wanted)
        report = self._report("filled", seed)
        if report is None:
            return
        values = values_of(report)
        self._judge_derived(values)
        self._judge_hints(values)
        self._judge_rates(seed)

    def _report(self, name: str, seed: int, full: frozenset[str] = frozenset()) -> Places | None:
        """Where the texts of the form stand in the filled report; ``None`` if it has errors."""
        rows = defaultdict[str, set[int]](set)
        for tagged in self.tagged:
            if tagged.list_path:
                rows[tagged.list_path].add(tagged.found.row)
        filling = Filling(
            {tagged.path: tagged.blank.type for tagged in self.tagged if tagged.path},
            {path: len(numbers) for path, numbers in rows.items()},
            frozenset(shown(one.blank.printed).strip() for one in self.tagged) - {""},
            full,
            seed,
        )
        copy = self.root / name
        for folder in (self.report.pack.parent, self.report.content.parent.parent):
            shutil.copytree(folder, copy / folder.name)
        pack = copy / self.report.pack.relative_to(self.root)
        content = copy / self.report.content.relative_to(self.root)
        problems = Problems()
        try:
            filling.fill(pack, content)
            report = built(content, copy, problems)
        except Exception as failure:  # a pack that breaks docgen is a finding, the others go on
            self.score.failure = f"{name}: {type(failure).__name__}: {failure}"
            return None
        if report is None and not full:
            codes = {problem.code for problem in problems if problem.severity is Severity.ERROR}
            self.score.failure = f"filled: {' '.join(sorted(codes))}"
        return find_places(self.form, report.element.body) if report is not None else None

    def _judge_derived(self, values: Mapping[Blank, Value]) -> None:
        by_name = defaultdict[str, list[Tagged]](list)
        for tagged in self.tagged:
            if not tagged.blank.mark:
                by_name[tagged.blank.name].append(tagged)
        for places in by_name.values():
            derived = [one for one in places if self._derived(one)]
            blank = places[0].blank
            faults = [why for one in derived if (why := same(one.blank, values))]
            if derived and (faults or not blank.formula):
                self.score.derived_false += 1
                self.score.note("derived", blank, f"false: {faults[0] if faults else 'no formula'}")
            elif blank.formula and (len(derived) == len(places) or self._ruled(places[0])):
                self.score.derived_right += 1
            elif blank.formula:
                self.score.note("derived", blank, "typed, not worked out")

    def _ruled(self, tagged: Tagged) -> bool:
        """Whether the formula is likely only and a rule of the pack reads the field."""
        keys = [key.removesuffix("[]") for key in tagged.path.split(".")]
        if tagged.blank.sure or not tagged.path:
            return False
        return any(
            all(key in str(rule) for key in keys[-2:]) for rule in self.pack.get("rules") or ()
        )

    def _judge_hints(self, values: Mapping[Blank, Value]) -> None:
        for tagged in self.tagged:
            hint = plain(shown(tagged.blank.printed))
            if tagged.blank.mark or len(_NO_WORD.sub("", hint)) < 2:
                continue
            value = values.get(tagged.blank)
            if value is not None and hint in plain(value.around):
                self.score.hints += 1
                self.score.note("hint", tagged.blank, f"still printed: {tagged.blank.printed}")

    def _judge_rates(self, seed: int) -> None:
        """Types ``100%`` at all rates, or at one after another if the pack refuses some."""
        rates = [
            tagged
            for tagged in self.tagged
            if tagged.blank.type == "rate" and self._named(tagged) and not self._derived(tagged)
        ]
        paths = frozenset(rate.path for rate in rates)
        whole = self._report("full", seed, paths) if rates else None
        reports = {
            path: whole or self._report(f"full {number}", seed, frozenset([path]))
            for number, path in enumerate(sorted(paths))
        }
        for rate in rates:
            report = reports[rate.path]
            value = values_of(report).get(rate.blank) if report is not None else None
            if value is None or plain(value.text) not in ("100%", "100"):
                self.score.types_right -= _has_type("rate", self._kind(rate))
                printed = value.text if value is not None else "is refused"
                self.score.note("type", rate.blank, f"100% {printed}")

    def _kind(self, tagged: Tagged) -> Mapping[str, Any]:
        return schema_at(self.schema, tuple(tagged.path.split(".")))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _has_type(noted: str, kind: Mapping[str, Any]) -> bool:
    types = kind.get("type", [])
    markdown = kind.get("contentMediaType") == "text/markdown"
    if noted in ("number", "rate"):
        return "number" in types or "integer" in types
    if noted == "prose":
        return markdown
    if noted == "choice":
        return bool(options_of(kind))
    return "string" in types and "number" not in types and not markdown
