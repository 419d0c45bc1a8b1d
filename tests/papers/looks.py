"""The looks of several bureaus: page, text, headings, footers, and the styles of each."""

from __future__ import annotations

from dataclasses import dataclass

from tests.papers.wordml import DECLARED, NAMESPACES

SONG, FANG, HEI, KAI = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TITLE_FONT = "方正小标宋简体"


@dataclass(frozen=True)
class Look:
    """How a bureau's papers look; lengths in twips, sizes in points.

    Attributes:
        margins: top, bottom, left, right.
        grid: the attributes of ``w:docGrid``; empty for none.
        line: ``w:spacing`` of the text.
        font: the text's font.
        size: the text's size.
        headings: ``word`` numbers them, ``typed`` numbers stand in their texts; both are Heading
            styles. ``custom`` styles have outline levels and typed numbers, ``outline`` paragraphs
            have their level themselves.
        footer: ``dash`` for — 1 — odd right and even left, ``plain`` for 1, ``of`` for 第1页 共9页.
        wps: styles have the ids that WPS gives.
    """

    margins: tuple[int, int, int, int]
    grid: str
    line: str
    font: str
    size: float
    headings: str
    footer: str
    wps: bool = False

    @property
    def width(self) -> int:
        """The width of the text on a portrait page."""
        return 11906 - self.margins[2] - self.margins[3]

    def heading_style(self, level: int) -> str:
        """The id of a heading's style."""
        names = {"custom": ("ZhangBiaoTi", "JieBiaoTi", "TiaoBiaoTi"), "outline": ("",) * 3}
        own = tuple(str(number) for number in (2, 3, 4)) if self.wps else None
        word = own or ("Heading1", "Heading2", "Heading3")
        return names.get(self.headings, word)[level - 1]


STANDARD = Look(
    (2098, 1984, 1588, 1474),
    'w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"',
    '<w:spacing w:line="240" w:lineRule="auto"/>',
    *(FANG, 16, "typed", "dash"),
)
"""A finance bureau that follows GB/T 9704-2012 to the letter."""

FIXED = Look(
    (2098, 1984, 1588, 1474),
    "",
    '<w:spacing w:line="560" w:lineRule="exact"/>',
    *(FANG, 16, "word", "dash"),
)
"""A bureau without a grid: lines of 28 points, headings that Word numbers."""

SCHOOL = Look(
    (1800, 1900, 1797, 1797),
    'w:type="lines" w:linePitch="312"',
    '<w:spacing w:line="360" w:lineRule="auto"/>',
    *(SONG, 12, "custom", "of"),
)
"""A school: 宋体 小四, one and a half lines, styles of its own names."""

WPS = Look(
    (1800, 1900, 1588, 1588),
    'w:type="lines" w:linePitch="319" w:charSpace="0"',
    '<w:spacing w:line="520" w:lineRule="exact"/>',
    *(FANG, 15, "typed", "plain", True),
)
"""A bureau that writes with WPS."""

PLAIN = Look(
    (2000, 1900, 1600, 1600),
    "",
    '<w:spacing w:line="480" w:lineRule="exact"/>',
    *(FANG, 14, "outline", "plain"),
)
"""A township that formats by hand: levels stand in the paragraphs."""

LOOKS = (STANDARD, FIXED, SCHOOL, WPS, PLAIN)


def _style(
    identifier: str,
    name: str,
    *,
    ppr: str = "",
    font: str = "",
    size: float = 0,
    bold: bool = False,
    kind: str = "paragraph",
    base: str = "Normal",
) -> str:
    fonts = f'<w:rFonts w:eastAsia="{font}"/>' if font else ""
    half = round(size * 2)
    sizes = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else ""
    runs = fonts + ("<w:b/>" if bold else "") + sizes
    based = f'<w:basedOn w:val="{base}"/>' if base and kind == "paragraph" else ""
    default = ' w:default="1"' if identifier == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{default}><w:name w:val="{name}"/>'
        f"{based}<w:qFormat/>"
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{runs}</w:rPr>" if runs else "")
        + "</w:style>"
    )


def styles_xml(look: Look) -> str:
    """``word/styles.xml``."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
        f' w:eastAsia="{look.font}"/><w:kern w:val="2"/><w:sz w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = _style(
        *("Normal", "Normal"),
        ppr=f'{look.line}<w:jc w:val="both"/>',
        font=look.font,
        size=look.size,
        base="",
    )
    parts = [normal, *_headings(look), *_contents(look), *_others(look), _GRID]
    return f"<w:styles {DECLARED}>{defaults}{''.join(parts)}</w:styles>"


def indent(look: Look) -> str:
    """The first line of a paragraph, two characters in."""
    return f'<w:ind w:firstLineChars="200" w:firstLine="{round(look.size * 40)}"/>'


def _headings(look: Look) -> list[str]:
    if look.headings == "outline":
        return []
    named = ("章标题", "节标题", "条标题")
    custom = look.headings == "custom"
    made = []
    for level, font in enumerate((HEI, KAI, look.font), 1):
        numbered = look.headings == "word"
        number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        ppr = (
            f"<w:keepNext/>{number if numbered else ''}"
            f'{indent(look)}<w:outlineLvl w:val="{level - 1}"/>'
        )
        name = named[level - 1] if custom else f"heading {level}"
        made.append(
            _style(look.heading_style(level), name, ppr=ppr, font=font, bold=level == 3 or custom)
        )
    return made


def _contents(look: Look) -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.width}"/></w:tabs>'
    entries = [
        _style(
            f"TOC{level}",
            f"toc {level}",
            ppr=f'{tab}<w:ind w:left="{(level - 1) * 400}"/>',
            size=look.size if level == 1 else look.size - 2,
        )
        for level in (1, 2, 3)
    ]
    return [
        *entries,
        _style("TableofFigures", "table of figures", ppr=tab),
        _style("TOCHeading", "TOC Heading", ppr='<w:jc w:val="center"/>', font=HEI, size=16),
    ]


def _others(look: Look) -> list[str]:
    loose = '<w:spacing w:line="240" w:lineRule="auto"/>'
    small = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    middle = '<w:jc w:val="center"/>'
    return [
        _style(*("BodyText", "Body Text"), ppr=indent(look)),
        _style(*("DocTitle", "公文标题"), ppr=loose + middle, font=TITLE_FONT, size=22),
        _style(*("TableText", "Table Text"), ppr=small + middle, font=SONG, size=10.5),
        _style(
            *("Caption", "caption"),
            ppr=f'<w:spacing w:before="60" w:after="60" w:line="360" w:lineRule="exact"/>{middle}',
            font=HEI,
            size=12,
        ),
        _style(*("Footer", "footer"), ppr=f'<w:snapToGrid w:val="0"/>{loose}', font=SONG, size=14),
        _style(*("FootnoteText", "footnote text"), ppr=small, font=SONG, size=9),
        _style(*("Hyperlink", "Hyperlink"), kind="character"),
    ]


_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_GRID = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr>'
    f"<w:tblBorders>{_SIDES}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_LIST = (("decimal", "%1."), ("decimal", "（%2）"), ("bullet", "•"))


def numbering_xml() -> str:
    """``word/numbering.xml``: list 1 is that of headings, list 2 that of running text."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (shape, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate((_LEVELS, _LIST))
    )
    used = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(2)
    )
    return f'<w:numbering xmlns:w="{NAMESPACES["w"]}">{lists}{used}</w:numbering>'
