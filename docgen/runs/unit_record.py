"""What was checked of a unit."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.checking.check_record import CheckRecord, record_of
from docgen.checking.checked_unit import CheckedUnit, text_at
from docgen.checking.figure_verdicts import figure_verdicts
from docgen.checking.over_years.other_documents import OtherSource
from docgen.content.unit import Unit
from docgen.diagnostics import Problems
from docgen.packs.expressions import expand
from docgen.packs.pack import Pack
from docgen.runs.build import BuiltUnit, Packs, last_years_content
from docgen.runs.edition import Edition
from docgen.templates.draft_marks import shown


def unit_record(
    built: BuiltUnit, edition: Edition, packs: Packs, against: Sequence[OtherSource] = ()
) -> CheckRecord:
    """The record of a unit that was built; of one that cannot be read, it is empty.

    ``against`` are the documents that it is compared with.
    """
    unit = built.unit
    loaded = packs.get(unit, Problems()) if unit.complete else None
    if loaded is None:
        return CheckRecord(unit.name, unit.name)
    pack = loaded[0]
    others = [source.beside(text_at(unit.data, pack.checks.year)) for source in against]
    last = last_years_content(unit, pack, edition.project, Problems())
    checked = CheckedUnit(unit, pack, last, others=others)
    title = _title(unit, pack) or unit.name
    silenced = built.outcome.silenced
    return record_of(unit.data, figure_verdicts(checked), silenced, name=unit.name, title=title)


def _title(unit: Unit, pack: Pack) -> str:
    text = pack.properties.title
    return shown(expand(text, text.place or pack.place, Problems(), unit.data))
