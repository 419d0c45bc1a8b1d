"""Faults in what a pack asks of the units that it sums up."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.content.values import Text
from docgen.diagnostics import Place, Problem, Problems, template_error, warning
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import FAILURES, parsed
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED
from docgen.packs.field_reads import Read, fields_read
from docgen.packs.over import UNITS
from docgen.packs.pack import Pack, find_pack
from docgen.project import UNKNOWN_PACK, Project, there_are
from docgen.templates.lint.placeholder_uses import pack_fields

OVER_NO_FIELD = problem_code(
    "over-no-field",
    en=(
        "「{field}」 of each unit is taken from 「{name}」, which is no field of {packs}{nearest}",
        "correct the name; `packs` says of which packs the units are",
    ),
    zh=(
        "「{field}」要取各单位的「{name}」，{packs} 没有这个字段{nearest}",
        "改正名称；汇总哪些模板包的单位，写在 packs 里",
    ),
)
OVER_UNUSED = problem_code(
    "over-unused",
    en=("nothing uses 「{field}」 of the units", "type its tag into a .docx, or delete the line"),
    zh=("没有模板和公式用到各单位的「{field}」", "在 .docx 里写上它的标签，或删去这一行"),
)


def over_faults(pack: Pack, project: Project, used: set[str]) -> Iterator[Problem]:
    """The faults of ``over``; ``used`` are the paths that templates and formulas read."""
    if not pack.over:
        return
    for name in pack.over.packs:
        if not project.pack_name(name):
            words = there_are(name, project.pack_names())
            yield template_error(UNKNOWN_PACK, name.place or pack.place, pack=name, **words)
    summed = list(_summed(pack, project))
    for field, expression in pack.over.units.items():
        place = expression.place or pack.place
        yield from _faults(field, expression, place, summed, is_named=bool(pack.over.packs))
        if not used & {f"{UNITS}[]", f"{UNITS}[].{field}"}:
            yield warning(OVER_UNUSED, place, field=field).of_pack()


def _summed(pack: Pack, project: Project) -> Iterator[Pack]:
    """The packs whose units are summed up, as far as they can be read."""
    for name in pack.over.packs or project.pack_names():
        known = project.pack_name(name)
        other = find_pack(project, known, Problems(), partial=True) if known else None
        if other and not other.over and other.schema:
            yield other


def _faults(
    field: str, expression: Text, place: Place, summed: list[Pack], *, is_named: bool
) -> Iterator[Problem]:
    """Names that no pack has, or, of packs that are named, that one of them has not."""
    try:
        tree = parsed(expression)
    except FAILURES as reason:
        words = {"expression": expression, "reason": str(reason)}
        yield template_error(EXPRESSION_FAILED, place, **words)
        return
    unknown = dict[str, list[tuple[Pack, Read]]]()
    for pack in summed:
        for read in fields_read(tree, pack_fields(pack)):
            if not read.known:
                unknown.setdefault(read.path, []).append((pack, read))
    for name, found in unknown.items():
        if is_named or len(found) == len(summed):
            packs = listed_names([pack.name for pack, _ in found]).words("packs")
            words = {"field": field, "name": name, "nearest": found[0][1].shape.near}
            yield template_error(OVER_NO_FIELD, place, **words, **packs)
