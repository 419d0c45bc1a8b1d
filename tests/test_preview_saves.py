"""What a preview builds when something is saved, in whatever way, and what it shows meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from docgen.pdf import libreoffice
from tests.preview_client import PATIENCE, PreviewClient, is_settled, served
from tests.support import SmallProject, small_project

pytestmark = pytest.mark.slow

Save = Callable[[Path, str], None]


def in_place(path: Path, text: str) -> None:
    """As Notepad saves."""
    path.write_text(text, "utf-8")


def renamed(path: Path, text: str) -> None:
    """As VS Code and LibreOffice save: a new file is put in the place of the old one."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, "utf-8")
    new.replace(path)


def like_vim(path: Path, text: str) -> None:
    """As vim saves: the old file becomes a backup, which is removed at the end."""
    probe, backup = path.with_name("4913"), path.with_name(f"{path.name}~")
    probe.touch()
    probe.unlink()
    path.rename(backup)
    path.write_text(text, "utf-8")
    backup.unlink()


def in_pieces(path: Path, text: str) -> None:
    """As a slow program saves: the file is empty, then half there, then whole."""
    with path.open("w", encoding="utf-8") as file:
        for piece in (text[: len(text) // 2], text[len(text) // 2 :]):
            file.flush()
            os.fsync(file.fileno())
            file.write(piece)


def removed_and_written(path: Path, text: str) -> None:
    """As some programs for network drives save."""
    path.unlink()
    path.write_text(text, "utf-8")


SAVES = [in_place, renamed, like_vim, in_pieces, removed_and_written]


@pytest.fixture
def files(tmp_path: Path) -> SmallProject:
    """A project with one unit that prints a number and a name."""
    project = small_project(tmp_path)
    project.template("{{ 名称 }}", "数是{{ 数 }}")
    project.content("数: '0'\n")
    return project


@pytest.fixture
def client(files: SmallProject) -> Iterator[PreviewClient]:
    """A browser that has seen the pages of that unit."""
    with served(files.root) as found:
        found.settled("one")
        yield found


def report(number: object) -> str:
    """The content of the unit."""
    return f"模板: form\n名称: 报告\n数: '{number}'\n"


def printed(client: PreviewClient, unit: str = "one") -> str:
    """The text of all pages of a unit."""
    pages = range(len(client.unit(unit)["pages"]))
    spans_of = [
        client.get(f"/api/units/{quote(unit)}/pages/{page}.json").json["spans"] for page in pages
    ]
    return "".join(span["text"] for spans in spans_of for span in spans)


def shows(client: PreviewClient, text: str, unit: str = "one") -> Callable[[Any], bool]:
    """Whether the newest pages have a text."""
    return lambda seen: is_settled(seen) and text in printed(client, unit)


@pytest.mark.parametrize("save", SAVES)
def test_a_save_of_any_kind_renews_the_page(
    files: SmallProject, client: PreviewClient, save: Save
) -> None:
    before = client.unit("one")
    path = files.unit / "report.yaml"
    after = client.until("one", shows(client, "数是17"), lambda: save(path, report(17)))
    assert after["map"] > before["map"]
    assert after["pages"][0]["digest"] != before["pages"][0]["digest"]
    assert after["problems"] == []
    again = client.until("one", shows(client, "数是18"), lambda: save(path, report(18)))
    assert again["problems"] == []


def test_what_was_saved_last_is_marked(files: SmallProject, client: PreviewClient) -> None:
    path = files.unit / "report.yaml"
    seen = client.until("one", shows(client, "数是17"), lambda: in_place(path, report(17)))
    box = client.get("/api/search?q=17").json["hits"][0]["box"]
    (changed,) = seen["changed"]
    assert changed["page"] == box["page"] == 0
    assert changed["y"] == pytest.approx(box["y"])
    assert changed["x"] == pytest.approx(box["x"])


def test_fifty_saves_in_a_burst_give_one_last_page(
    files: SmallProject, client: PreviewClient
) -> None:
    path, first = files.unit / "report.yaml", client.unit("one")["map"]

    def burst() -> None:
        for number in range(1, 51):
            SAVES[number % len(SAVES)](path, report(1000 + number))

    last = client.until("one", shows(client, "数是1050"), burst)
    assert last["problems"] == []
    assert last["map"] - first < 25  # a burst is gathered: no build for each
    assert client.settled("one")["version"] == client.settled("one")["version"]
    assert "数是1050" in printed(client)


def test_a_save_that_changes_nothing_builds_nothing(
    files: SmallProject, client: PreviewClient
) -> None:
    path = files.unit / "report.yaml"
    before = client.unit("one")
    for save in SAVES:
        save(path, report(0))
    (files.pack / "pack.yaml").touch()
    # A second unit is built after whatever the first one was put in for.
    shutil.copytree(files.unit, files.unit.with_name("two"))
    client.settled("two")
    after = client.unit("one")
    assert (after["map"], after["version"]) == (before["map"], before["version"])


def test_the_last_good_pages_stay_while_a_build_fails(
    files: SmallProject, client: PreviewClient
) -> None:
    path, good = files.unit / "report.yaml", client.unit("one")
    failed = client.until(
        "one", lambda unit: unit["state"] == "failed", lambda: in_place(path, "名称: [\n")
    )
    assert failed["stale"]
    assert failed["errors"] > 0
    assert failed["pages"] == good["pages"]
    page = f"/api/units/one/pages/0.png?digest={good['pages'][0]['digest']}"
    assert client.get(page).body.startswith(b"\x89PNG")
    assert "数是0" in printed(client)
    mended = client.until("one", shows(client, "数是17"), lambda: in_place(path, report(17)))
    assert not mended["stale"]
    assert mended["errors"] == 0


def test_a_unit_with_blanks_has_the_pages_of_its_draft(
    files: SmallProject, client: PreviewClient
) -> None:
    files.schema(数={"type": ["number", "null"]})
    path = files.unit / "report.yaml"
    text = "模板: form\n名称: 报告\n数:\n待填写: [report.yaml]\n"
    draft = client.until(
        "one", lambda unit: is_settled(unit) and unit["draft"], lambda: in_place(path, text)
    )
    assert (draft["state"], draft["stale"]) == ("ready", False)
    assert (draft["blanks"], draft["errors"]) == (1, 0)
    (problem,) = draft["problems"]
    assert problem["to_do"] == "blank"
    assert problem["edit"]["kind"] == "value"
    assert len(problem["boxes"]) == 1
    assert "待填" in printed(client)
    whole = client.until("one", shows(client, "数是17"), lambda: in_place(path, report(17)))
    assert not whole["draft"]


def test_a_pack_that_changes_renews_all_units(files: SmallProject, client: PreviewClient) -> None:
    shutil.copytree(files.unit, files.unit.with_name("two"))
    client.settled("two")
    for unit in ("one", "two"):
        files.template("{{ 名称 }}", f"对{unit}来说数是{{{{ 数 }}}}")
        client.until(unit, shows(client, f"对{unit}来说数是0", unit), lambda: None)


def test_a_broken_pack_is_told_and_mended(files: SmallProject, client: PreviewClient) -> None:
    pack, good = files.pack / "pack.yaml", (files.pack / "pack.yaml").read_text("utf-8")
    broken = client.until(
        "one", lambda unit: unit["state"] == "failed", lambda: in_place(pack, "output: [\n")
    )
    assert broken["stale"]
    files_of_problems = {problem["file"] for problem in broken["problems"]}
    assert files_of_problems == {"word_templates/form/pack.yaml"}
    assert all(problem["edit"] is None for problem in broken["problems"])
    mended = client.until("one", is_settled_well, lambda: in_place(pack, good))
    assert mended["problems"] == []


def is_settled_well(unit: Any) -> bool:
    """Whether the pages of a unit are those of its content."""
    return is_settled(unit) and unit["state"] == "ready"


def test_a_preview_may_begin_with_a_broken_pack(files: SmallProject) -> None:
    in_place(files.pack / "pack.yaml", "output: [\n")
    with served(files.root) as client:
        unit = client.settled("one")
        assert (unit["state"], unit["pages"], unit["stale"]) == ("failed", [], False)
        assert unit["errors"] > 0


def rows_until(
    client: PreviewClient, seen: Callable[[set[str]], bool], act: Callable[[], object]
) -> set[str]:
    """The names of the units once they are as ``seen`` says, after ``act``."""
    with client.events() as happened:
        act()
        while not seen(names := set(client.rows())):
            assert happened.get(timeout=PATIENCE)[0] != "end"
    return names


def test_units_appear_are_renamed_and_removed(files: SmallProject, client: PreviewClient) -> None:
    two, three = files.unit.with_name("two"), files.unit.with_name("第三个单位")
    rows_until(client, lambda names: "two" in names, lambda: shutil.copytree(files.unit, two))
    assert "数是0" in printed_when_there(client, "two")
    rows_until(client, lambda names: names == {"one", three.name}, lambda: two.rename(three))
    assert client.get("/api/units/two").status == 404
    assert "数是0" in printed_when_there(client, three.name)
    rows_until(client, lambda names: names == {"one"}, lambda: shutil.rmtree(three))
    assert client.settled("one")["state"] == "ready"


def printed_when_there(client: PreviewClient, unit: str) -> str:
    """The text of a unit once it has pages."""
    client.settled(unit)
    return printed(client, unit)


def test_an_edition_without_units_waits_for_one(files: SmallProject, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    files.unit.rename(aside)
    with served(files.root) as client:
        assert client.rows() == {}
        rows_until(client, lambda names: names == {"one"}, lambda: aside.rename(files.unit))
        assert client.settled("one")["state"] == "ready"


def test_a_folder_of_content_that_is_replaced_is_watched_on(
    files: SmallProject, client: PreviewClient
) -> None:
    """As git and synchronised folders do it."""
    edition, other = files.unit.parent, files.root / "other"
    shutil.copytree(edition, other)
    in_place(other / "one" / "report.yaml", report(17))

    def exchange() -> None:
        edition.rename(files.root / "before")
        other.rename(edition)

    client.until("one", shows(client, "数是17"), exchange)
    path = files.unit / "report.yaml"
    client.until("one", shows(client, "数是18"), lambda: in_place(path, report(18)))


def test_the_unit_that_is_looked_at_is_built_before_others(files: SmallProject) -> None:
    for number in range(12):
        shutil.copytree(files.unit, files.unit.with_name(f"unit-{number:02}"))
    with served(files.root, unit="unit-11") as client, client.events() as happened:
        first = ""
        while not first:
            kind, data = happened.get(timeout=PATIENCE)
            first = data["unit"] if kind == "unit" and data["what"] == "pages" else ""
        assert first == "unit-11"
        assert client.get("/api/edition").json["chosen"] == "unit-11"
        assert client.settled("unit-05")["state"] == "ready"
        assert client.rows()["unit-06"]["pages"] == 0  # nobody has looked at it


def test_without_libreoffice_problems_are_shown(
    files: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    in_place(files.unit / "report.yaml", report(0) + "没人用的: '1'\n")
    with served(files.root) as client:
        unit = client.settled("one")
        codes = [problem["code"] for problem in unit["problems"]]
        assert {"no-converter", "unused-key"} <= set(codes)
        assert (unit["state"], unit["pages"]) == ("failed", [])
        told = next(problem for problem in unit["problems"] if problem["code"] == "no-converter")
        assert "LibreOffice" in told["message"]
        assert told["severity"] == "error"


def test_a_name_that_is_not_utf_8_keeps_nothing_from_being_noticed(
    files: SmallProject, client: PreviewClient
) -> None:
    """As old programs unpack Chinese names."""
    path = files.unit / "report.yaml"
    odd = os.fsencode(files.unit.parent) + "/说明.txt".encode("gbk")
    for number in (17, 18):
        Path(os.fsdecode(odd)).write_text(str(number), "utf-8")
        in_place(path, report(number))
        client.until("one", shows(client, f"数是{number}"), lambda: None)
    folder = os.fsdecode(os.fsencode(files.unit.parent) + "/单位".encode("gbk"))
    in_place(path, report(19))
    Path(folder).mkdir()
    (Path(folder) / "report.yaml").write_text(report(1), "utf-8")
    client.until("one", shows(client, "数是19"), lambda: None)
    with client.events() as happened:
        kind, rows = happened.get(timeout=PATIENCE)
    assert kind == "units"
    assert len(rows) == len(client.rows()) == 2


def test_problems_come_before_pages(files: SmallProject, client: PreviewClient) -> None:
    path = files.unit / "report.yaml"
    with client.events() as happened:
        in_place(path, report(17))
        kinds = list[str]()
        while "pages" not in kinds:
            kind, data = happened.get(timeout=PATIENCE)
            kinds += [data["what"]] if kind == "unit" else []
    assert next(kind for kind in kinds if kind != "office") == "problems"


def test_many_who_look_see_the_same(files: SmallProject, client: PreviewClient) -> None:
    """Pages are drawn, searched and clicked while others save."""
    failures = list[object]()

    def look() -> None:
        for _ in range(10):
            unit = client.unit("one")
            digest = unit["pages"][0]["digest"]
            for path in (
                f"pages/0.png?digest={digest}",
                "pages/0.json",
                f"sources/0?map={unit['map']}",
            ):
                answer = client.get(f"/api/units/one/{path}")
                if answer.status not in (200, 409):
                    failures.append((path, answer))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(5):
        in_place(files.unit / "report.yaml", report(100 + number))
    for thread in threads:
        thread.join(PATIENCE)
    assert failures == []
    assert client.until("one", shows(client, "数是104"), lambda: None)
