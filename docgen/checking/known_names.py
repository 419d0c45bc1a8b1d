"""The names of a report: of its unit, its projects, and the offices that its forms name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.checking.one_sign_off import NameKind, is_slip
from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.blocks import Heading, Table
from docgen.diagnostics import Place
from docgen.ordinals import without_ordinals

SHORTEST = 5
"""Characters of a name; one of fewer is too like other words."""

_LONGEST = 30
_NAME = r"[\u3400-\u9fff“”]"
_PROJECT = re.compile(r"(?:项目|工程|资金|专项|经费|行动|计划|期)\Z")
_OFFICE = (
    r"(?:局|委员会|办公室|办事处|管理[处所站]|中心|[书案术物]馆|学校|[中小]学|幼儿园|医院|学院|保健院|林场"
    r"|公司|集团|[支大]队|联合会|协会|政府|服务站|卫生院|法院|检察院|园区)"
)
_OF_KIND = re.compile(rf"(?:{_PROJECT.pattern}|{_OFFICE}\Z)")
"""How the name of a project or an office ends."""
_ACTION = re.compile(
    "新增|新建|完成|举办|开展|建设|购置|组织|推进|加强|实施|支持|培育|引进|下一步|存在"
)
"""What the words of a measure or a chapter begin with, and no name."""
_FIELD = re.compile(r"名称|(?:单位|部门|机构)\Z")
_NO_NAMES = re.compile("指标|文件|产品|设备|政策")
_LABELLED = re.compile(
    rf"^\w{{0,8}}(?:单位|部门|名称)(?:[（(]{_NAME}{{1,8}}[）)])*\s*[:：]\s*"
    rf"(?P<name>{_NAME}{{{SHORTEST},{_LONGEST}}})$"
)
_TITLE = re.compile(
    rf"^(?P<first>{_NAME}{{{SHORTEST},{_LONGEST}}}?)?(?:关于)?20\d\d年度?"
    rf"(?P<second>{_NAME}{{4,{_LONGEST}}}?)?(?P<tail>资金|经费|项目)?(?:项目|部门|单位|整体)*(?:支出)?(?:资金)?"
    r"(?:绩效|决算|预算|自评|工作)[^，。；：]{0,20}$"
)
_OFFICE_OF_TITLE = re.compile(rf"^{_NAME}{{3,20}}?{_OFFICE}")
_BEGINNING = 6
"""Paragraphs of a text among which its title stands."""
_PHRASE = re.compile(
    r"(?:(?<=[“《])|(?<![^。，；：、）]))(?P<name>[\u3400-\u9fff]{6,20}?(?:项目|工程|专项资金))"
)
"""A project at the beginning of a clause, or in quotes."""


@dataclass(frozen=True)
class KnownName:
    """A name of a report.

    Attributes:
        text: the name.
        kind: what it is the name of.
        paragraph: where it stands first; ``None`` for a name that nobody typed.
    """

    text: str
    kind: NameKind
    paragraph: ParagraphText | None = None

    @property
    def place(self) -> Place | None:
        """Where it stands first."""
        if self.paragraph is None:
            return None
        return self.paragraph.place(max(self.paragraph.text.find(self.text), 0))


@dataclass
class _KnownNames:
    """The names that were found, by their texts, and by what is left of each without one sign."""

    by_text: dict[str, KnownName] = field(default_factory=dict)
    _shortened: dict[str, str] = field(default_factory=dict)

    def add(
        self, text: str, paragraph: ParagraphText, kind: NameKind | None, *, surely: bool
    ) -> None:
        """Adds a name; one that is not sure only if it is no slip for another."""
        if not SHORTEST <= len(text) <= _LONGEST or text in self.by_text:
            return
        kind = kind or (NameKind.PROJECT if _PROJECT.search(text) else NameKind.OFFICE)
        shortened = [text, *(text[:at] + text[at + 1 :] for at in range(len(text)))]
        others = {self._shortened[each] for each in shortened if each in self._shortened}
        slips = (each for each in others if is_slip(text, each, self.by_text[each].kind))
        if surely or not any(slips):
            self.by_text[text] = KnownName(text, kind, paragraph)
            for each in shortened:
                self._shortened.setdefault(each, text)


def known_names(paragraphs: Iterable[ParagraphText], unit: str) -> list[KnownName]:
    """The names that forms give, then titles, tables and headings, and at last sentences.

    Args:
        paragraphs: the texts of a report.
        unit: the name of its unit, or ``""``.
    """
    names = _KnownNames()
    if SHORTEST <= len(unit) <= _LONGEST:
        names.by_text[unit] = KnownName(unit, NameKind.OFFICE)
    counts: dict[str, int] = {}
    sentences: list[ParagraphText] = []
    for paragraph in sorted(paragraphs, key=lambda each: each.is_markdown):
        count = counts[paragraph.field] = counts.get(paragraph.field, 0) + 1
        text = paragraph.text.strip()
        for name, surely in _names_of(paragraph, text, is_first=count <= _BEGINNING):
            names.add(name, paragraph, None, surely=surely)
        if paragraph.is_markdown and not isinstance(paragraph.block, Table | Heading):
            sentences.append(paragraph)
    for paragraph in sentences:
        for match in _PHRASE.finditer(paragraph.text):
            names.add(match["name"], paragraph, NameKind.PHRASE, surely=False)
    return list(names.by_text.values())


def region_of(names: Iterable[KnownName]) -> str:
    """The town or county that the names of offices begin with, such as 株洲市; or ``""``."""
    offices = (name.text for name in names if name.kind is NameKind.OFFICE)
    found = (re.match(r"[\u3400-\u9fff]{2}[市县区]", name) for name in offices)
    return next((match[0] for match in found if match), "")


def _names_of(paragraph: ParagraphText, text: str, *, is_first: bool) -> Iterator[tuple[str, bool]]:
    """The names in a field, a cell, a heading, a title or ``单位：…``, and whether it is sure."""
    if not paragraph.is_markdown:
        key = paragraph.field.rpartition(".")[2]
        if _FIELD.search(key) and not _NO_NAMES.search(key) and re.fullmatch(f"{_NAME}+", text):
            yield text, True
    elif is_first and (title := _TITLE.match(text)):
        whole = f"{title['second'] or ''}{title['tail'] or ''}"
        for name in filter(None, (title["first"], whole)):
            if office := _OFFICE_OF_TITLE.match(name):
                yield office[0], False
            if _OF_KIND.search(name):
                yield name, False
    elif isinstance(paragraph.block, Table | Heading):
        name, of_measures = without_ordinals(text), any("指标" in head for head in paragraph.heads)
        is_name = _OF_KIND.search(name) and re.fullmatch(f"{_NAME}+", name)
        if is_name and not of_measures and not _ACTION.match(name):
            yield name, False
    elif match := _LABELLED.match(text):
        yield match["name"], False
