"""Filters and functions of the expression language: exact sums, percentages, rows of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Place, nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.packs.expressions.filter_registry import Example, Gives, filter_, function_
from docgen.packs.expressions.missing import Missing
from docgen.packs.expressions.refusals import RefusalError

_BETWEEN = re.compile(r"[、，,；;]")


@filter_(
    "percent",
    Example("执行率: 0.93636", "{{ 执行率 | percent }}", "93.64%"),
    en="A ratio, printed as forms print it.",
    zh="把比率印成表格上的百分数。",
)
def percent(value: object, digits: int = 2) -> Figure | Blank | Missing:
    """A ratio as it prints on forms: ``0.93636`` is ``93.64%``, ``1`` is ``100%``."""
    if isinstance(value, (Blank, Missing)):
        return value
    ratio = _figure(value)
    return Figure(ratio.value, f"{(ratio * 100).rounded(digits)}%")


@filter_(
    "round",
    Example("金额: 2.675", "{{ 金额 | round(2) }}", "2.68"),
    en="A figure rounded half up, to so many places.",
    zh="四舍五入到几位小数。",
)
def round_half_up(value: object, digits: int = 0) -> Figure | Blank | Missing:
    """The figure rounded half up (四舍五入) to ``digits`` places; blanks stay as they are."""
    return value if isinstance(value, (Blank, Missing)) else _figure(value).rounded(digits)


@function_(
    "total",
    Example("甲: 1.10\n乙:\n丙: 2.20", "{{ total(甲, 乙, 丙) }}", "3.30"),
    en="The sum of figures, or of rows, column by column.",
    zh="把几个数加起来；给的是各行，就按列相加。",
)
def total(*parts: object) -> object:
    """The sum of figures, or of rows column by column; blanks are skipped, lists flattened.

    Texts in a row (its name, ``--``) are left out of the sum; a column of texts alone is blank.
    """
    terms = list(_flattened(parts))
    if not any(isinstance(row, Node) for row in terms):
        return sum_of(terms)
    result = Node(Place(""))
    for row in terms:
        for key, value in row.read_all() if isinstance(row, Node) else ():
            so_far = result.get(key, Blank())
            result[key] = so_far if isinstance(value, Text) else sum_of([so_far, value])
    return result


def _flattened(parts: Iterable[object]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, list):
            yield from _flattened(part)
        else:
            yield part


@filter_(
    "sum",
    Example(
        "指标: [{得分: 16}, {得分: 4.5}, {得分: }]",
        '{{ 指标 | sum(attribute="得分") }}',
        "20.5",
    ),
    en="The exact sum of a list; blanks are passed over.",
    zh="列表的和，一分不差；空着的跳过。",
)
def sum_of(values: Iterable[object], attribute: str | None = None) -> object:
    """The exact sum of ``values``, or of their field ``attribute``; a sum of blanks is blank."""
    result: Any = Blank()
    for value in values:
        term = _attribute(value, attribute) if attribute else value
        result = result + (term if isinstance(term, (Blank, Missing)) else _figure(term))
    return result


def _attribute(value: object, name: str) -> object:
    """The field ``name`` of a row, or a :class:`Missing`."""
    if isinstance(value, Node) and name in value:
        return value.read(name)
    return Missing(obj=value, name=name)


@filter_(
    "rows",
    Example(
        "指标: {产出: [{得分: 16}], 效益: [{得分: 4.5}]}",
        '{% for 行 in 指标 | rows("一级") %}{{ 行.一级 }} {{ 行.得分 }}；{% endfor %}',
        "产出 16；效益 4.5；",
    ),
    en="Nested groups as flat rows; each row gets the names of its groups under the keys given.",
    zh="把嵌套的组展开成一行一行；各级组名记在括号里给的键下。",
    gives=Gives.ROWS,
)
def rows(groups: object, *labels: str) -> list[Node]:
    """Nested groups as flat rows; each row gets its groups' names under the keys ``labels``.

    ``{产出: {数量: [row, …]}} | rows("一级", "二级")`` gives each row with 一级 and 二级 in front.
    Names of groups deeper than the number of labels are dropped. Raises ``TypeError`` for what is
    neither a group nor a list of rows.
    """
    return list(_rows(groups, labels, {}))


def _rows(groups: object, labels: tuple[str, ...], names: dict[str, Any]) -> Iterator[Node]:
    if isinstance(groups, list):
        for row in groups:
            if not isinstance(row, Node):
                raise TypeError(f"{row!r} is no row")
            yield row.with_labels(names)
    elif isinstance(groups, Node):
        for name, group in groups.read_all():
            own = {labels[0]: Text(name, groups.key_places.get(name))} if labels else {}
            yield from _rows(group, labels[1:], names | own)
    elif not isinstance(groups, (Blank, Missing)):
        raise TypeError(f"{groups!r} has no rows")


@filter_(
    "box",
    Example("公开方式: 网站、公报", '{{ 公开方式 | box("网站") }}网站', "☑网站"),
    en="☑ if the field is the word or names it among others, else □; "
    '`box("网站", "☐")` takes another sign for that; ticked, ○ is ●.',
    zh="字段是这个词，或列出的几个词里有它，印 ☑，否则印 □；"
    '`box("网站", "☐")` 换一个空框；空框用 ○ 的，选中印 ●。',
)
def box(value: object, option: str, empty: str = "□") -> str:
    """☑, ● for a round box, if a field is ``option`` or lists it (甲、乙); else ``empty``."""
    if isinstance(value, Missing):
        str(value)
    chosen = value if isinstance(value, list) else _BETWEEN.split(str(value))
    ticked = "●" if empty == "○" else "☑"
    return ticked if option in (str(choice).strip() for choice in chosen) else empty


@filter_(
    "blank",
    Example(
        "金额: 0\n联系人:",
        '{{ 金额 | blank("____") }}元，{{ 联系人 | blank("____") }}',
        "0元，____",
    ),
    en="The field, or the sign in brackets while it is blank: a 0 prints 0, unlike with `or`.",
    zh="字段填了什么印什么，空着就印括号里的空白；填的是 0 也照印，`or` 则不行。",
)
def blank(value: object, sign: str) -> object:
    """The value itself, 0 and a stroke too; ``sign`` while it is blank or missing."""
    if isinstance(value, Missing):
        str(value)
        return sign
    if isinstance(value, Blank):
        return sign if value.is_left_open else value
    return sign if value is None or value == "" else value


@filter_(
    "split",
    Example("公开方式: 网站、公报", '{{ 公开方式 | split("、") | last }}', "公报"),
    en="The parts of a text between signs.",
    zh="把文字按符号分成几段。",
)
def split(value: object, sign: str | None = None) -> list[str]:
    """The parts of a text between the signs ``sign``, or between blanks."""
    return str(value).split(str(sign) if sign is not None else None)


@filter_(
    "where",
    Example(
        "项目: [{名称: 展厅, 金额: 320}, {名称: 馆舍, 金额: 20}]",
        '{{ (项目 | where("名称", "馆舍")).金额 }}',
        "20",
    ),
    en="The one row of that name.",
    zh="按名称取出那一行。",
    gives=Gives.ITEM,
    names_field=True,
)
def where(rows: object, label: str, wanted: object) -> Node:
    """The row whose field ``label`` is ``wanted``; unlike an index, it survives a new row.

    Raises :class:`RefusalError` unless there is exactly one such row.
    """
    items = rows if isinstance(rows, list) else []
    candidates = [row for row in items if isinstance(row, Node)]
    matches = [row for row in candidates if row.get(label) == wanted]
    if not matches:
        known = dict.fromkeys(str(row[label]) for row in candidates if label in row)
        words = {"known": listed_names(known), "nearest": nearest(str(wanted), known)}
        name = "no-row-like" if words["nearest"] else "no-row"
        raise RefusalError(name, label=label, row=wanted, **words)
    if len(matches) > 1:
        raise RefusalError("several-rows", label=label, row=wanted, rows=len(matches))
    matches[0].used.add(label)
    return matches[0]


def _figure(value: object) -> Figure:
    if isinstance(value, Figure):
        return value
    if isinstance(value, (int, Decimal)):
        return Figure(value)
    if isinstance(value, float):
        return Figure(Decimal(repr(value)))  # 0.1 is exactly 0.1
    raise TypeError(f"{str(value)!r} is no number")
