"""Reads YAML with places; every scalar stays the text that was typed.

The types of YAML 1.1 are not applied: ``no``, ``010``, ``2023-09-01`` and ``12:30`` are texts, and
``136.60`` keeps its zero. Repeated keys, aliases and tags are problems, because they lose data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from docgen.content.characters import forbidden_characters
from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code

YAML_SYNTAX = problem_code(
    "yaml-syntax",
    en=(
        "this is not YAML: {context} ({reason})",
        "look at this line and the one above: an ASCII colon with a blank behind it, blanks to "
        "indent, quotes in pairs; quote a text that begins with > % @ ` [ {{ or holds `: `",
    ),
    zh=(
        "YAML 写法有误：{context}（{reason}）",
        "检查这一行和上一行：冒号用英文、后面有空格，缩进用空格，引号要成对；以 > % @ ` [ {{ 开头"
        "或含有「: 」的文字，前后加引号",
    ),
)
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
YAML_TAB = problem_code(
    "yaml-tab",
    en=("a tab indents this line", "indent with blanks"),
    zh=("缩进用了 Tab", "改用空格缩进"),
)
YAML_COLON = problem_code(
    "yaml-colon",
    en=("the colon is wrong: {text}", "an ASCII colon and a blank follow the name: `name: value`"),
    zh=("冒号不对：{text}", "名称后面用英文冒号加一个空格：名称: 值"),
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

_CORE = "tag:yaml.org,2002:"
_CORE_TYPES = frozenset(
    ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)
"""Tags that YAML 1.1 gives to plain values. They are ignored; any other tag is a problem."""

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAX_DEPTH = 200
"""Lists and groups inside each other below that of the file, beyond which it is not composed."""

_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)

_COLON = re.compile(r"^\s*(?:- +)?[^\s#:：'\"{\[&*!|>%@`-][^\s:：'\"{\[]*(：|:(?=[^\s/]))")
"""A key with a full-width colon behind it, or with a colon that no blank follows."""

_THOUSANDS = re.compile(r"\d{3}(?:\.\d+)?")
"""What YAML takes for a key of its own in ``{预算数: 1,200.00}``."""


class YamlTooDeepError(yaml.YAMLError):
    """A text that nests so deep that the parser's stack could overflow, which ends the process.

    Attributes:
        line: the line of the first list or group that is too deep, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} nests too deep")
        self.line = line


def read_yaml(source: SourceFile, problems: Problems) -> Node:
    """The mapping in ``source``, without what cannot be read, which is a problem."""
    whole = Place(source.name, 1, 1)
    try:
        root = compose(source.text)
    except YamlTooDeepError as reason:
        problems.add(error(YAML_TOO_DEEP, Place(source.name, reason.line, 1)))
        return Node(whole)
    except yaml.MarkedYAMLError as reason:
        problems.add(_syntax_problem(source, reason))
        return Node(whole)
    except (yaml.YAMLError, RecursionError):
        problems.add(error(YAML_SYNTAX, whole, reason="unreadable", context=""))
        return Node(whole)
    if root is None:
        return Node(whole)
    reader = _YamlReader(source, problems)
    if not isinstance(root, yaml.MappingNode):
        problems.add(error(YAML_NOT_A_MAPPING, reader.place(root)))
        return Node(whole)
    try:
        mapping = reader.mapping(root)
    except RecursionError:
        problems.add(error(YAML_TOO_DEEP, whole))
        return Node(whole)
    if reader.aliased:
        problems.extend(_alias_problems(source))
    return mapping


def compose(text: str) -> yaml.Node | None:
    """The tree of a YAML text, ``None`` if it is empty.

    The parser composes by recursion, in C without a limit; its events come without.

    Raises:
        YamlTooDeepError: it nests too deep.
        yaml.YAMLError: it is not YAML.
    """
    if _could_nest(text) > _MAX_DEPTH:
        _check_depth(text)
    root: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    return root


def _could_nest(text: str) -> int:
    """A depth that the text cannot exceed: signs in comments and texts count as well.

    ``[a: b]`` is a group in a list, and the list of a key may begin in the key's own column.
    """
    in_lines = (
        len(line) - len(line.lstrip(" ")) + sum(map(line.count, ("-", "?", ":")))
        for line in text.split("\n")
    )
    return 2 * (text.count("[") + text.count("{")) + max(in_lines) + 2


def _check_depth(text: str) -> None:
    depth = -1
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, _OPENING):
            depth += 1
        elif isinstance(event, _CLOSING):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise YamlTooDeepError(_place("", event.start_mark).line)


