"""``docgen render --draft``: the report with its blanks marked, beside the real one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX

from docgen import (
    RenderOptions,
    Result,
    diff_files,
    edition_status,
    pull_files,
    render_edition,
    verify_files,
)
from docgen.diagnostics import Place
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.scaffold.content.new_edition import carry_edition, start_unit
from docgen.word.xml import text_of, w
from tests.scripted_edits import reword, with_words
from tests.support import ROOT, SmallProject, audit, codes, whole_project
from tests.test_new_edition import filled
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

MARK = re.compile(r"【待填：[^】]+】|待填|待算")
NUMBER, TEXT = {"type": ["number", "null"]}, {"type": ["string", "null"]}
MARKDOWN = {"type": ["string", "null"], "contentMediaType": "text/markdown"}


def drafted(root: Path, edition: str = "2024", **options: object) -> Result:
    chosen = RenderOptions(make_pdf=False, draft=True, **options)  # type: ignore[arg-type]
    return render_edition(edition, chosen, root=root)


def texts(path: Path | None) -> list[str]:
    """Every paragraph of a Word file, also in its tables."""
    assert path is not None
    body = docx.Document(str(path)).element.body
    return [text_of(paragraph) for paragraph in body.iter(w("p"))]


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "drafts" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def unit(project: SmallProject) -> SmallProject:
    """A unit of last year, and the same of this year with blanks."""
    settings = project.pack / "pack.yaml"
    text = settings.read_text("utf-8").replace("2024年4月26日", "'{{ 日期 }}'")
    settings.write_text(
        f"{text}derived:\n  总数: total(甲, 乙)\n  占比: (甲 / 总数) | percent\n"
        "rules:\n  - {name: 有说明, require: '说明 != \"\"'}\n",
        "utf-8",
    )
    project.schema(
        甲=NUMBER,
        乙=NUMBER,
        说明=TEXT,
        日期=TEXT,
        narrative={"type": "object", "properties": {"文": MARKDOWN}},
    )

    def form(document: Document) -> None:
        document.add_paragraph("甲{{ 甲 }}件，乙{{ 乙 }}件，共{{ 总数 }}件。说明：{{ 说明 }}")
        document.add_paragraph("{{p narrative.文 }}")
        document.add_paragraph("特此报告。")
        table = document.add_table(1, 3)
        tags = ("{{ 甲 }}", "占比：{{ 占比 }}", "其中{{ 乙 }}件")
        for cell, tag in zip(table.rows[0].cells, tags, strict=True):
            cell.text = tag

    project.part(form)
    values = "甲: 3\n乙: 5\n说明: 好\n日期: 2024年4月26日\n"
    project.content(values)
    project.content("共{{ 甲 }}件，比{{ 占比 }}。\n", "narrative/文.md")
    return project


def blank(unit: SmallProject, *fields: str) -> None:
    """Empties fields of the unit, whose file is then still to be filled in."""
    path = unit.unit / "report.yaml"
    text = path.read_text("utf-8")
    for field in fields:
        text, count = re.subn(rf"^{field}: .*$", f"{field}:", text, flags=re.MULTILINE)
        assert count == 1
    path.write_text(f"{text}待填写: [report.yaml]\n", "utf-8")


@pytest.mark.parametrize(
    "unit",
    [
        "content/2023/zhuzhou-vocational-park",
        "content/2023/science-museum",
        "tests/content/large-office",
        "tests/content/small-office",
    ],
)
def test_a_draft_differs_from_the_finished_report_only_at_its_marks(
    tmp_path: Path, unit: str
) -> None:
    root = whole_project(tmp_path)
    shutil.rmtree(root / "content")
    shutil.copytree(ROOT / unit, root / "content/2023" / Path(unit).name)
    (new_unit,) = carry_edition("2024", "2023", root=root)
    result = drafted(root)
    assert result.exit_code == 0, codes(result)
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    assert outcome.docx.parent == root / "build/2024/drafts"
    assert outcome.docx.name.endswith("（草稿）.docx")
    draft = texts(outcome.docx)
    filled(new_unit.folder, root / "content/2023" / new_unit.folder.name)
    final = render_edition("2024", RenderOptions(make_pdf=False), root=root)
    assert final.exit_code == 0, codes(final)
    finished = texts(final.outcomes[0].docx)
    assert len(draft) == len(finished)
    marked = [(old, new) for old, new in zip(draft, finished, strict=True) if old != new]
    assert len(marked) > 20
    for old, new in marked:
        pattern = ".*".join(map(re.escape, MARK.split(old)))
        assert re.fullmatch(pattern, new), (old, new)
    assert not MARK.search("".join(finished))


@pytest.mark.parametrize("pack", ["hunan-self-evaluation", "central-project-form"])
def test_a_unit_begun_from_nothing_prints_as_a_draft_that_word_opens(
    tmp_path: Path, pack: str
) -> None:
    root = whole_project(tmp_path)
    start_unit("2024", pack, "new-unit", root=root)
    result = drafted(root)
    assert {"own-label", "not-filled"} <= set(codes(result))
    assert set(codes(result)) <= {"own-label", "not-filled", "begun-date"}
    path = result.outcomes[0].docx
    assert path is not None
    assert "【待填：" in path.name, "its name is not known yet"
    assert audit(path.read_bytes(), tmp_path) == []
    text = "".join(texts(path))
    assert "待算" in text
    assert not re.search("[\ufdd0-\ufdef]", text)
    properties = docx.Document(str(path)).core_properties
    assert properties.title.endswith("（草稿）")
    assert read_identity(path, Place(path.name)).draft


def test_the_blanks_and_what_is_computed_from_them_are_marked_and_nothing_else(
    unit: SmallProject,
) -> None:
    blank(unit, "乙", "说明")
    result = drafted(unit.root, "2023")
    assert set(codes(result)) == {"not-filled"}, "no rule is judged by what is blank"
    path = result.outcomes[0].docx
    assert texts(path)[:6] == [
        "甲3件，乙【待填：乙】件，共【待填：乙】件。说明：【待填：说明】",
        "共3件，比【待填：乙】。",
        "特此报告。",
        "3",
        "占比：待算",
        "其中【待填：乙】件",
    ]
    document = docx.Document(str(path))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    highlighted = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert highlighted == ["【待填：乙】", "【待填：乙】", "【待填：说明】", "【待填：乙】"]


def test_each_page_of_a_draft_says_so_and_no_page_of_a_report(unit: SmallProject) -> None:
    blank(unit, "乙")
    draft = drafted(unit.root, "2023").outcomes[0].docx
    report = unit.render().outcomes[0].docx
    marks = [
        [b'string="\xe8\x8d\x89\xe7\xa8\xbf"' in section.header.part.blob for section in sections]
        for sections in (docx.Document(str(path)).sections for path in (draft, report))
    ]
    assert marks == [[True], [False]]


def test_a_chapter_that_is_empty_is_marked(unit: SmallProject) -> None:
    unit.content("\n", "narrative/文.md")
    result = drafted(unit.root, "2023")
    assert codes(result) == ["empty-chapter"]
    assert texts(result.outcomes[0].docx)[1] == "【待填：文】"


def test_a_blank_in_a_heading_in_a_cell_is_marked(unit: SmallProject) -> None:
    unit.part(
        lambda document: setattr(document.add_table(1, 1).cell(0, 0), "text", "{{p narrative.文 }}")
    )
    unit.content("## 共{{ 甲 }}件{{ 乙 }}\n", "narrative/文.md")
    blank(unit, "甲")
    (outcome,) = drafted(unit.root, "2023").outcomes
    assert "共【待填：甲】件5" in texts(outcome.docx)


def test_a_blank_that_may_be_blank_is_not_marked(unit: SmallProject) -> None:
    blank(unit, "乙")
    path = unit.unit / "report.yaml"
    waived = "例外:\n  - {规则: not-filled, 位置: report.yaml, 理由: 没有}\n"
    path.write_text(path.read_text("utf-8") + waived, "utf-8")
    result = drafted(unit.root, "2023")
    assert "甲3件，乙件，共3件。" in texts(result.outcomes[0].docx)[0]
    assert codes(result) == []


def test_of_a_blank_list_one_row_is_shown(project: SmallProject) -> None:
    row = {"type": "object", "properties": {"名称": TEXT, "金额": NUMBER}}
    project.schema(项目={"type": ["array", "null"], "items": row})

    def form(document: Document) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for 行 in 项目 %}"
        table.cell(1, 0).text, table.cell(1, 1).text = "{{ 行.名称 }}", "{{ 行.金额 }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    project.part(form)
    project.content("项目:\n待填写: [report.yaml]\n")
    assert texts(drafted(project.root, "2023").outcomes[0].docx)[:2] == ["待填", "待填"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("甲: 3", "甲: 三", "wrong-type"), ("甲: 3", "丙: 3", "missing-for-derived")],
)
def test_other_errors_refuse_a_draft(unit: SmallProject, old: str, new: str, code: str) -> None:
    blank(unit, "乙")
    path = unit.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    result = drafted(unit.root, "2023")
    assert result.exit_code == 1
    assert code in codes(result)
    assert result.outcomes[0].docx is None
    assert not list(unit.root.glob("build/2023/drafts/*.docx"))


def test_what_checks_object_to_does_not_stop_a_draft(unit: SmallProject) -> None:
    blank(unit, "乙")
    settings = unit.pack / "pack.yaml"
    rule = "  - {name: 不超过十, require: 甲 <= 10}\n"
    settings.write_text(settings.read_text("utf-8") + rule, "utf-8")
    path = unit.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("甲: 3", "甲: 30"), "utf-8")
    result = drafted(unit.root, "2023")
    assert result.exit_code == 1
    assert "rule-broken" in codes(result)
    assert "甲30件" in texts(result.outcomes[0].docx)[0]
    final = render_edition("2023", RenderOptions(make_pdf=False), root=unit.root)
    assert final.outcomes[0].docx is None


def test_a_draft_needs_no_date_and_has_the_same_bytes_each_time(unit: SmallProject) -> None:
    blank(unit, "日期", "乙")
    first = drafted(unit.root, "2023").outcomes[0].docx
    assert first is not None
    data = first.read_bytes()
    shutil.rmtree(unit.root / "build")
    assert drafted(unit.root, "2023").outcomes[0].docx == first
    assert first.read_bytes() == data
    assert not drafted(unit.root, "2023").outcomes[0].changed
    assert sorted(codes(unit.render())) == ["left-blank", "not-filled"]


def test_a_draft_leaves_the_report_its_bases_and_its_status_alone(unit: SmallProject) -> None:
    assert codes(unit.render()) == []
    office(unit.output / "报告.docx", "甲3件", "甲共3件")
    before, status = files(unit.output), edition_status("2023", root=unit.root)
    drafted(unit.root, "2023")
    assert (files(unit.output), edition_status("2023", root=unit.root)) == (before, status)
    blank(unit, "乙")
    drafted(unit.root, "2023", force=True, replace_edited=True)
    assert files(unit.output) == before
    verified = verify_files("2023", root=unit.root).outcomes
    assert [outcome.name for outcome in verified] == ["报告.docx"]


def office(path: Path, old: str, new: str) -> None:
    document = docx.Document(str(path))
    reword(with_words(document, old), old, new)
    document.save(str(path))


def test_what_the_office_fills_into_a_draft_is_pulled(unit: SmallProject) -> None:
    blank(unit, "乙", "说明")
    path = drafted(unit.root, "2023").outcomes[0].docx
    assert path is not None
    office(path, "【待填：说明】", "很好")
    assert len(diff_files("2023", root=unit.root)) == 1
    (review,) = pull_files("2023", root=unit.root)
    assert [problem.code for problem in review.problems] == []
    assert "说明: 很好\n" in (unit.unit / "report.yaml").read_text("utf-8")
    (review,) = pull_files("2023", root=unit.root)
    assert review.proposals == (), "nothing is left in the draft"


COMMENT = "<!--\n第三章\n写什么：……\n-->\n\n"
"""What a chapter begins with that nobody has written yet."""


@pytest.fixture
def chapters(project: SmallProject) -> SmallProject:
    """A unit of four chapters in a row, of which the second and the third are empty; drafted."""
    names = ("一", "二", "三", "四")
    project.schema(narrative={"type": "object", "properties": dict.fromkeys(names, MARKDOWN)})
    project.template(*(f"{{{{p narrative.{name} }}}}" for name in names), "特此报告。")
    project.content("")
    for name, text in zip(names, ("第一章。\n", "\n", COMMENT, "第四章。\n"), strict=True):
        project.content(text, f"narrative/{name}.md")
    drafted(project.root, "2023")
    return project


def typed_over(
    unit: SmallProject, mark: str, *lines: tuple[str, str], keeps_mark: bool = False
) -> None:
    """Puts paragraphs, each of a style, in the place of a mark, or before it."""
    (path,) = (unit.output / "drafts").glob("*.docx")
    document = docx.Document(str(path))
    paragraph = with_words(document, mark)
    body = paragraph._p.getparent()
    assert body is not None
    for style, text in lines:
        paragraph.insert_paragraph_before(text, style)
    if not keeps_mark:
        body.remove(paragraph._p)
    document.save(str(path))


def chapter_texts(unit: SmallProject) -> list[str]:
    return [(unit.unit / f"narrative/{name}.md").read_text("utf-8") for name in "一二三四"]


SECOND = (
    ("Heading 2", "一、道路养护情况"),
    ("Normal", "全年养护城南片区道路。"),
    ("Normal", "另修补坑槽若干处。"),
)
THIRD = (("Normal", "水库大坝每月巡查两次。"),)
SECOND_TYPED = "## 一、道路养护情况\n\n全年养护城南片区道路。\n\n另修补坑槽若干处。\n"


@pytest.mark.parametrize(
    ("second", "third", "typed"),
    [
        (SECOND, (), (SECOND_TYPED, COMMENT)),
        ((), THIRD, ("\n", f"{COMMENT}水库大坝每月巡查两次。\n")),
    ],
)
def test_a_chapter_typed_in_the_place_of_its_mark_becomes_its_file(
    chapters: SmallProject,
    second: tuple[tuple[str, str], ...],
    third: tuple[tuple[str, str], ...],
    typed: tuple[str, str],
) -> None:
    for mark, lines in (("待填：二", second), ("待填：三", third)):
        if lines:
            typed_over(chapters, mark, *lines)
    (review,) = pull_files("2023", root=chapters.root)
    assert [proposal.reason for proposal in review.proposals if proposal.reason] == []
    assert chapter_texts(chapters) == ["第一章。\n", *typed, "第四章。\n"]
    assert pull_files("2023", root=chapters.root)[0].proposals == ()
    assert "draft-edited" not in codes(chapters.render())


@pytest.mark.parametrize(
    ("second", "third"), [(SECOND, THIRD), (THIRD, SECOND), (THIRD, SECOND[1:2])]
)
def test_of_two_chapters_side_by_side_nobody_guesses_where_the_second_begins(
    chapters: SmallProject, second: tuple[tuple[str, str], ...], third: tuple[tuple[str, str], ...]
) -> None:
    before = chapter_texts(chapters)
    typed_over(chapters, "待填：二", *second)
    typed_over(chapters, "待填：三", *third)
    (review,) = pull_files("2023", root=chapters.root)
    assert all(proposal.reason for proposal in review.proposals)
    assert chapter_texts(chapters) == before


def test_while_the_mark_stands_there_a_chapter_waits(chapters: SmallProject) -> None:
    (path,) = (chapters.output / "drafts").glob("*.docx")
    office(path, "【待填：二】", "道路养护情况【待填：二】")
    (review,) = pull_files("2023", root=chapters.root)
    assert [found.reason and found.reason.why.value for found in review.proposals] == ["blank-mark"]
    typed_over(chapters, "待填：三", *THIRD, keeps_mark=True)
    (review,) = pull_files("2023", root=chapters.root)
    assert {found.reason and found.reason.why.value for found in review.proposals} == {"blank-mark"}
    assert chapter_texts(chapters)[1:3] == ["\n", COMMENT]


def test_words_behind_another_chapter_are_that_chapters(chapters: SmallProject) -> None:
    typed_over(chapters, "待填：二", *THIRD, keeps_mark=True)
    pull_files("2023", root=chapters.root)
    assert chapter_texts(chapters)[:2] == ["第一章。\n\n水库大坝每月巡查两次。\n", "\n"]


def test_a_mark_that_is_only_deleted_stays_deleted_in_the_draft(chapters: SmallProject) -> None:
    typed_over(chapters, "待填：二")
    (review,) = pull_files("2023", root=chapters.root)
    assert [found.reason and found.reason.why.value for found in review.proposals] == ["markdown"]
    assert chapter_texts(chapters)[1] == "\n"


def test_new_content_comes_into_a_draft_that_the_office_edits(unit: SmallProject) -> None:
    blank(unit, "乙")
    path = drafted(unit.root, "2023").outcomes[0].docx
    assert path is not None
    office(path, "特此报告", "现报告如下")
    yaml = unit.unit / "report.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("乙:", "乙: 5"), "utf-8")
    result = drafted(unit.root, "2023")
    assert result.outcomes[0].merged
    assert texts(path)[0] == "甲3件，乙5件，共8件。说明：好"
    assert texts(path)[2] == "现报告如下。"
    final = unit.render()
    assert codes(final) == ["draft-edited", "file-done"]
    assert "特此报告。" in texts(final.outcomes[0].docx)
    assert path.is_file()


def test_a_draft_is_not_verified_as_a_report(unit: SmallProject) -> None:
    blank(unit, "乙")
    path = drafted(unit.root, "2023").outcomes[0].docx
    result = verify_files(str(path), root=unit.root)
    assert (codes(result), result.exit_code, result.verified) == (["is-draft"], 1, 0)


def test_a_draft_put_in_the_reports_place_is_no_report(unit: SmallProject) -> None:
    blank(unit, "乙")
    path = drafted(unit.root, "2023").outcomes[0].docx
    assert path is not None
    unit.output.joinpath("报告.docx").write_bytes(path.read_bytes())
    office(unit.output / "报告.docx", "【待填：乙】", "5")
    result = unit.render()
    assert "edited-file" in codes(result), "its edits are not lost, nor taken for the report's"


def test_in_words(unit: SmallProject) -> None:
    blank(unit, "乙")
    process = run(unit, "render", "2023", "--draft", "--no-pdf", "--lang", "zh")
    assert process.returncode == 0
    assert process.stdout.splitlines() == [
        "已生成 build/2023/drafts/报告（草稿）.docx",
        "完成 1，未完成 0；错误 0，警告 1，其中 1 处只是还没填、没改的",
    ]
    assert process.stderr.splitlines() == [
        "content/2023/one：共 6 处，已填 5 处，还有 1 处没填",
        "  report.yaml：还有 1 处没填（第一处 4:3 乙）",
        "  提示: 下一处：content/2023/one/report.yaml 第 4 行的「乙」",
        "  提示: docgen check 2023 --all 逐条列出",
    ]
    process = run(unit, "render", "2023", "--draft", "--no-pdf", "--lang", "en")
    assert process.stdout.splitlines()[0] == "unchanged build/2023/drafts/报告（草稿）.docx"
    assert process.stderr.splitlines()[0] == "content/2023/one: 1 field still blank"


def test_a_typed_total_is_not_compared_with_one_that_waits(unit: SmallProject) -> None:
    unit.content("甲: 3\n乙: 5\n总数: 8\n说明: 好\n日期: 2024年4月26日\n")
    blank(unit, "乙")
    assert codes(unit.render()) == ["not-filled", "derived-differs"]
    result = drafted(unit.root, "2023")
    assert codes(result) == ["not-filled"]
    assert (
        texts(result.outcomes[0].docx)[0] == "甲3件，乙【待填：乙】件，共【待填：乙】件。说明：好"
    )


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 甲 ~ '、' ~ 乙 }}", "3、【待填：乙】"),
        ("{{ (甲 - 乙) | round(1) }}", "【待填：乙】"),
        ("{{ [甲, 乙] | sum }}", "【待填：乙】"),
        ("{{ 乙 | default('无', true) }}", "无"),
        ("{% if 乙 %}有{% else %}没有{% endif %}", "没有"),
        ("{{ 乙 or 甲 }}", "3"),
    ],
)
def test_what_the_form_makes_of_a_blank(unit: SmallProject, tag: str, printed: str) -> None:
    unit.template(tag, "{{ 甲 }}{{ 乙 }}{{ 说明 }}{{ 总数 }}{{ 占比 }}", "{{p narrative.文 }}")
    blank(unit, "乙")
    assert texts(drafted(unit.root, "2023").outcomes[0].docx)[0] == printed
