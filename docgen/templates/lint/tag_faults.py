"""Faults of tags: each tag is parsed alone, so that the first fault does not hide the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError, nodes

from docgen.diagnostics import Place, Problem, Problems, nearest, template_error
from docgen.templates.lint.placeholder_uses import ENVIRONMENT, Use
from docgen.templates.placeholders import Placeholder
from docgen.templates.tags import BLOCK_ENDS, end_of

_ENDING = frozenset(BLOCK_ENDS.values())
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
        problems.add(_problem("template-syntax", tag, reason=reason.message or "", text=tag.tag))
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
                yield _problem("template-filter", tag, **words)


def _loads(tree: nodes.Node, tag: Placeholder) -> Iterator[Problem]:
    """Tags that load another template, which the parts of a pack do not have."""
    kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    if next(tree.find_all(kinds), None) is not None:
        yield _problem("template-syntax", tag, reason=f"{tag.kind} has nothing to load")


def _paired(tags: list[Placeholder], problems: Problems) -> Iterator[Placeholder]:
    """The tags with missing ends added and surplus ends removed."""
    opened: list[Placeholder] = []
    for tag in tags:
        if end_of(tag.source):
            opened.append(tag)
        elif tag.kind in _ENDING:
            if not opened or end_of(opened[-1].source) != tag.kind:
                problems.add(_problem("template-syntax", tag, reason=f"{tag.kind} closes nothing"))
                continue
            problems.extend(_levels(opened.pop(), tag))
        elif tag.kind in _GOES_ON and not opened:
            problems.add(_problem("template-syntax", tag, reason=f"{tag.kind} closes nothing"))
            continue
        yield tag
    for tag in reversed(opened):
        end = end_of(tag.source)
        problems.add(_problem("template-syntax", tag, reason=f"{end} is missing"))
        yield replace(tag, tag="", source=f"{{% {end} %}}", kind=end)


def _levels(start: Placeholder, end: Placeholder) -> Iterator[Problem]:
    """Both tags of a block must be of the same level, and in the same table or in none."""
    if start.level != end.level or start.place.table != end.place.table:
        yield _problem("template-levels", start, tag=start.tag, end=end.tag)


def _problem(code: str, tag: Placeholder, /, **words: object) -> Problem:
    return template_error(code, Place(tag.place.part), tag.place, **words)


def field_faults(use: Use) -> Iterator[Problem]:
    """Fields that do not exist, or have another type than the tag needs."""
    tag = use.placeholder
    for read in use.reads:
        if not read.known:
            words = {"field": read.path, "nearest": read.shape.near}
            yield _problem("template-no-field", tag, **words)
        elif read.no_list:
            yield _problem("template-no-list", tag, field=read.path)
    if len(use.reads) == 1 and use.reads[0].known:
        yield from _kind_faults(use, tag) if _is_path(tag) else _box_faults(use, tag)


def _kind_faults(use: Use, tag: Placeholder) -> Iterator[Problem]:
    """Slots whose field is not Markdown, and values whose field is not a single value."""
    (read,) = use.reads
    markdown = (read.shape.schema or {}).get("contentMediaType") == "text/markdown"
    if tag.kind == "slot" and read.shape.types and not markdown:
        yield _problem("template-not-markdown", tag, field=read.path)
    if tag.kind in ("value", "merge") and (markdown or {"object", "array"} & set(read.shape.types)):
        yield _problem("template-not-single", tag, field=read.path, tag=tag.tag)


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
            yield _problem("template-no-box", tag, field=use.reads[0].path, text=text)


def _is_path(tag: Placeholder) -> bool:
    """Whether the tag holds a field and nothing else but ``merge``."""
    if tag.kind not in ("value", "slot", "merge"):
        return False
    output = ENVIRONMENT.parse(tag.source).body[:1]
    first = output[0].nodes[0] if output and isinstance(output[0], nodes.Output) else None
    if isinstance(first, nodes.Filter) and first.name == "merge":
        first = first.node
    return isinstance(first, (nodes.Name, nodes.Getattr, nodes.Getitem))
