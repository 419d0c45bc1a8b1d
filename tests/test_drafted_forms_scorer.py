"""The reader of the corpus and its judge: what is worse has to score worse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document

from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w
from tests.drafted_forms import total
from tests.drafted_forms_file import (
    FormFileError,
    build_form,
    form_files,
    read_form_file,
)
from tests.drafted_forms_places import find_places, match
from tests.drafted_forms_score import EDITION, score_draft, score_form
from tests.drafted_forms_tally import Score

SMALL = """\
# a small form that is easy to draft
@title 经费使用情况表
@centre （«@year|2023»年度）
@table 2000 2000 2000 2000
单位名称 | «单位名称» | 联系电话 | «联系电话»
性质 | «性质:choice(新建)|□»新建 «性质:choice(续建)|□»续建 | < | <

@table 2000 2000 2000 2000
序号 | 名称 | 金额（万元） | 备注
1 | «明细[]/名称» | «明细[]/金额:number» | «明细[]/备注»
2 | «明细[]/名称» | «明细[]/金额:number» | «明细[]/备注»
合计 | < | «合计/金额:number=sum([明细[]/金额])» | —

审核人：«审核人|____________»    负责人签字：«!pen|________»
"""


def written(folder: Path, text: str = SMALL) -> Path:
    path = folder / "small.form"
    path.write_text(text, "utf-8")
    return path


def drafted(root: Path, text: str = SMALL) -> DraftReport:
    (root / "word_templates").mkdir(parents=True)
    (root / "content").mkdir()
    build_form(read_form_file(written(root, text))).save(str(root / "form.docx"))
    return draft_pack([root / "form.docx"], "drafted", root=root, edition=EDITION)


def rescored(root: Path, change: Callable[[Document, DraftReport], None]) -> Score:
    """The score of the small form's draft after a ``change`` of its template or its pack."""
    report = drafted(root)
    (path,) = report.pack.glob("*.docx")
    template = docx.Document(str(path))
    change(template, report)
    template.save(str(path))
    return score_draft(read_form_file(root / "small.form"), report, root)


# The reader.


def test_every_form_of_the_corpus_is_read_and_built() -> None:
    for path in form_files().values():
        form = read_form_file(path)
        assert form.blanks(), path.stem
        body = build_form(form).element.body
        places = find_places(form, body)
        assert places.strays == ()
        for found in places.found:
            assert found.blanks() is not None, (path.stem, found.text.printed)


def test_a_cell_has_its_text_its_span_and_its_blanks(tmp_path: Path) -> None:
    form = read_form_file(written(tmp_path))
    table = next(build_form(form).element.body.iter(w("tbl")))
    rows = cells_of(table)
    assert [(cell.text, cell.span) for cell in rows[1]] == [("性质", 1), ("□新建 □续建", 3)]
    options = [blank.option for blank in form.blanks() if blank.type == "choice"]
    assert options == ["新建", "续建"]
    assert [blank.shift for blank in form.blanks() if blank.mark == "year"] == [0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@table 1 1\n甲 | 乙 | 丙", ":2: 3 cells in 2 grid columns"),
        ("@table 1 1\n甲 | <\n^ | ^", ":3: a wide cell goes on below as ^ and then <"),
        ("@frame 1", ":1: unknown command @frame"),
        ("甲«乙:figure»", "is no annotation"),
        ("甲«乙", ":1: an open «"),
        ("甲«乙:choice|□»", "a choice has an option"),
        ("甲«乙:number=[丙]+1»", ":1: no blank is called 「丙」"),
        ("@inner 1 1 100", ":1: @inner without a @table"),
    ],
)
def test_a_slip_in_a_form_file_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FormFileError) as caught:
        read_form_file(written(tmp_path, text))
    assert said in str(caught.value)


def test_marks_become_controls_and_underlined_blanks(tmp_path: Path) -> None:
    path = written(tmp_path, "结论：«结论|⟦▾请选择/好/差⟧»，日期{    }完\n")
    body = build_form(read_form_file(path)).element.body
    assert [item.get(w("value")) for item in body.iter(w("listItem"))] == ["好", "差"]
    assert len(list(body.iter(w("u")))) == 1
    assert "".join(text.text or "" for text in body.iter(w("t"))) == "结论：请选择，日期    完"


def test_fixed_text_has_to_stand_around_a_blank(tmp_path: Path) -> None:
    (line,) = read_form_file(written(tmp_path, "共«金额:number|____»万元")).parts
    text = line.text  # type: ignore[union-attr]
    (blank,) = text.blanks
    assert match(text, '共{{ 金额 or "____万元" }} 万元') == {blank: '{{ 金额 or "____万元" }}'}
    assert match(text, "共{{ 金额 }}元") is None


# The judge.


def test_a_good_draft_of_a_small_form_has_nothing_wrong(tmp_path: Path) -> None:
    score = score_form(read_form_file(written(tmp_path)))
    assert (score.wrong, score.missed, score.failure) == (0, 0, "")
    assert score.right == score.blanks == 13
    assert (score.lists_found, score.lists) == (1, 1)
    assert (score.derived_false, score.hints) == (0, 0)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("«单位名称»", "«主管部门»"), ("«合计/金额", "«结余/金额"), ("@year|2023", "@year-1|2023")],
)
def test_a_note_that_does_not_fit_lowers_the_score(tmp_path: Path, right: str, wrong: str) -> None:
    score = score_form(read_form_file(written(tmp_path, SMALL.replace(right, wrong))))
    assert (score.right, score.wrong) == (12, 1)


def test_a_tag_at_a_place_for_a_pen_is_wrong(tmp_path: Path) -> None:
    text = SMALL.replace("«审核人|", "«!pen|")
    score = score_form(read_form_file(written(tmp_path, text)))
    assert (score.blanks, score.right, score.wrong) == (12, 12, 1)


