"""What is typed on a page: the scalar or block alone changes, whatever it is and is to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from docgen.content.field_changes import with_field
from docgen.content.markdown_text import MarkdownText
from docgen.content.plain_scalars import BLANKS
from docgen.content.retyped import read_text, retyped
from docgen.content.row_changes import RowAction, row_info, with_row
from docgen.content.typed_changes import TypedChange, with_block, with_new_block, with_value
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import DocgenError, Place
from docgen.runs.build import Packs
from docgen.runs.edition import find_edition
from docgen.runs.file_edit import of_text
from docgen.runs.typed_edit import ContentEditor
from tests.support import ROOT, whole_project

NAME = "甲.yaml"
SAMPLES = sorted((ROOT / "content").rglob("*.yaml"))
VALUES = (
    *(
        "12.5",
        "-3",
        "",
        "１，２００",
        "是",
        "~",
        "null",
        "a: b",
        "甲 # 乙",
        "- 甲",
        "'引'",
        '"',
        "{}",
    ),
    *(
        "*甲",
        "&",
        "|",
        "[1",
        "甲\n乙",
        "甲\n\n乙",
        " \u3000甲 ",
        "甲\r\n乙",
        "%",
        "@a",
        "甲:",
        "0x1F",
    ),
)

signs = st.sampled_from(
    [*"预算12.5%:：-#'\"{}[],&*!|>@`~?\\=% 甲a\n\r\t＃\u3000\xa0\x85\u2028", ": "]
)
values = st.sampled_from(VALUES) | st.lists(signs, max_size=12).map("".join)

SCALARS = (
    *("1.35", "'引：号'", '"双\\"引"', "~", "''", '""', "甲 乙", "第一行\n{i}  第二行"),
    *(
        "|-\n{i}  第一行\n\n{i}  第三行",
        "|\n{i}    深\n",
        ">-\n{i}  折\n{i}  行",
        "",
        "[一, '二', {{己: 三}}]",
    ),
    *("{{甲: 1, 乙: }}", "[]", "{{}}", '"两\\n行"'),
)


@st.composite
def groups(draw: st.DrawFn, indent: str = "", depth: int = 0) -> str:
    """The lines of a group: scalars of every style, groups and lists in it, comments between."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        lines.append(draw(st.sampled_from(["", "", "", "\n", f"{indent}# 注：甲\n"])))
        kind = draw(st.integers(0, 4 if depth < 2 else 2))
        key = f"{indent}键{number}:"
        if kind == 3:
            lines.append(f"{key}\n{draw(groups(f'{indent}  ', depth + 1))}")
        elif kind == 4:
            items = draw(st.lists(groups(f"{indent}    ", depth + 1), min_size=1, max_size=3))
            lines.append(f"{key}  # 清单\n" + "".join(map(_item, items)))
        else:
            text = draw(st.sampled_from(SCALARS)).format(i=indent)
            is_long = "\n" in text
            behind = "" if is_long else draw(st.sampled_from(["", "  # 万元", "   "]))
            lines.append(f"{key} {text}".rstrip(" ") + f"{behind}\n")
    return "".join(lines)


def _item(text: str) -> str:
    """A group as an item of a list: its first key behind the dash."""
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("键"))
    indent = len(lines[first]) - len(lines[first].lstrip())
    lines[first] = " " * (indent - 2) + "- " + lines[first].lstrip()
    return "\n".join(lines)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """The bytes of a YAML file, with the line ends and the mark of any system."""
    text = draw(groups())
    ends = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.replace("\n", ends).encode()


def comments(text: str) -> list[str]:
    """The comments; a ``#`` inside a value begins none."""
    file = YamlFile("", text)
    outside, last = "", 0
    for path in file.places:
        node = file.node(path)
        assert node is not None
        start, stop = node.start_mark.index, node.end_mark.index
        own = text[start:stop]
        header = re.match(r"[|>].*", own)  # may have a comment behind it
        outside += text[last:start] + (header[0] if header else "") + "\n"
        last = start + len(own.rstrip())
    return re.findall(r"#.*", outside + text[last:])


