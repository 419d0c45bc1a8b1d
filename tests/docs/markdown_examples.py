"""The Markdown that the pages ``writing.md`` teach, as a writer puts it into a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.diagnostics.codes import Language
from tests.support import ROOT

PICTURE = "images/a.png"
"""The picture of the examples, which a unit must have."""

_CODE = re.compile(r"`([^`]+)`")
_FENCED = re.compile(r"^```markdown\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_TABLE = "| 项目 | 年初预算数 | 全年执行数 |\n| --- | ---: | --- |\n| 工资福利支出 | 120 | 118.5 |"
_TEXT = "全年支出严格执行预算，年底前全部完成，资金使用合规，没有发现截留、挤占、挪用的情况。"
_SETTINGS = re.compile(r"`(\d+(?:cm|mm|%)|right)`")


@dataclass(frozen=True)
class MarkdownExample:
    """What a page teaches in one place.

    Attributes:
        taught: the Markdown that stands there.
        text: that in a chapter, with paragraphs around it.
    """

    taught: str
    text: str


def markdown_examples(language: Language) -> Iterator[MarkdownExample]:
    """Every row of the table of Markdown, and every block of it, of the page in ``language``."""
    page = (ROOT / "docs" / language / "writing.md").read_text("utf-8")
    section = page.split("\n## Markdown\n")[1].split("\n## ")[0]
    for line in _FENCED.sub("", section).splitlines():
        if line.startswith("| `"):
            taught, meant = line.split("|")[1:3]
            signs = _CODE.findall(taught)
            yield _example(" ".join(signs), [*_blocks(signs), *_further(signs, meant)])
    for block in _FENCED.findall(section):
        yield _example(block, _blocks(block.split("\n")))


def _example(taught: str, blocks: list[str]) -> MarkdownExample:
    return MarkdownExample(taught, "\n\n".join([_TEXT, *blocks, _TEXT]))


def _blocks(signs: list[str]) -> list[str]:
    """The blocks that show the signs of a row."""
    first = signs[0]
    if first.startswith("|"):
        return ["\n".join(signs)]
    if first.startswith("表"):
        return [*signs, _TABLE]
    if first.startswith("注"):
        return [_TABLE, *signs, _TEXT, f"![东门内的实训楼]({PICTURE})", "图1 园区", *signs]
    if first.startswith("##"):
        # The levels stand below each other.
        deeper = [sign if " " in sign else f"{sign} 标题" for sign in signs if sign != "#"]
        return [block for heading in deeper for block in (heading, _TEXT)]
    if first.startswith("!"):
        return signs
    if re.match(r"1[.)]|-", first):
        lists = (f"{sign}\n{' ' * (sign.index(' ') + 1)}- 下一级\n{sign}" for sign in signs)
        return [block for block in lists for block in (block, _TEXT)]
    return [f"这里写{sign}。" for sign in signs]


def _further(signs: list[str], meant: str) -> list[str]:
    """The settings of a picture that the second cell names besides."""
    found = []
    for setting in dict.fromkeys(_SETTINGS.findall(meant)) if signs[0].startswith("!") else ():
        old = r"align=left" if setting == "right" else r"width=[^ }]+"
        new = "align=right" if setting == "right" else f"width={setting}"
        found.append(re.sub(old, new, signs[0]))
    return found
