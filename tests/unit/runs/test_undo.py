"""A pull that is undone: the content is as it was, and the edits are edits again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen import diff_files, pull_files
from docgen.diagnostics import Place, UsageError
from docgen.project import Project
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.runs.edition import Edition
from docgen.runs.restoring import PutBack, Restoring, put_back_interrupted
from docgen.runs.undo import undo_pull
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject
from tests.unit.helpers import codes

TEXT = "本单位讲职责，共{{ 数 }}项。\n\n第二段讲预算。\n\n第三段讲资产。\n"
NARRATIVE = "content/2023/one/narrative/文.md"
YAML = "content/2023/one/report.yaml"
WORD = "build/2023/报告.docx"

Files = dict[str, bytes]


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A report of a Markdown text, a number and an office's name."""
    project.template("共{{ 数 }}项", "{{ 单位 }}", "{{p narrative.文 }}")
    project.content(TEXT, "narrative/文.md")
    project.content("数: 3\n单位: 某管理办公室  # 全称\n")
    project.render(jobs=1, verify=False)
    return project


def office(project: SmallProject, *rewordings: tuple[str, str], path: Path | None = None) -> None:
    """The office changes some words of the Word file."""
    path = path or project.root / WORD
    document = docx.Document(str(path))
    for old, new in rewordings:
        reword(with_words(document, old), old, new)
    document.save(str(path))


