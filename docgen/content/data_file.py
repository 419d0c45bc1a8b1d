"""The data that a form is filled with: YAML, JSON, or a table of a workbook.

A mapping fills the form once; a list of mappings, or the rows of a table, once each.
"""

from __future__ import annotations

from pathlib import Path

from docgen.content.data_rows import NO_ROWS, Data, DataRow
from docgen.content.json_reader import read_json
from docgen.content.source_files import read_source
from docgen.content.values import Blank, Figure, Items, Node, Text, Value
from docgen.content.yaml_reader import read_yaml_data
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code

NOT_A_ROW = problem_code(
    "not-a-row",
    en=(
        "the file is a list, and this item is no group of names and values",
        "write each item as a group of name: value, which makes a file",
    ),
    zh=(
        "文件是一个列表，这一项却不是由「名称: 值」组成的",
        "每一项写成一组 名称: 值，各成一份文件",
    ),
)
NO_SHEETS = problem_code(
    "no-sheets",
    en=("only a workbook has sheets", "leave --sheet out"),
    zh=("只有工作簿才有工作表", "去掉 --sheet"),
)
NO_DATA_FILE = problem_code(
    "no-data-file",
    en=(
        "docgen fills no form with a file of this kind",
        "save the data as {kinds}",
    ),
    zh=("不能用这种文件填表", "把数据存成 {kinds}"),
)

YAML, JSON = (".yaml", ".yml"), (".json",)
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
KINDS = (*YAML, *JSON, *SHEETS)
"""The endings of data files."""

_NULLS = ("~", "null", "Null", "NULL")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
"""YAML 1.2.2, 10.3.2: the core schema. Other words, such as ``no``, are texts."""


def read_data(path: Path, name: str, problems: Problems, sheet: str = "") -> Data | None:
    """The data in ``path``, which messages call ``name``; ``None`` after errors of the whole file.

    ``sheet`` names the sheet of a workbook; the first that can be seen if it is empty.
    """
    kind = path.suffix.lower()
    if kind in SHEETS:
        from docgen.content.sheet_data import read_sheet_data  # it loads what reads workbooks

        return read_sheet_data(path, name, problems, sheet)
    if kind not in (*YAML, *JSON):
        problems.add(error(NO_DATA_FILE, Place(name), kinds=" ".join(KINDS)))
    elif sheet:
        problems.add(error(NO_SHEETS, Place(name)))
    else:
        return _of_text(path, name, problems, is_json=kind in JSON)
    return None


def _of_text(path: Path, name: str, problems: Problems, *, is_json: bool) -> Data | None:
    """The data of a YAML or JSON file."""
    with problems.within() as found:
        source = read_source(path, name, found)
        if source is None:
            return None
        if not source.text.strip():
            value: Value = Blank(Place(name, 1, 1))
        elif is_json:
            value = read_json(source, found)
        else:
            value = read_yaml_data(source, found, plain_value)
        if found.has_errors:
            return None
        data = _data(value, Place(name, 1, 1))
        if not data.rows:
            found.add(error(NO_ROWS, data.place))
            return None
        return data


def _data(value: Value, place: Place) -> Data:
    if isinstance(value, Node):
        only = (DataRow(value),) if value else ()
        return Data(value.place, only, is_list=False, heads=value.key_places)
    if not isinstance(value, Items):
        return Data(place, (), is_list=False)
    rows = tuple(
        DataRow(item) if isinstance(item, Node) else DataRow(Node(at), (error(NOT_A_ROW, at),))
        for item, at in ((item, getattr(item, "place", None) or value.place) for item in value)
    )
    heads: dict[str, Place] = {}
    for row in rows:
        heads = row.values.key_places | heads
    return Data(value.place, rows, is_list=True, heads=heads)


def plain_value(text: Text) -> Value:
    """What a text is that stands in YAML without quotes: a figure, true, false, nothing, a text."""
    if text in _NULLS:
        return Blank(text.place)
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    figure = Figure.read(text, text.place)
    return text if figure is None else figure  # 0 is a figure
