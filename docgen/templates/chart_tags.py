"""Charts of a form whose alternative text has a tag: ``{{ 收支情况 }}``, a list of the content.

The tag moves from the alternative text to the chart, where it prints the id of the relationship to
the filled chart. What else the alternative text says stays; where it says nothing, the title of the
chart, or the name of the list, is there for those who do not see it.

The parts of a pack are joined after their tags are marked, and ids change; so the tag waits in an
attribute of its own until :func:`with_chart_tags`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from docx.opc.part import Part
from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, TemplatePlace, error, template_error
from docgen.diagnostics.bilingual import Bilingual
from docgen.diagnostics.codes import Code, problem_code
from docgen.templates.dialect import Dialect
from docgen.templates.marks import SITE_CLOSE, SITE_OPEN
from docgen.templates.part_outline import PartOutline
from docgen.templates.sites import TEMPLATE_BROKEN_TAG, Sites
from docgen.templates.tags import BROKEN, in_attribute, plain
from docgen.word.charts.chart_copies import ChartUse
from docgen.word.charts.chart_part import ChartPart
from docgen.word.charts.chart_xml import c
from docgen.word.tag_pattern import TAG
from docgen.word.xml import WP, R, w

CHART_KIND = problem_code(
    "chart-kind",
    en=(
        "no list fills a chart of this kind: {kind} ({template})",
        "draw it as columns, bars, a line, an area, a pie or a ring (Chart Design › Change Chart "
        "Type)",
    ),
    zh=(
        "这种图表不能由列表来填：{kind}（{template}）",
        "改成柱形图、条形图、折线图、面积图、饼图或圆环图（图表设计 › 更改图表类型）",
    ),
)
CHART_PIE = problem_code(
    "chart-pie",
    en=(
        "a pie shows one column of numbers, and its list has {count}: {names} ({template})",
        'name the columns in its alternative text: {{{{ … | chart("{header}", "{first}") }}}}',
    ),
    zh=(
        "饼图只画一列数，列表里有 {count} 列：{names}（{template}）",
        '在它的可选文字里写明用哪一列：{{{{ … | chart("{header}", "{first}") }}}}',
    ),
)

CHART_UNNAMED = problem_code(
    "chart-unnamed",
    en=(
        "the title of the chart has the tag {tag}, and its alternative text names no list "
        "({template})",
        "type the tag of its list into the alternative text of the chart",
    ),
    zh=(
        "图表的标题里有标签 {tag}，可选文字里却没有写列表（{template}）",
        "在图表的可选文字里写上列表的标签",
    ),
)

_KINDS = {
    "stockChart": Bilingual("股价图", "stock prices"),
    "surfaceChart": Bilingual("曲面图", "surface"),
    "surface3DChart": Bilingual("曲面图", "surface"),
    "bubbleChart": Bilingual("气泡图", "bubbles"),
}
_LATER = Bilingual("瀑布图、树状图等新图表", "waterfall, treemap and other new ones")
_WAITING = "filled-by"
_TITLES = "titled-by"
_RELATION = f"{{{R}}}id"
_TEXTS = ("descr", "title")
_DATA = re.compile(r"\|\s*chart\b")
_TAGGED = re.compile(
    rf'(<(?:\w+:)?chart\b[^>]*? \w+:id=")([^"]*)("[^>]*?) {_WAITING}="([^"]*)"', re.DOTALL
)
_NO_ID = "'?'"
_NAME = re.compile(r"\w+(?:\.\w+)*")
_LATER_KINDS = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_INLINE, _ANCHOR, _PROPERTIES = (f"{{{WP}}}{name}" for name in ("inline", "anchor", "docPr"))


@dataclass(frozen=True)
class TaggedChart:
    """A drawing with a chart whose alternative text has tags.

    Attributes:
        chart: the ``c:chart``; that of a kind that Word 2016 brought is in another namespace.
        properties: the ``wp:docPr``.
        attribute: which of its attributes has the tags.
        text: what stands there.
    """

    chart: etree._Element
    properties: etree._Element
    attribute: str
    text: str

    @property
    def title_tags(self) -> list[str]:
        """The tags in its titles, if :func:`show_title_tags` has shown them."""
        return self.chart.get(_TITLES, "").split("\n") if self.chart.get(_TITLES) else []

    @property
    def data_tag(self) -> re.Match[str] | None:
        """The tag that names the data: the one with ``| chart``, or else the first value."""
        tags = [tag for tag in TAG.finditer(self.text) if tag[0].startswith("{{")]
        return next((tag for tag in tags if _DATA.search(tag[0])), tags[0] if tags else None)


def tagged_charts_in(paragraph: etree._Element) -> Iterator[TaggedChart]:
    """The charts of a paragraph, without those of text boxes, that have tags or halves of some."""
    for drawing in paragraph.iter(_INLINE, _ANCHOR):
        if next(drawing.iterancestors(w("p")), None) is not paragraph:
            continue
        properties = drawing.find(_PROPERTIES)
        charts = drawing.iter(c("chart"), f"{{{_LATER_KINDS}}}chart")
        chart = next((each for each in charts if each.get(_RELATION)), None)
        if properties is None or chart is None:
            continue
        for attribute in _TEXTS:
            text = properties.get(attribute, "")
            if TAG.search(text) or BROKEN.search(text):
                yield TaggedChart(chart, properties, attribute, text)
                break


def mark_charts(
    owner: Part, root: etree._Element, place_in: tuple[str, str], sites: Sites, problems: Problems
) -> None:
    """Moves the tags of charts below ``root`` to where they print, and numbers them as sites.

    ``owner`` is the part of ``root``; ``place_in`` has the names of the part of the pack and of the
    story. Charts that no list fills are added to ``problems``; templates for docxtpl may have them.
    """
    outline, is_free = PartOutline(root), sites.dialect is Dialect.FREE
    for problem in _unnamed(owner, root, place_in, outline):
        problems.add(problem.as_warning() if is_free else problem)
    for paragraph in list(root.iter(w("p"))):
        for tagged in tagged_charts_in(paragraph):
            place = outline.place(paragraph, *place_in)
            if broken := BROKEN.search(TAG.sub("", tagged.text)):
                text = tagged.text[max(broken.start() - 12, 0) : broken.end() + 12]
                problems.add(_problem(TEMPLATE_BROKEN_TAG, place, text=text))
                tagged.properties.set(tagged.attribute, "")
                continue
            part = _chart_part(owner, tagged.chart)
            if strange := _strange_kind(part):
                problem = _problem(CHART_KIND, place, **strange.words("kind"))
                problems.add(problem.as_warning() if is_free else problem)
            if strange and is_free:
                continue  # docxtpl prints the tag in the alternative text
            _mark(tagged, part, place, sites)


def show_title_tags(owner: Part, root: etree._Element) -> None:
    """Puts the tags in the titles of charts where those who read ``root`` alone find them."""
    for paragraph in root.iter(w("p")):
        for tagged in tagged_charts_in(paragraph):
            if tags := _title_tags(_chart_part(owner, tagged.chart)):
                tagged.chart.set(_TITLES, "\n".join(tags))


def _unnamed(
    owner: Part, root: etree._Element, place_in: tuple[str, str], outline: PartOutline
) -> Iterator[Problem]:
    """Charts with tags in their titles that name no list: nothing would fill them."""
    named = {each.chart for paragraph in root.iter(w("p")) for each in tagged_charts_in(paragraph)}
    for chart in root.iter(c("chart")):
        paragraph = next(chart.iterancestors(w("p")), None)
        tags = _title_tags(_chart_part(owner, chart)) if chart not in named else []
        if tags and paragraph is not None:
            yield _problem(CHART_UNNAMED, outline.place(paragraph, *place_in), tag=tags[0])


def with_chart_tags(story: str) -> str:
    """The XML of a story whose charts have their tags in the place of the ids they print."""
    if _WAITING not in story:
        return story

    def moved(match: re.Match[str]) -> str:
        tag = match[4].replace(_NO_ID, f"'{match[2]}'", 1)
        return f"{match[1]}{tag}{match[3]}"

    return _TAGGED.sub(moved, story)


def tagged_charts(
    entries: Mapping[str, bytes], stories: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The story, and the id of the relationship, of each chart that a template fills."""
    for story in stories:
        if _WAITING.encode() in entries[story]:
            for match in _TAGGED.finditer(entries[story].decode()):
                yield story, match[2]


