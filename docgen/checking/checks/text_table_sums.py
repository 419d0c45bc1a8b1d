"""Sums of the tables of a text: totals of columns, and columns that follow from others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.standard_rules import standard_rules
from docgen.checking.findings import Finding
from docgen.checking.quantities.told_results import in_thousands
from docgen.checking.text_tables.column_totals import column_totals, too_large_parts
from docgen.checking.text_tables.row_relations import row_relations
from docgen.checking.text_tables.row_totals import row_totals
from docgen.checking.text_tables.text_cells import TextTableCell
from docgen.checking.text_tables.text_table import TextTable, text_tables
from docgen.diagnostics import Place, Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

TABLE_TOTAL = problem_code(
    "table-total",
    en=(
        "「{label}」 of 「{head}」 is {found}, and {parts:# row|# rows} add up to {wanted}",
        "make it {wanted}, or check the rows",
    ),
    zh=("「{head}」的{label}是 {found}，{parts} 行相加是 {wanted}", "改成 {wanted}，或核对各行"),
)
PART_OVER_WHOLE = problem_code(
    "part-over-whole",
    en=(
        "「{label}」 of 「{head}」 is {found}, more than the {wanted} of 「{whole}」",
        "check both figures",
    ),
    zh=("「{label}」的{head}是 {found}，多于「{whole}」的 {wanted}", "核对这两个数"),
)
ROW_DIFFERS = problem_code(
    "row-differs",
    en=(
        "「{label}」: {head} is {found}, yet {formula} = {wanted}",
        "make it {wanted}, or check the other figures of this row; the other rows agree",
    ),
    zh=(
        "「{label}」的{head}是 {found}，{formula} = {wanted}",
        "改成 {wanted}，或核对这一行的其他数；其他各行都对得上",
    ),
)


@check(
    Finding(
        TABLE_TOTAL,
        Severity.WARNING,
        en="a table of a text with rows of 450 and 100, and “合计” (total) 540",
        zh="正文的表格里两行是 450 和 100，合计 540",
    ),
    Finding(
        PART_OVER_WHOLE,
        Severity.WARNING,
        en="“其中：甲 60” (of which), below a row of 50",
        zh="「其中：甲 60」，比上一行的 50 还大",
    ),
    Finding(
        ROW_DIFFERS,
        Severity.ERROR,
        en="“完成率” (rate of completion) 96% of 41 ÷ 46, where all other rows agree; "
        "growth, shares, amounts a head and totals alike",
        zh="完成率 96%，而 41 ÷ 46 不是，其他行都符合；增减、占比、人均、合计也一样",
    ),
)
def text_table_sums(unit: CheckedUnit) -> Iterator[Problem]:
    """Problems of figures that the other figures of their table do not give.

    What the rules of evaluation forms say is not told twice.
    """
    told = {problem.place for problem in unit.found_by(standard_rules)}
    for document in unit.documents:
        for table in text_tables(document):
            yield from (it for it in _of_table(table) if it.place not in told)


def _of_table(table: TextTable) -> Iterator[Problem]:
    for total in (it for it in column_totals(table) if not it.holds):
        words = {"label": total.label, "head": total.head, "found": total.cell.text}
        others = "".join(cell.text for cell in total.rows)
        wanted = in_thousands(f"{total.value:f}", total.cell.text, others)
        words |= {"wanted": f"{wanted}{total.cell.unit}"}
        yield warning(TABLE_TOTAL, _place(total.cell), parts=total.parts, **words)
    for part in too_large_parts(table):
        words = {"label": part.label, "head": part.head, "found": part.cell.text}
        words |= {"whole": part.whole_label, "wanted": part.whole.text}
        yield warning(PART_OVER_WHOLE, _place(part.cell), **words)
    for wrong in (it for it in chain(row_relations(table), row_totals(table)) if not it.holds):
        words = {"label": wrong.label, "head": wrong.head, "found": wrong.cell.text}
        words |= {"formula": wrong.formula, "wanted": wrong.value}
        tell = error if wrong.is_sure else warning
        yield tell(ROW_DIFFERS, _place(wrong.cell), **words)


def _place(cell: TextTableCell) -> Place:
    return cell.place or Place("")
