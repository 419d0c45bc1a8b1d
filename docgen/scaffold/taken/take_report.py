"""``docgen take``: last year's Word report, made by hand, becomes the content of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, UsageError, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, existing, refuse_bad_name
from docgen.packs.expressions import paths_in
from docgen.packs.pack import Pack, find_pack
from docgen.project import Project, find_project, typed
from docgen.runs.edition import Edition
from docgen.runs.old_reports import keep_old_report
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.content.new_edition import NewUnit, written_unit, year_of
from docgen.scaffold.own_pack import files_of, make_own
from docgen.scaffold.pack.filled.filled_form import shortened
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.self_check import printed_unit, write_files
from docgen.scaffold.taken.plain_report import plain_report
from docgen.scaffold.taken.printed_words import PrintedWords
from docgen.scaffold.taken.report_file import (
    Changes,
    changes_told,
    read_report_file,
    settled_report,
)
from docgen.scaffold.taken.report_places import ReportPlaces
from docgen.scaffold.taken.report_reading import Keys, ReadText, TakenReading, read_report
from docgen.scaffold.taken.report_year import report_year
from docgen.scaffold.taken.same_values import same_figure, same_text
from docgen.scaffold.taken.taken_texts import TakenTexts, taken_texts
from docgen.scaffold.taken.taken_values import TakenValues, taken_values
from docgen.scaffold.taken.template_blocks import ReadPart, template_parts
from docgen.scaffold.taken.unit_lines import unit_named
from docgen.temporary import temporary_folder
from docgen.word.tag_pattern import TAG
from docgen.word.xml import w

TAKE_LEFT = problem_code(
    "take-left",
    en=(
        "「{text}」 was not taken: the form has no such place",
        "if the report needs it, type it into the content, at the field or chapter it belongs to",
    ),
    zh=("「{text}」没有取：表上没有这个位置", "报告要用的，请填到内容里对应的字段或章节"),
)
TAKE_UNLIKE = problem_code(
    "take-unlike",
    en=(
        "「{field}」 says {one} here and {other} elsewhere, so it is left blank",
        "type the right one at {field}",
    ),
    zh=("「{field}」这里是 {one}，另一处是 {other}，两处不一致，先空着", "把对的填到 {field}"),
)
TAKE_DERIVED = problem_code(
    "take-derived",
    en=(
        "「{field}」 says {typed}, and its formula gives {derived}",
        "put the figures right that it is worked out from, or the formula in pack.yaml",
    ),
    zh=(
        "「{field}」报告上是 {typed}，按公式应为 {derived}",
        "改正推算它的数，或 pack.yaml 里的公式",
    ),
)
TAKE_DIFFERS = problem_code(
    "take-differs",
    en=(
        "「{text}」 would be printed as 「{printed}」 at {field}, so it is left blank",
        "type at {field} what is right",
    ),
    zh=("「{text}」填在 {field} 会印成「{printed}」，先空着", "把对的填到 {field}"),
)
TAKE_NO_MARKDOWN = problem_code(
    "take-no-markdown",
    en=(
        "Markdown has no word for what stands here: 「{text}」",
        "put it back in Word once the report is rendered; docgen keeps what is edited there",
    ),
    zh=("这里的内容 Markdown 写不了：「{text}」", "生成报告后在 Word 里补上，docgen 会保留"),
)
TAKE_NOTHING = problem_code(
    "take-nothing",
    en=(
        "this is no report of the pack {pack}: its forms have no place for most of what it says",
        "name the pack that the report was made by; docgen packs lists them; or make one of the "
        "report itself: docgen template new {file} --pack our-form --take",
    ),
    zh=(
        "这不是用模板包 {pack} 填的报告：报告的大部分内容，它的表上没有位置",
        "写对模板包（docgen packs 列出全部），或由这份报告做一个："
        "docgen template new {file} --pack our-form --take",
    ),
)

TAKE_NO_YEAR = problem_code(
    "take-no-year",
    en=(
        "the report does not say of which year it is",
        "add --edition, such as --edition 2022; if it is a report of other forms, name their pack",
    ),
    zh=("报告上看不出是哪一年的", "加上 --edition，如 --edition 2022；是别的表的，写对模板包"),
)
TAKE_YEAR = problem_code(
    "take-year",
    en=(
        "the report is of {found}; its content stands in {edition}",
        "if that is a slip, delete the new folder and take the report in with --edition {found}",
    ),
    zh=(
        "这是 {found} 年度的报告，内容放进了 {edition} 年度",
        "写错了的，删掉新文件夹，用 --edition {found} 重取",
    ),
)
TAKE_THERE = problem_code(
    "take-there",
    en=(
        "there is such a unit already, and it was left as it is",
        "give the new one another name with --unit, or move this folder away and take the report "
        "in again",
    ),
    zh=("已经有这个单位，没有动它", "用 --unit 换一个名称；或把这个文件夹移走，再读入一次"),
)

_LISTED = (TAKE_LEFT, TAKE_UNLIKE, TAKE_DIFFERS)
"""The codes of what has to be filled in by hand."""
_FEWEST = 3
"""So many values show that a report was made by a pack; of a small form, all."""
_LEAST = 0.4
"""So much of its text, of 1, has a place in the pack that a report was made by."""


@dataclass(frozen=True)
class TakenUnit:
    """The outcome of taking in a report.

    Attributes:
        unit: the new unit.
        values: how many fields the report filled.
        left: how many places of the report are listed as not taken.
        report: the report as it was read, a .docx.
        lines: its lines, in the order in which the places of problems count them.
    """

    unit: NewUnit
    values: int = 0
    left: int = 0
    report: bytes = field(default=b"", repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)


def take_report(
    report: Path,
    pack: str,
    unit: str,
    edition: str = "",
    *,
    root: Path | None = None,
    converter: str = "",
    changes: Changes = "accept",
) -> TakenUnit:
    """Makes a unit of a filled report; what is not sure is a warning, and stays blank.

    Args:
        report: a Word file, or another that LibreOffice reads.
        pack: the name of the pack that its forms are of.
        unit: the name of the unit, which is that of its folder.
        edition: the year of the report; what the report says if empty.
        root: a folder in the project; the working directory by default.
        converter: the program that reads other formats, if it is to be a certain one.
        changes: how tracked changes are read.

    Raises:
        UsageError: If there is no such file or pack, or a name cannot be one.
    """
    project = replace(find_project(root or Path.cwd()), converter=converter)
    refuse_bad_name(unit, Place("content"))
    year = year_of(project.edition_name(edition)) if edition else 0
    problems, name = Problems(), project.relative(report)
    loaded = find_pack(project, pack, problems)
    if loaded is None:
        return TakenUnit(NewUnit(project.content, problems=tuple(problems)))
    words = {"pack": typed(loaded.name), "unit": typed(unit), "edition": str(year or "2023")}
    data, tracked = settled_report(read_report_file(report, Place(name), converter, words), changes)
    taking = _Taking(loaded, data, year, name, problems)
    taking.refuse_strange(problems)
    if problems.has_errors:
        return TakenUnit(NewUnit(project.content, problems=tuple(problems)))
    target = _new_folder(project, unit, year or taking.year, name)
    problems.extend(changes_told(tracked, Place(name), project.relative(target)))
    return taking.made(target, project, problems)


def _new_folder(project: Project, unit: str, year: int, name: str) -> Path:
    """The folder of a unit that is not there yet."""
    if not year:
        raise UsageError(TAKE_NO_YEAR, Place(name))
    target = existing(project.content / str(year) / composed(unit))
    if target.exists():
        raise UsageError(TAKE_THERE, Place(project.relative(target)))
    return target


def _fields(parts: list[ReadPart]) -> set[tuple[str, ...]]:
    """The fields that the parts print."""
    spots = (spot for part in parts for each in part.spots.values() for spot in each)
    return {spot.path for spot in spots if spot.path}


class _Taking:
    """A report that is taken in."""

    def __init__(self, pack: Pack, data: bytes, year: int, name: str, problems: Problems) -> None:
        self._pack, self._data, self._name = pack, data, name
        self._parts = template_parts(pack, problems)
        self._document = plain_report(data)
        self._body = self._document.element.body
        self._unit = ""
        self._places = ReportPlaces(name, self._body)
        self.year = report_year(self._parts, self._body)
        """The year that the report says; 0 if it says none."""
        self._year = self.year or year
        self.reading = read_report(self._parts, self._body, self._year)
        self.values = taken_values(self.reading, pack)
        self._to_fill: list[Keys] = [one.keys for one, _ in self.values.unlike]

    def refuse_strange(self, problems: Problems) -> None:
        """Adds an error if this is no report of the pack."""
        few = len(self.values.texts) < min(_FEWEST, len(_fields(self._parts)))
        if few or self._share() < _LEAST:
            place = Place(self._name)
            problems.add(error(TAKE_NOTHING, place, pack=self._pack.name, file=self._name))

    def _share(self) -> float:
        """How much of the report's text the forms of the pack have a place for, of 1."""
        lengths = {line: len(FormLine(line).text.strip()) for line in self._body.iter(w("p"))}
        known = {line for seen in self.reading.seen for line in seen.iter(w("p"))}
        return sum(lengths[line] for line in known & lengths.keys()) / max(sum(lengths.values()), 1)

    def made(self, target: Path, project: Project, problems: Problems) -> TakenUnit:
        """Writes the unit into its folder, ``target``, which is in that of its year."""
        year, self._unit = target.parent.name, target.name
        if self.year and str(self.year) != year:
            problems.add(warning(TAKE_YEAR, Place(self._name), edition=year, found=self.year))
        make_own(project, self._pack.name)
        made = written_unit(target, self.files(project, problems), project)
        keep_old_report(Edition(project, year), self._unit, Path(self._name).name, self._data)
        left = sum(problem.code in _LISTED for problem in problems)
        unit = replace(made, problems=tuple(problems))
        values = len(self.values.texts)
        return TakenUnit(unit, values, left, self._data, self._places.lines)

    def files(self, project: Project, problems: Problems) -> dict[str, bytes]:
        """The files of the unit; what is not sure is told and left out of them."""
        printed = self._printed(project, problems)
        found: list[Problem] = []
        if printed is not None:
            again = read_report(self._parts, printed.element.body, self._year)
            found += self._unlike_print(again)
            if not self._pack.over:  # the sums of other units, which are not there
                found += self._derived(taken_values(again, self._pack))
        found += self._several()
        found += (
            warning(TAKE_NO_MARKDOWN, self._places.place(part.element), text=shortened(part.text))
            for part in self._texts.left
            if not part.is_written
        )
        found += self._left(self.reading)
        problems.extend(sorted(found, key=lambda problem: problem.place.line))
        return self._files()

    @cached_property
    def _texts(self) -> TakenTexts:
        return taken_texts(self._document, self.values.texts.values())

    def _files(self) -> dict[str, bytes]:
        comments = FieldComments(self._pack, self._year)
        tree = self.values.tree(self._texts.markdown)
        for path in self._names():  # a form that does not print its unit has its name elsewhere
            tree.setdefault(path, self._said or self._unit)
        unit = Skeleton(self._pack, self._year, comments, tree, self._to_fill)
        return unit.files() | self._texts.pictures

    @cached_property
    def _said(self) -> str:
        """The unit that the report names where its form need not print it."""
        return unit_named(self._body)

    def _names(self) -> list[str]:
        """The top-level fields that the file's author is read from and no form prints."""
        tag = TAG.search(self._pack.properties.author)
        paths = paths_in(tag[0].strip("{} ")) if tag else []
        printed = _fields(self._parts)
        return [path for path in paths if not set(".[") & {*path} and (path,) not in printed]

    def _printed(self, project: Project, problems: Problems) -> Document | None:
        """The report as docgen prints it with these values."""
        home = project.home_of(self._pack.name)
        with temporary_folder("take") as place:
            trial = Project(Path(place).resolve())
            pack = self._pack.name
            write_files(trial.packs / pack, files_of(home.packs / pack))
            unit = trial.content / str(self._year) / "unit"
            write_files(unit, self._files())
            return printed_unit(unit, trial, problems)[0]

    def _unlike_print(self, again: TakenReading) -> Iterator[Problem]:
        """Drops the values that would be printed otherwise than the report has them."""
        printed = {found.keys: found for found in again.texts}
        for keys, found in list(self.values.texts.items()):
            now = printed.get(keys)
            if now is not None and not found.is_markdown and same_text(now.text, found.text):
                continue
            if found.is_markdown and now is not None:
                continue
            del self.values.texts[keys]
            self._to_fill.append(keys)
            words = {"text": shortened(found.text), "field": named(keys)}
            shown = shortened(now.text) if now else "—"
            yield warning(TAKE_DIFFERS, self._place(found), printed=shown, **words)

    def _derived(self, again: TakenValues) -> Iterator[Problem]:
        """What the report says otherwise than the formulas give."""
        for keys, found in self.values.derived.items():
            now = again.derived.get(keys)
            if now is not None and not same_figure(now.text, found.text):
                words = {"field": named(keys), "typed": found.text, "derived": now.text}
                yield warning(TAKE_DERIVED, self._place(found), **words)

    def _several(self) -> Iterator[Problem]:
        for one, other in self.values.unlike:
            words = {"field": named(one.keys), "one": shortened(one.text) or "—"}
            place = self._place(other)
            yield warning(TAKE_UNLIKE, place, other=shortened(other.text) or "—", **words)

    def _left(self, reading: TakenReading) -> Iterator[Problem]:
        """What of the report is nowhere in the template."""
        for line, words in reading.left:
            yield warning(TAKE_LEFT, self._places.place(line), text=shortened(words))
        seen = set(reading.seen)
        for element in reading.seen:
            seen.update(element.iter(w("p")))
        names = [found.text for found in self.reading.texts if not found.is_markdown]
        names += [self._said] if self._names() else []
        printed = PrintedWords(self._parts, self._year, [self._unit, *names])
        for block in self._body.iterchildren(w("p"), w("tbl")):
            told = [
                line for line in block.iter(w("p")) if any(map(str.isalnum, FormLine(line).text))
            ]
            left = [line for line in told if line not in seen and not printed.say(line)]
            if len(left) == len(told) and told:  # of a strange table the beginning is enough
                text = " ".join(FormLine(line).text for line in told)
                yield warning(TAKE_LEFT, self._places.place(told[0]), text=shortened(text))
                continue
            for line in left:
                text = shortened(FormLine(line).text)
                yield warning(TAKE_LEFT, self._places.place(line), text=text)

    def _place(self, found: ReadText) -> Place:
        elements: tuple[etree._Element, ...] = found.elements
        return self._places.place(elements[0]) if elements else Place(self._name)


def named(keys: Keys) -> str:
    """A field as a clerk is told of it: 项目 2 · 总分."""
    return " · ".join(str(key + 1) if isinstance(key, int) else key for key in keys)
