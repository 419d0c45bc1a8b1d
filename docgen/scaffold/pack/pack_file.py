"""The pack.yaml of a drafted pack, as a person would begin it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Any

import yaml

from docgen.scaffold.pack.drafted_rules import Rules
from docgen.scaffold.pack.form_fields import YEAR, Path
from docgen.scaffold.pack.naming import is_prose
from docgen.scaffold.pack.tag_placement import PROJECT, expression
from docgen.scaffold.pack.unique_names import Form, blocks_of, fields_of
from docgen.word.xml import text_of

_SAID = {
    "output": "输出文件名 · name of the output",
    "parts": "各部分按顺序合成一个文件 · parts, joined in this order",
    "derived": "推算值：请逐条核对 · derived fields, read off the form's labels: look at each",
    "checks": "检查用 · for the checks",
    "next": "下一年度的内容：保留的、顺延一年的、带来并标明的 · next year",
    "rules": "审核规则：请逐条核对 · rules, read off the form's labels: look at each",
}
_MONEY = re.compile(r"数$|资金|经费|金额|支出|收入")
_STAYS = re.compile(r"名称|指标$|单位$|部门$|代码$|账号$|地址$|电话$|传真$|填[表报]人$|^分值$")
"""Fields that are the same from year to year."""

_POINTS = ("分值", "得分", "总分")


def pack_yaml(forms: list[Form], title: str, unit: Path, rules: Rules) -> str:
    """The text of pack.yaml."""
    named = f"{{{{ {YEAR} }}}}年度{{{{ {expression(unit)} }}}}{title.removeprefix('年度')}"
    author = f"{{{{ {expression(unit)} }}}}"
    # A report needs a date, and a blank form has none: the last day of its year.
    date = f"{{{{ {YEAR} }}}}-12-31"
    sections: dict[str, Any] = {
        "output": named,
        "properties": {"title": named, "author": author, "date": date},
        "parts": [_part(form) for form in forms],
        "derived": dict(_sorted(rules.derived)),
        "checks": _checks(forms, unit),
        "next": _next(forms, unit, rules.derived),
        "rules": rules.rules,
    }
    texts = [f"# 模板包：{title} · template pack, drafted from blank forms\n"]
    for key, value in sections.items():
        if value:
            comment = f"\n# {_SAID[key]}\n" if key in _SAID else ""
            texts.append(comment + _dumped({key: value}))
    return "".join(texts)


def _dumped(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200)


def _part(form: Form) -> dict[str, str]:
    repeat = {"repeat": f"{PROJECT} in {form.found.repeats}"} if form.found.repeats else {}
    return {"file": form.file, **repeat}


def _sorted(derived: dict[Path, str]) -> Iterable[tuple[str, str]]:
    """Formulas in an order in which each finds what it reads."""
    names = {path: {other for other in derived if other != path and _reads(derived[path], other)}
             for path in derived}  # fmt: skip
    try:
        order = list(TopologicalSorter(names).static_order())
    except CycleError:
        order = list(derived)
    for path in order:
        yield ".".join(path), derived[path]


def _reads(formula: str, path: Path) -> bool:
    return re.search(rf"(?<!\w){re.escape(path[-1])}(?!\w)", formula) is not None


def _checks(forms: list[Form], unit: Path) -> dict[str, Any]:
    fields = list(fields_of(forms))
    keys = {one.path[-1] for one in fields}
    keys |= {one.path[-1] for block in blocks_of(forms) for one in block.fields}
    carried = {key: f"本年{key[2:]}" for key in sorted(keys)
               if key.startswith("上年") and f"本年{key[2:]}" in keys}  # fmt: skip
    figures = [one.path for one in fields if one.kind == "figure" and len(one.path) > 1]
    in_tens_of_thousands = any("万元" in text_of(form.document.element.body) for form in forms)
    money = dict.fromkeys(_owner(path) for path in figures if _MONEY.search(path[-1]))
    found = {
        "year": YEAR,
        "unit": ".".join(unit),
        "carried": carried,
        "money": list(money) if in_tens_of_thousands else [],
        "points": [key for key in _POINTS if key in keys],
    }
    return {key: value for key, value in found.items() if value}


def _owner(path: Path) -> str:
    return path[0].removesuffix("[]")


def _next(forms: list[Form], unit: Path, derived: Iterable[Path]) -> dict[str, list[str]]:
    """What a year changes and what it does not."""
    kept = {".".join(unit): None}
    dates: dict[str, None] = {}
    texts: dict[str, None] = {}
    for one in fields_of(forms):
        name = ".".join(key.removesuffix("[]") for key in one.path[-2:])
        if one.path in derived or one.path == unit:
            continue
        if "日期" in one.path[-1] and not one.path[-1].endswith("结束日期"):
            dates[name] = None
        elif one.kind == "prose":
            texts[name] = None
        elif one.kind == "text" and _STAYS.search(one.path[-1]):
            kept[name] = None
    keys = [one.path[-1] for block in blocks_of(forms) for one in block.fields]
    kept |= dict.fromkeys(key for key in keys if _STAYS.search(key))
    texts |= dict.fromkeys(key for key in keys if is_prose(key) or key.endswith("指标值"))
    texts = {key: None for key in texts if key not in kept}
    found = {"kept": list(kept), "dates": list(dates), "texts": list(texts)}
    return {key: value for key, value in found.items() if value}
