"""Changes of both sides in one paragraph are merged by words, or are a conflict of those words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.blocks import Document, Span
from docgen.diagnostics import Place
from docgen.roundtrip.comparing import tokens
from docgen.roundtrip.merging.paragraph_merge import merge_texts, merge_words
from docgen.roundtrip.reading.docx_model import DocxObject, DocxParagraph, Kind
from docgen.templates.provenance import ValueSource
from tests.unit.roundtrip.models import HEADING, NUMBER, paragraph, valued

YEAR = (
    "2023年，全年支出431.64万元，其中基本支出320.10万元，占74.16%；项目支出111.54万元，占25.84%。"
)
DUTY = "主要职责：承担园区公共设施的建设和管理；协调院校之间的资源共享；完成市政府交办的其他事项。"
STAFF = "年末在职人员35人，其中高级职称6人，退休人员12人。"
PROBLEM = "存在的主要问题：一是预算编制不够精细，二是项目进度偏慢，三是绩效指标不够量化。"
NOTICE = "根据《预算绩效管理办法》（株财绩〔2020〕7号）的要求，我单位于3月20日开展了自评。"


def merged(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both, ``None`` for a conflict."""
    office = paragraph(theirs)
    rewording = merge_words([paragraph(base)], [paragraph(ours)], [office])
    if rewording is None:
        return None
    return with_changes(office.text, rewording.changes)


