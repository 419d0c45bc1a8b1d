"""Small units as the checks see them, and all that a problem says as one text.

A ``▸`` in a text of a test stands before the character that a problem should point at.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from docgen.checking.checked_unit import CheckedUnit
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Node, Text
from docgen.content.workbook_cells import UnitCells
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.binding import bind_documents
from docgen.packs.next_year import NextYear
from docgen.packs.pack import Pack
from docgen.packs.pack_yaml import Properties
from docgen.packs.rules import Checks, Rule
from docgen.packs.typing import Schema, type_values
from tests.unit.helpers import codes, collect

SCHEMA: Schema = {
    "$ref": "#/$defs/value",
    "additionalProperties": {"$ref": "#/$defs/value"},
    "$defs": {
        "value": {
            "type": "number",
            "properties": {"正文": {"contentMediaType": "text/markdown"}},
            "additionalProperties": {"$ref": "#/$defs/value"},
            "items": {"$ref": "#/$defs/value"},
        }
    },
}
"""What looks like a figure is one; 正文 in a group is Markdown."""

CHECKS = Checks(
    year="年度",
    last_year_of={"上年决算数": "本年决算数"},
    money=("经费",),
    points=("得分",),
    unit="封面.单位",
    facts=("工作数据",),
    plans=("预期目标",),
    other_money=("政府性基金",),
    titles=("自评报告", "自评表"),
)


def pack_with(
    *, checks: Checks = CHECKS, following: NextYear | None = None, rules: tuple[Rule, ...] = ()
) -> Pack:
    """A pack without forms."""
    return Pack(
        name="form",
        place=Place("form/pack.yaml", 1, 1),
        output=Text(""),
        properties=Properties(),
        parts=(),
        derived=(),
        schema=SCHEMA,
        format=None,
        rules=rules,
        checks=checks,
        next=following or NextYear(),
    )


PACK = pack_with()


def read(files: str | Mapping[str, str], edition: str = "2023", *, bind: bool = True) -> Unit:
    """The unit 甲 of these files; a text alone is its report.yaml."""
    texts = {"report.yaml": files} if isinstance(files, str) else files
    problems = collect()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "甲")
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        unit = load_unit(folder, edition, Path(root), problems)
    type_values(unit.data, SCHEMA, problems)
    if bind:
        bind_documents(unit.data, problems)
    assert set(codes(problems)) <= {"no-pack", "empty-file", "looks-like-markup"}, list(problems)
    return unit


def checked(
    files: str | Mapping[str, str],
    *,
    last: str | Mapping[str, str] | None = None,
    edition: str = "2023",
    pack: Pack = PACK,
) -> CheckedUnit:
    """The unit of these files, beside that of the year before."""
    before = None if last is None else read(last, bind=False).data
    return CheckedUnit(read(files, edition), pack, before)


def markdown(text: str, form: str = "", *, pack: Pack = PACK) -> CheckedUnit:
    """A unit with a Markdown text and the fields of ``form``."""
    return checked({"report.yaml": form, "narrative/正文.md": text}, pack=pack)


def field(text: str, key: str = "说明") -> CheckedUnit:
    """A unit of one field, whose text begins at 1:1."""
    place = Place("甲/report.yaml", 1, 1)
    data = Node(Place("甲"))
    data.add(key, Text(text, place), place)
    cells = UnitCells(Path("甲"), data.place, Problems())
    unit = Unit("2023", "甲", Path("甲"), data.place, data, cells, complete=True)
    return CheckedUnit(unit, PACK, None)


def said(problems: Iterable[Problem]) -> list[str]:
    """``line:column severity code`` of each problem, and its words: ``; text=。。; wanted=。``."""
    return [
        "; ".join(
            (
                f"{problem.place.line}:{problem.place.column} {problem.severity.value} "
                f"{problem.code}",
                *(f"{name}={word}" for name, word in problem.words.items()),
            )
        )
        for problem in problems
    ]


def marked(text: str) -> tuple[str, list[str]]:
    """The text without ``▸``, and ``line:column`` of each character that one stood before."""
    places, plain = [], ""
    for piece in text.split("▸")[:-1]:
        plain += piece
        line_start = plain.rfind("\n") + 1
        places.append(f"{plain.count(chr(10)) + 1}:{len(plain) - line_start + 1}")
    return text.replace("▸", ""), places