def done(change: TypedChange, name: str, data: bytes) -> tuple[bytes, Place, str]:
    """The bytes that a change makes, and where it stands; or the code of its refusal."""
    try:
        return (*of_text(name, change)(data), "")
    except DocgenError as reason:
        return b"", Place(name), reason.problem.code


def assert_that_alone_changes(data: bytes, keys: KeyPath, new: str) -> None:
    """A value typed over another: all else in the file has the bytes it had."""
    before = YamlFile(NAME, read_text(data))
    place = before.places[keys]
    after, where = of_text(NAME, with_value(place, before.value(place), new))(data)
    read = YamlFile(NAME, read_text(after))
    assert list(read.places) == list(before.places), after
    wanted = new.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS + "\n")
    for path, at in read.places.items():
        old = before.value(before.places[path])
        assert read.value(at) == (wanted if path == keys else old), after
    assert where == read.places[keys]
    assert comments(read.text) == comments(before.text)
    node = before.node(keys)
    assert node is not None
    first, last = node.start_mark.line, node.start_mark.line
    last += before.text[node.start_mark.index : node.end_mark.index].rstrip().count("\n")
    old_lines, new_lines = data.split(b"\n"), after.split(b"\n")
    assert new_lines[:first] == old_lines[:first]
    below = old_lines[last + 1 :]
    assert not below or new_lines[-len(below) :] == below


@given(st.data(), files(), values)
def test_a_value_that_is_typed_is_all_that_changes(
    data: st.DataObject, file: bytes, new: str
) -> None:
    places = YamlFile(NAME, read_text(file)).places
    assume(places)
    assert_that_alone_changes(file, data.draw(st.sampled_from(list(places))), new)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_in_every_scalar_of_the_sample_every_value_is_all_that_changes(path: Path) -> None:
    data = path.read_bytes()
    places = YamlFile(NAME, read_text(data)).places
    assert places
    for number, keys in enumerate(places):
        for new in (VALUES[number % len(VALUES)], VALUES[(number + 7) % len(VALUES)]):
            assert_that_alone_changes(data, keys, new)


@given(st.data(), files(), st.sampled_from(["add", "delete", "up", "down"]))
def test_a_row_that_is_added_deleted_or_moved_is_all_that_changes(
    data: st.DataObject, file: bytes, action: RowAction
) -> None:
    before = YamlFile(NAME, read_text(file))
    inside = [keys for keys in before.places if any(isinstance(key, int) for key in keys)]
    assume(inside)
    keys = data.draw(st.sampled_from(inside))
    place = before.places[keys]
    info = row_info(place, before.text)
    assert info is not None
    depth = max(depth for depth, key in enumerate(keys) if isinstance(key, int))
    after, refused = done(with_row(place, action), NAME, file)[::2]
    if refused:
        assert (action, info.count, refused) == ("delete", 1, "only-row")
        return
    read = YamlFile(NAME, read_text(after))
    rows = values_of(before, keys[:depth], info.count)
    number = info.number - 1
    match action:
        case "add":
            new = values_of(read, keys[:depth], info.count + 1)
            assert new[: number + 1] + new[number + 2 :] == rows
            assert not any(map(str.strip, new[number + 1].values()))
            names = names_in(before, keys[: depth + 1])
            assert names_in(read, (*keys[:depth], number + 1)) == names
        case "delete" if info.count > 1:
            assert (
                values_of(read, keys[:depth], info.count - 1) == rows[:number] + rows[number + 1 :]
            )
        case "delete":
            assert not any(values_of(read, keys[:depth], 1)[0].values())
        case _:
            other = number - 1 if action == "up" else number + 1
            if 0 <= other < info.count:
                rows[number], rows[other] = rows[other], rows[number]
            assert values_of(read, keys[:depth], info.count) == rows
    outside = {path: before.value(at) for path, at in before.places.items()}
    for path, value in outside.items():
        if path[:depth] != keys[:depth]:
            assert read.value(read.places[path]) == value
    if action in ("up", "down"):
        assert sorted(comments(read.text)) == sorted(comments(before.text))