def with_changes(text: str, changes: Sequence[tokens.Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.stop :]
    return text


def changed(base: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


Change = tuple[str, str]

APART: list[tuple[str, Change, Change]] = [
    # figures on both sides
    (YEAR, ("431.64", "431.65"), ("320.10", "320.11")),
    (YEAR, ("431.64", "431.65"), ("74.16", "74.15")),
    (YEAR, ("431.64万元", "0.043亿元"), ("25.84", "25.85")),
    (YEAR, ("2023", "2024"), ("431.64", "431.65")),
    (YEAR, ("111.54", "111.50"), ("74.16%", "七成以上")),
    (STAFF, ("35", "36"), ("12", "13")),
    (STAFF, ("35", "36"), ("6人", "7人")),
    (STAFF, ("6", "7"), ("12", "13")),
    # a figure and words
    (YEAR, ("431.64", "431.65"), ("其中", "按性质分")),
    (YEAR, ("431.64", "431.65"), ("25.84%。", "25.84%，比上年下降。")),
    (YEAR, ("全年支出", "全年总支出"), ("320.10", "320.11")),
    (YEAR, ("项目支出", "专项支出"), ("431.64", "431.65")),
    (STAFF, ("35", "36"), ("高级职称", "副高以上职称")),
    (STAFF, ("退休人员", "离退休人员"), ("35人", "36人")),
    (NOTICE, ("3月20日", "3月25日"), ("我单位", "本单位")),
    (NOTICE, ("2020", "2021"), ("开展了自评", "开展了绩效自评")),
    (NOTICE, ("7号", "9号"), ("3月20日", "3月下旬")),
    (NOTICE, ("预算绩效管理办法", "预算绩效管理暂行办法"), ("3月20日", "4月1日")),
    # words and words
    (DUTY, ("公共设施", "基础设施"), ("资源共享", "师资共享")),
    (DUTY, ("建设和管理", "建设、管理和维护"), ("协调", "统筹协调")),
    (DUTY, ("主要职责", "工作职责"), ("交办的其他事项", "交办的其他任务")),
    (DUTY, ("市政府", "市委、市政府"), ("院校之间", "各院校之间")),
    (DUTY, ("；协调院校之间的资源共享", ""), ("主要职责", "单位职责")),
    (DUTY, ("；完成", "；承办技能竞赛；完成"), ("公共设施", "公用设施")),
    (DUTY, ("承担", "负责"), ("资源共享；", "资源共享和学分互认；")),
    (PROBLEM, ("不够精细", "较粗"), ("偏慢", "较慢")),
    (PROBLEM, ("存在的主要问题", "主要问题"), ("三是", "三为")),
    (PROBLEM, ("项目进度偏慢", "部分项目进度偏慢"), ("不够量化", "量化不足")),
    (PROBLEM, ("。", "，四是宣传不够。"), ("一是预算编制", "一是年初预算编制")),
    (PROBLEM, ("一是预算编制不够精细，二是", "一是"), ("不够量化", "不够具体")),
    # at the beginning and at the end
    (DUTY, ("主要职责：", ""), ("事项。", "事项等。")),
    (STAFF, ("年末", "截至年末，"), ("12人。", "12人（含退职）。")),
    (YEAR, ("2023年，", ""), ("25.84%。", "25.84%（详见附件）。")),
    (NOTICE, ("根据", "按照"), ("了自评。", "了自评工作。")),
    # separated by a sign alone
    (YEAR, ("基本支出", "人员支出"), ("万元，其中", "万元。其中")),
    (DUTY, ("管理；", "运维；"), ("协调", "组织")),
    (PROBLEM, ("精细", "细致"), ("二是", "二为")),
    (STAFF, ("职称6", "职称7"), ("退休", "离退休")),
]

TOGETHER: list[tuple[str, Change, Change]] = [
    (YEAR, ("431.64", "431.65"), ("431.64", "431.66")),
    (YEAR, ("431.64", "431.65"), ("431.64万元", "431.64亿元")),
    (YEAR, ("支出431.64", "支出431.65"), ("全年支出", "全年总计")),
    (STAFF, ("35人", "36人"), ("35人", "35名")),
    (DUTY, ("公共设施", "基础设施"), ("公共设施", "公用设施")),
    (DUTY, ("资源共享", "资源整合"), ("资源共享", "师资共享")),
    (DUTY, ("；协调院校之间的资源共享", ""), ("院校之间", "各院校")),
    (PROBLEM, ("偏慢", "较慢"), ("项目进度偏慢", "项目推进偏慢")),
    (
        PROBLEM,
        ("一是预算编制不够精细", "一是年初预算与实际执行差异较大"),
        ("预算编制", "年度预算编制"),
    ),
    (NOTICE, ("3月20日", "3月25日"), ("3月20日", "3月26日")),
    (NOTICE, ("我单位于", "我中心于"), ("我单位", "本单位")),
]


@pytest.mark.parametrize(("base", "our", "their"), APART)
def test_changes_with_a_word_between_them_are_merged(base: str, our: Change, their: Change) -> None:
    result = changed(changed(base, their), our)
    assert merged(base, changed(base, our), changed(base, their)) == result
    assert merged(base, changed(base, their), changed(base, our)) == result


@pytest.mark.parametrize(("base", "our", "their"), TOGETHER)
def test_changes_of_the_same_or_adjoining_words_are_a_conflict(
    base: str, our: Change, their: Change
) -> None:
    assert merged(base, changed(base, our), changed(base, their)) is None
    assert merged(base, changed(base, their), changed(base, our)) is None


def test_several_changes_of_each_side_are_merged() -> None:
    ours = changed(YEAR, ("431.64", "431.65"), ("111.54", "111.55"))
    theirs = changed(
        YEAR, ("2023年，", "2023年度，"), ("，其中", "。其中"), ("25.84%。", "25.84%，结构合理。")
    )
    assert merged(YEAR, ours, theirs) == changed(theirs, ("431.64", "431.65"), ("111.54", "111.55"))


def test_what_both_changed_alike_is_one_change() -> None:
    ours = changed(YEAR, ("431.64", "431.65"), ("74.16", "74.15"))
    theirs = changed(YEAR, ("431.64", "431.65"), ("25.84", "25.85"))
    assert merged(YEAR, ours, theirs) == changed(ours, ("25.84", "25.85"))
    assert merged(YEAR, ours, ours) == ours


def test_a_sentence_written_anew_takes_no_word_of_the_other_side() -> None:
    new = "当年决算数为五百万元，包括人员经费和运转经费三百万元，其余为专项。"
    assert merged(YEAR, new, changed(YEAR, ("占74.16%", "占比74.16%"))) is None


def test_a_side_that_changed_nothing_takes_all_of_the_other() -> None:
    assert merged(YEAR, STAFF, YEAR) == STAFF
    assert merged(YEAR, YEAR, STAFF) == STAFF


def kinds(base: Kind, ours: Kind, theirs: Kind) -> bool | None:
    """Whether the kind of ours is taken, ``None`` for a conflict."""
    old, new, office = ([paragraph("甲乙丙", kind=kind)] for kind in (base, ours, theirs))
    rewording = merge_words(old, new, office)
    return rewording.kind if rewording else None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "taken"),
    [
        (Kind(), Kind(), Kind(), False),
        (Kind(), HEADING, Kind(), True),
        (Kind(), Kind(), HEADING, False),
        (Kind(), HEADING, HEADING, False),
        (Kind(), HEADING, NUMBER, None),
    ],
)
def test_the_kind_is_that_of_the_side_which_changed_it(
    base: Kind, ours: Kind, theirs: Kind, taken: bool | None
) -> None:
    assert kinds(base, ours, theirs) is taken