def chart_faults(
    source: Callable[[ChartUse], bytes],
    uses: Iterable[tuple[ChartUse, Place, TemplatePlace | None]],
) -> Iterator[Problem]:
    """Pies with more than one column, each at the place of its data.

    ``source`` gives the chart of the template that a use fills.
    """
    for use, place, site in uses:
        names = [column.name for column in use.table.columns]
        if len(names) > 1 and ChartPart(source(use)).takes_one_column:
            words = {"header": use.table.header, "first": names[0], "names": "、".join(names)}
            yield error(CHART_PIE, place, site, count=len(names), **words)


def _mark(tagged: TaggedChart, part: ChartPart | None, place: TemplatePlace, sites: Sites) -> None:
    data = tagged.data_tag
    if _TITLES in tagged.chart.attrib:
        del tagged.chart.attrib[_TITLES]

    def valued(tag: re.Match[str]) -> str:
        source = in_attribute(plain(tag[0]))
        if source.startswith("{#"):
            return source
        return f"{source[:2]}{_site(place, sites)}{source[2:]}"

    def numbered(tag: re.Match[str]) -> str:
        return "" if data is not None and tag.span() == data.span() else valued(tag)

    rest = re.sub(r"\s+", " ", TAG.sub(numbered, tagged.text)).strip(" ：:，,。;；")
    if data is not None:
        site, number = _site(place, sites), len(sites.places) - 1
        source = plain(data[0])[2:-2].strip()
        titles = "".join(f"({plain(each)[2:-2].strip()}), " for each in _title_tags(part))
        tag = f"{{{{{site}({source}) | _chart({_NO_ID}, {number}, [{titles}]) }}}}"
        tagged.chart.set(_WAITING, in_attribute(tag))
        rest = rest or TAG.sub(valued, _title(part)) or _name_in(source)
    tagged.properties.set(tagged.attribute, rest)


