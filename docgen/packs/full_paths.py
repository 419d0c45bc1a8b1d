"""Where the fields of a unit stand, for a name in a text that lacks its path.

全年执行数  ->  年度预算申请.全年执行数        附件一["人员（人）"].在职
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import Document
from docgen.content.values import Node
from docgen.diagnostics import Problem, nearest
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.evaluate import UNKNOWN_NAME

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


def with_paths(problem: Problem, groups: Sequence[Node]) -> Problem:
    """The problem of an unknown name with the path of the field that is meant, if there is one.

    Names were looked up in ``groups``, the innermost first; the last is the whole unit.
    """
    if problem.code != UNKNOWN_NAME or problem.words["owner"]:
        return problem
    name, expression = problem.words["name"], problem.words["expression"]
    paths = list(_fields(groups[-1], ""))
    same = [path for key, path in paths if key == name][:_SHOWN]
    if same:
        tags = [f"{{{{ {_with_path(expression, name, path)} }}}}" for path in same]
        full = {"full_zh": " 或 ".join(tags), "full_en": " or ".join(tags)}
        return replace(
            problem,
            code=FIELD_WITHOUT_PATH,
            words={"expression": expression, "name": name, **full},
        )
    known = {key: key for group in groups for key in group}
    known = dict(paths) | known
    similar = nearest(name, known)
    return replace(problem, words={**problem.words, "nearest": known.get(similar, "")})


def nearest_field(name: str, root: Node) -> str:
    """The path of the field in a group whose name is most like ``name``; empty if none is."""
    paths = dict(_fields(root, ""))
    return paths.get(nearest(name, paths), "")


def _fields(group: Node, path: str) -> Iterator[tuple[str, str]]:
    """The key and the path of each value in the groups below; lists have no paths."""
    for key, value in group.items():
        own = _joined(path, key)
        if isinstance(value, Node):
            yield from _fields(value, own) if own else ()
        elif path and not isinstance(value, list | Document):
            yield key, own


def _joined(path: str, key: str) -> str:
    """The path to ``key``; empty if no expression can name it."""
    if key.isidentifier():
        return f"{path}.{key}".lstrip(".")
    return f"{path}[{json.dumps(key, ensure_ascii=False)}]" if path else ""


def _with_path(expression: str, name: str, path: str) -> str:
    """The expression with the path in the place of the bare name."""
    bare = rf"(?<![\w.\"']){re.escape(name)}(?![\w\"'])"
    return re.sub(bare, lambda _: path, expression)
