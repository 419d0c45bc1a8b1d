"""The office's edits of a unit, one by one: taken over, left in Word, put back, settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import RGBColor

from docgen import RenderOptions, diff_files, pull_files, render_edition
from docgen.diagnostics import Place
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs import carry_back, office_steps
from docgen.runs.build import Packs
from docgen.runs.edition import find_edition
from docgen.runs.left_in_word import LeftInWord
from docgen.runs.office_desk import OfficeDesk
from docgen.runs.office_review import OfficeReview
from docgen.runs.office_steps import OfficeResult
from docgen.runs.restoring import PutBack, put_back_interrupted
from docgen.runs.typed_edit import ContentEditor
from docgen.runs.undo import undo_pull
from tests.scripted_edits import copy_after, remove, reword, with_words
from tests.support import SmallProject

TEXT = "第一段讲职责，共{{ 数 }}项。\n\n第二段讲预算。\n\n第三段讲资产。\n"
WORD = "build/2023/报告.docx"
NARRATIVE = "content/2023/one/narrative/文.md"
YAML = "content/2023/one/report.yaml"


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of a text, a number that stands in two places, and an office's name."""
    project.template("共{{ 数 }}项", "编报单位：{{ 单位 }}", "{{p narrative.文 }}")
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n单位: 某管理办公室  # 全称\n")
    project.render(jobs=1, verify=False)
    return project


def desk_of(project: SmallProject) -> OfficeDesk:
    edition = find_edition("2023", project.root)
    return OfficeDesk(edition, project.unit, Packs(edition.project))


def office(
    project: SmallProject, *changes: Callable[[Document], object], path: Path | None = None
) -> None:
    path = path or project.root / WORD
    document = docx.Document(str(path))
    for change in changes:
        change(document)
    document.save(str(path))


def words(old: str, new: str) -> Callable[[Document], object]:
    return lambda document: reword(with_words(document, old), old, new)


def word_texts(project: SmallProject) -> list[str]:
    document = docx.Document(str(project.root / WORD))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def content(project: SmallProject, name: str) -> str:
    return (project.root / name).read_text("utf-8")


def all_files(project: SmallProject) -> dict[str, bytes]:
    """Content and Word files, without docgen's own records."""
    paths = (path for path in sorted(project.root.rglob("*")) if path.is_file())
    return {str(path): path.read_bytes() for path in paths if ".docgen" not in path.parts}


def saying(review: OfficeReview, part: str) -> str:
    """The id of the edit that has or had these words."""
    (found,) = (
        edit.id
        for edit in (*review.edits, *(one for each in review.conflicts for one in each.edits))
        if part in "".join(item.text for item in (*edit.proposal.edit.old, *edit.proposal.edit.new))  # type: ignore[union-attr]
    )
    return found


def refusal(result: OfficeResult) -> tuple[str, str]:
    assert result.problem is not None
    assert result.problem.is_error
    assert (result.files, result.run) == ((), "")
    return result.problem.code, str(result.problem.words.get("why", ""))


def undone(project: SmallProject) -> dict[str, PutBack]:
    (unit,) = undo_pull("2023", root=project.root)
    assert unit.problems == ()
    return dict(unit.put_back)


# ---- taken over


def test_one_edit_is_taken_and_the_others_stay_edits_of_word(built: SmallProject) -> None:
    office(built, words("讲职责", "讲主要职责"), words("讲预算", "讲决算"), words("讲资产", "讲债"))
    desk = desk_of(built)
    before, review = word_texts(built), desk.review()
    assert [edit.writable for edit in review.edits] == [True] * 3
    assert [str(place) for place in review.edits[1].places] == [f"{NARRATIVE}:3:1"]
    result = desk.take([saying(review, "决算")])
    assert (result.problem, result.files) == (None, (NARRATIVE, WORD))
    assert content(built, NARRATIVE) == TEXT.replace("讲预算", "讲决算")
    assert word_texts(built) == before
    left = desk.review()
    assert [edit.id for edit in left.edits] == [review.edits[0].id, review.edits[2].id]
    (told,) = diff_files("2023", root=built.root)
    assert len(told.proposals) == 2
    assert undone(built) == {NARRATIVE: PutBack.RESTORED, WORD: PutBack.EDITED_AGAIN}
    assert content(built, NARRATIVE) == TEXT
    assert [edit.id for edit in desk.review().edits] == [edit.id for edit in review.edits]