def _alias_problems(source: SourceFile) -> Iterator[Problem]:
    """A problem for each ``*alias``; the composed tree does not have their places."""
    for event in yaml.parse(source.text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            yield error(YAML_ALIAS, _place(source.name, event.start_mark))


def _syntax_problem(source: SourceFile, reason: yaml.MarkedYAMLError) -> Problem:
    """The most likely slip with its place, or else the parser's message."""
    return _slip(source, reason) or _parser_problem(source, reason)


def _slip(source: SourceFile, reason: yaml.MarkedYAMLError) -> Problem | None:
    """A tab or a wrong colon on the line of the parser's error or the two lines above.

    PyYAML reports a wrong colon on a later line, because it reads the text on.
    """
    lines = source.text.split("\n")
    # PyYAML counts lines by Unicode's separators, too.
    last = min(_place(source.name, reason.problem_mark or reason.context_mark).line, len(lines))
    for number in range(last, max(last - 3, 0), -1):
        text = lines[number - 1]
        place = Place(source.name, number, 1)
        if text.strip() and "\t" in text[: len(text) - len(text.lstrip())]:
            return error(YAML_TAB, place)
        if colon := _COLON.match(text):
            colon_place = place.shifted(0, colon.start(1) + 1)
            return error(YAML_COLON, colon_place, text=text.strip()[:40])
    return None


def _parser_problem(source: SourceFile, reason: yaml.MarkedYAMLError) -> Problem:
    place = _place(source.name, reason.problem_mark or reason.context_mark)
    lines = source.text.split("\n")
    context = lines[place.line - 1].strip() if place.line <= len(lines) else ""
    return error(YAML_SYNTAX, place, reason=reason.problem or "", context=context[:60])


def _place(name: str, mark: Any) -> Place:
    """The place of a mark of PyYAML, which counts from 0; it may be missing."""
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


class _YamlReader:
    """Turns the composed nodes of one file into values."""

    def __init__(self, source: SourceFile, problems: Problems) -> None:
        self._name = source.name
        self._lines = source.text.split("\n")
        self._problems = problems
        self._seen: set[int] = set()
        self.aliased = False

    def place(self, node: yaml.Node) -> Place:
        return _place(self._name, node.start_mark)

    def mapping(self, node: yaml.MappingNode) -> Node:
        result = Node(self.place(node))
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problems.add(error(YAML_KEY, place))
            elif node.flow_style and _THOUSANDS.fullmatch(key_node.value) and _is_blank(value_node):
                self._problems.add(error(YAML_COMMA, place, rest=key_node.value))
            elif key_node.value in result.key_places:
                first = result.key_places[key_node.value]
                self._problems.add(error(DUPLICATE_KEY, place, key=key_node.value, first=first))
            else:
                self._problems.extend(forbidden_characters(key_node.value, place))
                result.add(key_node.value, self.value(value_node), place)
        return result

    def value(self, node: yaml.Node) -> Value:
        place = self.place(node)
        if id(node) in self._seen:
            self.aliased = True
            return Blank(place)
        self._seen.add(id(node))
        if node.tag.removeprefix(_CORE) not in _CORE_TYPES:
            tag = node.tag.replace(_CORE, "!!")
            self._problems.add(error(YAML_TAG, place, tag=tag))
            return Blank(place)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            items = Items(place)
            items.extend(self.value(child) for child in node.value)
            return items
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node, place)

    def scalar(self, node: yaml.ScalarNode, place: Place) -> Text | Blank:
        if node.value == "" or (not node.style and node.value == "~"):
            return Blank(place)
        problems = list(forbidden_characters(node.value, place))
        self._problems.extend(problems)
        # The line end that closes a block scalar is not part of the writer's text.
        value = node.value.removesuffix("\n") if node.style in ("|", ">") else node.value
        if problems or not value:
            return Blank(place)
        return Text(value, place, body_of(node, place, self._lines))


def body_of(node: yaml.ScalarNode, place: Place, lines: list[str]) -> Place:
    """The place of the first character of a scalar's value; ``lines`` are those of the file."""
    if node.style in ("|", ">"):
        line = place.line
        while line < len(lines) and not lines[line].strip():
            line += 1
        text = lines[line] if line < len(lines) else ""
        return Place(place.file, place.line + 1, len(text) - len(text.lstrip(" ")) + 1)
    return place.shifted(0, place.column + 1) if node.style else place