def split(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    office = [paragraph(text) for text in theirs]
    old, new = ([paragraph(text) for text in side] for side in (base, ours))
    rewording = merge_words(old, new, office)
    if rewording is None:
        return None
    return with_changes("\u2029".join(theirs), rewording.changes).split("\u2029")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        (
            ["全年支出5元。另有结余。"],
            ["全年支出6元。另有结余。"],
            ["全年支出5元。", "另有结余。"],
            ["全年支出6元。", "另有结余。"],
        ),
        (
            ["全年支出5元。另有结余。"],
            ["全年支出5元。", "另有结余。"],
            ["全年支出5元。另有一些结余。"],
            ["全年支出5元。", "另有一些结余。"],
        ),
        (
            ["全年支出。", "另有结余。"],
            ["全年支出。另有结余。"],
            ["全年总支出。", "另有结余。"],
            ["全年总支出。另有结余。"],
        ),
        (["全年支出。", "另有结余。"], ["全年支出。另有结余。"], ["全年支出", "另有结余。"], None),
    ],
)
def test_the_end_of_a_paragraph_is_a_word_as_well(
    base: list[str], ours: list[str], theirs: list[str], result: list[str] | None
) -> None:
    assert split(base, ours, theirs) == result


def with_note(text: str, *identities: str) -> DocxParagraph:
    objects = tuple(DocxObject("footnote", identity) for identity in identities)
    return paragraph(text, objects=objects)


def test_a_note_of_the_office_stays_where_it_was_put() -> None:
    theirs = with_note("全年支出\ufffc5元，另有结余6元。", "footnote")
    base, ours = paragraph("全年支出5元，另有结余6元。"), paragraph("全年支出5元，另有结余7元。")
    rewording = merge_words([base], [ours], [theirs])
    assert rewording is not None
    (change,) = rewording.changes
    assert theirs.text[change.start : change.stop] == "6"
    beside = paragraph("全年支出9元，另有结余6元。")
    assert merge_words([base], [beside], [theirs]) is None


def test_another_picture_is_a_change_and_two_others_are_a_conflict() -> None:
    base, ours, theirs = (with_note("图\ufffc", digest) for digest in ("一", "二", "三"))
    assert merge_words([base], [ours], [theirs]) is None
    rewording = merge_words([base], [ours], [base])
    assert rewording is not None
    assert [change.text for change in rewording.changes] == ["\ufffc"]


def test_a_weight_is_part_of_the_word() -> None:
    text = "全年支出5元，另有结余6元。"
    bold = "    bb" + " " * (len(text) - 6)
    base, ours, theirs = paragraph(text), paragraph(text.replace("6", "7")), paragraph(text, bold)
    rewording = merge_words([base], [ours], [theirs])
    assert rewording is not None
    (change,) = rewording.changes
    assert (change.text, change.weights) == ("7", " ")
    assert merge_words([base], [paragraph(text.replace("5", "8"))], [theirs]) is None


