"""``docgen template update``: the bureau's changed form against a pack, and content on it.

The law: what is unchanged in the form is unchanged in the pack, and nothing is gone without a word.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import docx
import pytest
import yaml
from docx.document import Document

from docgen import RenderOptions, check_edition, render_edition
from docgen.diagnostics import Problems, UsageError
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.packs.pack import Pack, load_pack
from docgen.scaffold.content.new_edition import carry_edition
from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.update.added_fields import PathPlan
from docgen.scaffold.pack.update.changes import FormChange, UpdateReport
from docgen.scaffold.pack.update.new_part import Decisions, PartUpdate
from docgen.scaffold.pack.update.update_pack import UpdateOptions, update_pack
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w
from tests.blank_forms_of_packs import blank_forms_of_first_pack, central_project_form
from tests.changed_forms import ALL, CHANGES, form, tags_at
from tests.support import ROOT, SmallProject
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

UNIT = "zhuzhou-vocational-park"
HUNAN, CENTRAL = "hunan-self-evaluation", "central-project-form"
GONE = ("gone", "unplaced")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_project(tmp_path / "project")


def new_project(root: Path) -> Path:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir(parents=True)
    return root


@pytest.fixture(scope="module")
def drafts() -> Iterator[Callable[[str], Pack]]:
    """The pack of each form, drafted once."""
    folder = Path(mkdtemp(prefix="drafts-"))

    @cache
    def pack(name: str) -> Pack:
        root = new_project(folder / name)
        return drafted(root, form(name))

    yield pack
    shutil.rmtree(folder)


def drafted(root: Path, document: Document) -> Pack:
    document.save(str(root / "form.docx"))
    report = draft_pack([root / "form.docx"], "drafted", root=root, edition=2023)
    assert report.files, report.problems
    pack = load_pack(report.pack, root, Problems())
    assert pack is not None
    return pack


def against(pack: Pack, changed: Document, year: int = 2023) -> tuple[PartUpdate, list[FormChange]]:
    """The changed form with all tags, and what is said of it."""
    part = pack.parts[0]
    old = docx.Document(str(part.path))
    update = PartUpdate(pack, part, old, changed, read_form(changed, year), Decisions({}))
    update.plan_added(PathPlan(update.known(), pack.schema, []))
    update.write()
    return update, list(update.changes())


def tags(document: Document) -> dict[str, list[str]]:
    """The tags of each paragraph that the blank form had, by its number."""
    return {number: TAG.findall(text) for number, text in tags_at(document) if number}


EVERY = pytest.param(1, id="every", marks=pytest.mark.campaign("each change of each form"))


@pytest.mark.parametrize("each", [pytest.param(2, id="half"), EVERY])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_unchanged_keeps_its_tags_and_what_is_gone_is_told(
    change: str, each: int, drafts: Callable[[str], Pack]
) -> None:
    """Of the forms, one half has the first change, the other the next, and so on."""
    changed_forms, names = 0, ALL[list(CHANGES).index(change) % each :: each]
    for name in names:
        pack, changed = drafts(name), form(name)
        if not CHANGES[change](changed, random.Random(f"{change} {name}")):
            continue
        changed_forms += 1
        there = {number for number, _ in tags_at(changed)}
        before = tags(docx.Document(str(pack.parts[0].path)))
        update, changes = against(pack, changed, 2024 if change == "next_year" else 2023)
        after = tags(update.document)
        for number, own in before.items():
            if number in there:
                assert after.get(number, []) == own, (name, change, changes)
        lost = [own for number, own in before.items() if own and number not in there]
        told = sum(told.kind in GONE for told in changes)
        assert told >= sum(not tag.startswith("{%") for own in lost for tag in own), (name, changes)
        old = {tag for own in before.values() for tag in own if not tag.startswith("{%")}
        new = [
            tag
            for number, text in tags_at(update.document)
            if not number
            for tag in TAG.findall(text)
        ]
        assert not old.intersection(new), (name, change)
    assert changed_forms > len(names) / (4 * each)  # a half may have few with columns to move


@pytest.mark.parametrize("name", ALL)
def test_a_form_that_did_not_change_has_nothing_to_tell(
    name: str, drafts: Callable[[str], Pack]
) -> None:
    _, changes = against(drafts(name), form(name))
    assert changes == []


def hunan(root: Path, edit: Callable[[str, Document], None] = lambda _, __: None) -> UpdateReport:
    """The first pack with its content, and the update by its forms, edited."""
    shutil.copytree(ROOT / "word_templates" / HUNAN, root / "word_templates" / HUNAN)
    shutil.copytree(ROOT / "content" / "2023" / UNIT, root / "content" / "2023" / UNIT)
    files = []
    for name, document in blank_forms_of_first_pack().items():
        for text in document.element.body.iter(w("t")):
            text.text = re.sub(r"202[23]", lambda year: str(int(year[0]) + 1), text.text or "")
        edit(name, document)
        document.save(str(root / f"new-{name}"))
        files.append(root / f"new-{name}")
    return update_pack(HUNAN, files, UpdateOptions(), root=root)


def reword(document: Document, old: str, new: str) -> None:
    for paragraph in document.element.body.iter(w("p")):
        if old in text_of(paragraph):
            first, *others = paragraph.iter(w("t"))
            first.text = text_of(paragraph).replace(old, new)
            for other in others:
                other.text = ""


def drop_row(document: Document, label: str) -> None:
    for row in list(document.element.body.iter(w("tr"))):
        if label in text_of(row):
            row.getparent().remove(row)


def printed(root: Path, edition: str) -> list[str]:
    """The paragraphs of the one report of an edition."""
    result = render_edition(edition, RenderOptions(make_pdf=False, verify=False), root=root)
    assert not [problem for problem in result.all_problems() if problem.is_error]
    (report,) = (root / "build" / edition).glob("*.docx")
    body = docx.Document(str(report)).element.body
    return [text for paragraph in body.iter(w("p")) if (text := text_of(paragraph).strip())]


def use(root: Path, pack: str) -> None:
    """Makes the unit's content one of another pack."""
    path = root / "content" / "2023" / UNIT / "report.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub("^模板: .*$", f"模板: {pack}", text, flags=re.M), "utf-8")


