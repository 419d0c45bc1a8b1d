"""Faults of tags: each tag is parsed alone, so that the first fault does not hide the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from docgen.diagnostics import Place, Problem, Problems, nearest, template_error, warning
from docgen.diagnostics.codes import Code, problem_code
from docgen.templates.lint.placeholder_uses import ENVIRONMENT, Use
from docgen.templates.placeholders import Placeholder
from docgen.templates.tags import BLOCK_ENDS, end_of
from docgen.templates.template import TEMPLATE_SYNTAX, syntax_problem

TEMPLATE_FILTER = problem_code(
    "template-filter",
    en=(
        "there is no filter or test 「{name}」{nearest} ({template})",
        "docs/en/templates.md lists them",
    ),
    zh=("没有过滤器或判断「{name}」{nearest}（{template}）", "过滤器见 docs/zh/templates.md"),
)
TEMPLATE_LEVELS = problem_code(
    "template-levels",
    en=(
        "{tag} and its {end} do not stand on one level ({template})",
        "put both into rows, cells or paragraphs of one table, with the same prefix: {{%tr … %}} "
        "and {{%tr … %}}",
    ),
    zh=(
        "{tag} 和它的 {end} 不在同一层（{template}）",
        "两个标签都放在同一个表格的行、格里，或都放在段落里，前缀一样：{{%tr … %}} 配 {{%tr … %}}",
    ),
)
TEMPLATE_NO_FIELD = problem_code(
    "template-no-field",
    en=(
        "schema.json has no field 「{field}」{nearest} ({template})",
        "correct the tag, or add the field to schema.json, under properties: {entry}",
    ),
    zh=(
        "schema.json 里没有字段「{field}」{nearest}（{template}）",
        "改正标签，或在 schema.json 的 properties 里加上：{entry}",
    ),
)
TEMPLATE_NO_LIST = problem_code(
    "template-no-list",
    en=(
        "the loop runs over 「{field}」, which is no list ({template})",
        'loop over a list; nested groups become rows by | rows("first level", "second level")',
    ),
    zh=(
        "循环的「{field}」不是列表（{template}）",
        '循环要用列表；嵌套的组用 | rows("一级", "二级") 展开成行',
    ),
)
TEMPLATE_NOT_MARKDOWN = problem_code(
    "template-not-markdown",
    en=(
        "{{{{p … }}}} takes Markdown, and 「{field}」 is none ({template})",
        'use {{{{ … }}}}, or give the field "contentMediaType": "text/markdown" in schema.json',
    ),
    zh=(
        "{{{{p … }}}} 放 Markdown，而「{field}」不是（{template}）",
        '改用 {{{{ … }}}}，或在 schema.json 里给它写 "contentMediaType": "text/markdown"',
    ),
)
TEMPLATE_NOT_SINGLE = problem_code(
    "template-not-single",
    en=(
        "{tag} takes a single value, and 「{field}」 is none ({template})",
        "use {{{{p … }}}} for Markdown, and name one field of a group",
    ),
    zh=(
        "{tag} 放单个的值，而「{field}」不是（{template}）",
        "Markdown 用 {{{{p … }}}}；组要写到其中一个字段",
    ),
)
TEMPLATE_NO_BOX = problem_code(
    "template-no-box",
    en=(
        "the box for 「{text}」 is never ticked: 「{field}」 may not hold it ({template})",
        "write the word as schema.json has it, or add it there",
    ),
    zh=(
        "「{text}」这个方框永远打不上勾：「{field}」不能填它（{template}）",
        "改成 schema.json 里的词，或在那里添上",
    ),
)
TEMPLATE_ZERO = problem_code(
    "template-zero",
    en=(
        "a 0 is not printed by {tag}, though 「{field}」 is a number ({template})",
        "type {wanted}",
    ),
    zh=("「{field}」是数字，填 0 时 {tag} 印不出来（{template}）", "改成 {wanted}"),
)

_ENDING = frozenset(BLOCK_ENDS.values())
_MARKDOWN: Final = {"type": "string", "contentMediaType": "text/markdown"}
_ROWS: Final = {"type": "array", "items": {"type": "object"}}
_ENTRIES: Final = {"slot": _MARKDOWN, "loop": _ROWS, "chart": _ROWS}
"""What schema.json says of a field, by the kind of its tag; of any other tag it is a text."""

_GOES_ON = {"elif": "{{% if 1 %}}{}{{% endif %}}", "else": "{{% if 1 %}}{}{{% endif %}}"}
_HARMLESS = {
    "endif": "{% if 1 %}",
    "endfor": "{% for _ in [] %}",
    "endmacro": "{% macro _() %}",
    "endcall": "{% call _() %}",
    "endfilter": "{% filter trim %}",
    "endwith": "{% with %}",
    "endautoescape": "{% autoescape true %}",
    "endblock": "{% block _ %}",
    "endset": "{% set _ %}",
}
"""By end tag, a valid tag that replaces a faulty one which opens a block."""

_PRINTED_AS_IT_IS = ("merge", "blank", "room")
"""Filters that print a field as it is typed."""

_OR = re.compile(r"""\s+or\s+("[^"]*"|'[^']*')\s*(?=-?\}\})""")
"""What a tag prints in the place of a blank field, in Jinja's own manner: 0 counts as blank."""

