"""Content and packs of an older format are brought up, each unit and pack wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import check_edition, fix_edition, undo_fixes
from docgen.content.formats import CONTENT_FORMAT, Format, Texts, renamed
from docgen.diagnostics import Place, UsageError
from docgen.packs.pack_yaml import PACK_FORMAT
from docgen.project import Project
from docgen.runs import migrate as migrate_module
from docgen.runs.edition import Edition
from docgen.runs.migrate import Migrated, migrate
from docgen.runs.undo import undo_migration
from tests.support import PACK_YAML, SmallProject

OLD = "# 说明\r\n模板: form\r\n名称: '报告'   # 尾\r\n单位: \"某办\"\r\n"
NEW = "# 说明\r\n内容格式: 2\r\n模板: form\r\n名称: '报告'   # 尾\r\n单位名称: \"某办\"\r\n"


def long_names(texts: Texts) -> Texts:
    """Renames a key in all YAML files, and what names it in Markdown."""
    return {
        name: renamed(text, {"单位": "单位名称"})
        if name.endswith(".yaml")
        else text.replace("{{ 单位 }}", "{{ 单位名称 }}")
        for name, text in texts.items()
    }


def with_title(texts: Texts) -> Texts:
    """Renames a key of pack.yaml, as the packs of the first format would have had it."""
    return {"pack.yaml": renamed(texts["pack.yaml"], {"file name": "output"})}


@pytest.fixture
def second(request: pytest.FixtureRequest) -> Iterator[None]:
    """Content and packs have a second format."""
    CONTENT_FORMAT.migrations.append(long_names)
    PACK_FORMAT.migrations.append(with_title)
    yield
    for known in (CONTENT_FORMAT, PACK_FORMAT):
        known.migrations.clear()


@pytest.fixture
def old(project: SmallProject, second: None) -> SmallProject:
    """A project of before: two units, and a pack."""
    project.template("{{ 单位名称 }}", "{{p narrative.文 }}")
    project.content("", "narrative/文.md")
    (project.unit / "narrative/文.md").write_bytes("{{ 单位 }}的职责。\n".encode())
    (project.unit / "report.yaml").write_bytes(b"\xef\xbb\xbf" + OLD.encode())
    last = project.root / "content/2022/one/report.yaml"
    last.parent.mkdir(parents=True)
    last.write_text("模板: form\n名称: 报告\n单位: 某办\n", "utf-8")
    old_pack = PACK_YAML.replace("output:", "file name:")
    (project.pack / "pack.yaml").write_text(old_pack, "utf-8")
    return project


def bytes_of(project: SmallProject) -> dict[Path, bytes]:
    folders = (project.root / "content", project.root / "word_templates")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


def told(done: list[Migrated]) -> list[tuple[str, list[str]]]:
    return [(each.place.file, [problem.code for problem in each.problems]) for each in done]


def codes(project: SmallProject) -> list[tuple[str, Place]]:
    result = check_edition("2023", root=project.root, jobs=1)
    return [(problem.code, problem.place) for problem in result.all_problems()]


def test_older_content_is_refused_until_it_is_brought_up(old: SmallProject) -> None:
    place = Place("content/2023/one")
    assert codes(old) == [("format-older", place)]
    assert told(migrate(root=old.root)) == [
        ("word_templates/form", []),
        ("content/2022/one", []),
        ("content/2023/one", []),
    ]
    assert codes(old) == []
    assert (old.unit / "report.yaml").read_bytes() == b"\xef\xbb\xbf" + NEW.encode()
    assert (old.unit / "narrative/文.md").read_text("utf-8") == "{{ 单位名称 }}的职责。\n"
    pack = (old.pack / "pack.yaml").read_text("utf-8")
    assert pack == f"pack format: 2\n{PACK_YAML}"
    assert migrate(root=old.root) == []


def test_an_older_pack_and_older_content_of_last_year_are_told_by_the_content(
    old: SmallProject,
) -> None:
    migrate("2023", root=old.root)
    assert codes(old) == [("format-older", Place("word_templates/form/pack.yaml", 1, 1))]
    (old.pack / "pack.yaml").write_text(f"pack format: 2\n{PACK_YAML}", "utf-8")
    assert codes(old) == [("format-older", Place("content/2022/one"))]
    migrate("2022", root=old.root)
    assert codes(old) == []


def test_a_dry_run_says_the_same_and_writes_nothing(old: SmallProject) -> None:
    before = bytes_of(old)
    shown = migrate(root=old.root, dry_run=True)
    assert bytes_of(old) == before
    done = migrate(root=old.root)
    assert [each.files for each in shown] == [each.files for each in done]
    after = {name: file.after for each in shown for name, file in each.files.items()}
    now = bytes_of(old)
    assert after == {
        path.relative_to(old.root).as_posix(): data
        for path, data in now.items()
        if data != before[path]
    }


def test_undo_puts_the_content_back_and_not_what_check_fixed(old: SmallProject) -> None:
    before = bytes_of(old)
    migrate(root=old.root)
    with pytest.raises(UsageError):
        undo_fixes("2023", root=old.root)
    undone = undo_migration(root=old.root)
    assert [unit.problems for unit in undone] == [(), ()]
    packs = old.root / "word_templates"
    now = bytes_of(old)
    assert {path for path in before if before[path] != now[path]} == {packs / "form/pack.yaml"}
    with pytest.raises(UsageError) as caught:
        undo_migration("2023", root=old.root)
    assert caught.value.problem.code == "nothing-migrated"


def test_fixes_of_before_are_not_undone_by_it(old: SmallProject) -> None:
    (old.unit / "narrative/文.md").write_bytes("{{ 单位 }}的职责。\n".encode("gbk"))
    with pytest.raises(UsageError):
        undo_migration(root=old.root)
    fix_edition("2023", root=old.root, jobs=1)
    assert (old.unit / "narrative/文.md").read_text("utf-8") == "{{ 单位 }}的职责。\n"
    with pytest.raises(UsageError):
        undo_migration(root=old.root)


def test_a_unit_that_cannot_be_read_stays_and_the_others_are_brought_up(
    old: SmallProject,
) -> None:
    other = old.root / "content/2023/two/report.yaml"
    other.parent.mkdir()
    other.write_text("模板: form\n名称: {\n", "utf-8")
    before = other.read_bytes()
    (old.unit.parent / "three").mkdir()
    bad = old.unit.parent / "three/文.yaml"
    bad.write_bytes("模板: form\n名称: 报告\n".encode("gbk"))
    done = dict(told(migrate(root=old.root)))
    assert done["content/2023/one"] == []
    assert done["content/2023/two"] == ["yaml-syntax"]
    assert done["content/2023/three"] == ["not-utf-8"]
    assert other.read_bytes() == before
    assert bad.read_bytes() == "模板: form\n名称: 报告\n".encode("gbk")


def test_content_and_packs_of_the_future_stay_and_are_told(old: SmallProject) -> None:
    (old.unit / "report.yaml").write_text("内容格式: 3\n模板: form\n", "utf-8")
    (old.pack / "pack.yaml").write_text("pack format: 4\n", "utf-8")
    before = bytes_of(old)
    done = dict(told(migrate(root=old.root)))
    assert done == {
        "word_templates/form": ["format-newer"],
        "content/2022/one": [],
        "content/2023/one": ["format-newer"],
    }
    now = bytes_of(old)
    assert {path for path in now if now[path] != before[path]} == {
        old.root / "content/2022/one/report.yaml"
    }


def test_what_a_migration_breaks_is_not_written(old: SmallProject) -> None:
    CONTENT_FORMAT.migrations.append(lambda texts: {"report.yaml": "甲: {\n"})
    PACK_FORMAT.migrations.append(lambda texts: {"pack.yaml": "output: '\n"})
    before = bytes_of(old)
    assert told(migrate(root=old.root)) == [
        ("word_templates/form", ["not-migrated"]),
        ("content/2022/one", ["not-migrated"]),
        ("content/2023/one", ["not-migrated"]),
    ]
    assert bytes_of(old) == before


def test_content_that_is_saved_meanwhile_is_not_overwritten(
    old: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = migrate_module._plan

    def saving(of: Format, folder: Path, *others: object) -> Migrated | None:
        planned = plan(of, folder, *others)  # type: ignore[arg-type]
        if folder == old.unit:
            (folder / "report.yaml").write_text("模板: form\n名称: 新存的\n", "utf-8")
        return planned

    monkeypatch.setattr(migrate_module, "_plan", saving)
    done = dict(told(migrate(root=old.root)))
    assert done["content/2023/one"] == ["content-moved"]
    assert (old.unit / "report.yaml").read_text("utf-8") == "模板: form\n名称: 新存的\n"
    assert (old.unit / "narrative/文.md").read_text("utf-8") == "{{ 单位 }}的职责。\n"


def test_a_unit_is_written_wholly_or_not(old: SmallProject) -> None:
    CONTENT_FORMAT.migrations.append(lambda texts: {"新/文.md": "文\n"})
    (old.unit / "新").write_text("", "utf-8")  # a file, where a folder would have to be
    before = bytes_of(old)
    done = dict(told(migrate("2023", root=old.root)))
    assert done["content/2023/one"] == ["write-failed"]
    assert bytes_of(old) == before


class Killed(BaseException):
    """Nothing catches it, as nothing catches the end of the process."""


@pytest.mark.parametrize("steps", range(3))
def test_a_pack_whose_migration_was_stopped_is_brought_up_by_the_next_run(
    old: SmallProject, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    def with_long_titles(texts: Texts) -> Texts:
        schema = texts["schema.json"].replace("单位", "单位名称")
        return {**with_title(texts), "schema.json": schema, "z.yaml": "新: 1\n"}

    PACK_FORMAT.migrations[:] = [with_long_titles]
    (old.pack / "schema.json").write_text('{"title": "单位"}', "utf-8")
    replace, done = Path.replace, list[Path]()

    def killed(path: Path, target: Path) -> Path:
        if len(done) == steps:
            raise Killed
        done.append(target)
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            migrate(root=old.root)
    assert migrate(root=old.root)[0].place.file == "word_templates/form"
    assert (old.pack / "pack.yaml").read_text("utf-8") == f"pack format: 2\n{PACK_YAML}"
    assert "单位名称" in (old.pack / "schema.json").read_text("utf-8")
    assert (old.pack / "z.yaml").is_file()


def test_an_edition_that_does_not_exist_or_is_empty(old: SmallProject) -> None:
    (old.root / "content/2021").mkdir()
    assert len(migrate(root=old.root, dry_run=True)) == 3
    for edition in ("2021", "2020"):
        with pytest.raises(UsageError):
            migrate(edition, root=old.root)


def test_what_is_begun_has_the_number(old: SmallProject) -> None:
    from docgen.scaffold.content.new_edition import carry_edition, start_unit

    migrate(root=old.root)
    carried = carry_edition("2024", "2023", root=old.root)
    begun = start_unit("2024", "form", "two", root=old.root)
    assert not carried[0].problems
    for unit in (carried[0].folder, begun.folder):
        assert "内容格式: 2\n" in (unit / "report.yaml").read_text("utf-8").replace("\r", "")
    assert Project(old.root).unit_folders("2024") == Edition(Project(old.root), "2024").units()
    assert migrate(root=old.root) == []