def _site(place: TemplatePlace, sites: Sites) -> str:
    sites.places.append(place)
    return f"{SITE_OPEN}{len(sites.places) - 1}{SITE_CLOSE}"


def _title_tags(part: ChartPart | None) -> list[str]:
    return part.title_tags if part is not None else []


def _title(part: ChartPart | None) -> str:
    return part.title.strip() if part is not None else ""


def _name_in(source: str) -> str:
    """The name of the list in the source of a tag: 收支 of ``收支 | chart("年度")``."""
    found = _NAME.search(source)
    return found[0].rpartition(".")[2] if found else ""


def _chart_part(owner: Part, chart: etree._Element) -> ChartPart | None:
    """The part that a ``c:chart`` shows; ``None`` if it is of a later kind, or is missing."""
    relation = owner.rels.get(chart.get(_RELATION, ""))
    if relation is None or relation.is_external or chart.tag != c("chart"):
        return None
    try:
        return ChartPart(relation.target_part.blob)
    except etree.XMLSyntaxError:
        return None


def _strange_kind(part: ChartPart | None) -> Bilingual | None:
    """The kind of chart that no list fills; ``None`` if all is well."""
    if part is None or not part.plots:
        return _LATER
    return next((_KINDS.get(name, _LATER) for name in part.strange), None)


def _problem(code: Code, place: TemplatePlace, **words: object) -> Problem:
    return template_error(code, Place(place.part), place, **words)