def test_the_first_pack_prints_the_same_report_from_forms_that_only_moved_on_a_year(
    root: Path,
) -> None:
    report = hunan(root)
    assert report.target.name == f"{HUNAN}-2024"
    assert report.edition == 2024
    assert report.all_changes() == []
    assert not report.problems
    assert lint_pack(report.target.name, root=root) == []
    before = printed(root, "2023")
    use(root, report.target.name)
    shutil.rmtree(root / "build")
    assert printed(root, "2023") == before


def test_rules_and_formulas_follow_and_the_values_print_at_their_labels(root: Path) -> None:
    def edit(name: str, document: Document) -> None:
        if name == "annex-1-base-data.docx":
            drop_row(document, "公车购置")
        if name == "annex-2-department.docx":
            reword(document, "全年执行数", "全年执行金额")
            reword(document, "其他资金", "其他收入资金")

    report = hunan(root, edit)
    before = printed(root, "2023")
    done = {change.kind: change for change in report.all_changes()}
    assert done["formula-changed"].new == "total(公车运行维护)"
    assert not done["still-read"].done
    assert lint_pack(report.target.name, root=root) == []
    use(root, report.target.name)
    shutil.rmtree(root / "build")
    after = printed(root, "2023")
    assert {line for line in before if line not in after} <= {
        *("其中：公车购置", "全年执行数", "其他资金："),
    }
    for old, new in (("全年执行数", "全年执行金额"), ("公务接待", "公务接待")):
        assert behind(after, new) == behind(before, old)


