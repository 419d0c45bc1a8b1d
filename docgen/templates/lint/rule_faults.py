"""Inconsistencies of pack.yaml and schema.json: names without a field, unused fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from jinja2 import TemplateSyntaxError, nodes

from docgen.checking.todo_lists import ABOUT_FILES
from docgen.content.braces import in_braces
from docgen.content.source_files import read_source
from docgen.content.unit import PACK_KEY
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problem, Problems, nearest, template_error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import new_environment
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED
from docgen.packs.expressions.refusals import EXPRESSION_REFUSED, SyntaxRefusedError
from docgen.packs.field_reads import fields_read, loop_item
from docgen.packs.filing_rules import NAME, NUMBER
from docgen.packs.formula_order import Derived
from docgen.packs.pack import Pack
from docgen.packs.rules import Rule
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.value_kinds import FieldKinds
from docgen.templates.lint.kind_faults import formula_faults, misuse_problem
from docgen.templates.lint.placeholder_uses import pack_fields

PACK_NO_FIELD = problem_code(
    "pack-no-field",
    en=(
        "「{rule}」 speaks of 「{name}」, which is no field of schema.json{nearest}",
        "correct the name, or add the field to schema.json",
    ),
    zh=(
        "「{rule}」里的「{name}」不是 schema.json 的字段{nearest}",
        "改正名称，或在 schema.json 里加上这个字段",
    ),
)
RULE_WITHOUT_FIELD = problem_code(
    "rule-without-field",
    en=("the rule 「{rule}」 speaks of no field at all", "name the fields that it compares"),
    zh=("规则「{rule}」里一个字段也没有", "写上要比较的字段"),
)
DERIVED_REQUIRED = problem_code(
    "derived-required",
    en=(
        "「{name}」 is worked out by a formula, and schema.json requires that it is typed",
        "take 「{key}」 out of `{required}` in schema.json",
    ),
    zh=(
        "「{name}」由公式推算，schema.json 又要求填写",
        "在 schema.json 的 {required} 里删去「{key}」",
    ),
)
DERIVED_UNUSED = problem_code(
    "derived-unused",
    en=(
        "「{field}」 is worked out, and neither schema.json nor a tag or formula has it{nearest}",
        "correct the name, or delete this line",
    ),
    zh=(
        "推算了「{field}」，schema.json 里却没有，标签和公式也都没用到{nearest}",
        "改正名称，或删去这一行",
    ),
)
FIELD_UNUSED = problem_code(
    "field-unused",
    en=(
        "no template and no formula uses the field 「{field}」",
        "type its tag into a .docx, or delete it from schema.json",
    ),
    zh=("没有模板和公式用到字段「{field}」", "在 .docx 里写上它的标签，或从 schema.json 里删去"),
)

_ENVIRONMENT = new_environment()
_OF_EVIDENCE = (Shape("", {"properties": {NUMBER: {}, NAME: {}}}),)
"""What the name of a piece of evidence reads besides the fields of the report."""


class RuleFaults:
    """Checks the expressions of pack.yaml; ``read`` holds the paths of the fields they read."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        self._pack, self._folder, self._fields = pack, folder, pack_fields(pack)
        self._kinds = FieldKinds(self._fields, pack.derived)
        self._typed_fields = Fields(pack.schema)
        self.read: set[str] = set()

    def faults(self) -> Iterator[Problem]:
        """Unknown fields in texts, formulas, rules and lists, and rules that read no field."""
        pack = self._pack
        for text in (pack.output, *vars(pack.properties).values(), *pack.bundle.of_report()):
            yield from self._source(text, text.place or pack.place, text, ())
        evidence = pack.bundle.evidence
        yield from self._source(evidence, evidence.place or pack.place, evidence, _OF_EVIDENCE)
        for derived in pack.derived:
            yield from self._derived(derived)
        for rule in pack.rules:
            yield from self._rule(rule)
        yield from self._names()

    def _derived(self, derived: Derived) -> Iterator[Problem]:
        group = derived.field.rpartition(".")[0]
        owner = self._typed_fields.at(group)
        if self._is_nowhere(derived):
            words = {"rule": derived.field, "name": owner.path, "nearest": owner.near}
            yield template_error(PACK_NO_FIELD, derived.place, **words)
            return
        owner = self._fields.at(group)
        tree = self._parsed(in_braces(derived.formula), derived.place)
        if isinstance(tree, Problem):
            yield tree
            return
        beside = self._fields.groups_at(group)
        yield from self._unknown_fields(tree, derived.place, derived.field, beside)
        yield from formula_faults(
            derived, tree, beside, self._typed_fields.at(derived.field), self._kinds
        )
        yield from _required(derived, owner)

    def unused_formulas(self, read: Iterable[str]) -> Iterator[Problem]:
        """A warning for each formula whose field schema.json has not, and that nothing reads."""
        paths = set(read)
        for derived in self._pack.derived:
            field = self._typed_fields.at(derived.field)
            is_read = any(
                _within(derived.field, path) or _within(path, derived.field) for path in paths
            )
            if field.schema is None and not is_read and not self._is_nowhere(derived):
                words = {"field": derived.field, "nearest": field.near}
                yield warning(DERIVED_UNUSED, derived.place, **words)

    def _is_nowhere(self, derived: Derived) -> bool:
        """Whether the group of a formula's field is neither in the schema nor given by another."""
        group = derived.field.rpartition(".")[0]
        return self._typed_fields.at(group).schema is None and not self._kinds.gives(group)

    def _expression(
        self, expression: str, place: Place, rule: str, beside: tuple[Shape, ...]
    ) -> Iterator[Problem]:
        yield from self._source(in_braces(expression), place, rule, beside)

    def _source(
        self, source: str, place: Place, rule: str, beside: tuple[Shape, ...]
    ) -> Iterator[Problem]:
        tree = self._parsed(source, place)
        if isinstance(tree, Problem):
            yield tree
        else:
            yield from self._unknown_fields(tree, place, rule, beside)
            for misuse in self._kinds.expression(tree, beside).misuses():
                yield misuse_problem(misuse, f"「{rule}」", place)

    def _parsed(self, source: str, place: Place) -> nodes.Template | Problem:
        try:
            tree = _ENVIRONMENT.parse(source)
        except SyntaxRefusedError as reason:
            return template_error(EXPRESSION_REFUSED, place, expression=source, **reason.words)
        except TemplateSyntaxError as reason:
            words = {"expression": source, "reason": reason.message or ""}
            return template_error(EXPRESSION_FAILED, place, **words)
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            filters = isinstance(node, nodes.Filter)
            registered = _ENVIRONMENT.filters if filters else _ENVIRONMENT.tests
            if node.name not in registered:
                words = {"expression": source, "reason": f"{node.name}?"}
                return template_error(EXPRESSION_FAILED, place, **words)
        return tree

    def _unknown_fields(
        self, tree: nodes.Template, place: Place, rule: str, beside: tuple[Shape, ...]
    ) -> Iterator[Problem]:
        reads = fields_read(tree, self._fields, beside=beside)
        self.read |= {read.path for read in reads if not read.loop}
        for read in reads:
            if not read.known:
                words = {"rule": rule, "name": read.path, "nearest": read.shape.near}
                yield template_error(PACK_NO_FIELD, place, **words)

    def _rule(self, rule: Rule) -> Iterator[Problem]:
        if not rule.require:
            return  # told when pack.yaml was read
        owner = self._fields.at(rule.at)
        if owner.schema is None:
            words = {"rule": rule.name, "name": owner.path, "nearest": owner.near}
            yield template_error(PACK_NO_FIELD, rule.place, **words)
            return
        scope: tuple[Shape, ...] = (owner,)
        if rule.each:
            yield from self._expression(rule.each, rule.place, rule.name, scope)
            tree = self._parsed(in_braces(rule.each), rule.place)
            row = loop_item(tree, self._fields, scope) if isinstance(tree, nodes.Node) else None
            if row is None:
                return  # the rows are unknown, and so are their fields
            scope = (row, owner)
        before = set(self.read)
        self.read = set()
        yield from self._expression(rule.require, rule.place, rule.name, scope)
        if not self.read and isinstance(self._parsed(rule.require, rule.place), nodes.Node):
            yield template_error(RULE_WITHOUT_FIELD, rule.place, rule=rule.name)
        self.read |= before

    def _names(self) -> Iterator[Problem]:
        """Unknown fields among those that ``checks`` and ``next`` name by their last keys."""
        if not self._pack.schema:
            return
        paths = {_keys(shape.path) for shape in self._fields.all()}
        last_keys = sorted({path.rpartition(".")[2] for path in paths})
        for group, name, place in _named_fields(self._pack, self._folder):
            if not any(f".{path}".endswith(f".{name}") for path in paths):
                words = {"rule": group, "name": name, "nearest": nearest(name, last_keys)}
                yield template_error(PACK_NO_FIELD, place, **words)