def test_a_text_box_that_both_changed_is_a_conflict() -> None:
    base, ours, theirs = (paragraph("甲", boxes=(paragraph(text),)) for text in "乙丙丁")
    assert merge_words([base], [ours], [theirs]) is None
    assert merge_words([base], [base], [theirs]) is not None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("甲乙丙丁", "甲新丙丁", "甲\n乙丙丁", "甲\n新丙丁"),
        ("甲乙丙丁", "甲乙丙戊", "甲己丙丁", "甲己丙戊"),
        ("甲乙丙丁", "甲乙新丁", "甲己丙丁", "甲己新丁"),
        ("甲乙丙丁", "甲新丙丁", "甲旧丙丁", None),
    ],
)
def test_plain_texts_are_merged_unless_their_changes_overlap(
    base: str, ours: str, theirs: str, result: str | None
) -> None:
    assert merge_texts(base, ours, theirs) == result


# ---- values are known by their provenance: [2025年3月20日] is one word


def merged_values(base: str, ours: str, theirs: str) -> str | None:
    """The merged text of ``甲[乙]丙``; only in ours it is known where the values are."""
    old, new, office = map(valued, (base, ours, theirs))
    rewording = merge_words([replace(old, sources=())], [new], [replace(office, sources=())])
    return None if rewording is None else with_changes(office.text, rewording.changes)


BOTH_IN_ONE_VALUE = [
    # a date
    ("于[2025年3月20日]召开。", "于[2026年3月20日]召开。", "于[2025年3月25日]召开。"),
    ("于[2025年3月20日]召开。", "于[2026年4月1日]召开。", "于[2025年3月20号]召开。"),
    ("于[2025年3月20日]召开。", "于[2026年3月20日]召开。", "于[2025年3月]召开。"),
    # the name of a unit
    (
        "由[株洲职教大学城管理委员会]承办。",
        "由[湘潭职教大学城管理委员会]承办。",
        "由[株洲职教大学城管理委员会（筹）办公室]承办。",
    ),
    ("[园区公共实训中心]负责。", "[园区技能实训中心]负责。", "[本园区公共实训总中心]负责。"),
    # an amount with separators and its unit
    ("支出[1,260.00 万元]，", "支出[1,270.00 万元]，", "支出[1,260.00 亿元]，"),
    ("占[12.5 %（四舍五入）]。", "占[13.5 %（四舍五入）]。", "占[12.5 %（取整数）]。"),
    # a long text
    (
        "[负责园区规划、院校协调、公共设施建设和管理]",
        "[负责城区规划、院校协调、公共设施建设和管理]",
        "[负责园区规划、院校协调、公共设施建设和维护]",
    ),
    # values that adjoin each other
    ("[甲乙丙丁][戊己庚辛]。", "[子乙丙丁][戊己庚辛]。", "[甲乙丙丁][戊己庚丑]。"),
    ("[甲乙丙丁][戊己庚辛]。", "[甲乙丙丁][戊己庚子]。", "[丑乙丙丁][戊己庚辛]。"),
    # what the office changed beside a value that the content changed, and the other way round
    ("于[2025年3月20日]召开会议。", "于[2026年3月20日]召开会议。", "于[2025年3月20日]举行会议。"),
    ("会议于[2025年3月20日]召开。", "会议于[2025年3月21日]召开。", "会议在[2025年3月20日]召开。"),
    ("会议于[2025年3月20日]召开。", "会议在[2025年3月20日]召开。", "会议于[2025年3月21日]召开。"),
    # the value became longer or shorter
    ("由[园区建设中心]负责。", "由[园区建设中心机关]负责。", "由[本园区建设中心]负责。"),
    ("由[园区建设中心机关]负责。", "由[园区建设中心]负责。", "由[城区建设中心机关]负责。"),
    ("由[市园区建设中心]负责。", "由[园区建设中心]负责。", "由[市园区建设中心本部]负责。"),
    ("由[园区建设中心机关]负责。", "由[园区建设中心]负责。", "由[本园区建设中心机关]负责。"),
    ("编为[第5]号。", "编为[5]号。", "编为[第5之一]号。"),
    # a sentence that was written anew around a value
    (
        "这次工作会议已于[2025年3月20日]上午正式召开完毕。",
        "该项评审活动已于[2025年3月20日]上午如期办理终结。",
        "这次工作会议已于[2025年3月21日]上午正式召开完毕。",
    ),
]