def behind(lines: list[str], label: str) -> list[str]:
    """The three paragraphs behind the first with a label."""
    at = next(number for number, line in enumerate(lines) if label in line)
    return lines[at + 1 : at + 4]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_next_years_content_is_made_on_the_changed_form(root: Path) -> None:
    def edit(name: str, document: Document) -> None:
        if name == "annex-1-base-data.docx":
            drop_row(document, "政府采购金额")
            reword(document, "公用经费", "日常公用经费")

    old = hunan(root, edit)
    last = files(root / "content" / "2023"), files(root / "word_templates" / HUNAN)
    (unit,) = carry_edition("2024", "2023", root=root)
    assert [problem.code for problem in unit.problems] == ["next-form"]
    text = (unit.folder / "附件1-基础数据.yaml").read_text("utf-8")
    assert re.search(r"^#   经费控制情况\.政府采购金额\.本年决算数: 64\.35$", text, re.M)
    data = yaml.safe_load(text)["经费控制情况"]
    assert "政府采购金额" not in data
    assert data["公用经费"]["上年决算数"] == 136.6
    report = yaml.safe_load((unit.folder / "report.yaml").read_text("utf-8"))
    assert report["模板"] == old.target.name
    codes = {problem.code for problem in check_edition("2024", root=root).all_problems()}
    assert not codes & {"unknown-field", "extra-field", "missing-field"}
    assert last == (files(root / "content" / "2023"), files(root / "word_templates" / HUNAN))


def test_new_fields_are_blank_lines_in_their_group(root: Path) -> None:
    pack = drafted(root, form("budget"))
    changed = form("budget")
    assert CHANGES["add_column"](changed, random.Random(1))
    update_to(root, changed)
    (unit,) = carry_edition("2024", "2023", root=root)
    text = "".join(path.read_text("utf-8") for path in unit.folder.glob("*.yaml"))
    data = yaml.safe_load(text)
    assert data["模板"] == "drafted-2024"
    assert "调整说明数额" in str(data)
    assert pack.name == "drafted"
    schema = (root / "word_templates" / "drafted-2024" / "schema.json").read_text("utf-8")
    assert text.count("调整说明数额:") == schema.count('"调整说明数额": {') > 0


def update_to(root: Path, changed: Document, **options: object) -> UpdateReport:
    changed.save(str(root / "new.docx"))
    said = UpdateOptions(edition=2024, **options)  # type: ignore[arg-type]
    return update_pack("drafted", [root / "new.docx"], said, root=root)


def test_a_pack_follows_a_pack_that_follows_another(root: Path) -> None:
    drafted(root, form("leave"))
    first = form("leave")
    drop_row(first, "请假事由")
    update_to(root, first)
    second = form("leave")
    for label in ("请假事由", "起止时间"):
        drop_row(second, label)
    second.save(str(root / "second.docx"))
    update_pack("drafted-2024", [root / "second.docx"], UpdateOptions(edition=2025), root=root)
    carry_edition("2024", "2023", root=root)
    (unit,) = carry_edition("2025", "2024", root=root)
    data = yaml.safe_load((unit.folder / "report.yaml").read_text("utf-8"))
    assert data["模板"] == "drafted-2025"
    assert "起止时间" not in data
    assert "请假事由" not in data


