"""Which rules of a pack read which fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from docgen.content.braces import in_braces
from docgen.packs.field_reads import fields_read, loop_item
from docgen.packs.pack import Pack
from docgen.packs.rules import Rule
from docgen.packs.schema_fields import Fields
from docgen.templates.lint.placeholder_uses import ENVIRONMENT


def rules_by_field(pack: Pack, fields: Fields) -> dict[str, tuple[str, ...]]:
    """The names of the rules that read each field, by its path."""
    found = defaultdict[str, list[str]](list)
    for rule in pack.rules:
        for path in dict.fromkeys(_reads(rule, fields)):
            found[path].append(rule.name)
    return {path: tuple(names) for path, names in found.items()}


def _reads(rule: Rule, fields: Fields) -> Iterator[str]:
    """The fields that a rule reads; none of one that cannot be read, which lint tells."""
    scope = (fields.at(rule.at),)
    try:
        if rule.each:
            row = loop_item(ENVIRONMENT.parse(in_braces(rule.each)), fields, scope)
            scope = (*((row,) if row else ()), *scope)
        tree = ENVIRONMENT.parse(in_braces(rule.require))
    except TemplateSyntaxError:
        return
    yield from (read.path for read in fields_read(tree, fields, scope))