def test_a_value_that_stands_twice_is_taken_with_both_its_places(built: SmallProject) -> None:
    office(built, words("共3项", "共5项"), words("，共3项", "，共5项"))
    desk = desk_of(built)
    first, second = desk.review().edits
    assert desk.take([first.id]).problem is None
    assert "数: 5\n" in content(built, YAML)
    assert desk.review().edits == ()
    assert second.id != first.id


def test_an_edit_that_cannot_be_written_says_why_and_those_beside_it_are_written(
    built: SmallProject,
) -> None:
    office(built, words("编报单位", "填报单位"), words("讲预算", "讲决算"))
    desk = desk_of(built)
    review, before = desk.review(), all_files(built)
    label = saying(review, "填报")
    assert refusal(desk.take([label])) == ("edit-stays", "fixed")
    assert all_files(built) == before
    result = desk.take([edit.id for edit in review.edits])
    assert result.problem is not None
    assert not result.problem.is_error
    assert "讲决算" in content(built, NARRATIVE)
    assert [edit.id for edit in desk.review().edits] == [label]


def test_an_edit_that_breaks_the_content_is_refused_with_the_problem_of_that(
    built: SmallProject,
) -> None:
    built.schema(数={"type": "number"}, 单位={"type": "string", "maxLength": 8})
    built.render(jobs=1, verify=False)
    office(built, words("某管理办公室", "某市职业教育科技园管理办公室"))
    desk = desk_of(built)
    review, before = desk.review(), all_files(built)
    (code, _) = refusal(desk.take([review.edits[0].id]))
    assert code == "schema-rule"
    assert all_files(built) == before


