"""What ``docgen diff`` says of an edit, as a reader of the Word file calls it, and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.diagnostics import DocumentPlace, Place, error
from docgen.diagnostics.codes import Language
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.proposing.proposals import Proposal, Reason, SkipReason
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxPaper, Kind
from docgen.runs.build import BAD_DATE
from docgen.runs.results import Review
from docgen.wording.edit_lines import legend_lines, review_lines, reviews_json
from tests.unit.roundtrip.models import HEADING, paragraph, row

PLACE = DocumentPlace(heading="附件2", table=1, row=4, cell=5, label="任务／指标值")
DATE = DocxObject("date", "DATE", "DATE", "2024年5月1日")
NOTES = [DocxObject("footnote", words=words) for words in ("以批复为准", "以文件为准")]
A4, LANDSCAPE = DocxPaper(210, 297), DocxPaper(297, 210)

CHANGED_LEVEL = Edit(
    EditKind.CHANGED,
    (paragraph("机构", kind=HEADING),),
    (paragraph("机构", kind=Kind("heading", 3)),),
    DocumentPlace(words="机构"),
)
DATED = Edit(
    EditKind.CHANGED, (paragraph("12月底前"),), (paragraph(OBJECT, objects=(DATE,)),), PLACE
)
BEGUN_ANEW = Edit(
    EditKind.RENUMBERED,
    (paragraph("乙", number=3),),
    (paragraph("乙", number=1),),
    DocumentPlace(words="乙"),
)
TURNED = Edit(
    EditKind.PAPER,
    (paragraph("附件3"),),
    (paragraph("附件3"),),
    DocumentPlace(words="附件3"),
    papers=(A4, LANDSCAPE),
)
NOTE = Edit(
    EditKind.NOTE,
    (paragraph(f"甲{OBJECT}", objects=(NOTES[0],)),),
    (paragraph(f"甲{OBJECT}", objects=(NOTES[1],)),),
    DocumentPlace(words="甲"),
)
COLUMN = Edit(
    EditKind.COLUMN_REMOVED,
    (row("备注|无"),),
    (),
    DocumentPlace(heading="附件2", table=1, label="备注"),
)


def review(edit: Edit, why: SkipReason) -> Review:
    return Review("甲", Path("甲.docx"), (Proposal(edit).skip(why),))


@pytest.mark.parametrize(
    ("edit", "why", "language", "expected"),
    [
        (
            CHANGED_LEVEL,
            SkipReason.FIXED,
            "zh",
            ["  1. 改格式：标题 2→标题 3（「机构」）", "     机构"],
        ),
        (
            CHANGED_LEVEL,
            SkipReason.FIXED,
            "en",
            ["  1. reformatted: heading 2 → heading 3 (「机构」)", "     机构"],
        ),
        (
            DATED,
            SkipReason.OBJECT,
            "zh",
            [
                "  1. 改动（「附件2」下 第 1 个表格 第 4 行 第 5 格 「任务／指标值」）",
                "     [-12月底前-]{+〔日期域 DATE：2024年5月1日〕+}",
                "     → 留在 Word 文件：图片、脚注、域、符号、文本框、分页符只在 Word 文件里",
            ],
        ),
        (
            BEGUN_ANEW,
            SkipReason.NUMBER,
            "zh",
            [
                "  1. 编号改动：3→1（「乙」）",
                "     乙",
                "     → 留在 Word 文件：编号按内容文件里的列表排，单独改的编号只在 Word 文件里",
            ],
        ),
        (
            TURNED,
            SkipReason.PAGE,
            "zh",
            [
                "  1. 从这里起页面改动：纵向页面→横向页面（「附件3」）",
                "     附件3",
                "     → 留在 Word 文件：分节、纸张方向和大小只在 Word 文件里",
            ],
        ),
        (
            TURNED,
            SkipReason.PAGE,
            "en",
            [
                "  1. page changed from here on: portrait → landscape (「附件3」)",
                "     附件3",
                "     → stays in the Word file: sections and paper are in the Word file only",
            ],
        ),
        (
            NOTE,
            SkipReason.OBJECT,
            "zh",
            [
                "  1. 脚注、尾注改动（「甲」）",
                "     甲[-〔脚注：以批复为准〕-]{+〔脚注：以文件为准〕+}",
            ],
        ),
        (
            COLUMN,
            SkipReason.COLUMN,
            "zh",
            [
                "  1. 删去一列（「附件2」下 第 1 个表格 「备注」）",
                "     [-备注 | 无-]",
                "     → 留在 Word 文件：表格的列只在 Word 文件里增删",
            ],
        ),
    ],
)
def test_an_edit_is_told_as_it_is_seen_in_word(
    edit: Edit, why: SkipReason, language: Language, expected: list[str]
) -> None:
    assert (
        list(review_lines(review(edit, why), language, "diff"))[1 : 1 + len(expected)] == expected
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            "     → 文.md:3:1，有一部分留在 Word 文件：段首、段尾的空格和换行在内容文件里写不下",
        ),
        (
            "en",
            "     → 文.md:3:1, a part stays in the Word file: no content file keeps spaces or line "
            "ends at the beginning or end of a paragraph",
        ),
    ],
)
def test_what_becomes_of_an_edit_in_part_is_one_sentence(language: Language, expected: str) -> None:
    place = Place("文.md", 3, 1)
    proposal = Proposal(CHANGED_LEVEL, [(place, "甲")]).skip(SkipReason.BLANK)
    lines = list(review_lines(Review("甲", Path("甲.docx"), (proposal,)), language, "diff"))
    assert expected in lines


@pytest.mark.parametrize(
    ("language", "follows", "two"),
    [
        ("zh", "内容里随之一致，不用另改", "文.md:3:1、数.yaml:2:4"),
        ("en", "the content has it along with the others", "文.md:3:1, 数.yaml:2:4"),
    ],
)
def test_all_places_of_the_content_are_named_and_what_follows_is_told_as_carried(
    language: Language, follows: str, two: str
) -> None:
    goes = Proposal(CHANGED_LEVEL, [(Place("数.yaml", 2, 4), "7")], written=[Place("文.md", 3, 1)])
    proposals = (goes, Proposal(DATED, follows=True))
    lines = list(review_lines(Review("甲", Path("甲.docx"), proposals), language, "pull"))
    assert [line.strip() for line in lines if "→ " in line[:8]] == [f"→ {two}", f"→ {follows}"]
    edits = json.loads(reviews_json([Review("甲", Path("甲.docx"), proposals)], language))[0][
        "edits"
    ]
    assert [edit["carried"] for edit in edits] == [True, True]
    assert edits[0]["content"] == ["文.md:3:1", "数.yaml:2:4"]
    assert ("2 处" if language == "zh" else "2 go back") in lines[-1]


@pytest.mark.parametrize(("count", "more"), [(8, ""), (10, " 等，还有 2 处")])
def test_of_many_other_places_eight_are_named_and_the_rest_is_counted(
    count: int, more: str
) -> None:
    places = tuple(DocumentPlace(words=f"甲{number}") for number in range(count))
    proposal = Proposal(DATED, reason=Reason(SkipReason.SEVERAL, elsewhere=places))
    lines = list(review_lines(Review("甲", Path("甲.docx"), (proposal,)), "zh", "diff"))
    (line,) = [line for line in lines if "→ " in line[:8]]
    assert line.count("甲") == 8
    assert more in line
    assert ("还有" in line) == bool(more)


@pytest.mark.parametrize(
    ("edit", "what", "formats", "old", "new"),
    [
        (CHANGED_LEVEL, "changed", "标题 2→标题 3", ["机构"], ["机构"]),
        (DATED, "changed", None, ["12月底前"], ["〔日期域 DATE：2024年5月1日〕"]),
        (TURNED, "paper", "纵向页面→横向页面", ["附件3"], ["附件3"]),
        (BEGUN_ANEW, "renumbered", "3→1", ["乙"], ["乙"]),
        (COLUMN, "column-removed", None, ["备注", "无"], []),
    ],
)
def test_json_carries_the_same(
    edit: Edit, what: str, formats: str | None, old: list[str], new: list[str]
) -> None:
    (made,) = json.loads(reviews_json([review(edit, SkipReason.FIXED)], "zh"))[0]["edits"]
    assert (made["what"], made["format"]) == (what, formats)
    assert (made["old"], made["new"]) == (old, new)
    assert made["marked"] in "".join(review_lines(review(edit, SkipReason.FIXED), "zh", "diff"))


@pytest.mark.parametrize(
    ("language", "what_to_type"),
    [("zh", "提示: 照 2024年4月26日 这样写"), ("en", "the way 2024年4月26日 is written")],
)
def test_a_refused_edit_says_what_to_type_instead(language: Language, what_to_type: str) -> None:
    proposal = Proposal(DATED)
    problem = error(BAD_DATE, Place("content/2023/one"), date="四月底")
    proposal.reason = Reason(SkipReason.REFUSED, problem=problem)
    refused = Review("one", Path("报告.docx"), proposals=(proposal,))
    (line,) = [line for line in review_lines(refused, language, "diff") if "bad-date" in line]
    assert "四月底" in line
    assert line.endswith(what_to_type)


@pytest.mark.parametrize(
    ("old", "new", "language", "legend"),
    [
        ("甲乙", "甲丙", "zh", ["标记：[-…-] 删去的，{+…+} 新加的"]),
        ("甲乙", "甲丙", "en", ["marks: [-…-] is gone, {+…+} is new"]),
        ("甲", "甲乙", "zh", ["标记：{+…+} 新加的"]),
        ("甲乙", "甲\n乙", "zh", ["标记：{+…+} 新加的，⏎ 换行"]),
        ("甲乙", "甲*乙*", "zh", ["标记：{=…=} 只改了粗细"]),
        ("甲", "甲", "zh", []),
    ],
)
def test_a_last_line_explains_the_marks_that_were_printed(
    old: str, new: str, language: Language, legend: list[str]
) -> None:
    weights = " b" if "*" in new else ""
    changed = paragraph(new.replace("*", ""), weights)
    edit = Edit(EditKind.CHANGED, (paragraph(old),), (changed,), DocumentPlace())
    reviews = [review(edit, SkipReason.FIXED), Review("乙", Path("乙.docx"))]
    assert list(legend_lines(reviews, language)) == legend


def test_names_of_objects_are_explained_too_and_an_edit_without_marks_has_no_last_line() -> None:
    found = [review(edit, SkipReason.OBJECT) for edit in (TURNED, NOTE)]
    assert list(legend_lines(found[:1], "zh")) == []
    (line,) = legend_lines(found, "zh")
    assert line.endswith("，〔…〕 Word 里不是文字的东西")
