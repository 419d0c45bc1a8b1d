"""The official format that a pack requires, in numbers: the ``format`` of pack.yaml.

    format:
      paper: {width: 210, height: 297}
      margins: {top: 37, bottom: 35, left: 28, right: 26}
      language: zh-CN
      grid: {lines: 22, characters: 28}
      styles:
        Body Text: {font: 仿宋_GB2312, size: 16, indent: 2}
      page number: {style: footer, dash: —, below: 7}
      annexes: {mark: Annex Mark, title: Annex Title, listed: Annex List}
      elements: {mark: Issuer Mark, number: Document Number, date: Signature Date}

A key that is not given is not checked. To add one, add a field here, or to the style rule in
:mod:`docgen.verify.style_rule`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from docgen.packs.pack import Pack
from docgen.packs.records import key, structured
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.verify.style_rule import StyleRule

_MM = "毫米 · mm"


@dataclass(frozen=True)
class Paper:
    """The size of the paper, in millimetres."""

    width: float = key("纸宽 · width of the paper", 0, unit=_MM, required=True)
    height: float = key("纸高 · height of the paper", 0, unit=_MM, required=True)


@dataclass(frozen=True)
class Margins:
    """Distances from the edges of the paper, in millimetres: each an attribute of ``w:pgMar``."""

    top: float | None = key("上白边 · top margin", unit=_MM)
    bottom: float | None = key("下白边 · bottom margin", unit=_MM)
    left: float | None = key("左白边 · left margin", unit=_MM)
    right: float | None = key("右白边 · right margin", unit=_MM)


@dataclass(frozen=True)
class LayoutGrid:
    """How much a page of running text holds."""

    lines: int = key("每页行数 · lines on a page", 0, required=True, minimum=1)
    characters: int = key("每行字数 · characters in a line", 0, required=True, minimum=1)
    least: int = key(
        "续页至少几行 · fewest lines on a page that the one before runs over to", 3, minimum=1
    )


@dataclass(frozen=True)
class PageNumberRule:
    """The page number, ``dash 1 dash``: to the right on odd pages, to the left on even pages."""

    style: str = key("页脚段落的样式 · style of the footer's paragraph", "footer")
    dash: str = key("页码两边的线 · sign on each side", "—")
    below: float = key("版心下边缘到线的距离 · from the text area to the dash", 7, unit=_MM)
    inset: float = key(
        "离版心左右边缘的距离 · from the edge of the text area", 1, unit="字 · characters"
    )


@dataclass(frozen=True)
class AnnexRule:
    """The styles of the mark ``附件1``, of the annex title, and of the entries of the 附件说明."""

    mark: str = key("「附件1」的样式 · style of the mark `附件1`, annex 1", "")
    title: str = key("附件标题的样式 · style of an annex's title", "")
    listed: str = key(
        "附件说明各项的样式 · style of the entries of the list of annexes, `附件说明`", ""
    )


@dataclass(frozen=True)
class OfficialFormat:
    """The whole format; ``styles`` is keyed by style names in lower case."""

    paper: Paper | None = key("纸张 · paper")
    margins: Margins = key("页边距 · margins", Margins())
    grid: LayoutGrid | None = key("文档网格，要有纸张 · document grid, which needs the paper")
    tolerance: float = key("长度允许的误差 · by which a length may differ", 1, unit=_MM)
    language: str = key(
        "文字的语言，如 `zh-CN` · language of the text, as `zh-CN`",
        "",
        pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$",
    )
    body: str = key("正文应有的样式 · style that running text should have", "Body Text")
    table: str = key("表格文字应有的样式 · style that text in tables should have", "Table Text")
    styles: Mapping[str, StyleRule] = key(
        "各样式，按 Word 里的名称 · styles, by their names in Word", dict
    )
    page_number: PageNumberRule | None = key("页码 · page number")
    annexes: AnnexRule = key("附件 · annexes", AnnexRule())
    elements: PaperElements | None = key("公文要素 · elements of an official paper")

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the text area on the paper, in millimetres."""
        paper = self.paper or Paper()
        return (
            paper.width - self.edge("left") - self.edge("right"),
            paper.height - self.edge("top") - self.edge("bottom"),
        )

    def edge(self, side: str) -> float:
        """The margin at ``side`` in millimetres; 0 if none is given."""
        return getattr(self.margins, side) or 0.0

    def text_edge(self, side: str, page: int) -> float:
        """How near text may come to an edge of a page, in millimetres.

        A letter has its mark above the text area, which is measured by itself (10.1).
        """
        is_head = page == 1 and side == "top" and self.elements and self.elements.letter
        return 0.0 if is_head else self.edge(side)


def official_format(pack: Pack) -> OfficialFormat | None:
    """The format that a sound pack requires; ``None`` if it requires none."""
    if not pack.format:
        return None
    given = structured(pack.format, OfficialFormat)
    return replace(given, styles={name.lower(): rule for name, rule in given.styles.items()})