def test_a_field_that_the_keeper_renamed_has_its_new_name_in_the_content(root: Path) -> None:
    drafted(root, form("leave"))
    report = update_to(root, form("leave"))
    for path in report.target.iterdir():
        if path.suffix in (".json", ".yaml"):
            text = path.read_text("utf-8").replace("请假事由", "请假原因")
            path.write_text(text, "utf-8")
    with (report.target / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("  renamed: {请假事由: 请假原因}\n")
    last = root / "content" / "2023" / "drafted" / "report.yaml"
    last.write_text(re.sub("^请假事由:.*$", "请假事由: 探亲", last.read_text("utf-8"), flags=re.M))
    (unit,) = carry_edition("2024", "2023", root=root)
    data = yaml.safe_load((unit.folder / "report.yaml").read_text("utf-8"))
    assert "请假原因" in data
    assert "请假事由" not in data


def test_a_label_that_may_be_reworded_is_asked_about(root: Path) -> None:
    drafted(root, form("reception"))
    changed = form("reception")
    reword(changed, "公务内容", "活动安排")
    changed.save(str(root / "new.docx"))
    asked = update_to(root, changed, dry_run=True)
    assert {"likely", "added", "gone"} <= {change.kind for change in asked.all_changes()}
    assert not asked.files
    assert not asked.target.exists()
    told = update_to(root, changed, same=("公务内容=活动安排",))
    assert [(change.kind, change.done) for change in told.all_changes()] == [("renamed", True)]
    schema = json.loads((told.target / "schema.json").read_text("utf-8"))
    assert "公务内容" in schema["properties"]
    assert "活动安排" not in schema["properties"]


def test_a_label_that_is_no_reworded_one_gets_a_field_of_its_own(root: Path) -> None:
    drafted(root, form("leave"))
    changed = form("leave")
    reword(changed, "请假事由", "请假原因")
    report = update_to(root, changed, apart=("请假事由",))
    assert {change.kind for change in report.all_changes()} == {"added", "gone"}
    properties = json.loads((report.target / "schema.json").read_text("utf-8"))["properties"]
    assert "请假原因" in properties
    assert "请假事由" not in properties


def test_a_total_takes_up_a_new_row(root: Path) -> None:
    drafted(root, form("budget"))
    changed = form("budget")
    for row in changed.element.body.iter(w("tr")):
        if "公用经费" in text_of(row):
            copy = docx.oxml.parse_xml(docx.oxml.xmlchemy.serialize_for_reading(row))
            row.addnext(copy)
            for text in copy.iter(w("t")):
                text.text = (text.text or "").replace("公用经费", "对个人和家庭补助")
            break
    report = update_to(root, changed)
    old = yaml.safe_load((root / "word_templates/drafted/pack.yaml").read_text("utf-8"))
    new = yaml.safe_load((report.target / "pack.yaml").read_text("utf-8"))
    changed_formulas = {
        name: formula
        for name, formula in new.get("derived", {}).items()
        if formula != old.get("derived", {}).get(name)
    }
    told = [change for change in report.all_changes() if change.kind.startswith("formula-")]
    assert len(told) >= len(changed_formulas)
    assert lint_pack(report.target.name, root=root) == []


REFUSED: dict[str, tuple[UpdateOptions, str]] = {
    "a part that is not there": (UpdateOptions(part="annex.docx", edition=2024), "no-such-part"),
    "half a pair": (UpdateOptions(same=("姓名",), edition=2024), "not-same"),
    "the old pack's own name": (UpdateOptions(name="drafted", edition=2024), "pack-exists"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(case: str, root: Path) -> None:
    drafted(root, form("leave"))
    form("leave").save(str(root / "new.docx"))
    options, code = REFUSED[case]
    with pytest.raises(UsageError) as refused:
        update_pack("drafted", [root / "new.docx"], options, root=root)
    assert refused.value.problem.code == code
    assert [path.name for path in (root / "word_templates").iterdir() if path.is_dir()] == [
        "drafted"
    ]


def test_another_form_is_not_taken_for_the_packs_next_year(root: Path) -> None:
    drafted(root, form("leave"))
    form("debts").save(str(root / "new.docx"))
    report = update_pack("drafted", [root / "new.docx"], UpdateOptions(), root=root)
    assert [problem.code for problem in report.problems] == ["form-unlike"]
    assert not report.target.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_changed_in_a_table(
    language: Language, project: SmallProject
) -> None:
    root = project.root
    drafted(root, form("leave"))
    changed = form("leave")
    reword(changed, "请假事由", "请假原因")
    drop_row(changed, "起止时间")
    changed.save(str(root / "new.docx"))
    line = ["--lang", language, "template", "update", "drafted", "new.docx", "--edition", "2024"]
    dry = run(project, *line, "--dry-run")
    assert "请假事由 → 请假原因" in dry.stdout
    assert "起止时间" in dry.stdout
    assert not (root / "word_templates" / "drafted-2024").exists()
    data = json.loads(run(project, *line, "--format", "json").stdout)
    assert {change["kind"] for part in data["parts"] for change in part["changes"]} == {
        "renamed",
        "gone",
    }
    assert (root / "word_templates" / "drafted-2024" / "pack.yaml").exists()


def test_the_ministrys_form_with_its_indicators_keeps_its_loop(root: Path) -> None:
    shutil.copytree(ROOT / "word_templates" / CENTRAL, root / "word_templates" / CENTRAL)
    changed = central_project_form()
    reword(changed, "偏差原因分析及改进措施", "偏差原因及改进措施")
    changed.save(str(root / "new.docx"))
    report = update_pack(CENTRAL, [root / "new.docx"], UpdateOptions(edition=2024), root=root)
    (renamed,) = report.all_changes()
    assert renamed.kind == "renamed"
    assert renamed.fields == ("projects[].绩效指标.*.*[].偏差原因分析及改进措施",)
    assert lint_pack(report.target.name, root=root) == []
