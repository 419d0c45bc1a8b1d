"""``docgen template update``: a pack for the bureau's changed form, beside the one it comes from.

The old pack stays as it is, with the editions that were made with it. The new one has the old
tags, formulas and rules at the places of the changed form, drafted tags in new blanks, and
``follows`` in pack.yaml, by which ``docgen new`` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docx.document import Document

from docgen.atomic import write_folder
from docgen.diagnostics import Place, Problems, UsageError, template_error
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, existing, refuse_bad_name
from docgen.packs.pack import Pack, find_pack
from docgen.packs.part import Part
from docgen.pdf.converter import require_converter
from docgen.project import Project, find_project
from docgen.scaffold.own_pack import files_of, write_pack_schema
from docgen.scaffold.pack.draft import NO_FORM, PACK_EXISTS
from docgen.scaffold.pack.form_reader import printed_year, read_form
from docgen.scaffold.pack.opening.form_file import open_form
from docgen.scaffold.pack.update.changes import PartChanges, UpdateReport
from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.pack.update.new_pack import NewPack
from docgen.scaffold.pack.update.new_part import Decisions, PartUpdate
from docgen.templates.part_file import read_part, taken

NO_SUCH_PART = problem_code(
    "no-such-part",
    en=("the pack 「{pack}」 has no part 「{part}」", "one of: {known}"),
    zh=("模板包「{pack}」没有「{part}」这一部分", "可选：{known}"),
)
FORM_UNLIKE = problem_code(
    "form-unlike",
    en=(
        "this form is unlike every part of the pack 「{pack}」: at most {percent} % agrees",
        "if it is next year's form of one of them, name it with --part; a form that is altogether "
        "new is for docgen template new",
    ),
    zh=(
        "这份表与模板包「{pack}」的各部分都不像，最像的也只有 {percent}% 相同",
        "确实是其中一部分的新表，用 --part 指明；全新的表用 docgen template new",
    ),
)
ONE_PART = problem_code(
    "one-part",
    en=("--part names the part of one form", "give one form, or leave out --part"),
    zh=("--part 只用于一份表", "只写一份表，或不写 --part"),
)
NOT_SAME = problem_code(
    "not-same",
    en=(
        "「{typed}」 is no pair of labels",
        "write the old label, =, and the new one: --same 「主管部门=主管单位」",
    ),
    zh=("「{typed}」不是一对栏目", "写成 旧栏目=新栏目，如 --same 主管部门=主管单位"),
)

_LEAST = 0.3
"""How much of a part a form must have to be taken for its next year's."""

_YEAR_BEHIND = re.compile(r"[-_ ]?20\d\d年?$")


@dataclass(frozen=True)
class UpdateOptions:
    """What a keeper may say beside the forms.

    Attributes:
        name: the new pack's name; the old one's with the year, if empty.
        part: the part that the one form is for; the most similar, if empty.
        edition: the first edition of the changed form; 0 for the year that it prints, or else last
            year.
        same: pairs of labels, ``旧=新``, that are one.
        apart: labels that are not reworded ones.
        dry_run: whether nothing is written.
        converter: what reads a .doc, as for :func:`draft_pack`.
    """

    name: str = ""
    part: str = ""
    edition: int = 0
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    dry_run: bool = False
    converter: str = ""


def update_pack(
    pack: str, files: Sequence[Path], options: UpdateOptions, *, root: Path | None = None
) -> UpdateReport:
    """Makes the pack for changed forms; the old pack is not touched.

    Raises:
        UsageError: If there is no such pack, part or form, or the new pack exists.
        OutputError: If the folder cannot be written.
        PdfError: If the ``converter`` is not installed.
    """
    project = replace(find_project(root or Path.cwd()), converter=options.converter)
    require_converter(options.converter, Place(project.relative(project.packs)))
    decisions = _decisions(options)
    if options.part and len(files) > 1:
        raise UsageError(ONE_PART, Place("--part"))
    problems = Problems()
    loaded = find_pack(project, pack, problems)
    if loaded is None:
        return UpdateReport(pack, project.packs / pack, 0, problems=tuple(problems))
    blanks = [blank for file in files if (blank := open_form(file, project, problems))]
    year = options.edition or printed_year([blank.document() for blank in blanks])
    year = year or date.today().year - 1
    target = _target(project, loaded, options.name, year)
    report = UpdateReport(loaded.name, target, year)
    updates: list[tuple[str, PartUpdate]] = []
    for blank in blanks:
        with taken(blank.name, problems):
            chooser = _Chooser(loaded, decisions, year, [one.part for _, one in updates])
            update = chooser.update(blank.document, options.part, blank.name, problems)
            updates += [(blank.name, update)] if update else []
    if problems.has_errors or not updates:
        return replace(report, problems=tuple(problems))
    return _written(report, loaded, updates, project, options, problems)


