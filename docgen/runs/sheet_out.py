"""``docgen sheet out``: writes the forms of a unit as a workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from docgen.atomic import write_atomically
from docgen.content.content_edits import ContentEdits
from docgen.content.content_names import is_yaml
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import Place, Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import every_paragraph
from docgen.runs.build import Packs
from docgen.runs.edition import Edition, find_edition
from docgen.runs.pack_form import PackForm
from docgen.runs.workbooks.form_sheet import FormSheet, fields_of
from docgen.runs.workbooks.other_fields import box_choices
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm, printed_form
from docgen.runs.workbooks.unit_records import FieldTypes, RecordMaker
from docgen.runs.workbooks.unit_sheets import unit_sheets
from docgen.runs.workbooks.workbook_writer import FieldHelp, WorkbookTexts, WorkbookWriter

ROOM = 2
"""Blank rows behind those of each list."""
_HOW_LINES = 6


@dataclass(frozen=True)
class SheetOut:
    """What became of a unit's workbook.

    Attributes:
        unit: the unit's folder name.
        file: the workbook; ``None`` if none was written.
        fields: how many cells of it can be filled in.
        sheets: the names of its sheets.
        texts: how many texts stay in Word.
        not_live: formulas whose values are not renewed in it.
        problems: the reasons why none was written.
    """

    unit: str
    file: Path | None = None
    fields: int = 0
    sheets: tuple[str, ...] = ()
    texts: int = 0
    not_live: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def sheet_out(
    edition: str,
    *,
    unit: str = "",
    file: Path | None = None,
    root: Path | None = None,
    rows: int = ROOM,
    language: Language = "zh",
) -> list[SheetOut]:
    """Writes a workbook for a unit of an edition, or one for each.

    Args:
        edition: the edition.
        unit: the unit; all of them without.
        file: the workbook, for one unit; else it is called as the unit, in the edition's outputs.
        root: a folder of the project, if it is not the current one.
        rows: how many blank rows are put behind those of each list.
        language: that of problems and of how to fill it in.

    Raises :class:`UsageError` if the project, the edition or the unit does not exist, and
    :class:`OutputError` if a file cannot be written.
    """
    chosen = find_edition(edition, root)
    packs, made = Packs(chosen.project), list[SheetOut]()
    for folder in chosen.units([unit] if unit else []):
        data, out = workbook_of(chosen, folder, packs, rows=rows, language=language)
        path = file or chosen.folder / f"{folder.name}.xlsx"
        if data is None:
            made.append(out)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data, chosen.place(path).file)
        made.append(replace(out, file=path))
    return made


def workbook_of(
    edition: Edition, folder: Path, packs: Packs, *, rows: int = ROOM, language: Language = "zh"
) -> tuple[bytes | None, SheetOut]:
    """The workbook of the unit in ``folder``; ``None`` if its forms cannot be printed."""
    form = printed_form(edition, folder, packs, rows)
    if not isinstance(form, PrintedForm):
        return None, SheetOut(folder.name, problems=form)
    sheets = unit_sheets(form)
    labels = dict(_labels(form))
    records = RecordMaker(edition, folder, form, labels).records(sheets)
    notes, others = _notes(edition, form, sheets, language)
    helps = dict(_helps(form, sheets, labels))
    writer = WorkbookWriter(form, records, helps, notes, _texts(language), others)
    data = writer.write(sheets, f"{_year(edition.name)}-12-31T00:00:00Z")
    out = SheetOut(
        folder.name,
        fields=len(records.fields),
        sheets=tuple(sheet.name for sheet in sheets),
        texts=len(_texts_of_word(sheets)),
        not_live=tuple(writer.not_live),
    )
    return data, out


def _year(edition: str) -> int:
    """The year that a workbook says it was made in, so that the same content gives the same."""
    return int(edition) if edition.isdecimal() and 1980 <= int(edition) <= 9999 else 2000


def _texts_of_word(sheets: Iterable[FormSheet]) -> list[object]:
    return [cell for sheet in sheets for cell in sheet.cells if cell.piece.kind.value == "text"]


def _labels(form: PrintedForm) -> Iterator[tuple[FieldKey, str]]:
    """Yields the labels that name each field, as the form prints them."""
    locations = Locations(form.file, form.labels)
    for paragraph in every_paragraph(form.file):
        for stretch in paragraph.sources:
            source = stretch.source
            place = source.document.place if source.document else source.place
            keys = form.drafts.keys(place)
            if place and keys is not None:
                where = locations.of(paragraph)
                yield (place.file, keys), where.label or str(keys[-1])


def _helps(
    form: PrintedForm, sheets: Sequence[FormSheet], labels: dict[FieldKey, str]
) -> Iterator[tuple[FieldKey, FieldHelp]]:
    """Yields what the cell of each field tells: its unit of measure, and how to type it."""
    types, pack_form = FieldTypes(form.pack, form.index), PackForm(form.pack)
    boxes = box_choices(form)
    for key, cell in (pair for sheet in sheets for pair in fields_of(sheet)):
        schema = types.shape(cell.piece.steps).schema or {}
        unit = pack_form.unit(cell.piece.steps)
        description = str(schema.get("description", "")).split(" · ")[0]
        told = dict.fromkeys(filter(None, (unit, description)))
        named = tuple(str(each) for each in schema.get("enum", ()) if each not in (None, ""))
        choices = named or boxes.get(key, ())
        name = labels.get(key, str(key[1][-1]))
        yield key, FieldHelp(name, "；".join(told), choices, types.kind(cell.piece.steps))


def _notes(
    edition: Edition, form: PrintedForm, sheets: Sequence[FormSheet], language: Language
) -> tuple[dict[FieldKey, str], list[str]]:
    """The problems of the content at each field, and lines of those that no field has."""
    typed = ContentEdits(edition.project.root)
    fields = [key for sheet in sheets for key, _ in fields_of(sheet)]
    notes, others = dict[FieldKey, str](), list[str]()
    for problem in form.built.outcome.problems:
        message, hint = message_and_hint(problem, language)
        key = _field_at(problem.place, typed, fields)
        if key:
            known = f"{notes[key]}\n" if key in notes else ""
            notes[key] = f"{known}{message}\n{hint}"
        else:
            others.append(f"{problem.place}: {message} {hint}")
    return notes, others


def _field_at(place: Place, typed: ContentEdits, fields: Sequence[FieldKey]) -> FieldKey | None:
    """The field at a place: the value there, or the first of the group that the key there has."""
    file = _yaml(place, typed)
    if file is None:
        return None
    keys = file.path(place) or file.key_at(place)
    within = (key for key in fields if keys and key[0] == place.file and _begins(key[1], keys))
    return next(within, None)


def _yaml(place: Place, typed: ContentEdits) -> YamlFile | None:
    try:
        return typed.yaml(place.file) if is_yaml(place.file) and place.line else None
    except yaml.YAMLError:
        return None


def _begins(keys: KeyPath, with_keys: KeyPath) -> bool:
    return keys[: len(with_keys)] == with_keys


def _texts(language: Language) -> WorkbookTexts:
    told = phrases(language)
    how = tuple(told[f"sheet-how-{number}"] for number in range(1, _HOW_LINES))
    names = ("figure", "choice", "fixed", "in-word")
    return WorkbookTexts(told["sheet-how"], how, *(told[f"sheet-{name}"] for name in names))
