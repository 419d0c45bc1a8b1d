"""What a person types in the place of a value or of a Markdown block, as the new text of its file.

Only what is typed is another: comments, order, quotes and all other lines stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docgen.content.content_names import is_yaml
from docgen.content.markdown_text import MarkdownText
from docgen.content.plain_scalars import BLANKS
from docgen.content.source_files import apply_patches
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import EditsAtRiskError, Place, UsageError
from docgen.diagnostics.codes import problem_code

CHANGED_MEANWHILE = problem_code(
    "changed-meanwhile",
    en=(
        "this place was changed meanwhile, and no longer says 「{old}」; nothing was written",
        "look at it as it is now, and change it there",
    ),
    zh=("这里刚刚被改过，已经不是「{old}」了，没有写入", "看看现在的内容，再改"),
)
NO_SINGLE_VALUE = problem_code(
    "no-single-value",
    en=(
        "there is no single value here that could be typed over",
        "open the file at this line in an editor",
    ),
    zh=("这里不是单独的一个值，不能直接改写", "用编辑器打开文件的这一行来改"),
)
FROM_CELL = problem_code(
    "from-cell",
    en=(
        "this value comes from a cell: {cell}; nothing was written",
        "change it in the workbook; or type it in the place of !cell, in an editor",
    ),
    zh=(
        "这个值取自单元格 {cell}，没有写入",
        "在工作簿里改；或者用编辑器打开文件，把 !cell 换成要写的值",
    ),
)
BLOCK_RUNS_ON = problem_code(
    "block-runs-on",
    en=(
        "typed so, this text would run into what stands beside it; nothing was written",
        "leave out signs that begin no text, such as <!-- or |; or open the file in an editor",
    ),
    zh=(
        "这样写会和前后的文字连在一起，没有写入",
        "去掉不是正文的符号，如 <!-- 或 |；或者用编辑器打开文件来改",
    ),
)

_SHOWN = 30


@dataclass(frozen=True)
class ChangedText:
    """The new text of a file, and where in it what was changed begins."""

    text: str
    place: Place


TypedChange: TypeAlias = Callable[[str, str], ChangedText]
"""Makes the new text of a file of its name and its text; raises :class:`DocgenError`."""


def with_value(place: Place, old: str, new: str, also: Sequence[Place] = ()) -> TypedChange:
    """Puts ``new`` in the place of the YAML value ``old``; blanks around it are not meant.

    ``also`` are other places of the same value in the file, which one cell prints with it.
    """
    typed = plain_lines(new).strip(BLANKS + "\n")

    def change(name: str, text: str) -> ChangedText:
        file = YamlFile(name, text)
        keys = file.path(place)
        if keys is None:
            raise UsageError(NO_SINGLE_VALUE, place)
        if file.is_taken(keys):
            raise UsageError(FROM_CELL, place, cell=file.value(place))
        if not is_typed(file.value(place), old):
            raise changed_meanwhile(place, old)
        others = [at for at in also if file.path(at) and is_typed(file.value(at), old)]
        patches = [file.patch(at, typed) for at in dict.fromkeys((place, *others))]
        after = apply_patches(text, patches)
        return ChangedText(after, YamlFile(name, after).places[keys])

    return change


def with_block(document: Place, index: int, old: str, new: str) -> TypedChange:
    """Puts Markdown in the place of a block of the text that begins at ``document``."""
    typed = plain_lines(old)

    def change(blocks: MarkdownText) -> bool:
        if index >= len(blocks.blocks) or blocks.source(index).rstrip() != typed.rstrip():
            raise changed_meanwhile(document, old)
        return blocks.retype(index, plain_lines(new))

    return _with_blocks(document, index, change)


def with_new_block(document: Place, index: int, new: str) -> TypedChange:
    """Puts Markdown before a block of the text that begins at ``document``, or behind the last."""

    def change(blocks: MarkdownText) -> bool:
        if index > len(blocks.blocks):
            raise changed_meanwhile(document, "…")
        return blocks.retype(index, plain_lines(new), before=True)

    return _with_blocks(document, index, change)


def block_source(document: Place, index: int, text: str) -> str:
    """A block as it is typed in the text of a file; empty if there is none."""
    blocks = MarkdownText(_markdown(document, document.file, text))
    return blocks.source(index) if index < len(blocks.blocks) else ""


def typed_otherwise(
    place: Place, typed: str, text: str, *, is_value: bool
) -> tuple[tuple[str, str], ...]:
    """What was typed and what now stands for it, where that is another: a figure, a list's number.

    Args:
        place: where it was written.
        typed: what was typed there: a value, or Markdown.
        text: the text of the file since.
        is_value: whether it is a value of YAML.
    """
    new = plain_lines(typed).strip(BLANKS + "\n")
    if is_value:
        file = YamlFile(place.file, text)
        written = file.value(place).strip(BLANKS) if file.path(place) else new
        return ((new, written),) if written != new else ()
    lines = text.split("\n")[place.line - 1 :]
    pairs = zip(plain_lines(typed).strip("\n").split("\n"), lines, strict=False)
    found = ((one.strip(), other.strip()) for one, other in pairs)
    return tuple(pair for pair in found if pair[0] != pair[1]) if new else ()


def _with_blocks(
    document: Place, index: int, change: Callable[[MarkdownText], bool]
) -> TypedChange:
    def changed(name: str, text: str) -> ChangedText:
        source = _markdown(document, name, text)
        blocks = MarkdownText(source)
        if not change(blocks):
            raise UsageError(BLOCK_RUNS_ON, document)
        after = blocks.result()
        found = MarkdownText(after).blocks
        at = found[min(index, len(found) - 1)].block.place if found else Place("", 1, 1)
        if not is_yaml(name):
            return ChangedText(after if source or not after else f"{after}\n", at.in_file(name))
        file = YamlFile(name, text)
        keys = file.path(document)
        whole = apply_patches(text, [file.patch(document, after)])
        body = YamlFile(name, whole).bodies[keys or ()]
        return ChangedText(whole, body.shifted(at.line - 1, body.column + at.column - 1))

    return changed


def _markdown(document: Place, name: str, text: str) -> str:
    """The Markdown text that begins at ``document``: a file, or a value of YAML."""
    if not is_yaml(name):
        return text
    file = YamlFile(name, text)
    keys = file.path(document)
    if keys is None:
        raise UsageError(NO_SINGLE_VALUE, document)
    if file.is_taken(keys):
        raise UsageError(FROM_CELL, document, cell=file.value(document))
    return file.value(document)


def is_typed(value: str, old: str) -> bool:
    """Whether a YAML value is read as ``old``: blanks around it and ``~`` say nothing."""
    return plain_lines(old) in (value, value.strip(BLANKS), "" if value == "~" else value)


def plain_lines(text: str) -> str:
    r"""A text with ``\n`` for the line ends of other systems."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def changed_meanwhile(place: Place, old: str) -> EditsAtRiskError:
    """The error that something else stands where ``old`` was shown."""
    line = " ".join(old.split())
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return EditsAtRiskError(CHANGED_MEANWHILE, place, old=shown)