_NAMING = ("year", "unit", "carried", "money", "points", "facts", "plans")


def _named_fields(pack: Pack, folder: Path) -> Iterator[tuple[str, str, Place]]:
    """The group, name and place of each field that ``checks`` or ``next`` names."""
    source = read_source(folder / "pack.yaml", pack.place.file, Problems())
    file = YamlFile(pack.place.file, source.text if source else "")
    for path, place in file.places.items():
        group, key = str(path[0]), path[1] if len(path) > 1 else ""
        if group == "next" or (group == "checks" and key in _NAMING):
            yield group, file.value(place), place
            if key == "carried":
                yield group, str(path[-1]), place


def _required(derived: Derived, owner: Shape) -> Iterator[Problem]:
    """A fault if the schema requires a field of ``owner`` that is worked out."""
    key, schema = derived.field.rpartition(".")[2], owner.schema or {}
    required = "x-required" if schema.get("x-required") else "required"
    if key in schema.get(required, ()):
        words = {"name": derived.field, "key": key, "required": required}
        yield template_error(DERIVED_REQUIRED, derived.place, **words)


def unused_fields(
    pack: Pack, read: Iterable[str], schema: Place, text: str, unread: str
) -> Iterator[Problem]:
    """A warning for each field of the schema that no template and no formula reads.

    ``text`` is the text of schema.json; ``unread`` that of faulty tags, which may mean the field.
    """
    fields, places = pack_fields(pack), _SchemaPlaces(schema, text)
    exempt = {PACK_KEY, *ABOUT_FILES, pack.checks.year, *pack.checks.facts, *pack.over.lists}
    used = set(read)
    for shape in fields.leaves():
        top = shape.path.partition(".")[0].removesuffix("[]")
        maybe_read = shape.path.rpartition(".")[2] in unread
        if top in exempt or maybe_read or not shape.path:
            continue
        if not any(_within(shape.path, path) for path in used):
            yield warning(FIELD_UNUSED, places.of(shape.path), field=shape.path)