_TARGET = re.compile(r"for\s+([^%]+?)\s+in\b")


@dataclass
class SoundTags:
    """Tags that form a valid template, and the problems of those that were replaced."""

    tags: list[Placeholder]
    problems: Problems


def sound_tags(tags: list[Placeholder]) -> SoundTags:
    """The tags of a story with faulty and unpaired ones replaced, and their problems."""
    problems = Problems()
    mended = [_mended(tag, problems) for tag in tags]
    return SoundTags(list(_paired(mended, problems)), problems)


def _mended(tag: Placeholder, problems: Problems) -> Placeholder:
    """The tag, or a harmless replacement if it has a syntax error."""
    try:
        tree = ENVIRONMENT.parse(_whole(tag))
    except TemplateSyntaxError as reason:
        place = Place(tag.place.part)
        problems.add(syntax_problem(reason, place, tag.place, text=tag.tag))
        return replace(tag, source=_harmless(tag))
    problems.extend([*_unknown(tree, tag), *_loads(tree, tag)])
    return tag


def _whole(tag: Placeholder) -> str:
    """The source of a template with this tag alone."""
    if end := end_of(tag.source):
        return f"{tag.source}{{% {end} %}}"
    if tag.kind in _GOES_ON:
        return _GOES_ON[tag.kind].format(tag.source)
    return "" if tag.kind in _ENDING else tag.source


def _harmless(tag: Placeholder) -> str:
    target = _TARGET.search(tag.source) if tag.kind == "loop" else None
    if target and target[1].isidentifier():
        return f"{{% for {target[1]} in [] %}}"
    return _HARMLESS.get(end_of(tag.source), "")


