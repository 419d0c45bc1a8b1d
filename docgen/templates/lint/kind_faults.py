"""What a pack does with values of the wrong kind: text in a sum, rates added, a text as percent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from docgen.diagnostics import Place, Problem, Problems, TemplatePlace, template_error, warning
from docgen.diagnostics.bilingual import Bilingual
from docgen.diagnostics.codes import problem_code
from docgen.packs.formula_order import Derived
from docgen.packs.schema_fields import Shape
from docgen.packs.typing import names_rate
from docgen.packs.value_kinds import FieldKinds, Misuse, Slip, ValueKind, declared_kind
from docgen.templates.lint.placeholder_uses import tags_tree
from docgen.templates.placeholders import Placeholder

KIND_RECKONED = problem_code(
    "kind-reckoned",
    en=(
        "「{text}」 is {kind}, and a number is reckoned with it in {rule}{at}",
        'name another field, or give it "type": "number" in schema.json',
    ),
    zh=(
        "{rule}里用来计算的「{text}」是{kind}，不是数{at}",
        '换成别的字段；本该是数的，在 schema.json 里给它写 "type": "number"',
    ),
)
KIND_FILTERED = problem_code(
    "kind-filtered",
    en=(
        "「{name}」 cannot take 「{text}」, which is {kind}: {rule}{at}",
        "take 「{name}」 away, name another field, or correct the type of the field in schema.json",
    ),
    zh=(
        "「{name}」不能用在「{text}」上，它是{kind}：{rule}{at}",
        "去掉「{name}」，或换成别的字段，或在 schema.json 里改正它的类型",
    ),
)
KIND_COMPARED = problem_code(
    "kind-compared",
    en=(
        "「{text}」 is {kind}, and is compared with a number in {rule}: that says nothing{at}",
        "write the number without quotes, or correct the type of the field in schema.json",
    ),
    zh=(
        "{rule}里拿数和「{text}」比，后者是{kind}，比不出结果{at}",
        "数不加引号；字段类型不对的，在 schema.json 里改正",
    ),
)
KIND_GIVEN = problem_code(
    "kind-given",
    en=(
        "the formula of 「{field}」 gives {kind}, and schema.json has the field as {wanted}",
        "correct the formula, or the type of the field in schema.json",
    ),
    zh=(
        "「{field}」的公式算出来是{kind}，schema.json 里这个字段是{wanted}",
        "改正公式，或在 schema.json 里改正字段的类型",
    ),
)
RATES_ADDED = problem_code(
    "rates-added",
    en=(
        "the rates of 「{text}」 are added up in {rule}: three rates of 50% make 150%{at}",
        "work the rate out of the sums: give it a formula of its own, such as "
        "「(执行数 / 预算数) | percent」",
    ),
    zh=(
        "{rule}里，「{text}」的比率也加了起来：三个 50% 会加成 150%{at}",
        "比率用合计数去除：给它单独写一个公式，如 (执行数 / 预算数) | percent",
    ),
)

_WORDS = {
    ValueKind.NUMBER: Bilingual("数", "a number"),
    ValueKind.RATE: Bilingual("比率", "a rate"),
    ValueKind.TEXT: Bilingual("文字", "text"),
    ValueKind.PROSE: Bilingual("Markdown 文字", "Markdown"),
    ValueKind.FLAG: Bilingual("判断（是或否）", "yes or no"),
    ValueKind.GROUP: Bilingual("一组字段", "a group of fields"),
    ValueKind.LIST: Bilingual("列表", "a list"),
}
_CODES = {
    Slip.RECKONS: KIND_RECKONED,
    Slip.FILTERS: KIND_FILTERED,
    Slip.COMPARES: KIND_COMPARED,
    Slip.ADDS_RATES: RATES_ADDED,
}
_NUMBERS = (ValueKind.NUMBER, ValueKind.RATE)


def misuse_problem(
    misuse: Misuse, rule: str, place: Place, template: TemplatePlace | None = None
) -> Problem:
    """The problem of a misuse in ``rule``: a formula, a rule, or a tag at its ``template`` place.

    Rates that are added are a warning: a form may want just that.
    """
    code = _CODES[misuse.slip]
    kind = _WORDS[misuse.kind].words("kind")
    words = {"rule": rule, "text": misuse.text, "name": misuse.filter, **kind}
    if misuse.slip is not Slip.ADDS_RATES:
        return template_error(code, place, template, **words)
    return warning(code, place, template, **words)


def formula_faults(
    derived: Derived, tree: nodes.Node, beside: tuple[Shape, ...], field: Shape, kinds: FieldKinds
) -> Iterator[Problem]:
    """What does not fit in a formula, and its result if that does not fit the ``field``."""
    for misuse in kinds.expression(tree, beside).misuses(derived.field):
        yield misuse_problem(misuse, f"「{derived.field}」", derived.place)
    given, wanted = kinds.of(field), declared_kind(field)
    if not _fits(given, wanted, derived.field.rpartition(".")[2]):
        words = _WORDS[given].words("kind") | _WORDS[wanted].words("wanted")
        yield template_error(KIND_GIVEN, derived.place, field=derived.field, **words)


def _fits(given: ValueKind, wanted: ValueKind, key: str) -> bool:
    """Whether a formula may give a field such a value; a rate may be declared a text: 93.64%."""
    if ValueKind.ANY in (given, wanted) or given is wanted:
        return True
    if given in _NUMBERS:
        return wanted in _NUMBERS or (wanted is ValueKind.TEXT and names_rate(key))
    return {given, wanted} == {ValueKind.TEXT, ValueKind.PROSE} and wanted is ValueKind.TEXT


def tag_kind_faults(tags: Sequence[Placeholder], kinds: FieldKinds) -> Iterator[Problem]:
    """What does not fit in the sound tags of a story, each told at its tag."""
    tree = tags_tree(tags, Problems())
    for misuse in kinds.expression(tree).misuses() if tree is not None else ():
        tag = tags[min(misuse.line, len(tags)) - 1]
        yield misuse_problem(misuse, tag.tag, Place(tag.place.part), tag.place)