def names_in(file: YamlFile, path: KeyPath) -> list[str]:
    """The keys of a row, also of those that have an empty list; none if it is no group."""
    return [key.value for keys, row in file.groups() if keys == path for key, _ in row.value]


def values_of(file: YamlFile, path: KeyPath, count: int) -> list[dict[KeyPath, str]]:
    """The values of each row of a list, by their keys within the row."""
    depth = len(path)
    return [
        {
            keys[depth + 1 :]: file.value(at)
            for keys, at in file.places.items()
            if keys[: depth + 1] == (*path, number)
        }
        for number in range(count)
    ]


@given(st.data(), files(), values, st.sampled_from(["新", "新.项", "新.[].项", "新: 1.项"]))
def test_a_field_that_is_missing_is_all_that_comes(
    data: st.DataObject, file: bytes, new: str, name: str
) -> None:
    before = YamlFile(NAME, read_text(file))
    wanted = new.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS + "\n")
    owners = dict(before.groups())
    keys = data.draw(st.sampled_from(list(owners)))
    mark = owners[keys].start_mark
    place = Place(NAME, mark.line + 1, mark.column + 1) if keys else Place(NAME)
    after, where, refused = done(with_field(place, name, new), NAME, file)
    if refused:
        assert refused == "no-group"
        assert not wanted or (owners[keys].flow_style and "." in name)
        return
    read = YamlFile(NAME, read_text(after))
    steps = tuple(0 if step == "[]" else step for step in name.split("."))
    assert read.value(read.places[(*keys, *steps)]) == wanted
    assert where == read.places[(*keys, *steps)]
    for path, at in before.places.items():
        assert read.value(read.places[path]) == before.value(at)
    assert len(read.places) == len(before.places) + 1
    assert comments(read.text) == comments(before.text)


BLOCKS = (
    *(
        "## 一、概况",
        "一段话，说 **概况** 和{{ 甲.乙 }}。",
        "第一行\n第二行",
        "- 甲\n- 乙",
        "1. 甲\n2. 乙",
    ),
    *(
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "  - 深",
        "### 小结",
        "    缩进的一段",
        "> 引",
        "<!-- 注",
    ),
    *("```", "甲\n\n乙", "# ", "![图](a.png)", "* * *", "---", "", "\u3000\u3000空两格"),
)
texts = st.lists(st.sampled_from([*BLOCKS[:7], "<!-- 注 -->"]), max_size=6).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n\n", "\n\n\n", "\n\n<!-- 间 -->\n\n"]),
        min_size=len(parts),
        max_size=len(parts),
    ).map(lambda gaps: "".join(map("".join, zip(parts, gaps, strict=True))))
)


def lines_of(text: str) -> list[str]:
    """The lines that are not blank; the numbers of lists are docgen's."""
    return [
        re.sub(r"^(\s*)\d+(?=[.)] )", r"\g<1>1", line) for line in text.split("\n") if line.strip()
    ]


@given(st.data(), texts, st.sampled_from(BLOCKS) | values, st.booleans())
def test_a_block_that_is_typed_is_all_that_changes(
    data: st.DataObject, text: str, new: str, is_new: bool
) -> None:
    blocks = MarkdownText(text).blocks
    assume(is_new or blocks)
    index = data.draw(st.integers(0, len(blocks) - (not is_new)))
    document = Place("文.md", 1, 1)
    old = MarkdownText(text).source(index) if not is_new else ""
    change = (
        with_new_block(document, index, new) if is_new else with_block(document, index, old, new)
    )
    after, refused = done(change, "文.md", text.encode())[::2]
    if refused:
        assert refused == "block-runs-on"
        return
    read = MarkdownText(after.decode())
    come = len(read.blocks) - len(blocks) + (not is_new)
    kept = [*read.blocks[:index], *read.blocks[index + come :]]
    others = [*blocks[:index], *blocks[index + (not is_new) :]]
    assert [lines_of("\n".join(block.lines)) for block in kept] == [
        lines_of("\n".join(block.lines)) for block in others
    ]
    typed = lines_of(new.replace("\r\n", "\n").replace("\r", "\n"))
    rest = lines_of(after.decode())
    for line in typed:
        rest.remove(line)
    gone = lines_of(old)
    whole = lines_of(text)
    for line in gone:
        whole.remove(line)
    assert sorted(rest) == sorted(whole)