BESIDE_A_VALUE = [
    (
        "会议定于[2025年3月20日]在园区召开。",
        "会议定于[2026年4月1日]在园区召开。",
        "会议定于[2025年3月20日]在园区举行。",
        "会议定于2026年4月1日在园区举行。",
    ),
    (
        "会议定于[2025年3月20日]在园区召开。",
        "会议定于[2025年3月20日]在园区举行。",
        "会议定于[2025年3月下旬]在园区召开。",
        "会议定于2025年3月下旬在园区举行。",
    ),
    (
        "今年由[园区建设中心]牵头承办本次活动。",
        "今年由[实训运行中心]牵头承办本次活动。",
        "今年由[园区建设中心]牵头主办本次活动。",
        "今年由实训运行中心牵头主办本次活动。",
    ),
    (
        "全年支出总共[1,260.00 万元]，其中基本支出",
        "全年支出总共[1,270.00 万元]，其中基本支出",
        "全年花费总共[1,260.00 万元]，其中人员支出",
        "全年花费总共1,270.00 万元，其中人员支出",
    ),
    (
        "[园区建设中心]和[实训运行中心]负责。",
        "[城区建设中心]和[实训运行中心]负责。",
        "[园区建设中心]和[实训运行中心]承担。",
        "城区建设中心和实训运行中心承担。",
    ),
    (
        "[园区建设中心]以及[实训运行中心]负责。",
        "[城区建设中心]以及[实训运行中心]负责。",
        "[园区建设中心]以及[实训运行科]负责。",
        "城区建设中心以及实训运行科负责。",
    ),
    # both made the same of it
    (
        "于[2025年3月20日]召开工作会议。",
        "于[2026年4月1日]召开工作会议。",
        "于[2026年4月1日]召开总结会议。",
        "于2026年4月1日召开总结会议。",
    ),
    (
        "共有[2025年3月]个项目，全年支出五元。",
        "另有[2026年3月]处项目，全年支出六元。",
        "另有[2026年3月]处项目，全年支出五元。",
        "另有2026年3月处项目，全年支出六元。",
    ),
    (
        "共有[12]个项目，全年支出五元。",
        "另有[13]处项目，全年支出五元。",
        "另有[13]处项目，全年支出七元。",
        "另有13处项目，全年支出七元。",
    ),
    (
        "今年由[园区建设中心]负责，全年支出五元。",
        "今年由[市园区建设中心]负责，全年支出六元。",
        "今年由[市园区建设中心]负责，全年支出五元。",
        "今年由市园区建设中心负责，全年支出六元。",
    ),
    # words that were put beside an unchanged value
    (
        "会议由[园区建设中心]承办。",
        "会议由本[园区建设中心]承办。",
        "会议由[园区建设中心]主办。",
        "会议由本园区建设中心主办。",
    ),
    # the value became shorter
    (
        "今年由[市园区建设中心]负责，全年支出五元。",
        "今年由[园区建设中心]负责，全年支出五元。",
        "今年由[市园区建设中心]负责，全年支出六元。",
        "今年由园区建设中心负责，全年支出六元。",
    ),
]


@pytest.mark.parametrize(("base", "ours", "theirs"), BOTH_IN_ONE_VALUE)
def test_a_value_that_both_sides_changed_or_adjoin_is_a_conflict(
    base: str, ours: str, theirs: str
) -> None:
    assert merged_values(base, ours, theirs) is None


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), BESIDE_A_VALUE)
def test_a_value_is_merged_with_words_that_do_not_adjoin_it(
    base: str, ours: str, theirs: str, result: str
) -> None:
    assert merged_values(base, ours, theirs) == result