def test_an_edit_that_is_gone_or_another_one_now_is_not_written(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    desk = desk_of(built)
    review = desk.review()
    office(built, words("讲决算", "讲预算与决算"))
    before = all_files(built)
    ids = [edit.id for edit in review.edits]
    for act in (desk.take, desk.put_back):
        assert refusal(act(ids))[0] == "edit-gone"
    assert refusal(desk.settle(ids[0], "word"))[0] == "edit-gone"
    assert refusal(desk.take([f"draft-{ids[1]}"]))[0] == "edit-gone"
    assert all_files(built) == before


def test_content_saved_meanwhile_is_not_lost(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(built, words("讲预算", "讲决算"))
    desk, tried = desk_of(built), list[int]()
    (edit,) = desk.review().edits
    original = carry_back.carry_back

    def saved_meanwhile(*args: object) -> object:
        tried.append(1)
        if len(tried) == 1:
            (built.root / NARRATIVE).write_text(TEXT.replace("讲资产", "讲资产管理"), "utf-8")
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(office_steps, "carry_back", saved_meanwhile)
    assert desk.take([edit.id]).problem is None
    assert len(tried) == 2
    wanted = TEXT.replace("讲资产", "讲资产管理").replace("讲预算", "讲决算")
    assert content(built, NARRATIVE) == wanted
    assert "第三段讲资产管理。" in word_texts(built)


# ---- left in Word


def test_what_is_left_in_word_is_marked_until_the_edit_is_another_one(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    before = all_files(built)
    chosen = saying(desk_of(built).review(), "决算")
    assert desk_of(built).leave([chosen]) == OfficeResult()
    assert {edit.id: edit.left for edit in desk_of(built).review().edits}[chosen]
    assert [edit.left for edit in desk_of(built).review().edits] == [True, False]
    assert all_files(built) == before
    (told,) = diff_files("2023", root=built.root)
    assert len(told.proposals) == 2
    office(built, words("讲决算", "讲财务决算"))
    assert [edit.left for edit in desk_of(built).review().edits] == [False, False]
    office(built, words("讲财务决算", "讲决算"))
    assert [edit.left for edit in desk_of(built).review().edits] == [True, False]
    desk_of(built).unleave([chosen])
    assert [edit.left for edit in desk_of(built).review().edits] == [False, False]


def test_what_is_no_edit_of_the_file_is_not_left_in_it(built: SmallProject) -> None:
    office(built, words("讲职责", "讲主要职责"), words("讲预算", "讲决算"))
    desk = desk_of(built)
    chosen = desk.review().edits[0].id
    for ids in (["x" * 900_000], [chosen, "unknown"], [chosen, f"draft-{chosen}"], [""]):
        assert refusal(desk.leave(ids))[0] == "edit-gone", ids[-1][:9]
    office(built, words("讲主要职责", "讲职责"))
    assert refusal(desk.leave([chosen]))[0] == "edit-gone"
    edition = find_edition("2023", built.root)
    for each in (edition, edition.drafts):
        assert LeftInWord(each.bases.folder / "one").ids() == ()


def test_of_what_is_left_a_damaged_record_says_nothing_and_a_link_is_refused(
    tmp_path: Path,
) -> None:
    left = LeftInWord(tmp_path / ".docgen" / "one")
    assert left.ids() == ()
    left.add(["甲", "乙"])
    left.add(["甲", "丙"])
    assert left.ids() == ("甲", "乙", "丙")
    left.remove(["乙", "丁"])
    assert left.ids() == ("甲", "丙")
    (file,) = left.folder.iterdir()
    file.write_text("[1, ", "utf-8")
    assert left.ids() == ()
    left.add(map(str, range(1500)))
    assert left.ids() == tuple(map(str, range(500, 1500)))


def test_a_record_of_what_is_left_that_is_a_link_is_not_written(
    built: SmallProject, tmp_path: Path
) -> None:
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    (edit,) = desk.review().edits
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("[]", "utf-8")
    (built.output / ".docgen" / "one" / "left-in-word.json").symlink_to(elsewhere)
    assert refusal(desk.leave([edit.id]))[0] == "output-link"
    assert elsewhere.read_text("utf-8") == "[]"


# ---- put back


def test_one_edit_is_put_back_and_all_else_in_the_word_file_stays(built: SmallProject) -> None:
    def more(document: Document) -> None:
        paragraph = with_words(document, "讲债务")
        paragraph.runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)
        document.add_comment(paragraph.runs[0], text="请核实", author="审核员")

    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"), more)
    desk, before = desk_of(built), (built.root / WORD).read_bytes()
    review = desk.review()
    result = desk.put_back([saying(review, "决算")])
    assert (result.problem, result.files) == (None, (WORD,))
    assert word_texts(built)[-3:] == ["第一段讲职责，共3项。", "第二段讲预算。", "第三段讲债务。"]
    assert content(built, NARRATIVE) == TEXT
    document = docx.Document(str(built.root / WORD))
    assert with_words(document, "讲债务").runs[0].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert [comment.author for comment in document.comments] == ["审核员"]
    left = desk.review()
    assert [edit.id for edit in left.edits] == [saying(review, "债务")]
    assert len(left.comments) == 1
    assert undone(built) == {WORD: PutBack.RESTORED}
    assert (built.root / WORD).read_bytes() == before


def test_what_is_put_back_comes_back_into_a_file_that_was_edited_since(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    (edit,) = desk.review().edits
    desk.put_back([edit.id])
    office(built, words("讲资产", "讲债务"))
    assert undone(built) == {WORD: PutBack.EDITED_AGAIN}
    assert word_texts(built)[-2:] == ["第二段讲决算。", "第三段讲债务。"]
    assert len(desk.review().edits) == 2


def test_what_is_put_back_comes_back_into_a_file_with_newer_content(built: SmallProject) -> None:
    """The content that came into it with the putting back stays, and so does what came later."""
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    built.content(TEXT.replace("讲职责", "讲职能"), "narrative/文.md")
    (edit,) = desk.review().edits
    desk.put_back([edit.id])
    assert word_texts(built)[-3:-1] == ["第一段讲职能，共3项。", "第二段讲预算。"]
    office(built, words("讲资产", "讲资产总额"))
    newest = TEXT.replace("讲职责", "讲职能") + "\n第四段。\n"
    built.content(newest, "narrative/文.md")
    built.render(jobs=1, verify=False)
    assert undone(built) == {WORD: PutBack.EDITED_AGAIN}
    assert word_texts(built)[-4:] == [
        "第一段讲职能，共3项。",
        "第二段讲决算。",
        "第三段讲资产总额。",
        "第四段。",
    ]
    assert sorted(edit.proposal.edit.new[0].text for edit in desk.review().edits) == [  # type: ignore[union-attr]
        "第三段讲资产总额。",
        "第二段讲决算。",
    ]


def test_what_was_changed_again_in_the_same_words_is_not_undone(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    desk.put_back([edit.id for edit in desk.review().edits])
    office(built, words("讲预算", "讲收入"))
    before = all_files(built)
    (unit,) = undo_pull("2023", root=built.root)
    assert [problem.code for problem in unit.problems] == ["words-changed-since"]
    assert all_files(built) == before


def test_a_report_that_was_built_afresh_since_stays_as_it_is(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    desk = desk_of(built)
    desk.put_back([desk.review().edits[0].id])
    built.render(jobs=1, verify=False, replace_edited=True)
    before = all_files(built)
    assert undone(built) == {}
    assert all_files(built) == before


def test_an_edit_of_a_footer_is_not_put_back_and_one_beside_it_is(built: SmallProject) -> None:
    def footer(document: Document) -> None:
        section = document.sections[0].footer
        section.is_linked_to_previous = False
        section.paragraphs[0].add_run("送审稿")

    office(built, footer, words("讲预算", "讲决算"))
    desk = desk_of(built)
    margin, before = desk.review().edits[-1].id, all_files(built)
    assert refusal(desk.put_back([margin])) == ("edit-not-put-back", "margin")
    assert all_files(built) == before
    result = desk.put_back([edit.id for edit in desk.review().edits])
    assert result.problem is not None
    assert not result.problem.is_error
    assert [edit.id for edit in desk.review().edits] == [margin]


def test_a_paragraph_with_a_comment_is_not_taken_away(built: SmallProject) -> None:
    def commented(document: Document) -> None:
        new = copy_after(with_words(document, "讲预算"), "新加的一段。")
        document.add_comment(new.runs[0], text="这段要吗", author="审核员")

    office(built, commented)
    desk, before = desk_of(built), all_files(built)
    (edit,) = desk.review().edits
    assert refusal(desk.put_back([edit.id])) == ("edit-not-put-back", "comment")
    assert all_files(built) == before


def test_a_paragraph_that_was_moved_goes_back_with_its_formats_and_its_words(
    built: SmallProject,
) -> None:
    def moved(document: Document) -> None:
        paragraph = with_words(document, "讲职责")
        paragraph.runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)
        with_words(document, "讲资产")._p.addnext(paragraph._p)
        reword(paragraph, "项。", "类。")

    office(built, moved)
    desk = desk_of(built)
    (edit,) = desk.review().edits
    assert edit.proposal.edit.kind.value == "moved"
    assert desk.put_back([edit.id]).problem is None
    assert word_texts(built)[-3:] == ["第一段讲职责，共3项。", "第二段讲预算。", "第三段讲资产。"]
    run = with_words(docx.Document(str(built.root / WORD)), "讲职责").runs[0]
    assert run.font.color.rgb == RGBColor(0xC0, 0, 0)


def test_a_stopped_putting_back_is_taken_back_by_the_next_run(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    path, desk = built.root / WORD, desk_of(built)
    before = path.read_bytes()
    office(built, words("讲决算", "讲预算"))
    records = desk.edition.changes("one")
    records.folder.mkdir(parents=True)
    records.begin(ChangeRecord("一", WORD, {}, word=ReplacedFile(before, path.read_bytes())))
    put_back_interrupted(desk.edition, built.unit)
    assert path.read_bytes() == before
    assert records.newest_first() == []


# ---- conflicts


@pytest.fixture
def conflict(built: SmallProject) -> SmallProject:
    """Both sides have changed the same words, and a paragraph beside them is edited in Word."""
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    built.content(TEXT.replace("讲预算", "讲收支"), "narrative/文.md")
    return built


@pytest.mark.parametrize("is_marked", [False, True])
def test_a_conflict_is_settled_for_word(conflict: SmallProject, is_marked: bool) -> None:
    if is_marked:
        conflict.render(jobs=1, verify=False)
    desk, before = desk_of(conflict), all_files(conflict)
    review = desk.review()
    (found,) = review.conflicts
    assert [edit.id for edit in review.edits] == [saying(review, "债务")]
    assert desk.settle(found.id, "later") == OfficeResult()
    assert all_files(conflict) == before
    assert desk.settle(found.id, "word").problem is None
    assert content(conflict, NARRATIVE) == TEXT.replace("讲预算", "讲决算")
    assert word_texts(conflict)[-2:] == ["第二段讲决算。", "第三段讲债务。"]
    assert list(docx.Document(str(conflict.root / WORD)).comments) == []
    left = desk.review()
    assert (left.conflicts, [edit.id for edit in left.edits]) == ((), [saying(review, "债务")])
    assert undone(conflict) == {NARRATIVE: PutBack.RESTORED, WORD: PutBack.RESTORED}
    assert all_files(conflict) == before


@pytest.mark.parametrize("is_marked", [False, True])
def test_a_conflict_is_settled_for_the_content(conflict: SmallProject, is_marked: bool) -> None:
    if is_marked:
        conflict.render(jobs=1, verify=False)
    desk, before = desk_of(conflict), all_files(conflict)
    review = desk.review()
    (found,) = review.conflicts
    assert desk.settle(found.id, "content").problem is None
    assert content(conflict, NARRATIVE) == TEXT.replace("讲预算", "讲收支")
    assert word_texts(conflict)[-2:] == ["第二段讲收支。", "第三段讲债务。"]
    assert list(docx.Document(str(conflict.root / WORD)).comments) == []
    left = desk.review()
    assert (left.conflicts, [edit.id for edit in left.edits]) == ((), [saying(review, "债务")])
    undone(conflict)
    assert all_files(conflict) == before


def test_a_settled_conflict_that_was_edited_since_is_an_edit_again(conflict: SmallProject) -> None:
    desk = desk_of(conflict)
    (found,) = desk.review().conflicts
    desk.settle(found.id, "word")
    office(conflict, words("讲债务", "讲债务总额"))
    assert undone(conflict) == {NARRATIVE: PutBack.RESTORED, WORD: PutBack.EDITED_AGAIN}
    assert content(conflict, NARRATIVE) == TEXT.replace("讲预算", "讲收支")
    assert {edit.proposal.edit.new[0].text for edit in desk.review().edits} == {  # type: ignore[union-attr]
        "第二段讲决算。",
        "第三段讲债务总额。",
    }


def test_what_one_side_removed_is_a_conflict_that_either_side_can_settle(
    built: SmallProject,
) -> None:
    office(built, words("讲预算", "讲决算"))
    built.content(TEXT.replace("第二段讲预算。\n\n", ""), "narrative/文.md")
    desk = desk_of(built)
    (found,) = desk.review().conflicts
    assert desk.settle(found.id, "word").problem is None
    assert "第二段讲决算。" in content(built, NARRATIVE)
    undone(built)
    assert desk.settle(found.id, "content").problem is None
    assert not any("决算" in text for text in word_texts(built))
    assert desk.review() == OfficeReview(built.root / WORD)


# ---- the file


def test_without_a_file_or_without_edits_there_is_nothing(built: SmallProject) -> None:
    assert desk_of(built).review() == OfficeReview(built.root / WORD)
    (built.root / WORD).unlink()
    assert desk_of(built).review() == OfficeReview()


@pytest.mark.parametrize("act", ["take", "put_back"])
def test_a_file_that_is_open_or_read_only_is_told_and_nothing_is_written(
    built: SmallProject, act: str
) -> None:
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    (edit,) = desk.review().edits
    lock = built.output / "~$报告.docx"
    lock.write_bytes(b"\x06office")
    before = all_files(built)
    assert refusal(getattr(desk, act)([edit.id]))[0] == "file-open"
    assert all_files(built) == before
    lock.unlink()
    (built.root / WORD).chmod(0o444)
    assert refusal(getattr(desk, act)([edit.id]))[0] == "write-protected"
    (built.root / WORD).chmod(0o644)
    assert getattr(desk, act)([edit.id]).problem is None


def test_a_damaged_file_and_that_of_another_unit_are_told(built: SmallProject) -> None:
    path = built.root / WORD
    office(built, words("讲预算", "讲决算"))
    sound = path.read_bytes()
    path.write_bytes(sound[: len(sound) // 2])
    (problem,) = desk_of(built).review().problems
    assert problem.code == "damaged-docx"
    assert refusal(desk_of(built).take(["甲"]))[0] == "damaged-docx"
    assert path.read_bytes() == sound[: len(sound) // 2]
    path.write_bytes(sound)
    other = built.root / "content" / "2023" / "two"
    shutil.copytree(built.unit, other)
    built.content("数: 3\n单位: 某管理办公室\n")
    edition = find_edition("2023", built.root)
    desk = OfficeDesk(edition, other, Packs(edition.project))
    (problem,) = desk.review().problems
    assert problem.code == "other-unit"


def test_content_with_errors_is_told_and_edits_wait(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    desk = desk_of(built)
    (edit,) = desk.review().edits
    built.content("数: 3\n单位: [\n")
    assert any(problem.is_error for problem in desk.review().problems)
    before = all_files(built)
    for act in (desk.take, desk.put_back):
        refusal(act([edit.id]))
    assert all_files(built) == before


def added(text: str) -> Callable[[Document], object]:
    return lambda document: copy_after(with_words(document, "讲职责"), text)


def test_a_file_in_which_far_too_much_was_added_is_told(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.runs.review._MOST_ADDED", 3)
    office(built, *map(added, "甲乙丙"))
    desk = desk_of(built)
    assert len(desk.review().edits) == 3
    office(built, added("丁"))
    found = desk.review()
    assert found.edits == ()
    assert [problem.code for problem in found.problems] == ["too-much-added"]
    assert found.problems[0].words["count"] == "4"
    assert refusal(desk.take(["a"]))[0] == refusal(desk.leave(["a"]))[0] == "too-much-added"


def test_of_the_report_and_a_copy_the_report_counts(built: SmallProject) -> None:
    copy = built.output / "报告-王改.docx"
    shutil.copy(built.root / WORD, copy)
    office(built, words("讲资产", "讲债务"), path=copy)
    office(built, words("讲预算", "讲决算"))
    review = desk_of(built).review()
    assert review.docx == built.root / WORD
    assert len(review.edits) == 1
    (built.root / WORD).unlink()
    assert desk_of(built).review().docx == copy


def test_a_draft_has_edits_of_its_own(built: SmallProject) -> None:
    built.schema(数={"type": "number"}, 单位={"type": "string", "minLength": 1})
    built.content("数:\n单位: 某管理办公室\n")
    built.render(jobs=1, verify=False, draft=True)
    (draft,) = (built.output / "drafts").glob("*.docx")
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"), path=draft)
    desk = desk_of(built)
    review = desk.review()
    assert [edit.id.startswith("draft-") for edit in review.edits] == [True, True]
    desk.leave([review.edits[1].id])
    assert [edit.left for edit in desk.review().edits] == [False, True]
    assert desk.take([review.edits[0].id]).problem is None
    assert "讲决算" in content(built, NARRATIVE)
    assert desk.put_back([review.edits[1].id]).problem is None
    assert desk.review().edits == ()


def test_all_taken_one_by_one_is_what_pull_writes(built: SmallProject) -> None:
    changes = [words("讲预算", "讲决算"), words("共3项", "共5项"), words("，共3项", "，共5项")]
    office(built, *changes, lambda document: remove(with_words(document, "讲资产")._p))
    word, files = (built.root / WORD).read_bytes(), all_files(built)
    desk = desk_of(built)
    for edit in desk.review().edits:
        desk.take([edit.id])
    by_desk = {name: data for name, data in all_files(built).items() if "content" in name}
    for name, data in files.items():
        Path(name).write_bytes(data)
    assert (built.root / WORD).read_bytes() == word
    pull_files("2023", root=built.root)
    assert by_desk == {name: data for name, data in all_files(built).items() if "content" in name}


# ---- undone on the page


def editor_of(project: SmallProject) -> ContentEditor:
    edition = find_edition("2023", project.root)
    return ContentEditor(edition, project.unit, Packs(edition.project))


def states(project: SmallProject) -> list[str]:
    """What the content and the Word file say."""
    return [content(project, NARRATIVE), content(project, YAML), *word_texts(project)]


def on_page_undone(project: SmallProject) -> tuple[str, ...]:
    result = editor_of(project).undo()
    assert result.problem is None
    return result.files


def test_what_was_decided_on_the_page_is_undone_there_the_newest_first(built: SmallProject) -> None:
    """Also between what was typed there, and by a page that was opened since."""
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    desk, before = desk_of(built), states(built)
    review = desk.review()
    assert not editor_of(built).can_undo
    desk.take([saying(review, "决算")])
    taken = states(built)
    line = content(built, YAML).splitlines().index("单位: 某管理办公室  # 全称") + 1
    typed = editor_of(built).set_value(Place(YAML, line, 5), "某管理办公室", "某中学")
    assert typed.problem is None
    after_typing = states(built)
    desk.put_back([saying(desk.review(), "债务")])
    assert len({tuple(each) for each in (before, taken, after_typing, states(built))}) == 4
    assert on_page_undone(built) == (WORD,)
    assert states(built) == after_typing
    assert on_page_undone(built) == (YAML,)
    assert states(built) == taken
    assert on_page_undone(built) == (NARRATIVE, WORD)
    assert states(built) == before
    assert [edit.id for edit in desk.review().edits] == [edit.id for edit in review.edits]
    assert not editor_of(built).can_undo


def test_what_was_decided_on_the_page_is_done_again_and_undone_again(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"), words("讲资产", "讲债务"))
    desk, steps = desk_of(built), [states(built)]
    desk.take([saying(desk.review(), "决算")])
    steps.append(states(built))
    line = content(built, YAML).splitlines().index("单位: 某管理办公室  # 全称") + 1
    editor = editor_of(built)
    editor.set_value(Place(YAML, line, 5), "某管理办公室", "某中学")
    steps.append(states(built))
    desk.put_back([saying(desk.review(), "债务")])
    steps.append(states(built))
    for _ in range(2):
        for before in steps[-2::-1]:
            assert editor.undo().problem is None
            assert states(built) == before
        for after in steps[1:]:
            assert editor.can_redo
            assert editor.redo().problem is None
            assert states(built) == after
        assert not editor.can_redo
    assert desk.review().edits == ()
    nothing = editor.redo()
    assert nothing.problem is not None
    assert nothing.problem.code == "nothing-to-redo"


def test_a_word_file_that_was_edited_since_the_undoing_is_left_alone(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    desk, editor = desk_of(built), editor_of(built)
    desk.take([saying(desk.review(), "决算")])
    editor.undo()
    office(built, words("讲资产", "讲债务"))
    before = all_files(built)
    refused = editor.redo()
    assert refused.problem is not None
    assert (refused.problem.code, refused.problem.place.file) == ("word-changed-since-undone", WORD)
    assert all_files(built) == before
    assert editor.can_redo


def test_what_others_saved_since_the_undoing_stays_when_it_is_done_again(
    built: SmallProject,
) -> None:
    office(built, words("讲预算", "讲决算"))
    desk, editor = desk_of(built), editor_of(built)
    desk.take([saying(desk.review(), "决算")])
    editor.undo()
    path = built.root / NARRATIVE
    path.write_text(path.read_text("utf-8").replace("讲资产", "讲债务"), "utf-8")
    assert editor.redo().problem is None
    assert "讲决算" in content(built, NARRATIVE)
    assert "讲债务" in content(built, NARRATIVE)
    assert desk.review().edits == ()


def test_what_was_taken_out_of_a_draft_is_undone_with_it(built: SmallProject) -> None:
    render_edition("2023", RenderOptions(draft=True, jobs=1), root=built.root)
    (draft,) = (built.root / "build/2023").glob("*/*.docx")
    office(built, words("讲预算", "讲决算"), path=draft)
    office(built, words("讲资产", "讲债务"))
    desk, before = desk_of(built), states(built)
    review = desk.review()
    desk.take([saying(review, "债务")])
    desk.take([saying(desk.review(), "决算")])
    assert "讲决算" in content(built, NARRATIVE)
    on_page_undone(built)
    assert "讲决算" not in content(built, NARRATIVE)
    assert "讲债务" in content(built, NARRATIVE)
    on_page_undone(built)
    assert states(built) == before
    assert {edit.id for edit in desk.review().edits} == {edit.id for edit in review.edits}


def test_what_a_pull_carried_is_not_undone_on_the_page(built: SmallProject) -> None:
    office(built, words("讲预算", "讲决算"))
    pull_files("2023", root=built.root)
    assert "讲决算" in content(built, NARRATIVE)
    assert not editor_of(built).can_undo
    nothing = editor_of(built).undo()
    assert nothing.problem is not None
    assert (nothing.problem.code, nothing.files) == ("nothing-to-undo", ())
    assert "讲决算" in content(built, NARRATIVE)
