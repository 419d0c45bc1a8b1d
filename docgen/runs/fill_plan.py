"""Which files ``docgen fill`` makes: a name for each row, and where they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from docgen.content.data_rows import Data, DataRow
from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Place, Problem, Problems, UsageError, error, nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import LONGEST, good_name, refuse_bad_name
from docgen.packs.expressions import FAILURES, expand, new_environment, paths_in_text
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED
from docgen.packs.expressions.failure_reasons import reason_words

OUT_IS_A_FILE = problem_code(
    "out-is-a-file",
    en=(
        "each row makes a file, and 「{out}」 is no folder",
        "name a folder behind -o; or add --together for all rows in one Word file",
    ),
    zh=(
        "一行生成一个文件，而「{out}」不是文件夹",
        "-o 后面写文件夹；要全部放在一个 Word 文件里，加 --together",
    ),
)
OUT_IS_NO_DOCX = problem_code(
    "out-is-no-docx",
    en=(
        "what docgen fills is a Word file, and 「{out}」 would be none",
        "write {good} behind -o; for the PDF, add --pdf",
    ),
    zh=("填出来的是 Word 文件，而「{out}」不是", "-o 后面写 {good}；要 PDF，加 --pdf"),
)
OUT_IS_INPUT = problem_code(
    "out-is-input",
    en=("what is filled would lie over the form or the data", "name another file behind -o"),
    zh=("填好的文件会盖住模板或数据", "-o 后面换一个文件名"),
)
NEEDLESS_NAME = problem_code(
    "needless-name",
    en=("one file is made, which -o names", "leave --name out"),
    zh=("只生成一个文件，名称由 -o 指定", "去掉 --name"),
)
NO_SUCH_HEAD = problem_code(
    "no-such-head",
    en=("--name speaks of 「{name}」, which no row has{nearest}", "there are: {known}"),
    zh=("--name 里的「{name}」，哪一行都没有{nearest}", "现有：{known}"),
)
ONE_NAME_FOR_ALL = problem_code(
    "one-name-for-all",
    en=(
        "each row would make a file of this one name: {name}",
        "name a column between braces, such as --name '{{{{ {head} }}}}'",
    ),
    zh=(
        "每一行的文件都叫这一个名称：{name}",
        "在花括号里写一列的表头，如 --name '{{{{ {head} }}}}'",
    ),
)
ROW_NAME_BLANK = problem_code(
    "row-name-blank",
    en=(
        "the file of this row has no name: what it is called by is blank, or signs alone",
        "fill in what it is called by; or choose another column by --name '{{{{ … }}}}'",
    ),
    zh=(
        "这一行的文件没有名称：用作文件名的内容是空的，或只有标点",
        "填上用作文件名的内容；或用 --name '{{{{ … }}}}' 换一列",
    ),
)
ROW_NAME_TWICE = problem_code(
    "row-name-twice",
    en=(
        "two rows would make one file, {file}: this one and {first}; this one was not made",
        "make the names differ, such as --name '{{{{ {head} }}}}-{{{{ … }}}}' with a second column",
    ),
    zh=(
        "两行的文件同名 {file}：这一行和 {first}；这一行没有生成",
        "让名称不同，如 --name '{{{{ {head} }}}}-{{{{ … }}}}' 加上另一列",
    ),
)

_DOCX = ".docx"
_LONGEST_THERE = 255
"""Bytes of a name beyond which a file system does not even look for it."""
_OTHER_KINDS = (".doc", ".docm", ".dotx", ".dot", ".wps", ".rtf", ".odt", ".pdf", ".txt", ".html")


@dataclass(frozen=True)
class FillPlan:
    """What is to be made.

    Attributes:
        path: the folder where the files are written; the file, if it is one for all rows.
        files: what each row makes, in order.
    """

    path: Path
    files: tuple[PlannedFile, ...]


@dataclass(frozen=True)
class PlannedFile:
    """A file that is to be made.

    Attributes:
        name: what messages call it.
        row: what it is filled with.
        path: where it is written; ``None`` if it cannot be made.
    """

    name: str
    row: DataRow
    path: Path | None


@dataclass(frozen=True)
class FillTarget:
    """What was asked for: the inputs, and where the outputs are to be.

    Attributes:
        form: the form.
        data: the file of the data.
        out: what was typed as the output; empty if nothing was.
        pattern: what was typed as the names of the files; empty if nothing was.
        together: whether all rows make one file.
    """

    form: Path
    data: Path
    out: str = ""
    pattern: str = ""
    together: bool = False

    @property
    def stem(self) -> str:
        """What the output is called if nobody says so: by the form and the data."""
        return good_name(f"{self.form.stem}-{self.data.stem}")

    def names_of_files(self, data: Data) -> set[str]:
        """What may be names of values in the names of the files."""
        if self.pattern or self.together or not data.is_list:
            return set(re.findall(r"\w+", self.pattern))
        return set(islice(data.heads, 1))

    def one_file(self, name: str = "") -> Path:
        """Where the only file is written; ``name`` is used where -o names none.

        Raises:
            UsageError: it would be no Word file, or lie over an input.
        """
        path = self._typed_path(".")
        kind = path.suffix.lower()
        is_folder = not self.out or path.is_dir() or self.out.endswith(("/", "\\"))
        is_other_file = kind in _OTHER_KINDS or (path.exists() and kind != _DOCX)
        if not is_folder and is_other_file:
            if self.is_input(path):
                raise UsageError(OUT_IS_INPUT, Place(self.out))
            good = path.with_suffix(_DOCX).name
            raise UsageError(OUT_IS_NO_DOCX, Place(self.out), out=self.out, good=good)
        if kind == _DOCX and not is_folder:
            if self.pattern:
                raise UsageError(NEEDLESS_NAME, Place("--name"))
        else:
            path = path / f"{name or self.stem}{_DOCX}"
        if self.is_input(path):
            raise UsageError(OUT_IS_INPUT, Place(str(path)))
        return path

    def folder(self) -> Path:
        """Where a file for each row is written. Raises :class:`UsageError` if that is a file."""
        path = self._typed_path(self.stem)
        names_file = path.suffix.lower() in (_DOCX, *_OTHER_KINDS)
        if not path.is_dir() and (path.exists() or names_file):
            raise UsageError(OUT_IS_A_FILE, Place(self.out or self.stem), out=self.out)
        return path

    def _typed_path(self, default: str) -> Path:
        """What was typed as the output. Raises :class:`UsageError` for a name that is too long."""
        path = Path(self.out or default)
        for each in (path, *path.parents):
            size = len(os.fsencode(each.name))
            if size > LONGEST and (size > _LONGEST_THERE or not each.exists()):
                refuse_bad_name(each.name, Place(str(path)))
        return path

    def is_input(self, path: Path) -> bool:
        """Whether a file is the form or the data."""
        return any(path.exists() and path.samefile(given) for given in (self.form, self.data))


def fill_plan(data: Data, target: FillTarget) -> FillPlan:
    """The files that are made of the data. Raises :class:`UsageError`."""
    if data.is_list and not target.together:
        folder = target.folder()
        return FillPlan(folder, tuple(_Names(data, target, folder).files()))
    if data.is_list and target.pattern:
        raise UsageError(NEEDLESS_NAME, Place("--name"))
    name = "" if data.is_list else _one_name(data, target)
    path = target.one_file(name)
    files = []
    for row in data.rows:
        label = str(row.values.place) if data.is_list else path.name
        is_wrong = any(problem.is_error for problem in row.problems)
        files.append(PlannedFile(label, row, None if is_wrong else path))
    return FillPlan(path, tuple(files))


def _one_name(data: Data, target: FillTarget) -> str:
    """What ``--name`` calls the file of a mapping; empty if it was not given."""
    if not target.pattern:
        return ""
    pattern = _value_of_head(target.pattern, data) or target.pattern
    _check_names(pattern, data)
    problems = Problems()
    name = _named(pattern, data.rows[0].values, Place("--name"), problems)
    if problem := next(iter(problems), None):
        raise UsageError(problem.code, problem.place, **problem.words)
    return name


class _Names:
    """The names of the files, each of which one row has."""

    def __init__(self, data: Data, target: FillTarget, folder: Path) -> None:
        self._data, self._target, self._folder = data, target, folder
        self._pattern = _as_pattern(target.pattern, data)
        self._first: dict[str, Place] = {}

    def files(self) -> Iterator[PlannedFile]:
        """A file for each row; one that cannot be made has no path, and its row says why."""
        for row in self._data.rows:
            problems = Problems(row.problems)
            name, place = "", _place_of_name(row.values)
            if not problems.has_errors:
                name = self._name(row.values, place, problems)
            if name:
                path = self._folder / f"{name}{_DOCX}"
                problems.extend(self._clashes(path, place))
            path_or_none = None if problems.has_errors else self._folder / f"{name}{_DOCX}"
            told = replace(row, problems=tuple(problems))
            yield PlannedFile(name or str(row.values.place), told, path_or_none)

    def _name(self, row: Node, place: Place, problems: Problems) -> str:
        if self._pattern:
            text = _named(self._pattern, row, place, problems)
        else:
            value = _first_value(row)
            text = "" if isinstance(value, (Node, Items)) else str(value)
        if problems.has_errors:
            return ""
        name = good_name(text.strip().removesuffix(_DOCX))
        if not name:
            problems.add(error(ROW_NAME_BLANK, place))
        return name

    def _clashes(self, path: Path, place: Place) -> Iterator[Problem]:
        """Why a file cannot have its name: another row has it, or it is the form's."""
        key = normalize("NFC", path.name).casefold()  # as Windows and macOS compare names
        if first := self._first.get(key):
            head = next(iter(self._data.heads), "…")
            yield error(ROW_NAME_TWICE, place, file=path.name, first=first, head=head)
        elif self._target.is_input(path):
            yield error(OUT_IS_INPUT, place)
        self._first.setdefault(key, place)


