"""The placeholders of a pack with the fields that fill them.

The tags of a part, each on its own line, form a Jinja template. Its syntax tree tells what each
line reads and what loops run over, without filling a Word file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.diagnostics import Place, Problems, TemplatePlace
from docgen.packs.field_reads import Read, fields_read
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.packs.schema_fields import Fields
from docgen.templates.part_file import read_part, taken
from docgen.templates.placeholders import Placeholder, placeholders, stories
from docgen.templates.template import syntax_problem, template_environment

ENVIRONMENT = template_environment()


@dataclass(frozen=True)
class Use:
    """A placeholder and the fields it reads."""

    placeholder: Placeholder
    reads: tuple[Read, ...] = ()

    @property
    def paths(self) -> list[str]:
        """The paths of the fields that fill it; for a loop, of the list it runs over."""
        return list(dict.fromkeys(read.path for read in self.reads))


def pack_fields(pack: Pack) -> Fields:
    """The fields of a pack: those of its schema and the derived ones."""
    return Fields(pack.schema, frozenset(derivation.field for derivation in pack.derived))


def uses_of(pack: Pack, problems: Problems) -> list[Use]:
    """Every placeholder of ``pack`` in reading order; parts that cannot be read are reported."""
    fields = pack_fields(pack)
    uses = list[Use]()
    for part in pack.parts:
        with taken(part.name, problems):
            uses += _part_uses(part, fields, problems)
    return uses


def _part_uses(part: Part, fields: Fields, problems: Problems) -> Iterator[Use]:
    document = read_part(part, problems)
    if document is None:
        return
    for root, story in stories(document):
        yield from uses_in(part_tags(root, part, story), fields, problems)


def part_tags(root: etree._Element, part: Part, story: str) -> list[Placeholder]:
    """The tags of a story of a part, inside the loop of a repeated part."""
    tags = list(_not_raw(placeholders(root, part.name, story)))
    if part.loop is None or story:
        return tags
    opening = f"{{% for {part.loop[0]} in {part.loop[1]} %}}"
    place = TemplatePlace(part.name)
    start = Placeholder(opening, opening, "loop", "part", place)
    return [start, *tags, Placeholder("", "{% endfor %}", "endfor", "part", place)]


def _not_raw(tags: Iterable[Placeholder]) -> Iterator[Placeholder]:
    """The tags without those inside a ``raw`` block."""
    raw = False
    for tag in tags:
        if tag.kind == "raw" or (raw and tag.kind == "endraw"):
            raw = tag.kind == "raw"
        elif not raw:
            yield tag


def uses_in(tags: list[Placeholder], fields: Fields, problems: Problems) -> Iterator[Use]:
    """The tags of a story, each with what it reads."""
    tree = tags_tree(tags, problems)
    reads: dict[int, list[Read]] = {}
    for read in fields_read(tree, fields) if tree else ():
        reads.setdefault(read.line, []).append(read)
    for line, tag in enumerate(tags, 1):
        if tag.tag:
            yield Use(tag, tuple(reads.get(line, ())))


def tags_tree(tags: Sequence[Placeholder], problems: Problems) -> nodes.Template | None:
    """The tags of a story as one template, each on its own line; ``None`` after a problem."""
    try:
        return ENVIRONMENT.parse("\n".join(tag.source for tag in tags))
    except TemplateSyntaxError as reason:
        place = tags[min(reason.lineno, len(tags)) - 1].place
        problems.add(syntax_problem(reason, Place(place.part), place))
        return None
