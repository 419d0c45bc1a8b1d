"""Binding: the expressions in a unit's Markdown are replaced by values, before templates run.

An expression is evaluated in the mapping that holds the text first, then in each enclosing
mapping: the text of a project names the project's own fields directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.content.blocks import Binding, Document
from docgen.content.braces import in_braces
from docgen.content.values import Node, Text, Unfilled, Value
from docgen.diagnostics import Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import as_text, evaluate
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED, UNKNOWN_NAME
from docgen.packs.full_paths import FIELD_WITHOUT_PATH, with_paths
from docgen.packs.typed_paths import field_path

BINDING_SIGNS = problem_code(
    "binding-signs",
    en=(
        "{expression} has signs that are no part of a field's name",
        "half-width points stand between the names: {wanted}",
    ),
    zh=("{expression} 里的标点不对", "各级名称之间用半角的点：{wanted}"),
)

_WRONG_SIGNS = re.compile(r"[．。、，：·/／→｜“”‘’（）［］＝\u3000\xa0]|:|,|%|^=|[^\S\n]{2,}")
"""Signs of a Chinese input method, or of paths and formulas of other programs."""
_HALF_WIDTH = str.maketrans("｜“”‘’（）［］，＝．\u3000\xa0", "|\"\"''()[],=.  ")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')|[^\"']+")
"""A text in quotes, whose signs are its own, or what stands outside of them."""


def bind_documents(data: Node, problems: Problems) -> None:
    """Replaces every document in ``data`` by its bound form, in place.

    A missing name is reported once, where it is first used.
    """
    with problems.within(_first_uses) as found:
        _bind(data, (), found)


def _first_uses(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of each missing name only the first."""
    reported: set[tuple[str, str]] = set()
    for problem in found:
        key = (problem.words.get("name", ""), problem.words.get("owner", ""))
        if problem.code not in (UNKNOWN_NAME, FIELD_WITHOUT_PATH) or key not in reported:
            yield problem
        reported.add(key)


def _bind(value: Value, enclosing: tuple[Node, ...], problems: Problems) -> Value:
    if isinstance(value, Node):
        for key, child in list(value.items()):
            value[key] = _bind(child, (value, *enclosing), problems)
    elif isinstance(value, list):
        value[:] = [_bind(item, enclosing, problems) for item in value]
    elif isinstance(value, Document):
        return value.bound(lambda binding: _bound_value(binding, enclosing, problems))
    return value


def _bound_value(binding: Binding, names: tuple[Node, ...], problems: Problems) -> Text | Unfilled:
    if slip := _slip(binding, names):
        problems.add(slip)
        return Text("")

    found = Problems()
    value = evaluate(binding.expression, binding.place, found, *names)
    for problem in found:
        problems.add(_mended(with_paths(problem, binding.typed, names), binding))
    if isinstance(value, Unfilled):
        return value
    try:
        return as_text(value)
    except TypeError as reason:
        words = {"expression": binding.expression, "reason": reason}
        problems.add(error(EXPRESSION_FAILED, binding.place, **words))
        return Text("")


def _slip(binding: Binding, names: tuple[Node, ...]) -> Problem | None:
    """The problem of a binding with full-width or other signs, if it binds something without."""
    for expression, behind in _candidates(binding.expression, names):
        wanted = f"{in_braces(expression)}{behind}"
        if _same(wanted, binding.typed):
            return None
        tried = Problems()
        evaluate(expression, binding.place, tried, *names)
        if not tried:
            words = {"expression": binding.typed, "wanted": wanted}
            return error(BINDING_SIGNS, binding.place, **words).fixed_by(binding.typed, wanted)
    return None


def _candidates(typed: str, names: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    """What an expression with wrong signs may mean, and what stands behind the binding then."""
    if not _WRONG_SIGNS.search(typed):
        return
    half_width = _QUOTED.sub(lambda match: match[1] or match[0].translate(_HALF_WIDTH), typed)
    plain = half_width.strip().removeprefix("=").strip()
    path, bar, filters = plain.partition("|")
    behind = "%" if path.rstrip().endswith(("%", "％")) else ""
    if meant := field_path(path.strip().rstrip("%％"), names):
        yield f"{meant} {bar}{filters}".strip(), behind
    yield plain, ""


def _same(one: str, other: str) -> bool:
    """Whether two bindings differ in blanks only."""
    return re.sub(r"[ \t]", "", one) == re.sub(r"[ \t]", "", other)


def _mended(problem: Problem, binding: Binding) -> Problem:
    """An unknown name or row with the one that is most like it, for the writer to decide."""
    row = problem.words.get("row", "")
    name, near = problem.words.get("name", row), problem.words.get("nearest", "")
    is_unknown = problem.code == UNKNOWN_NAME or row
    if not (is_unknown and near) or binding.typed.count(name) != 1:
        return problem
    return problem.fixed_by(binding.typed, binding.typed.replace(name, near), safe=False)