def _within(path: str, read: str) -> bool:
    return path == read or path.startswith((f"{read}.", f"{read}["))


def _keys(path: str) -> str:
    return path.replace("[]", "").replace(".*", "")


class _SchemaPlaces:
    """The places of fields in schema.json, parsed as YAML, whose nodes have line numbers."""

    def __init__(self, place: Place, text: str) -> None:
        self._place = place
        try:
            self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            self._root = None

    def of(self, path: str) -> Place:
        """The place of a field's key; the file if it cannot be found."""
        node, place = self._root, self._place
        for step in path.replace("[]", ".[]").split("."):
            node = self._resolved(node)
            names = {"[]": ("items",), "*": ("additionalProperties",)}.get(
                step, ("properties", step)
            )
            for name in names:
                key, node = _entry(node, name)
                if key is None:
                    return self._place
                place = Place(self._place.file, key.start_mark.line + 1, key.start_mark.column + 1)
        return place

    def _resolved(self, node: yaml.Node | None) -> yaml.Node | None:
        _, reference = _entry(node, "$ref")
        if not isinstance(reference, yaml.ScalarNode):
            return node
        target = self._root
        for step in reference.value.removeprefix("#/").split("/"):
            _, target = _entry(target, step)
        return target


def _entry(node: yaml.Node | None, key: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((name, value) for name, value in pairs if name.value == key), (None, None))