@pytest.mark.parametrize(
    "source",
    [
        ValueSource(None, document=Document((), Place("文.md"))),
        ValueSource(None, Span("会议定于园区举行。", None)),
    ],
)
def test_the_words_of_a_text_are_no_value(source: ValueSource) -> None:
    """A text in a slot, of Markdown or not, is traced too, and is merged by words."""
    base, theirs = paragraph("会议定于园区召开。"), paragraph("会议定在园区召开。")
    text = valued("[会议定于园区举行。]", source)
    rewording = merge_words([base], [text], [theirs])
    assert rewording is not None
    assert with_changes(theirs.text, rewording.changes) == "会议定在园区举行。"


def test_a_value_that_is_a_sentence_is_merged_by_its_words() -> None:
    base = "职责：[负责园区规划，承担院校协调，参与设施建设。]"
    ours = "职责：[负责园区总体规划，承担院校协调，参与设施建设。]"
    theirs = "职责：[负责园区规划，承担院校协调，参与设施建设和管理。]"
    merged = "职责：负责园区总体规划，承担院校协调，参与设施建设和管理。"
    assert merged_values(base, ours, theirs) == merged


def test_of_a_value_only_the_words_that_differ_are_replaced() -> None:
    """The others keep the format that the office gave them."""
    base, theirs = "会议定于2025年3月20日在园区召开。", "会议定于2025年3月20日在园区举行。"
    ours = valued("会议定于[2026年3月21日]在园区召开。")
    rewording = merge_words([paragraph(base)], [ours], [paragraph(theirs)])
    assert rewording is not None
    assert [change.text for change in rewording.changes] == ["2026", "21"]


PIECES = st.lists(
    st.tuples(st.text("甲乙丙，5", max_size=4), st.text("子丑寅卯辰 1年", min_size=1, max_size=9)),
    min_size=1,
    max_size=3,
)


@st.composite
def edited(draw: st.DrawFn, value: str, sign: str) -> str:
    """The value as it was, or with some of its characters replaced by signs, at least one left."""
    at = draw(st.integers(0, len(value)))
    stop = draw(st.integers(at, len(value)))
    new = sign * draw(st.integers(0, 2))
    return value[:at] + new + value[stop:] or value


@given(PIECES, st.data())
def test_each_value_of_a_merged_text_is_whole(pieces: list[Change], data: st.DataObject) -> None:
    """It is that of the content, or what the office made of the old one: never a mixture."""
    values = [value for _, value in pieces]
    ours, theirs = (
        [data.draw(edited(value, sign) | st.just(value)) for value in values] for sign in "AX"
    )

    def text(values: list[str]) -> str:
        pairs = zip(pieces, values, strict=True)
        return "".join(f"{words}[{value}]" for (words, _), value in pairs) + "完。"

    result = merged_values(text(values), text(ours), text(theirs))
    if result is not None:
        wholes = (
            re.escape(words) + "(" + "|".join(map(re.escape, {new, office})) + ")"
            for (words, _), new, office in zip(pieces, ours, theirs, strict=True)
        )
        assert re.fullmatch("".join(wholes) + "完。", result)


@given(PIECES, st.data())
def test_what_one_side_changed_or_both_alike_is_no_conflict(
    pieces: list[Change], data: st.DataObject
) -> None:
    """But for figures or Latin words that adjoin: which 1 of 11 is the value is not seen."""
    pieces = [(words.replace("5", "，"), value.replace("1", "日")) for words, value in pieces]
    old = "".join(f"{words}[{value}]" for words, value in pieces) + "完。"
    new = "".join(
        f"{data.draw(edited(words, '★') | st.just(words))}[{data.draw(edited(value, '☆'))}]"
        for words, value in pieces
    )
    plain = re.sub(r"[\[\]]", "", new)
    assert merged_values(old, new, old) == plain
    assert merged_values(old, new, new) == plain
    assert merged_values(old, re.sub(r"[\[\]]", "", old), new) == plain