def _unknown(tree: nodes.Node, tag: Placeholder) -> Iterator[Problem]:
    """Undefined filters and tests; Jinja itself reports only the first."""
    for kind, known in ((nodes.Filter, ENVIRONMENT.filters), (nodes.Test, ENVIRONMENT.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                words = {"name": node.name, "nearest": nearest(node.name, known)}
                yield _problem(TEMPLATE_FILTER, tag, **words)


def _loads(tree: nodes.Node, tag: Placeholder) -> Iterator[Problem]:
    """Tags that load another template, which the parts of a pack do not have."""
    kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    if next(tree.find_all(kinds), None) is not None:
        yield _problem(TEMPLATE_SYNTAX, tag, reason=f"{tag.kind} has nothing to load")


def _paired(tags: list[Placeholder], problems: Problems) -> Iterator[Placeholder]:
    """The tags with missing ends added and surplus ends removed."""
    opened: list[Placeholder] = []
    for tag in tags:
        if end_of(tag.source):
            opened.append(tag)
        elif tag.kind in _ENDING:
            if not opened or end_of(opened[-1].source) != tag.kind:
                problems.add(_problem(TEMPLATE_SYNTAX, tag, reason=f"{tag.kind} closes nothing"))
                continue
            problems.extend(_levels(opened.pop(), tag))
        elif tag.kind in _GOES_ON and not opened:
            problems.add(_problem(TEMPLATE_SYNTAX, tag, reason=f"{tag.kind} closes nothing"))
            continue
        yield tag
    for tag in reversed(opened):
        end = end_of(tag.source)
        problems.add(_problem(TEMPLATE_SYNTAX, tag, reason=f"{end} is missing"))
        yield replace(tag, tag="", source=f"{{% {end} %}}", kind=end)


def _levels(start: Placeholder, end: Placeholder) -> Iterator[Problem]:
    """Both tags of a block must be of the same level, and in the same table or in none."""
    if start.level != end.level or start.place.table != end.place.table:
        yield _problem(TEMPLATE_LEVELS, start, tag=start.tag, end=end.tag)


def _problem(code: Code, tag: Placeholder, /, **words: object) -> Problem:
    return template_error(code, Place(tag.place.part), tag.place, **words)


def field_faults(use: Use) -> Iterator[Problem]:
    """Fields that do not exist, or have another type than the tag needs."""
    tag = use.placeholder
    for read in use.reads:
        if not read.known:
            words = {"field": read.path, "nearest": read.shape.near}
            words["entry"] = _entry(tag, read.path)
            yield _problem(TEMPLATE_NO_FIELD, tag, **words)
        elif read.no_list:
            yield _problem(TEMPLATE_NO_LIST, tag, field=read.path)
    if len(use.reads) == 1 and use.reads[0].known:
        yield from _kind_faults(use, tag) if _is_path(tag) else _box_faults(use, tag)
        yield from _zero_faults(use, tag)


def _entry(tag: Placeholder, path: str) -> str:
    """What schema.json needs to have the field, of a type that the tag takes."""
    entry = _ENTRIES.get(tag.kind, {"type": "string"})
    name = path.removesuffix("[]").rpartition(".")[2]
    return json.dumps({name: entry}, ensure_ascii=False)[1:-1]


def _kind_faults(use: Use, tag: Placeholder) -> Iterator[Problem]:
    """Slots whose field is not Markdown, and values whose field is not a single value."""
    (read,) = use.reads
    markdown = (read.shape.schema or {}).get("contentMediaType") == "text/markdown"
    if tag.kind == "slot" and read.shape.types and not markdown:
        yield _problem(TEMPLATE_NOT_MARKDOWN, tag, field=read.path)
    if tag.kind in ("value", "merge") and (markdown or {"object", "array"} & set(read.shape.types)):
        yield _problem(TEMPLATE_NOT_SINGLE, tag, field=read.path, tag=tag.tag)


def _box_faults(use: Use, tag: Placeholder) -> Iterator[Problem]:
    """Boxes for a word that the schema does not allow in the field: they are never ticked."""
    schema = use.reads[0].shape.schema or {}
    allowed, pattern = schema.get("enum"), schema.get("pattern")
    for node in ENVIRONMENT.parse(_whole(tag)).find_all(nodes.Filter):
        word = node.args[0] if node.name == "box" and node.args else None
        if not isinstance(word, nodes.Const):
            continue
        text = str(word.value)
        if (allowed and text not in allowed) or (pattern and not re.search(pattern, text)):
            yield _problem(TEMPLATE_NO_BOX, tag, field=use.reads[0].path, text=text)


def _zero_faults(use: Use, tag: Placeholder) -> Iterator[Problem]:
    """Numbers with ``or``, which takes 0 for a blank."""
    (read,) = use.reads
    if tag.kind == "value" and _OR.search(tag.source) and "number" in read.shape.types:
        wanted = _OR.sub(r" | blank(\1) ", tag.source)
        words = {"tag": tag.tag, "field": read.path, "wanted": wanted}
        yield warning(TEMPLATE_ZERO, Place(tag.place.part), tag.place, **words)


def _is_path(tag: Placeholder) -> bool:
    """Whether the tag holds a field and nothing else but filters that print it as it is."""
    if tag.kind not in ("value", "slot", "merge"):
        return False
    output = ENVIRONMENT.parse(tag.source).body[:1]
    first = output[0].nodes[0] if output and isinstance(output[0], nodes.Output) else None
    while isinstance(first, nodes.Filter) and first.name in _PRINTED_AS_IT_IS:
        first = first.node
    while isinstance(first, (nodes.Getattr, nodes.Getitem)):
        first = first.node
    return isinstance(first, nodes.Name)
