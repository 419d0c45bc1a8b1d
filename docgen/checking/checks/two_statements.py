"""One thing with two figures: the same words before two numbers that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.against_tables import against_tables
from docgen.checking.claims.explained import FEWEST_DIGITS
from docgen.checking.claims.scopes import scope_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.slips import is_one_slip, significant
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.agreement import Agreement, compare
from docgen.content.blocks import Heading
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

TWO_VALUES = problem_code(
    "two-values",
    en=(
        "「{phrase}」 is {value} here and {other_value} elsewhere ({other})",
        "check which is right; if they are not the same thing, say them differently, or write an "
        "exception",
    ),
    zh=(
        "「{phrase}」这里是 {value}，另一处是 {other_value}（{other}）",
        "核对哪一处对；指的不是同一件事，就把话写得不一样，或写例外",
    ),
)

_OTHER = re.compile(r"预算|目标|计划|[同较]比|[比较][年上]|平均|人均|每|占|以上|以下|不低于|不超过")
"""In a subject: it is a plan, a part or a comparison, of which there may be several."""
_EVENT = re.compile(
    "(?:共|已|全年|累计)?(?:完成|接待|发放|开展|组织|举办|实施|新建|处理|检查|受理|办理|培训|服务|拨付|支付|投入|发现|抽查|出动|"
    "收到|实现|安排|下达|采购|购置|建成|改造|修复|排查|整改|查处|参与|参加|惠及|覆盖|救助|资助|补助|巡查|印发|召开|录取|招收|引进|招聘|新聘)"
)
"""The beginning of a subject that says what was done, of which there is more than one amount."""
_GENERAL = re.compile(
    r"(?:收支|相抵|后|任务|支出|收入|拨款|财政|执行数|决算|预算|执行|进度|自评|综合|得分|管理|完成|资金|情况|项目|年初|年末|实际|投入|拨付|到位|结转|结余"
    r"|其中|本项|该|金额|投资|补助|安排|增加|减少|规范|数|率|额|的|人|分|总|各|全部|整体|等级|其他|其余|余下|财政|专项|经费|费用)++"
)
"""A subject of such words alone says nothing without what stands before."""
_SHORTEST = 4
"""Characters of a subject that names one thing."""

_PLANS = re.compile("下一步|打算|今后|计划|思路|工作安排|工作目标|主要任务|整改|改进|建议")
"""In a heading: what follows is not done yet."""
_HEADING = 30
"""Characters of a paragraph that is a heading."""
_DONE = ("实际", "完成", "已", "建成")
_PLANNED = re.compile(
    "设计(?![院单费])|批复|概算|合同|截至|计划|预计|目标|力争|争取|确保|拟|应|实际|完成|已|建成"
)
"""Words by which what follows in a sentence is planned, or done."""

_Key = tuple[str, str, str, str, str]


@check(
    Finding(
        TWO_VALUES,
        Severity.WARNING,
        en="“去向落实率” (placement rate) 91.4% here and 95% there",
        zh="去向落实率一处 91.4%，一处 95%",
    )
)
def two_statements(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings where one subject has two figures in one year, anywhere in the unit.

    A text about a project is compared only with texts about the same project. Where a number
    differs from the form, that problem names the right figure already.
    """
    told = {str(problem.place) for problem in unit.found_by(against_tables)}
    stated: dict[_Key, tuple[Sentence, Term]] = {}
    planned = _under_plans(unit.paragraphs)
    for paragraph, sentences in unit.reading.sentences.items():
        owner = unit.rows.spoken_of(paragraph) + ("计划" if paragraph in planned else "")
        for sentence in sentences:
            for term in (it for it in sentence.terms if _is_statement(sentence, it)):
                where, first = stated.setdefault(_key(sentence, term, owner), (sentence, term))
                pair = {str(first.quantity.place), str(term.quantity.place)}
                heads = {_head(where, first), _head(sentence, term)}
                is_same = len(heads) == 1 and not _EVENT.match(heads.pop())
                if not told & pair and _contradict(first, term, is_same=is_same):
                    yield _two_values(first, term)


def _under_plans(paragraphs: Iterable[ParagraphText]) -> set[ParagraphText]:
    """The paragraphs below a heading that speaks of what will be done: 下一步工作打算."""
    found, is_plan = set[ParagraphText](), False
    for paragraph in paragraphs:
        is_heading = isinstance(paragraph.block, Heading) or (
            len(paragraph.text) <= _HEADING and not paragraph.text.endswith(("。", "；"))
        )
        if is_heading:
            is_plan = _PLANS.search(paragraph.text) is not None
        elif is_plan:
            found.add(paragraph)
    return found


def _is_statement(sentence: Sentence, term: Term) -> bool:
    quantity, subject = term.quantity, term.subject
    names = len(subject) >= _SHORTEST and not re.search(r"\d", subject)
    is_whole = bool(quantity.unit) and not quantity.is_range and term.role is Role.LEVEL
    is_event = _EVENT.match(_listed_with(sentence, term).subject) is not None
    return (
        not is_event
        and is_whole
        and names
        and not _OTHER.search(subject)
        and not _GENERAL.fullmatch(subject)
    )


def _listed_with(sentence: Sentence, term: Term) -> Term:
    """The first of what is listed with a figure, which says what is done: 引进医师1人、社工2人."""
    before = sentence.before(term)
    while before and sentence.between(before[-1].quantity.end, term.quantity.start)[:1] == "、":
        term = before.pop()
    return term


def _key(sentence: Sentence, term: Term, owner: str) -> _Key:
    words = sentence.between(sentence.start, term.quantity.start)
    marks = [match[0] for match in _PLANNED.finditer(words)]
    planned = marks[-1] if marks and marks[-1] not in _DONE else ""
    scope = scope_of(sentence, term) + planned
    return term.subject, term.quantity.dimension, term.period, owner, scope


def _head(sentence: Sentence, term: Term) -> str:
    """What the part of the sentence is about, of which the figure may be one: 年初预算……其中."""
    before = sentence.before_in_part(term)
    return (before or [term])[0].subject


def _contradict(first: Term, second: Term, *, is_same: bool) -> bool:
    """Whether two figures do not agree; those that may be of other things, by a slip."""
    one, other = first.quantity, second.quantity
    if compare(one.printed, other.printed) is not Agreement.DIFFERENT:
        return False
    is_long = min(significant(it.text) for it in (one, other)) >= FEWEST_DIGITS
    return is_same or (is_long and is_one_slip(one.value, other.value))


def _two_values(first: Term, second: Term) -> Problem:
    """A bound number cannot be mistyped: the other one is told then."""
    pair = (first, second) if second.quantity.bound else (second, first)
    wrong, other = (term.quantity for term in pair)
    words = {"phrase": second.subject, "value": wrong.words, "other_value": other.words}
    return warning(TWO_VALUES, wrong.place, other=other.place, **words)