def _as_pattern(typed: str, data: Data) -> str:
    """The names as an expression; a head alone stands for the values below it.

    Raises:
        UsageError: all rows would have one name, or it speaks of what no row has.
    """
    if not typed:
        return ""
    if "{{" not in typed and "{%" not in typed:
        if pattern := _value_of_head(typed, data):
            return pattern
        head = nearest(typed, data.heads) or next(iter(data.heads), "…")
        raise UsageError(ONE_NAME_FOR_ALL, Place("--name"), name=typed, head=head)
    _check_names(typed, data)
    return typed


def _value_of_head(typed: str, data: Data) -> str:
    """The expression for what stands below a head; empty if that was not typed."""
    return f"{{{{ {typed} }}}}" if typed in data.heads and typed.isidentifier() else ""


def _check_names(pattern: str, data: Data) -> None:
    """Raises :class:`UsageError` if names of the pattern are none of the data's, or of docgen's."""
    try:
        new_environment().from_string(pattern)
        paths = paths_in_text(pattern)
    except FAILURES as reason:
        words = {"expression": pattern, **reason_words(reason)}
        raise UsageError(EXPRESSION_FAILED, Place("--name"), **words) from reason
    known = {*data.heads, *data.rows[0].values, *new_environment().globals}
    for name in (path.partition(".")[0].partition("[")[0] for path in paths):
        if name not in known and "{%" not in pattern:
            near, heads = nearest(name, data.heads), listed_names(data.heads)
            raise UsageError(NO_SUCH_HEAD, Place("--name"), name=name, known=heads, nearest=near)


def _named(pattern: str, row: Node, place: Place, problems: Problems) -> str:
    return good_name(expand(pattern, place, problems, row).strip().removesuffix(_DOCX))


def _first_value(row: Node) -> Value:
    """The first single value of a row."""
    value: Value = row
    while isinstance(value, Node) and value:
        value = next(iter(value.values()))
    return value


def _place_of_name(row: Node) -> Place:
    """Where the first value of a row stands; the row itself where that is not known.

    A cell that is merged down stands in the rows above.
    """
    place = getattr(_first_value(row), "place", None)
    is_above = isinstance(place, Place) and place.sheet and place.line != row.place.line
    return place if isinstance(place, Place) and not is_above else row.place