def _set(row: int, cell: int, text: str) -> Callable[[Document, DraftReport], None]:
    def change(template: Document, _: DraftReport) -> None:
        template.tables[0].cell(row, cell).paragraphs[0].runs[0].text = text

    return change


def test_a_dropped_tag_is_missed(tmp_path: Path) -> None:
    score = rescored(tmp_path, _set(0, 1, ""))
    assert (score.right, score.missed, score.wrong) == (12, 1, 0)


def test_a_tag_of_another_field_is_wrong_and_so_is_the_one_that_shares_it(tmp_path: Path) -> None:
    score = rescored(tmp_path, _set(0, 1, "{{ 联系电话 }}"))
    assert (score.right, score.wrong) == (11, 2)


def test_a_tag_at_no_blank_is_wrong(tmp_path: Path) -> None:
    score = rescored(tmp_path, _set(0, 0, "单位名称{{ 联系电话 }}"))
    assert (score.blanks, score.wrong) == (13, 1)


def test_a_list_without_its_loop_is_not_found(tmp_path: Path) -> None:
    def unloop(template: Document, _: DraftReport) -> None:
        table = template.tables[1]._tbl
        for row in list(table.iter(w("tr"))):
            if "{%" in "".join(text.text or "" for text in row.iter(w("t"))):
                table.remove(row)

    assert rescored(tmp_path, unloop).lists_found == 0


@pytest.mark.parametrize(("tag", "found"), [("行.备注", 2), ("行.备注 | merge", 1)])
def test_a_list_beside_another_is_no_group_of_it(tmp_path: Path, tag: str, found: int) -> None:
    report = drafted(tmp_path)
    (path,) = report.pack.glob("*.docx")
    template = docx.Document(str(path))
    template.tables[1].cell(2, 3).paragraphs[0].runs[0].text = f"{{{{ {tag} }}}}"
    template.save(str(path))
    text = SMALL.replace("明细[]/备注", "说明[]/备注")
    score = score_draft(read_form_file(written(tmp_path, text)), report, tmp_path)
    assert (score.lists, score.lists_found) == (2, found)


def test_a_table_that_goes_on_may_be_one_in_the_template(tmp_path: Path) -> None:
    head, row = "@table 900 900\n名称 | 数量\n", "«明细[]/名称» | «明细[]/数量:number»\n"
    joined = build_form(read_form_file(written(tmp_path, head + row * 4))).element.body
    form = read_form_file(written(tmp_path, f"{head}{row * 2}\n@break\n{head}{row * 2}\n完"))
    found = find_places(form, joined).found
    assert [len(place.paragraphs) for place in found if place.text.blanks] == [1] * 8


def _derive(times: int) -> Callable[[Document, DraftReport], None]:
    """Makes the total row the sum of the list, taken so many times."""

    def change(template: Document, report: DraftReport) -> None:
        table = template.tables[1]
        (items,) = re.findall(r"for \w+ in (\S+)", text_of(table._tbl))
        path = report.pack / "pack.yaml"
        pack = yaml.safe_load(path.read_text("utf-8"))
        pack["derived"] = {"合计": f"total({', '.join([items] * times)})"}
        path.write_text(yaml.safe_dump(pack, allow_unicode=True), "utf-8")
        table.cell(-1, 2).paragraphs[0].runs[0].text = "{{ 合计.金额 }}"
        content = report.content / "report.yaml"
        data = yaml.safe_load(content.read_text("utf-8"))
        data.pop("合计", None)
        content.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    return change


def test_a_formula_is_judged_by_what_it_prints(tmp_path: Path) -> None:
    right = rescored(tmp_path / "right", _derive(1))
    wrong = rescored(tmp_path / "wrong", _derive(2))
    assert (right.derived_right, right.derived_false) == (1, 0), right
    assert (wrong.derived_right, wrong.derived_false) == (0, 1), wrong


def test_a_type_that_is_not_that_of_the_note_lowers_the_score(tmp_path: Path) -> None:
    good = score_form(read_form_file(written(tmp_path)))
    text = SMALL.replace("明细[]/备注", "明细[]/备注:number")
    worse = score_form(read_form_file(written(tmp_path, text)))
    assert worse.types_right == good.types_right - 2


@pytest.mark.parametrize(("kept", "hints"), [("", 0), ("限300字以内填写", 1)])
def test_a_hint_that_still_prints_is_counted(tmp_path: Path, kept: str, hints: int) -> None:
    report = drafted(tmp_path)
    (path,) = report.pack.glob("*.docx")
    template = docx.Document(str(path))
    _set(0, 1, f"{{{{ 单位名称 }}}}{kept}")(template, report)
    template.save(str(path))
    hinted = SMALL.replace("«单位名称»", "«单位名称|限300字以内填写»")
    score = score_draft(read_form_file(written(tmp_path, hinted)), report, tmp_path)
    assert (score.right, score.hints) == (13, hints)


def test_a_draft_that_fails_has_missed_every_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> DraftReport:
        raise IndexError("no such cell")

    monkeypatch.setattr("tests.drafted_forms_score.draft_pack", failing)
    score = score_form(read_form_file(written(tmp_path)))
    assert (score.blanks, score.missed, score.right) == (13, 13, 0)
    assert (score.lists, score.derived) == (1, 1)
    assert score.failure == "IndexError: no such cell"


def test_the_total_is_that_of_all_forms() -> None:
    summed = total([Score("a", blanks=3, right=2), Score("b", blanks=4, right=4, hints=1)])
    assert (summed.blanks, summed.right, summed.hints) == (7, 6, 1)
