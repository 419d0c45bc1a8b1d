"""Names in a text that lack their path, told with the path.

全年执行数  ->  年度预算申请.全年执行数        附件一["人员（人）"].在职
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.content.braces import in_braces
from docgen.content.values import Node
from docgen.diagnostics import Problem, nearest
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.typed_paths import single_values

FIELD_WITHOUT_PATH = problem_code(
    "field-without-path",
    en=(
        "「{name}」 stands in a group, which the expression {expression} does not name",
        "write {full}",
    ),
    zh=("表达式 {expression} 中的「{name}」没有写明在哪一组里", "写成 {full}"),
)

_SHOWN = 5
"""How many fields of one name are proposed."""


def with_paths(problem: Problem, typed: str, groups: Sequence[Node]) -> Problem:
    """The problem of an unknown name with the path of the field that is meant, if there is one.

    Names of the binding ``typed`` were looked up in ``groups``, the innermost first; the last is
    the whole unit.
    """
    if problem.code != UNKNOWN_NAME or problem.words["owner"]:
        return problem
    name, expression = problem.words["name"], problem.words["expression"]
    paths = list(single_values(groups[-1]))
    same = [path for key, path in paths if key == name]
    if same:
        tags = [in_braces(_with_path(expression, name, path)) for path in same[:_SHOWN]]
        full = {"full_zh": " 或 ".join(tags), "full_en": " or ".join(tags)}
        words = {"expression": expression, "name": name, **full}
        told = replace(problem, code=FIELD_WITHOUT_PATH, words=words)
        if len(same) > 1:
            return told
        return told.fixed_by(typed, _with_path(typed, name, same[0]), safe=False)
    known = {key: key for group in groups for key in group}
    known = dict(paths) | known
    similar = nearest(name, known)
    return replace(problem, words={**problem.words, "nearest": known.get(similar, "")})


def nearest_field(name: str, root: Node) -> str:
    """The path of the field in a group whose name is most like ``name``; empty if none is."""
    paths = dict(single_values(root))
    return paths.get(nearest(name, paths), "")


def _with_path(expression: str, name: str, path: str) -> str:
    """The expression with the path in the place of the bare name."""
    bare = rf"(?<![\w.\"']){re.escape(name)}(?![\w\"'])"
    return re.sub(bare, lambda _: path, expression)
