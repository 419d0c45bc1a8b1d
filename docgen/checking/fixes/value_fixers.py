"""Fixers of values that are of a wrong type, or not among what a field may be."""

from __future__ import annotations

import re

import yaml

from docgen.checking.checks.binary_noise import BINARY_NOISE
from docgen.checking.checks.text_conventions import YEAR_DIFFERS
from docgen.checking.fixes.fix_registry import Case, fixer
from docgen.checking.fixes.typed_figures import figure_in
from docgen.content.source_files import Patch
from docgen.content.typed_dates import dates_in
from docgen.content.yaml_entries import column_of, moved_to, range_of
from docgen.content.yaml_lines import as_text
from docgen.diagnostics import Fix, nearest
from docgen.packs.derived import DERIVED_DIFFERS
from docgen.packs.schema import NOT_ALLOWED, SCHEMA_RULE, WRONG_TYPE
from docgen.project import UNKNOWN_PACK

_YES = re.compile(r"[√✓✔☑yYvV对有]|已|是的|真|Yes|TRUE")
_NO = re.compile(r"[×✗✘xXnN无]|未|没有|不是|假|No|FALSE")
_ENTRY = re.compile(r"(?P<key>[^:：\s][^:：]{0,30})[:：]\s*(?P<value>\S.*)?")


@fixer(WRONG_TYPE)
def wrong_type(case: Case) -> Fix | None:
    """A figure, a flag, or a group that is typed in another way."""
    wanted, typed = case.problem.words["wanted"], case.typed
    if typed is None:
        return _text_of_list(case) if wanted == "string" else _list_of_group(case, wanted)
    if wanted == "number":
        figure = figure_in(typed)
        return case.value(figure.text, safe=figure.sure) if figure else None
    if wanted == "boolean":
        says_yes, says_no = _YES.fullmatch(typed.strip()), _NO.fullmatch(typed.strip())
        return case.value("是" if says_yes else "否", safe=True) if says_yes or says_no else None
    if figure_in(typed) == ("", True):
        return case.value("", safe=True)
    return _group_of_text(case, typed) if wanted == "object" else None


def _text_of_list(case: Case) -> Fix | None:
    """A text whose lines are read as a list or as fields, since ``|-`` is missing."""
    entry = case.entry
    if entry is None or not isinstance(entry.value, yaml.CollectionNode) or entry.value.flow_style:
        return None
    values = entry.value.value
    items = [pair[1] for pair in values] if isinstance(entry.value, yaml.MappingNode) else values
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        return None
    text = case.entries.text
    start, stop = range_of(entry.key)[1], range_of(entry.value)
    colon = text.index(":", start) + 1
    lines = text[stop[0] : stop[1]].rstrip()
    column = column_of(entry.key) + 2
    first = text.rfind("\n", 0, stop[0]) + 1
    moved = moved_to(text[first : stop[0]] + lines, column)
    return case.entries.fix(Patch(colon, stop[0] + len(lines), f" |-\n{moved}"), safe=True)


def _list_of_group(case: Case, wanted: str) -> Fix | None:
    """A list of one item whose dash is missing."""
    entry = case.entry
    if entry is None or wanted != "array" or not isinstance(entry.value, yaml.MappingNode):
        return None
    if entry.value.flow_style:
        return None
    text, (start, stop) = case.entries.text, range_of(entry.value)
    first = text.rfind("\n", 0, start) + 1
    lines = text[first:stop].rstrip()
    column = column_of(entry.value)
    moved = moved_to(lines, column + 2)
    item = f"{moved[:column]}- {moved[column + 2 :]}"
    return case.entries.fix(Patch(first, first + len(lines), item), safe=True)


def _group_of_text(case: Case, typed: str) -> Fix | None:
    """``落款: 填表人：张三``, a group's only entry on the line of its name."""
    entry = case.entry
    match = _ENTRY.fullmatch(typed)
    if entry is None or match is None or entry.in_braces:
        return None
    below = f"{' ' * (column_of(entry.key) + 2)}{match['key']}: {as_text(match['value'] or '')}"
    start, stop = range_of(entry.value)
    colon = case.entries.text.index(":", range_of(entry.key)[1]) + 1
    end = start + len(case.entries.text[start:stop].rstrip())
    return case.entries.fix(Patch(colon, end, f"\n{below.rstrip()}"), safe=True)


@fixer(BINARY_NOISE)
def noisy_figure(case: Case) -> Fix | None:
    """The figure without what a calculation has added to it."""
    is_figure = case.typed == case.problem.words["text"]
    return case.value(case.problem.words["wanted"], safe=True) if is_figure else None


@fixer(SCHEMA_RULE)
def date(case: Case) -> Fix | None:
    """A date that is written in another way than the field asks for; a year of two digits."""
    pattern, typed = case.problem.words.get("pattern"), case.typed
    if case.problem.words["rule"] == "minimum" and re.fullmatch(r"\d\d", typed or ""):
        return case.value(f"20{typed}", safe=False)
    if not pattern or not typed:
        return None
    for written, sure in dates_in(typed):
        if re.search(pattern, written):
            return case.value(written, safe=sure)
    return None


@fixer(NOT_ALLOWED)
def option(case: Case) -> Fix | None:
    """The option that a misspelt one is most like."""
    near = case.problem.words["nearest"]
    return case.value(near, safe=False) if near and case.typed is not None else None


@fixer(UNKNOWN_PACK)
def pack(case: Case) -> Fix | None:
    """The pack that a misspelt name is most like; the only one there is."""
    known = case.problem.words["known_zh"].split("、")
    near = nearest(case.problem.words["pack"], known) or (known[0] if len(known) == 1 else "")
    return case.value(near, safe=False) if near and case.typed is not None else None


@fixer(YEAR_DIFFERS)
def year(case: Case) -> Fix | None:
    """The edition's year."""
    found = case.problem.words["found"]
    return case.value(case.problem.words["wanted"], safe=False) if case.typed == found else None


@fixer(DERIVED_DIFFERS)
def derived(case: Case) -> Fix | None:
    """A figure that the pack works out is left to it."""
    entry = case.entry
    removed = case.entries.removed(entry) if entry else None
    if removed:
        return case.entries.fix(removed, safe=False)
    return case.value("", safe=False) if case.typed is not None else None