def _decisions(options: UpdateOptions) -> Decisions:
    pairs = [
        typed.partition("=") if "=" in typed else typed.partition("＝") for typed in options.same
    ]
    for typed, (old, _, new) in zip(options.same, pairs, strict=True):
        if not squeezed(old) or not squeezed(new):
            raise UsageError(NOT_SAME, Place("--same"), typed=typed)
    same = {squeezed(old): squeezed(new) for old, _, new in pairs}
    return Decisions(same, tuple(map(squeezed, options.apart)))


def _target(project: Project, pack: Pack, typed: str, year: int) -> Path:
    """The folder of the new pack. Raises :class:`UsageError`."""
    name = typed or f"{_YEAR_BEHIND.sub('', pack.name)}-{year}"
    refuse_bad_name(name, Place("word_templates"))
    target = existing(project.packs / composed(name))
    if target.exists() or target.name == pack.name:
        raise UsageError(PACK_EXISTS, Place(project.relative(target)), pack=target.name)
    return target


@dataclass(frozen=True)
class _Chooser:
    """Finds the part that a form is for."""

    pack: Pack
    decisions: Decisions
    year: int
    taken: Sequence[Part]

    def update(
        self, form: Callable[[], Document], typed: str, name: str, problems: Problems
    ) -> PartUpdate | None:
        """The form against its part; ``None`` after a problem."""
        parts = [part for part in self.pack.parts if part not in self.taken]
        if typed:
            parts = [part for part in parts if Path(part.name).name in (typed, f"{typed}.docx")]
            if not parts:
                known = "、".join(Path(part.name).name for part in self.pack.parts)
                words = {"pack": self.pack.name, "part": typed, "known": known}
                raise UsageError(NO_SUCH_PART, Place("--part"), **words)
        updates = [one for part in parts if (one := self._against(part, form(), problems))]
        best = max(updates, key=PartUpdate.likeness, default=None)
        if best is None:
            return None
        if not any(best.new.fields.paths()):
            problems.add(template_error(NO_FORM, Place(name)))
            return None
        if not typed and best.likeness() < _LEAST:
            percent = round(best.likeness() * 100)
            words = {"pack": self.pack.name, "percent": str(percent)}
            problems.add(template_error(FORM_UNLIKE, Place(name), **words))
            return None
        return best

    def _against(self, part: Part, form: Document, problems: Problems) -> PartUpdate | None:
        old = read_part(part, problems)
        if old is None:
            return None
        found = read_form(form, self.year)
        return PartUpdate(self.pack, part, old, form, found, self.decisions)


def _written(
    report: UpdateReport,
    pack: Pack,
    updates: list[tuple[str, PartUpdate]],
    project: Project,
    options: UpdateOptions,
    problems: Problems,
) -> UpdateReport:
    folder = project.home_of(pack.name).packs / pack.name
    made = NewPack(pack, files_of(folder), report.target.name, report.edition)
    made.take([update for _, update in updates])
    problems.extend(made.problems)
    parts = tuple(
        PartChanges(name, Path(update.part.name).name, update.kept, tuple(update.changes()))
        for name, update in updates
    )
    changed = {part.part for part in parts}
    others = tuple(name for part in pack.parts if (name := Path(part.name).name) not in changed)
    count = 0
    if not options.dry_run:
        write_pack_schema(project)
        write_folder(report.target, made.files, project.relative(report.target))
        count = len(made.files)
    return replace(
        report,
        parts=parts,
        others=others,
        changes=tuple(made.changes),
        files=count,
        problems=tuple(problems),
    )
