"""Reads YAML with places; every scalar stays the text that was typed.

The types of YAML 1.1 are not applied: ``no``, ``010``, ``2023-09-01`` and ``12:30`` are texts, and
``136.60`` keeps its zero. Repeated keys, aliases and tags are problems, because they lose data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml

from docgen.content.cell_references import CELL_TAG, LIKE_TAG, is_cell_tag
from docgen.content.characters import forbidden_characters
from docgen.content.numbers import Figure
from docgen.content.plain_scalars import BLANKS, quoted
from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.content.yaml_codes import YAML_SYNTAX
from docgen.content.yaml_compose import LOADER, YamlTooDeepError, compose
from docgen.content.yaml_odd_nodes import THOUSANDS, has_odd_nodes
from docgen.diagnostics import Place, Problem, Problems, error, warning
from docgen.diagnostics.codes import problem_code

YAML_NOT_A_MAPPING = problem_code(
    "yaml-not-a-mapping",
    en=("the file should consist of `name: value`", "write each line as name: value"),
    zh=("文件应当由「名称: 值」组成", "每行写成 名称: 值"),
)
YAML_TOO_DEEP = problem_code(
    "yaml-too-deep",
    en=("nested too deeply", "check that the brackets of this line are in pairs"),
    zh=("嵌套太深", "检查这一行的括号是否成对"),
)
YAML_ALIAS = problem_code(
    "yaml-alias",
    en=(
        "YAML's & and * references are not supported",
        "write the value out; quote a text that begins with * or &",
    ),
    zh=("不支持 YAML 的 & 和 * 引用", "把值写全；以 * 或 & 开头的文字要加引号"),
)
YAML_KEY = problem_code(
    "yaml-key",
    en=("a key must be one name", "write the label that stands on the form"),
    zh=("键必须是一个名称", "把键写成表格上的标签"),
)
YAML_COMMA = problem_code(
    "yaml-comma",
    en=("a comma inside a figure: …,{rest}", "write it without commas for thousands: 1200.00"),
    zh=("数字中有逗号：…,{rest}", "不写千分位逗号：1200.00"),
)
DUPLICATE_KEY = problem_code(
    "duplicate-key",
    en=("「{key}」 is given twice, first at {first}", "keep one, delete the other"),
    zh=("「{key}」写了两次，第一次在 {first}", "保留一处，删去另一处"),
)
YAML_TAG = problem_code(
    "yaml-tag",
    en=(
        "the YAML tag {tag} is not supported",
        "take the tag away; quote a text that begins with !",
    ),
    zh=("不支持 YAML 标记 {tag}", "去掉标记；以 ! 开头的文字要加引号"),
)
TAG_OF_FULL_WIDTH = problem_code(
    "tag-of-full-width",
    en=(
        "「{typed}」 begins a text, and takes no figure from a cell",
        "type a half-width exclamation mark: !cell",
    ),
    zh=("「{typed}」是文字的开头，不会从单元格取数", "感叹号用半角：!cell"),
)

TEXT_CUT = problem_code(
    "text-cut",
    en=(
        "「{text}」 does not print: a # behind a blank begins a comment",
        "if it shall print, put quotes around it: {wanted}; for a comment, a blank behind the #",
    ),
    zh=(
        "「{text}」不会印出来：空格后面的 # 是说明的开头",
        "要印出来，前后加引号：{wanted}；确实是说明，在 # 后面空一格",
    ),
)

Plain: TypeAlias = Callable[[Text], Value]
"""What a text that was typed without quotes is."""

_CORE = "tag:yaml.org,2002:"
_CORE_TYPES = frozenset(
    ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)
"""Tags that YAML 1.1 gives to plain values. They are ignored; any other tag is a problem."""

_CUT = re.compile(r"(?P<gap>[ \t]+)(?P<cut>#[^\s#].*|#{3,}\s*$)")


CellTaker: TypeAlias = Callable[[str, Place], Text | Blank]
"""Gives the value of a reference to a cell, and of the place where the reference stands."""


def read_yaml(source: SourceFile, problems: Problems, take: CellTaker | None = None) -> Node:
    """The mapping in ``source``, without what cannot be read, which is a problem.

    ``take`` gives the values that ``!cell`` takes from workbooks; without it the tag is a problem.
    """
    whole = Node(Place(source.name, 1, 1))
    root = _root(source, problems)
    if root is None:
        return whole
    if not isinstance(root, yaml.MappingNode):
        problems.add(error(YAML_NOT_A_MAPPING, _place(source.name, root.start_mark)))
        return whole
    value = _value(root, _YamlReader(source, problems, take=take))
    return value if isinstance(value, Node) else whole


def read_yaml_data(source: SourceFile, problems: Problems, plain: Plain) -> Value:
    """The value that ``source`` consists of: a mapping, a list, or a blank if there is nothing.

    ``plain`` says what a text without quotes is. What cannot be read is a problem.
    """
    root = _root(source, problems)
    if root is None:
        return Blank(Place(source.name, 1, 1))
    return _value(root, _YamlReader(source, problems, plain))


def _root(source: SourceFile, problems: Problems) -> yaml.Node | None:
    """The tree of the file; ``None`` if there is none, or after problems."""
    place = Place(source.name, 1, 1)
    try:
        root = compose(source.text)
    except YamlTooDeepError as reason:
        problems.add(error(YAML_TOO_DEEP, Place(source.name, reason.line, 1)))
        return None
    except yaml.MarkedYAMLError:
        problems.extend(_slips(source))
        return None
    except (yaml.YAMLError, RecursionError):
        problems.add(error(YAML_SYNTAX, place, reason="unreadable", text=""))
        return None
    if root is not None and has_odd_nodes(root, source.text):
        found = Problems(_slips(source))
        problems.extend(found)
        return None if found.has_errors else root
    return root


def _slips(source: SourceFile) -> list[Problem]:
    """What was meant where a file is no YAML, or hardly what was typed."""
    from docgen.content.yaml_slips import slips  # nearly all files are sound

    return slips(source)


def _value(root: yaml.Node, reader: _YamlReader) -> Value:
    """The value that a file consists of; a blank if it nests too deep."""
    source, problems = reader.source, reader.problems
    try:
        value: Value = (
            reader.mapping(root) if isinstance(root, yaml.MappingNode) else reader.value(root)
        )
    except RecursionError:
        problems.add(error(YAML_TOO_DEEP, Place(source.name, 1, 1)))
        return Blank(Place(source.name, 1, 1))
    if reader.aliased:
        problems.extend(_alias_problems(source))
    return value


def _alias_problems(source: SourceFile) -> Iterator[Problem]:
    """A problem for each ``*alias``; the composed tree does not have their places."""
    for event in yaml.parse(source.text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            yield error(YAML_ALIAS, _place(source.name, event.start_mark))


def _place(name: str, mark: Any) -> Place:
    """The place of a mark of PyYAML, which counts from 0; it may be missing."""
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)


def _as_typed(text: Text) -> Value:
    return text


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


class _YamlReader:
    """Turns the composed nodes of one file into values."""

    def __init__(
        self,
        source: SourceFile,
        problems: Problems,
        plain: Plain = _as_typed,
        take: CellTaker | None = None,
    ) -> None:
        self.source, self.problems = source, problems
        self._plain, self._take = plain, take
        self._lines = source.text.split("\n")
        self._seen: set[int] = set()
        self.aliased = False

    def place(self, node: yaml.Node) -> Place:
        return _place(self.source.name, node.start_mark)

    def mapping(self, node: yaml.MappingNode) -> Node:
        result = Node(self.place(node))
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.add(error(YAML_KEY, place))
            elif node.flow_style and THOUSANDS.fullmatch(key_node.value) and _is_blank(value_node):
                comma = place.shifted(0, place.column - 1)
                problem = error(YAML_COMMA, place, rest=key_node.value)
                self.problems.add(problem.fixed_by(",", "", comma))
            elif key_node.value in result.key_places:
                first = result.key_places[key_node.value]
                self.problems.add(error(DUPLICATE_KEY, place, key=key_node.value, first=first))
            else:
                self.problems.extend(forbidden_characters(key_node.value, place))
                result.add(key_node.value, self.value(value_node), place)
        return result

    def value(self, node: yaml.Node) -> Value:
        place = self.place(node)
        if id(node) in self._seen:
            self.aliased = True
            return Blank(place)
        self._seen.add(id(node))
        if self._take and isinstance(node, yaml.ScalarNode) and is_cell_tag(node.tag):
            return self._take(node.value, place)
        if node.tag.removeprefix(_CORE) not in _CORE_TYPES:
            tag = node.tag.replace(_CORE, "!!")
            self.problems.add(error(YAML_TAG, place, tag=tag))
            return Blank(place)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            items = Items(place)
            items.extend(self.value(child) for child in node.value)
            return items
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node, place)

    def scalar(self, node: yaml.ScalarNode, place: Place) -> Value:
        if not node.style:
            self.problems.extend(self._cut(node, place))
        if self._take and not node.style and (typed := LIKE_TAG.match(node.value)):
            problem = error(TAG_OF_FULL_WIDTH, place, typed=typed[0])
            self.problems.add(problem.fixed_by(typed[0], CELL_TAG))
        if node.value == "" or (not node.style and node.value == "~"):
            return Blank(place)
        problems = list(forbidden_characters(node.value, place))
        self.problems.extend(problems)
        # The line end that closes a block scalar is not part of the writer's text.
        value = node.value.removesuffix("\n") if node.style in ("|", ">") else node.value
        value = value if node.style else value.strip(BLANKS)
        if problems or not value:
            return Blank(place)
        text = Text(value, place, body_of(node, place, self._lines))
        return text if node.style else self._plain(text)

    def _cut(self, node: yaml.ScalarNode, place: Place) -> Iterator[Problem]:
        """A warning where ``#`` cuts off what may be part of a text: ``完成率 #1``.

        A comment has a blank behind its ``#``; behind a figure it may be written in any way.
        """
        end = node.end_mark
        rest = _CUT.match(self._lines[end.line], end.column) if end else None
        if rest and Figure.read(node.value) is None:
            text = (node.value + rest[0].rstrip()).strip()
            at = place if node.value else place.shifted(0, rest.end("gap") + 1)
            problem = warning(TEXT_CUT, at, text=rest["cut"].rstrip(), wanted=quoted(text))
            yield problem.fixed_by(text, quoted(text), safe=False) if text.strip("#") else problem


def body_of(node: yaml.ScalarNode, place: Place, lines: list[str]) -> Place:
    """The place of the first character of a scalar's value; ``lines`` are those of the file."""
    if node.style in ("|", ">"):
        line = place.line
        while line < len(lines) and not lines[line].strip():
            line += 1
        text = lines[line] if line < len(lines) else ""
        return Place(place.file, place.line + 1, len(text) - len(text.lstrip(" ")) + 1)
    return place.shifted(0, place.column + 1) if node.style else place
