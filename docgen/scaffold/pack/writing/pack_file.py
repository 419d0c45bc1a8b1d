"""The pack.yaml of a drafted pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

from docgen.content.braces import in_braces
from docgen.packs.pack_yaml import PACK_FORMAT, SCHEMA_LINE
from docgen.scaffold.pack.form_fields import YEAR, Path
from docgen.scaffold.pack.formulas.drafted_rules import Rules
from docgen.scaffold.pack.formulas.field_types import is_prose
from docgen.scaffold.pack.writing.tag_placement import PROJECT, expression
from docgen.scaffold.pack.writing.unique_names import Form, blocks_of, fields_of
from docgen.word.xml import text_of

_SECTION_COMMENTS = {
    "output": "输出文件名 · name of the output",
    "parts": "各部分按顺序合成一个文件 · parts, joined in this order",
    "derived": "推算值：请逐条核对 · derived fields, read off the form's labels: look at each",
    "checks": "检查用 · for the checks",
    "next": "下一年度的内容：保留的、顺延一年的、带来并标明的 · next year",
    "rules": "审核规则：请逐条核对 · rules, read off the form's labels: look at each",
}
_MONEY = re.compile(r"数$|资金|经费|金额|支出|收入")
_UNCHANGED = re.compile(r"名称|指标$|单位$|部门$|代码$|账号$|地址$|电话$|传真$|填[表报]人$|^分值$")
"""Keys of fields whose values stay the same from year to year."""

_POINTS = ("分值", "得分", "总分")
"""Keys of points and scores."""


def pack_yaml(forms: list[Form], title: str, unit: Path, rules: Rules, apart: str = "") -> str:
    """The text of pack.yaml."""
    year, author = in_braces(YEAR), in_braces(expression(unit))
    name = f"{year}年度{author}{title.removeprefix('年度')}"
    # A report needs a date and a blank form has none: the last day of the year stands in.
    date = f"{year}-12-31"
    sections: dict[str, Any] = {
        "output": name + apart,
        "properties": {"title": name, "author": author, "date": date},
        "parts": [_part(form) for form in forms],
        "derived": {".".join(path): formula for path, formula in rules.derived.items()},
        "checks": _checks(forms, unit),
        "next": _next_year(forms, unit, rules.derived),
        "rules": rules.rules,
    }
    texts = [SCHEMA_LINE, f"# 模板包：{title} · template pack, drafted from blank forms\n"]
    texts.append(PACK_FORMAT.line)
    for key, value in sections.items():
        if value:
            comment = f"\n# {_SECTION_COMMENTS[key]}\n" if key in _SECTION_COMMENTS else ""
            texts.append(comment + _to_yaml({key: value}))
    return "".join(texts)


def _to_yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200)


def _part(form: Form) -> dict[str, str]:
    """The entry of a form under ``parts``."""
    repeat = (
        {"repeat": f"{PROJECT} in {form.form_fields.repeats}"} if form.form_fields.repeats else {}
    )
    content = {"content": form.content} if form.content else {}
    return {"file": form.file, **content, **repeat}


def _checks(forms: list[Form], unit: Path) -> dict[str, Any]:
    fields = list(fields_of(forms))
    keys = {field.path[-1] for field in fields}
    keys |= {field.path[-1] for block in blocks_of(forms) for field in block.fields}
    this_year = {key: key.replace("上年", "本年", 1) for key in sorted(keys) if key[:2] == "上年"}
    carried = {key: other for key, other in this_year.items() if other in keys}
    figures = [field.path for field in fields if field.kind == "figure" and len(field.path) > 1]
    in_tens_of_thousands = any("万元" in text_of(form.document.element.body) for form in forms)
    money = dict.fromkeys(_owner(path) for path in figures if _MONEY.search(path[-1]))
    checks = {
        "year": YEAR,
        "unit": ".".join(unit),
        "carried": carried,
        "money": list(money) if in_tens_of_thousands else [],
        "points": [key for key in _POINTS if key in keys],
    }
    return {key: value for key, value in checks.items() if value}


def _owner(path: Path) -> str:
    """The top-level key that holds a field."""
    return path[0].removesuffix("[]")


def _next_year(forms: list[Form], unit: Path, derived: Iterable[Path]) -> dict[str, list[str]]:
    """Which fields next year's content keeps, dates a year later, or marks for revision."""
    kept = {".".join(unit): None}
    dates: dict[str, None] = {}
    texts: dict[str, None] = {}
    for field in fields_of(forms):
        name = ".".join(key.removesuffix("[]") for key in field.path[-2:])
        if field.path in derived or field.path == unit:
            continue
        if "日期" in field.path[-1] and not field.path[-1].endswith("结束日期"):
            dates[name] = None
        elif field.kind == "prose":
            texts[name] = None
        elif field.kind == "text" and _UNCHANGED.search(field.path[-1]):
            kept[name] = None
    keys = [field.path[-1] for block in blocks_of(forms) for field in block.fields]
    kept |= dict.fromkeys(key for key in keys if _UNCHANGED.search(key))
    texts |= dict.fromkeys(key for key in keys if is_prose(key) or key.endswith("指标值"))
    texts = {key: None for key in texts if key not in kept}
    plan = {"kept": list(kept), "dates": list(dates), "texts": list(texts)}
    return {key: value for key, value in plan.items() if value}