@given(files(), st.lists(signs, max_size=20).map("".join))
@example("甲: 1\r\n乙: 2\n丙: 3".encode(), "")
def test_the_bytes_of_lines_that_stay_are_as_they_were(data: bytes, more: str) -> None:
    text = read_text(data)
    assert retyped(data, text) == data
    lines, more = data.split(b"\n"), more.replace("\r", "")
    cut = (len(lines) + 1) // 2  # behind the byte order mark
    kept = text.split("\n")
    after = retyped(data, "\n".join([*kept[:cut], f"新{more}", *kept[cut:]]))
    now = after.split(b"\n")
    assert now[:cut] == lines[:cut]
    assert now[len(now) - (len(lines) - cut) :] == lines[cut:]
    assert read_text(after).split("\n")[cut] == f"新{more}".split("\n")[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> ContentEditor:
    """The editor of the sample unit, in a copy."""
    root = whole_project(tmp_path_factory.mktemp("sample"))
    edition = find_edition("2023", root)
    return ContentEditor(edition, edition.units()[0], Packs(edition.project))


FEWER = settings(max_examples=max(settings().max_examples // 3, 1))
"""Each of these builds the sample once or twice."""


@FEWER
@given(st.data(), values, st.booleans())
def test_in_the_sample_a_value_is_refused_or_alone_changes_and_undo_brings_every_byte_back(
    sample: ContentEditor, data: st.DataObject, new: str, insist: bool
) -> None:
    before = dict(sample.shown())
    name = data.draw(st.sampled_from(sorted(name for name in before if name.endswith(".yaml"))))
    file = YamlFile(name, read_text(before[name]))
    keys = data.draw(st.sampled_from(list(file.places)))
    place = file.places[keys]
    result = sample.set_value(place, file.value(place), new, insist=insist)
    after = dict(sample.shown())
    if not result.files:
        assert after == before
        return
    assert {each for each in after if after[each] != before[each]} == {name} == set(result.files)
    read = YamlFile(name, read_text(after[name]))
    assert [path for path, at in read.places.items() if path[: len(keys)] != keys] == [
        path for path in file.places if path != keys
    ]
    for path, at in file.places.items():
        if path != keys:
            assert read.value(read.places[path]) == file.value(at)
    assert sample.undo().files == (name,)
    assert dict(sample.shown()) == before
    assert sample.redo().files == (name,)
    assert dict(sample.shown()) == after
    assert sample.undo().files == (name,)


@FEWER
@given(st.data(), st.sampled_from(BLOCKS) | values, st.booleans())
def test_in_the_sample_a_block_is_refused_or_undo_brings_every_byte_back(
    sample: ContentEditor, data: st.DataObject, new: str, is_new: bool
) -> None:
    before = dict(sample.shown())
    name = data.draw(st.sampled_from(sorted(name for name in before if name.endswith(".md"))))
    blocks, document = MarkdownText(read_text(before[name])), Place(name, 1, 1)
    index = data.draw(st.integers(0, len(blocks.blocks) - (not is_new)))
    if is_new:
        result = sample.add_block(document, index, new, insist=True)
    else:
        result = sample.set_block(document, index, blocks.source(index), new, insist=True)
    after = dict(sample.shown())
    assert {each for each in after if after[each] != before[each]} == set(result.files)
    if result.files:
        assert sample.undo().files == (name,)
    assert dict(sample.shown()) == before
