"""The numbers of the formats that content and packs are written in, and what leads to the next.

    内容格式: 2      in report.yaml; a unit without it is of format 1
    pack format: 2   in pack.yaml

A format whose keys or files come to mean something else gets one more migration, at the end of its
list: so the number grows, content of before is refused, and ``docgen migrate`` brings it up.

    def with_long_names(texts: Texts) -> Texts:
        return {name: renamed(text, {"单位": "单位名称"}) for name, text in texts.items()}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from docgen.content.content_names import is_yaml
from docgen.content.source_files import Patch, SourceFile, apply_patches
from docgen.content.values import Blank, Node
from docgen.content.yaml_entries import YamlEntries
from docgen.content.yaml_reader import read_yaml
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code

FORMAT_NEWER = problem_code(
    "format-newer",
    en=(
        "this is written in format {number}, and this docgen reads none after {known}",
        "install the docgen that it was made with, or the newest: "
        "pipx install --force docgen_gongwen-….whl",
    ),
    zh=(
        "这里是第 {number} 版格式，现在装的 docgen 只读到第 {known} 版",
        "安装编写它的那个 docgen，或最新的：pipx install --force docgen_gongwen-….whl",
    ),
)
FORMAT_OLDER = problem_code(
    "format-older",
    en=(
        "this is written in format {number}, and this docgen reads format {known}",
        "run docgen migrate, which brings all content and packs up; --diff shows it first",
    ),
    zh=(
        "这里还是第 {number} 版格式，现在的 docgen 读第 {known} 版",
        "运行 docgen migrate，内容和模板包一次改成新格式；先看加 --diff",
    ),
)
NO_FORMAT = problem_code(
    "no-format",
    en=("「{text}」 is the number of no format", "write {known}, or delete this line"),
    zh=("「{text}」不是格式的编号", "写 {known}，或删去这一行"),
)
_MOST_DIGITS = 9
"""Digits of the number of a format; thousands of them are no number for Python."""

FORMAT_CODES = frozenset((FORMAT_NEWER, FORMAT_OLDER, NO_FORMAT))

Texts = Mapping[str, str]
r"""The texts of a unit or a pack by their names in its folder; lines end in ``\n``."""
Migration = Callable[[Texts], Texts]
"""Makes texts of one format those of the next; those that it leaves out stay as they are."""


@dataclass(frozen=True)
class Format:
    """A format with a number.

    Attributes:
        key: the key that the number stands under.
        file: the file that has it, most often.
        migrations: the first makes format 2 of format 1, and so on.
    """

    key: str
    file: str
    migrations: list[Migration] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of what docgen reads and writes now."""
        return 1 + len(self.migrations)

    @property
    def line(self) -> str:
        """The line that gives new content its number; empty for 1, which goes without saying."""
        return f"{self.key}: {self.number}\n" if self.migrations else ""

    def problem(self, data: Node) -> Problem | None:
        """Why what is in ``data`` is not read; ``None`` if it is of the format that is."""
        typed = data.get(self.key)
        place = getattr(typed, "place", None) or data.key_places.get(self.key, data.place)
        number, known = self._typed(data), self.number
        if number is None:
            shown = typed if isinstance(typed, str) else self.key
            return error(NO_FORMAT, place, text=shown, known=known)
        if number == known:
            return None
        code = FORMAT_NEWER if number > known else FORMAT_OLDER
        return error(code, place, number=number, known=known)

    def take(self, data: Node) -> Problem | None:
        """The same, and takes the number out of ``data``, since it is no content."""
        found = self.problem(data)
        data.pop(self.key, None)
        data.key_places.pop(self.key, None)
        return found

    def _typed(self, data: Node) -> int | None:
        """The number that is typed, 1 where none is; ``None`` if something else is typed."""
        typed = data.get(self.key)
        if typed is None or isinstance(typed, Blank):
            return 1
        is_number = isinstance(typed, str) and typed.isdecimal() and len(typed) <= _MOST_DIGITS
        return int(str(typed)) or None if is_number else None

    def brought_up(self, texts: Texts) -> dict[str, str] | None:
        """The texts in the present format, with its number; ``None`` if that cannot be read then.

        Those that do not change are left out.

        Args:
            texts: what is written in an older format, and can be read.
        """
        number = self._typed(_together(texts, Problems()))
        assert number is not None  # it was told
        new = dict(texts)
        for migration in self.migrations[number - 1 :]:
            new |= migration(new)
        if not _is_sound(new):
            return None
        new |= self._numbered(new)
        if not _is_sound(new):  # such as a group in braces, with a line in front of it
            return None
        return {name: text for name, text in new.items() if text != texts.get(name)}

    def _numbered(self, texts: Texts) -> dict[str, str]:
        """The text that has the number, or gets it in front of its first key."""
        typed = [name for name in _tops(texts) if (self.key,) in _file(texts, name).places]
        if typed:
            file = _file(texts, typed[0])
            patch = file.patch(file.places[(self.key,)], str(self.number))
            return {typed[0]: apply_patches(file.text, [patch])}
        name = self.file if self.file in texts else min(_tops(texts), default=self.file)
        text = texts.get(name, "")
        begun = text.rfind("\n", 0, YamlEntries(name, text).begin()) + 1
        return {name: apply_patches(text, [Patch(begun, begun, self.line)])}


CONTENT_FORMAT = Format("内容格式", "report.yaml")
"""The format of a unit's files."""


def renamed(text: str, keys: Mapping[str, str]) -> str:
    """A text of YAML with other names for keys, wherever they stand; all else stays as typed."""
    entries = YamlEntries("", text)
    return apply_patches(
        text,
        [entries.renamed(entry, keys[entry.key.value]) for entry in entries.of_names(keys)],
    )


def _tops(texts: Texts) -> list[str]:
    """The names of the YAML files that are not in a folder of their own."""
    return [name for name in texts if is_yaml(name) and "/" not in name]


def _file(texts: Texts, name: str) -> YamlFile:
    return YamlFile(name, texts.get(name, ""))


def _is_sound(texts: Texts) -> bool:
    problems = Problems()
    _together(texts, problems)
    return not problems.has_errors


def _together(texts: Texts, problems: Problems) -> Node:
    """The keys of all YAML files at the top; those of the others are read, too."""
    data = Node(Place(""))
    for name, text in texts.items():
        if is_yaml(name):
            node = read_yaml(SourceFile(name, text), problems, _any_cell)
            data.update(node if "/" not in name else {})
    return data


def _any_cell(_: str, place: Place) -> Blank:
    """What a reference to a cell stands for, whatever its workbook has."""
    return Blank(place)
