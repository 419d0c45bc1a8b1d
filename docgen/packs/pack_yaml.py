"""The keys of pack.yaml, and what may stand there: ``pack.schema.json`` beside this module.

The schema is generated from the records, here and in :mod:`docgen.verify.official_format`, by
``make docs``. So a key of ``format`` is checked without knowing how a finished
file is measured for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from docgen.content.formats import Format
from docgen.content.values import Node, Text
from docgen.diagnostics import Problems
from docgen.packs.filing_rules import BundleRule, EvidenceRule
from docgen.packs.follows import Follows
from docgen.packs.next_year import NextYear
from docgen.packs.over import Over
from docgen.packs.public import Public
from docgen.packs.records import key, structured
from docgen.packs.rules import Checks, Rule
from docgen.packs.schema import CompiledSchema, unknown_keys
from docgen.packs.typing import Schema

SCHEMA_FILE = "pack.schema.json"
"""The name of the schema, here and in the folder of a project's packs."""

SCHEMA_LINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}\n"
"""The first line of a pack.yaml, by which editors find the schema."""

PACK_FORMAT = Format("pack format", "pack.yaml")
"""The format of a pack's files."""

_WORD = r"[^\s!-/:-@\[-^`{-~\u3000-\u303f\uff01-\uff20]+"
"""Chinese and other letters, digits, underscores: to an editor ``\\w`` has no Chinese letters."""

CONTENT = r"^[^\\/:*?\"<>|]+\.yaml$"
"""The name of a file that Windows can hold as well."""

REPEAT = rf"^\s*({_WORD})\s+in\s+(\S.*?)\s*$"
"""``variable in list``."""


@dataclass(frozen=True)
class Properties:
    """Texts with expressions for the document properties of the output."""

    title: Text = key("标题 · title", Text(""), required=True)
    author: Text = key("作者，一般是单位 · author, most often the unit", Text(""), required=True)
    date: Text = key("日期，如 2024年4月26日 · date", Text(""), required=True)


@dataclass(frozen=True)
class PartEntry:
    """A part, as the keeper lists it."""

    file: Text = key(
        "模板包文件夹里的 .docx · a .docx in the pack's folder", Text(""), required=True
    )
    repeat: str = key(
        "逐项重复，如 `项目 in projects` · once for each item, as `项目 in projects`",
        "",
        pattern=REPEAT,
    )
    content: str = key(
        "填写它的内容文件，如 `附件1-基础数据.yaml` · the content file that its fields stand in",
        "",
        pattern=CONTENT,
    )


@dataclass(frozen=True)
class PackYaml:
    """pack.yaml, as the keeper types it."""

    pack_format: int | None = key(
        "这份 pack.yaml 的格式编号，不写就是 1 · number of the format of pack.yaml; 1 without it",
        minimum=1,
    )
    about: str = key(
        "这个模板包是什么，中文、英文用间隔号隔开 · what the pack is, in Chinese, then in English "
        "behind a middle dot",
        "",
    )
    output: Text = key(
        "输出文件名，不写扩展名 · name of the output, without an ending", Text(""), required=True
    )
    properties: Properties = key("文档属性 · document properties", Properties(), required=True)
    parts: tuple[PartEntry, ...] = key(
        "各部分，按顺序合成一个文件 · the parts, joined in this order", (), required=True
    )
    derived: Mapping[str, Text] = key(
        "推算的字段和公式，次序不限 · derived fields and their formulas, in any order", dict
    )
    format: Node | None = key(
        "公文格式，不写就不核对 · official format; without it none is measured"
    )
    checks: Checks = key("检查用 · what the checks have to know", Checks())
    next: NextYear = key("下一年度的内容 · how next year's content is made", NextYear())
    public: Public = key("公开版 · the public copy", Public())
    rules: tuple[Rule, ...] = key("审核规则 · rules that must hold", ())
    follows: Follows = key("接着哪个模板包 · the pack that this one comes after", Follows())
    over: Over = key("汇总各单位 · the units that are summed up", Over())
    evidence: EvidenceRule = key(
        "报告后面的佐证材料 · the evidence behind the report", EvidenceRule()
    )
    bundle: BundleRule = key(
        "报送的文件怎么命名 · how the files that are handed in are called", BundleRule()
    )


@cache
def pack_schema_text() -> str:
    """The text of ``pack.schema.json``."""
    return files(__package__).joinpath(SCHEMA_FILE).read_text("utf-8")


@cache
def _schema() -> Schema:
    return cast(Schema, json.loads(pack_schema_text()))


def read_pack_yaml(data: Node, problems: Problems) -> PackYaml:
    """pack.yaml as a record; what the schema does not allow is reported, and has its default.

    Numbers of ``data`` become figures, in place.
    """
    found = Problems(unknown_keys(data, _schema()))
    misspelt = {(problem.place, problem.words["nearest"]) for problem in found}
    with found.within() as wrong:
        CompiledSchema(_schema()).apply(data, wrong, whole="pack.yaml")
    # A key that is missing because it is misspelt is one fault.
    problems.extend(
        problem
        for problem in sorted(found, key=lambda problem: problem.place)
        if (problem.place, problem.words.get("name")) not in misspelt
    )
    return structured(data, PackYaml)
