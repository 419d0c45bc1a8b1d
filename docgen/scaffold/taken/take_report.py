"""``docgen take``: last year's Word report, made by hand, becomes the content of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, UsageError, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, existing, refuse_bad_name
from docgen.packs.pack import Pack, find_pack
from docgen.project import Project, find_project
from docgen.runs.word_source import read_word_source
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.content.new_edition import NewUnit, written_unit, year_of
from docgen.scaffold.own_pack import files_of, make_own
from docgen.scaffold.pack.filled.filled_form import shortened
from docgen.scaffold.pack.filled.taken_content import markdown_of
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.self_check import printed_unit, write_files
from docgen.scaffold.taken.plain_report import plain_report
from docgen.scaffold.taken.report_places import ReportPlaces
from docgen.scaffold.taken.report_reading import Keys, Reading, ReadText, read_report
from docgen.scaffold.taken.report_year import report_year
from docgen.scaffold.taken.taken_values import TakenValues, taken_values
from docgen.scaffold.taken.template_blocks import TemplatePart, template_parts
from docgen.temporary import temporary_folder
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
TAKE_NOTHING = problem_code(
    "take-nothing",
    en=(
        "this is no report of the pack {pack}: none of its forms was found",
        "name the pack that the report was made by; docgen packs lists them; or make one of the "
        "report itself: docgen template new {file} --pack our-form --take",
    ),
    zh=(
        "这不是用模板包 {pack} 填的报告：没有找到它的表",
        "写对模板包（docgen packs 列出全部），或由这份报告做一个："
        "docgen template new {file} --pack our-form --take",
    ),
)

TAKE_NO_YEAR = problem_code(
    "take-no-year",
    en=("the report does not say of which year it is", "add --edition, such as --edition 2022"),
    zh=("报告上看不出是哪一年的", "加上 --edition，如 --edition 2022"),
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

_FEWEST = 3
"""So many values show that a report was made by a pack; of a small form, all."""


@dataclass(frozen=True)
class TakenUnit:
    """The outcome of taking in a report.

    Attributes:
        unit: the new unit.
        values: how many fields the report filled.
        left: how many texts of the report are listed as not taken.
    """

    unit: NewUnit
    values: int = 0
    left: int = 0


def take_report(
    report: Path,
    pack: str,
    unit: str,
    edition: str = "",
    *,
    root: Path | None = None,
    converter: str = "",
) -> TakenUnit:
    """Makes a unit of a filled report; what is not sure is a warning, and stays blank.

    Args:
        report: a Word file, or another that LibreOffice reads.
        pack: the name of the pack that its forms are of.
        unit: the name of the unit, which is that of its folder.
        edition: the year of the report; what the report says if empty.
        root: a folder in the project; the working directory by default.
        converter: the program that reads other formats, if it is to be a certain one.

    Raises:
        UsageError: If there is no such file or pack, or a name cannot be one.
    """
    project = replace(find_project(root or Path.cwd()), converter=converter)
    year = year_of(project.edition_name(edition)) if edition else 0
    refuse_bad_name(unit, Place("content"))
    problems = Problems()
    loaded = find_pack(project, pack, problems)
    name = project.relative(report)
    if loaded is None:
        return TakenUnit(NewUnit(project.content, problems=tuple(problems)))
    source = read_word_source(report, Place(name), project.converter)
    parts = template_parts(loaded, problems)
    document = plain_report(source.package.data)
    found = report_year(parts, document.element.body)
    if not (year or found):
        raise UsageError(TAKE_NO_YEAR, Place(name))
    if year and found not in (0, year):
        problems.add(warning(TAKE_YEAR, Place(name), edition=year, found=found))
    target = existing(project.content / str(year or found) / composed(unit))
    if target.exists():
        return TakenUnit(NewUnit(target))
    taking = _Taking(loaded, parts, document, found or year, name)
    if len(taking.values.texts) < min(_FEWEST, _fields(parts)):
        problems.add(error(TAKE_NOTHING, Place(name), pack=loaded.name, file=name))
    if problems.has_errors:
        return TakenUnit(NewUnit(target, problems=tuple(problems)))
    make_own(project, loaded.name)
    files = taking.files(project, problems)
    made = written_unit(target, files, project)
    left = sum(problem.code != TAKE_DERIVED for problem in problems)
    return TakenUnit(replace(made, problems=tuple(problems)), len(taking.values.texts), left)


def _fields(parts: list[TemplatePart]) -> int:
    """How many fields the parts print."""
    spots = (spot for part in parts for each in part.spots.values() for spot in each)
    return len({spot.path for spot in spots if spot.path})


class _Taking:
    """A report that is taken in."""

    def __init__(
        self, pack: Pack, parts: list[TemplatePart], document: Document, year: int, name: str
    ) -> None:
        self._pack, self._parts, self._year, self._name = pack, parts, year, name
        self._body = document.element.body
        self.reading = read_report(parts, self._body, year)
        self.values = taken_values(self.reading, pack)
        self._places = ReportPlaces(name, self._body)

    def files(self, project: Project, problems: Problems) -> dict[str, bytes]:
        """The files of the unit; what is not sure is told and left out of them."""
        printed = self._printed(project, problems)
        found: list[Problem] = []
        if printed is not None:
            again = read_report(self._parts, printed.element.body, self._year)
            found += self._unlike_print(again)
            found += self._derived(taken_values(again, self._pack))
        found += self._several()
        found += self._left(self.reading)
        problems.extend(sorted(found, key=lambda problem: problem.place.line))
        return self._files()

    def _files(self) -> dict[str, bytes]:
        comments = FieldComments(self._pack, self._year)
        tree = self.values.tree(self._markdown())
        return Skeleton(self._pack, self._year, comments, tree).files()

    def _markdown(self) -> dict[Keys, str]:
        return {
            keys: markdown_of(found.text)
            for keys, found in self.values.texts.items()
            if found.is_markdown
        }

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

    def _unlike_print(self, again: Reading) -> Iterator[Problem]:
        """Drops the values that would be printed otherwise than the report has them."""
        printed = {found.keys: found for found in again.texts}
        for keys, found in list(self.values.texts.items()):
            now = printed.get(keys)
            if now is not None and not found.is_markdown and same_text(now.text, found.text):
                continue
            if found.is_markdown and now is not None:
                continue
            del self.values.texts[keys]
            words = {"text": shortened(found.text), "field": named(keys)}
            shown = shortened(now.text) if now else "—"
            yield warning(TAKE_DIFFERS, self._place(found), printed=shown, **words)

    def _derived(self, again: TakenValues) -> Iterator[Problem]:
        """What the report says otherwise than the formulas give."""
        for keys, found in self.values.derived.items():
            now = again.derived.get(keys)
            if now is not None and not same_text(now.text, found.text):
                words = {"field": named(keys), "typed": found.text, "derived": now.text}
                yield warning(TAKE_DERIVED, self._place(found), **words)

    def _several(self) -> Iterator[Problem]:
        for one, other in self.values.unlike:
            words = {"field": named(one.keys), "one": shortened(one.text) or "—"}
            place = self._place(other)
            yield warning(TAKE_UNLIKE, place, other=shortened(other.text) or "—", **words)

    def _left(self, reading: Reading) -> Iterator[Problem]:
        """What of the report is nowhere in the template."""
        seen = set(reading.seen)
        for element in reading.seen:
            seen.update(element.iter(w("p")))
        for block in self._body.iterchildren(w("p"), w("tbl")):
            lines = [block] if block.tag == w("p") else list(block.iter(w("p")))
            told = [line for line in lines if any(map(str.isalnum, FormLine(line).text))]
            if seen.isdisjoint(told) and told:  # of a strange table the beginning is enough
                text = " ".join(FormLine(line).text for line in told)
                yield warning(TAKE_LEFT, self._places.place(told[0]), text=shortened(text))
                continue
            for line in told:
                if line not in seen:
                    text = shortened(FormLine(line).text)
                    yield warning(TAKE_LEFT, self._places.place(line), text=text)

    def _place(self, found: ReadText) -> Place:
        elements: tuple[etree._Element, ...] = found.elements
        return self._places.place(elements[0]) if elements else Place(self._name)


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever blanks and separators are in them."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(text.split()).replace(",", "").replace("，", "")


def named(keys: Keys) -> str:
    """A field as a clerk is told of it: 项目 2 · 总分."""
    return " · ".join(str(key + 1) if isinstance(key, int) else key for key in keys)