def content(project: SmallProject) -> Files:
    """The bytes of all content files."""
    paths = sorted(path for path in (project.root / "content").rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def pulled(project: SmallProject, target: str = "2023") -> None:
    reviews = pull_files(target, root=project.root)
    assert [review.problems for review in reviews] == [()] * len(reviews)


def undone(
    project: SmallProject, target: str = "2023", *, dry_run: bool = False
) -> dict[str, PutBack]:
    (unit,) = undo_pull(target, root=project.root, dry_run=dry_run)
    assert (unit.unit, unit.problems) == ("one", ())
    return dict(unit.put_back)


def refused(project: SmallProject) -> list[tuple[str, Place]]:
    before = content(project), (project.root / WORD).read_bytes()
    (unit,) = undo_pull("2023", root=project.root)
    assert unit.put_back == {}
    assert (content(project), (project.root / WORD).read_bytes()) == before
    return [(problem.code, problem.place) for problem in unit.problems]


def edits(project: SmallProject) -> list[list[str]]:
    """The words of each edit of the Word file."""
    (review,) = diff_files("2023", root=project.root)
    assert review.problems == ()
    return [[item.text for item in proposal.edit.new] for proposal in review.proposals]  # type: ignore[union-attr]


BOTH = ("职责", "主要职责"), ("某管理办公室", "某管理中心")


def test_content_is_as_it_was_byte_for_byte_and_the_edits_are_edits_again(
    built: SmallProject,
) -> None:
    office(built, *BOTH)
    before, told = content(built), edits(built)
    pulled(built)
    assert content(built) != before
    assert edits(built) == []
    assert undone(built) == {
        NARRATIVE: PutBack.RESTORED,
        YAML: PutBack.RESTORED,
        WORD: PutBack.EDITED_AGAIN,
    }
    assert content(built) == before
    assert edits(built) == told
    pulled(built)
    assert "主要职责" in content(built)[NARRATIVE].decode()


def test_what_the_office_edits_after_the_pull_stays_an_edit(built: SmallProject) -> None:
    office(built, *BOTH)
    before = content(built)
    pulled(built)
    office(built, ("讲资产", "讲国有资产"))
    undone(built)
    assert content(built) == before
    assert edits(built) == [["某管理中心"], ["本单位讲主要职责，共3项。"], ["第三段讲国有资产。"]]


def test_units_of_which_nothing_was_pulled_are_not_touched(built: SmallProject) -> None:
    other = built.unit.with_name("two")
    shutil.copytree(built.unit, other)
    yaml = other / "report.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("名称: 报告", "名称: 乙"), "utf-8")
    office(built, *BOTH)
    pulled(built)
    undone(built)
    assert not (built.output / ".docgen" / "two").exists()


@pytest.mark.parametrize(
    ("mark", "end"), [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n"), (b"\xef\xbb\xbf", b"\n")]
)
def test_line_ends_and_a_byte_order_mark_come_back(
    built: SmallProject, mark: bytes, end: bytes
) -> None:
    (built.root / NARRATIVE).write_bytes(mark + TEXT.encode().replace(b"\n", end))
    built.render(jobs=1)
    office(built, *BOTH)
    before = content(built)
    pulled(built)
    undone(built)
    assert content(built) == before


def test_undo_goes_back_one_pull_each_time_as_far_as_they_are_kept(built: SmallProject) -> None:
    versions = []
    for old, new in (("职责", "职能"), ("职能", "责任"), ("责任", "任务")):
        office(built, (old, new))
        versions.append(content(built))
        pulled(built)
    for before in reversed(versions):
        undone(built)
        assert content(built) == before
    assert edits(built) == [["本单位讲任务，共3项。"]]
    with pytest.raises(UsageError, match="nothing-pulled"):
        undo_pull("2023", root=built.root)


def test_a_dry_run_says_what_would_be_put_back_and_writes_nothing(built: SmallProject) -> None:
    office(built, *BOTH)
    pulled(built)
    after = content(built), (built.root / WORD).read_bytes()
    found = undone(built, dry_run=True)
    assert (content(built), (built.root / WORD).read_bytes()) == after
    assert undone(built) == found


def test_a_pull_that_wrote_nothing_is_not_undone(built: SmallProject) -> None:
    office(built, *BOTH)
    pull_files("2023", root=built.root, dry_run=True)
    with pytest.raises(UsageError) as caught:
        undo_pull("2023", root=built.root)
    problem = caught.value.problem
    assert (problem.code, int(problem.exit_code)) == ("nothing-pulled", 2)
    assert dict(problem.words) == {"folder": "build/2023/.docgen"}
    pulled(built)
    pulled(built)  # nothing new
    undone(built)
    with pytest.raises(UsageError, match="unknown-edition"):
        undo_pull("2021", root=built.root)
    with pytest.raises(UsageError, match="not-found"):
        undo_pull("nothing.docx", root=built.root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第三段讲资产。\n", "第三段讲国有资产。\n"),
        ("第三段讲资产。\n", ""),
        ("", "开头一段。\n\n"),
    ],
)
def test_what_a_writer_changed_in_other_lines_since_stays(
    built: SmallProject, old: str, new: str
) -> None:
    office(built, *BOTH)
    pulled(built)
    path = built.root / NARRATIVE
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = undone(built)
    assert (found[NARRATIVE], found[YAML]) == (PutBack.MERGED, PutBack.RESTORED)
    assert path.read_text("utf-8") == TEXT.replace(old, new, 1)


def test_lines_that_a_writer_changed_again_are_told_and_nothing_of_the_unit_is_put_back(
    built: SmallProject,
) -> None:
    office(built, *BOTH)
    pulled(built)
    path = built.root / NARRATIVE
    pulled_text = path.read_text("utf-8")
    path.write_text(pulled_text.replace("主要", "首要") + "\n新的末段。\n", "utf-8")
    assert refused(built) == [("lines-changed-since", Place(NARRATIVE, 1, 1))]
    path.write_text(pulled_text + "\n新的末段。\n", "utf-8")  # as the hint says
    undone(built)
    assert path.read_text("utf-8") == TEXT + "\n新的末段。\n"


def test_a_file_that_was_deleted_since_is_told(built: SmallProject) -> None:
    office(built, *BOTH)
    pulled(built)
    (built.root / NARRATIVE).unlink()
    assert refused(built) == [("file-gone-since", Place(NARRATIVE))]


def test_a_file_that_a_writer_put_back_by_hand_counts_as_put_back(built: SmallProject) -> None:
    office(built, *BOTH)
    pulled(built)
    (built.root / NARRATIVE).write_text(TEXT, "utf-8")
    assert undone(built) == {YAML: PutBack.RESTORED, WORD: PutBack.EDITED_AGAIN}


@pytest.mark.parametrize(
    ("lock", "file"),
    [
        ("content/2023/one/narrative/.~lock.文.md#", NARRATIVE),
        ("build/2023/~$报告.docx", WORD),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_files_that_are_open_stop_it(
    built: SmallProject, lock: str, file: str, dry_run: bool
) -> None:
    office(built, *BOTH)
    pulled(built)
    (built.root / lock).write_bytes(b"")
    after = content(built)
    (unit,) = undo_pull("2023", root=built.root, dry_run=dry_run)
    assert [(problem.code, problem.place) for problem in unit.problems] == [
        ("file-open", Place(file))
    ]
    assert content(built) == after
    (built.root / lock).unlink()
    undone(built)


def test_a_mailed_copy_is_undone_by_its_path_or_with_the_edition(
    built: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mailed = tmp_path_factory.mktemp("邮件") / "回复.docx"
    shutil.copy(built.root / WORD, mailed)
    office(built, *BOTH, path=mailed)
    office(built, ("讲预算", "讲决算"))
    before, data = content(built), mailed.read_bytes()
    for target in (str(mailed), "2023"):
        pulled(built, str(mailed))
        assert undone(built, target) == {NARRATIVE: PutBack.RESTORED, YAML: PutBack.RESTORED}
        assert (content(built), mailed.read_bytes()) == (before, data)
    pulled(built, str(mailed))
    pulled(built)
    assert undone(built, str(mailed)) == {NARRATIVE: PutBack.MERGED, YAML: PutBack.RESTORED}
    assert content(built)[NARRATIVE].decode() == TEXT.replace("讲预算", "讲决算")


def test_all_files_that_one_run_pulled_are_undone_together(built: SmallProject) -> None:
    shutil.copy(built.root / WORD, built.output / "甲.docx")
    office(built, ("职责", "主要职责"))
    office(built, ("讲预算", "讲决算"), path=built.output / "甲.docx")
    before = content(built)
    pulled(built)
    assert content(built)[NARRATIVE].decode().count("主要职责") == 1
    found = undone(built)
    assert set(found) == {NARRATIVE, WORD, "build/2023/甲.docx"}
    assert content(built) == before


def test_in_several_units_each_is_undone_wholly_or_not_at_all(built: SmallProject) -> None:
    other = built.unit.with_name("two")
    shutil.copytree(built.unit, other)
    yaml = other / "report.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("名称: 报告", "名称: 乙"), "utf-8")
    built.render(jobs=1)
    office(built, *BOTH)
    office(built, *BOTH, path=built.output / "乙.docx")
    before = content(built)
    pulled(built)
    changed = content(built)["content/2023/two/narrative/文.md"].replace(
        "主要".encode(), "首要".encode()
    )
    (other / "narrative" / "文.md").write_bytes(changed)
    first, second = undo_pull("2023", root=built.root)
    assert (first.unit, first.problems, second.unit, codes(second.problems)) == (
        "one",
        (),
        "two",
        ["lines-changed-since"],
    )
    now = content(built)
    assert all(now[name] == data for name, data in before.items() if "/one/" in name)
    assert "某管理中心" in now["content/2023/two/report.yaml"].decode()


def test_a_writers_new_content_that_was_built_into_the_word_file_since_stays_in_it(
    built: SmallProject,
) -> None:
    office(built, *BOTH)
    pulled(built)
    path = built.root / NARRATIVE
    path.write_text(path.read_text("utf-8").replace("讲资产", "讲国有资产"), "utf-8")
    assert built.render(jobs=1).outcomes[0].merged
    undone(built)
    assert edits(built) == [["某管理中心"], ["本单位讲主要职责，共3项。"]]
    outcome = built.render(jobs=1).outcomes[0]
    assert outcome.problems == ()
    texts = [line.text for line in docx.Document(str(built.root / WORD)).paragraphs]
    assert texts == [
        "共3项",
        "某管理中心",
        "本单位讲主要职责，共3项。",
        "第二段讲预算。",
        "第三段讲国有资产。",
    ]


def test_a_word_file_that_took_another_name_since_is_found(built: SmallProject) -> None:
    office(built, *BOTH)
    pulled(built)
    yaml = built.root / YAML
    yaml.write_text(yaml.read_text("utf-8").replace("名称: 报告", "名称: 新报告"), "utf-8")
    built.render(jobs=1)
    assert not (built.root / WORD).exists()
    assert undone(built) == {
        NARRATIVE: PutBack.RESTORED,
        YAML: PutBack.MERGED,
        "build/2023/新报告.docx": PutBack.EDITED_AGAIN,
    }
    assert edits(built) == [["某管理中心"], ["本单位讲主要职责，共3项。"]]


def test_a_word_file_that_was_deleted_since_stays_away(built: SmallProject) -> None:
    office(built, *BOTH)
    before = content(built)
    pulled(built)
    (built.root / WORD).unlink()
    assert set(undone(built)) == {NARRATIVE, YAML}
    assert content(built) == before


def test_the_base_comes_back_though_it_was_not_kept_any_more(built: SmallProject) -> None:
    office(built, *BOTH)
    pulled(built)
    for base in (built.output / ".docgen" / "one").glob("*.docx"):
        base.unlink()
    undone(built)
    fingerprint = read_identity(built.root / WORD, Place("")).fingerprint
    assert (built.output / ".docgen" / "one" / f"{fingerprint}.docx").is_file()
    built.content(TEXT.replace("讲资产", "讲国有资产"), "narrative/文.md")
    assert ["某管理中心"] in edits(built)


def record_of(project: SmallProject, **files: tuple[str | None, str | None]) -> ChangeRecord:
    """A record of files of the unit with their texts before and after."""
    return ChangeRecord(
        "1",
        "报告.docx",
        {
            f"content/2023/one/{name}.md": ReplacedFile(
                *(None if text is None else text.encode() for text in texts)
            )
            for name, texts in files.items()
        },
    )


@pytest.mark.parametrize(
    ("before", "after", "now", "restored", "how"),
    [
        (None, "甲\n", "甲\n", None, PutBack.REMOVED),
        (None, "甲\n", None, None, None),
        (None, "甲\n", "乙\n", "lines-changed-since", None),
        ("甲\n", None, None, "甲\n", PutBack.MADE_AGAIN),
        ("甲\n", None, "甲\n", "甲\n", None),
        ("甲\n", None, "乙\n", "file-back-since", None),
        ("甲\n", "乙\n", None, "file-gone-since", None),
        ("甲\n乙\n", "甲\n丙\n", "丁\n丙\n", "丁\n乙\n", PutBack.MERGED),
        ("甲\n", "乙\n", "甲\n", "甲\n", None),
    ],
)
def test_files_that_a_pull_made_or_removed(
    built: SmallProject,
    before: str | None,
    after: str | None,
    now: str | None,
    restored: str | None,
    how: PutBack | None,
) -> None:
    path = built.unit / "新.md"
    if now is not None:
        path.write_text(now, "utf-8")
    restoring = Restoring(Edition(Project(built.root), "2023"), built.unit)
    restoring.add(record_of(built, 新=(before, after)))
    if restoring.problems:
        assert codes(restoring.problems) == [restored]
        return
    restoring.write()
    assert (path.read_text("utf-8") if path.exists() else None) == restored
    assert list(restoring.put_back.values()) == ([how] if how else [])


@pytest.mark.parametrize("name", ["外.md", "content/2023/one/../two/文.md", "content/2023/外.md"])
def test_a_record_names_no_file_outside_of_its_unit(built: SmallProject, name: str) -> None:
    edition = Edition(Project(built.root), "2023")
    records = edition.changes("one")
    file = ReplacedFile(b"", b"")
    records.finish(records.begin(ChangeRecord("1", "甲.docx", {name: file})))
    (unit,) = undo_pull("2023", root=built.root)
    assert codes(unit.problems) == ["change-record"]


def test_a_record_that_is_damaged_costs_its_own_unit_alone(built: SmallProject) -> None:
    other = built.unit.with_name("two")
    shutil.copytree(built.unit, other)
    yaml = other / "report.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("名称: 报告", "名称: 乙"), "utf-8")
    built.render(jobs=1)
    office(built, *BOTH)
    office(built, *BOTH, path=built.output / "乙.docx")
    pulled(built)
    (record,) = (built.output / ".docgen" / "two" / "pulls").glob("*.zip")
    record.write_bytes(record.read_bytes()[:100])
    first, second = undo_pull("2023", root=built.root)
    assert (first.unit, first.problems, len(first.put_back)) == ("one", (), 3)
    (problem,) = second.problems
    assert (problem.code, problem.place) == (
        "change-record",
        Place("build/2023/.docgen/two/pulls/000001.zip"),
    )
    (second,) = undo_pull("2023", root=built.root)
    assert codes(second.problems) == ["change-record"]


def interrupted(project: SmallProject, stop: Callable[[Path], bool]) -> Files:
    """A pull whose process ended between two files; returns the content before it."""
    before = content(project)
    real, kept = Path.replace, list[Path]()

    def replace(path: Path, target: Path) -> Path:
        if stop(target):
            raise Killed
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr("docgen.runs.recorded_write.put_back_begun", lambda *_: kept.append(Path()))
        with pytest.raises(Killed):
            pull_files("2023", root=project.root)
    assert kept
    return before


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("file", [NARRATIVE, YAML, WORD])
@pytest.mark.parametrize("then", ["undo", "pull", "neither"])
def test_after_a_pull_that_was_stopped_between_two_files_there_is_no_half_of_it(
    built: SmallProject, file: str, then: str
) -> None:
    office(built, *BOTH)
    before = interrupted(built, lambda target: target == built.root / file)
    if then == "undo":
        undo_pull("2023", root=built.root)
        assert content(built) == before
        assert len(edits(built)) == 2
    elif then == "pull":
        pulled(built)
        assert b"".join(content(built).values()).decode().count("主要职责") == 1
        undone(built)
        assert content(built) == before
    else:
        put_back_interrupted(Edition(Project(built.root), "2023"), built.unit)
        assert content(built) == before
    assert list((built.output / ".docgen" / "one" / "pulls").glob("*.begun")) == []


def test_an_error_between_two_files_puts_the_first_back_at_once(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(built, *BOTH)
    before, data = content(built), (built.root / WORD).read_bytes()
    real, calls = Path.replace, list[Path]()

    def replace(path: Path, target: Path) -> Path:
        if target.suffix in (".md", ".yaml") and target not in calls:
            calls.append(target)
            if len(calls) == 2:
                raise PermissionError(13, "in use")  # as Windows does for a file that is open
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    (review,) = pull_files("2023", root=built.root)
    assert codes(review.problems) == ["file-held"]
    assert (content(built), (built.root / WORD).read_bytes()) == (before, data)
    with pytest.raises(UsageError, match="nothing-pulled"):
        undo_pull("2023", root=built.root)


def test_undoing_that_was_stopped_goes_on(built: SmallProject) -> None:
    office(built, *BOTH)
    before = content(built)
    pulled(built)
    after = content(built)
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target == built.root / YAML:
            raise Killed
        return real(path, target)

    for then in ("undo", "pull"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            with pytest.raises(Killed):
                undo_pull("2023", root=built.root)
        assert content(built) not in (before, after)
        if then == "undo":
            undone(built)
            assert content(built) == before
        pulled(built)
        assert content(built) == after


def test_where_lines_were_changed_after_a_stopped_pull_nothing_is_put_back(
    built: SmallProject,
) -> None:
    office(built, *BOTH)
    interrupted(built, lambda target: target == built.root / YAML)
    path = built.root / NARRATIVE
    path.write_text(path.read_text("utf-8").replace("主要", "首要"), "utf-8")
    changed = content(built)
    put_back_interrupted(Edition(Project(built.root), "2023"), built.unit)
    assert content(built) == changed
    assert refused(built) == [("lines-changed-since", Place(NARRATIVE, 1, 1))]
