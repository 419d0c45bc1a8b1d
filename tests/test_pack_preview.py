"""The preview of a pack: what it tells, what it writes, and whom it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import UsageError
from docgen.preview.pack_desk import PackDesk
from docgen.preview.pack_routes import PackContext, pack_routes
from docgen.preview.serve import ServeOptions, serve_pack
from docgen.project import Project
from docgen.scaffold.pack.draft import draft_pack
from tests.blank_forms import sections
from tests.preview_client import PreviewClient, served
from tests.told_blanks import without_tag

pytestmark = pytest.mark.slow

PACK = "sections"
WRITES = ("field", "settle", "clear", "undo", "redo")


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a pack that was just drafted, with one blank without a tag."""
    root = tmp_path_factory.mktemp("drafted")
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    sections().save(str(root / "form.docx"))
    draft_pack([root / "form.docx"], PACK, edition=2023, root=root)
    without_tag(root, PACK)
    return root


@pytest.fixture
def root(drafted: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    return shutil.copytree(drafted, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def client(root: Path) -> Iterator[PreviewClient]:
    with served(root, PACK) as found:
        yield found


def files(root: Path) -> dict[Path, bytes]:
    paths = [*(root / "word_templates").rglob("*"), *(root / "content").rglob("*")]
    return {path: path.read_bytes() for path in paths if path.is_file()}


def number(pack: Any, key: str) -> int:
    """The number of the blank of a field."""
    return [blank["key"] for blank in pack["blanks"]].index(key)


def sent(client: PreviewClient, action: str, **values: object) -> Any:
    return client.post(f"/api/pack/{action}", values).json


def test_a_name_a_type_and_a_formula_are_written_and_undone(
    root: Path, client: PreviewClient
) -> None:
    before, pack = files(root), client.get("/api/pack").json
    at = number(pack, "联系电话")
    wanted = {"name": "电话", "kind": "number", "options": "", "formula": "年度 - 1"}
    done = sent(client, "field", version=pack["version"], blank=at, **wanted)
    assert done["ok"], done
    blank = client.get("/api/pack").json["blanks"][at]
    assert {key: blank[key] for key in ("key", "kind", "formula")} == {
        "key": "电话",
        "kind": "number",
        "formula": "年度 - 1",
    }
    report = (root / "content/2023" / PACK / "report.yaml").read_text("utf-8")
    assert "电话" not in report  # a field that is computed is not typed
    after = files(root)
    for _ in range(3):
        assert sent(client, "undo")["ok"]
    assert files(root) == before
    for _ in range(3):
        assert sent(client, "redo")["ok"]
    assert files(root) == after


def test_a_blank_that_was_told_becomes_a_field_at_its_place(
    root: Path, client: PreviewClient
) -> None:
    pack = client.get("/api/pack").json
    (at,) = (n for n, blank in enumerate(pack["blanks"]) if blank["state"] == "told")
    assert pack["blanks"][at]["key"] == "资金测算.合计.备注"  # as is suggested
    place = {"version": pack["version"], "blank": at}
    wanted = {"name": pack["blanks"][at]["key"], "kind": "text", "options": "", "formula": ""}
    assert sent(client, "field", **place, **wanted)["ok"]
    blank = client.get("/api/pack").json["blanks"][at]
    assert (blank["key"], blank["state"]) == ("备注", "tagged")
    assert "合计:\n    备注:" in (root / "content/2023" / PACK / "report.yaml").read_text("utf-8")


def test_a_row_becomes_a_list_and_single_fields_again(root: Path, client: PreviewClient) -> None:
    pack = client.get("/api/pack").json
    places = [n for n, blank in enumerate(pack["blanks"]) if "债券资金 ›" in blank["name"]]
    assert len(places) == 3
    first = pack["blanks"][places[0]]
    wanted = {key: first[key] for key in ("kind", "options", "formula")} | {"name": first["key"]}
    for is_listed in (True, False):
        version = client.get("/api/pack").json["version"]
        at = {"version": version, "blank": places[0], "listed": is_listed}
        assert sent(client, "field", **at, **wanted)["ok"]
        blanks = client.get("/api/pack").json["blanks"]
        assert [blanks[place]["listed"] for place in places] == [is_listed] * 3
        assert [blank["state"] for blank in blanks] == [blank["state"] for blank in pack["blanks"]]
        report = (root / "content/2023" / PACK / "report.yaml").read_text("utf-8")
        assert ("债券资金:\n  - 上年实际" in report.replace("    -", "  -")) == is_listed


def test_a_blank_is_no_field_any_more_and_is_told(root: Path, client: PreviewClient) -> None:
    pack = client.get("/api/pack").json
    at = number(pack, "联系电话")
    assert sent(client, "clear", version=pack["version"], blank=at)["ok"]
    blank = client.get("/api/pack").json["blanks"][at]
    assert (blank["key"], blank["state"]) == ("项目基本信息.联系电话", "told")
    assert not any("联系电话" in name for name in _keys(root))


def _keys(root: Path) -> list[str]:
    names = ("schema.json", "pack.yaml")
    texts = [(root / "word_templates" / PACK / name).read_text("utf-8") for name in names]
    return [*texts, (root / "content/2023" / PACK / "report.yaml").read_text("utf-8")]


def test_what_was_looked_at_is_told_no_more(client: PreviewClient) -> None:
    pack = client.get("/api/pack").json
    (at,) = (n for n, blank in enumerate(pack["blanks"]) if blank["state"] == "told")
    assert sent(client, "settle", version=pack["version"], blank=at)["ok"]
    again = client.get("/api/pack").json
    assert again["blanks"] == [*pack["blanks"][:at], *pack["blanks"][at + 1 :]]
    assert sent(client, "undo")["ok"]
    assert client.get("/api/pack").json["blanks"] == pack["blanks"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"name": "项目名称"}, "项目名称"),
        ({"name": "a b"}, "a b"),
        ({"name": "{{ x }}"}, "{{ x }}"),
        ({"kind": "choice", "options": "一个"}, ""),
        ({"formula": "没有的字段 + 1"}, "没有的字段"),
        ({"formula": "1 +"}, ""),
    ],
)
def test_what_would_break_the_pack_is_refused_and_nothing_is_written(
    root: Path, client: PreviewClient, wanted: dict[str, str], code: str
) -> None:
    before, pack = files(root), client.get("/api/pack").json
    as_it_is = {"name": "联系电话", "kind": "text", "options": "", "formula": ""}
    at = {"version": pack["version"], "blank": number(pack, "联系电话")}
    done = sent(client, "field", **at, **{**as_it_is, **wanted})
    assert not done["ok"]
    assert all(told["message"] and told["hint"] for told in done["told"])
    assert code in "".join(told["message"] for told in done["told"])
    assert files(root) == before


def test_pictures_that_were_asked_for_before_a_correction_still_come(client: PreviewClient) -> None:
    pack = client.get("/api/pack").json
    path = f"/api/pack/pages/0.png?version={pack['version']}"
    before = client.get(path)
    for again in (200, 409):
        at = number(client.get("/api/pack").json, "联系电话" if again == 200 else "电话")
        version = client.get("/api/pack").json["version"]
        wanted = {
            "kind": "text",
            "options": "",
            "formula": "",
            "name": "电话" if again == 200 else "手机",
        }
        assert sent(client, "field", version=version, blank=at, **wanted)["ok"]
        assert client.get(path).status == again
    assert before.status == 200


def test_a_pack_that_was_changed_elsewhere_is_not_written_over(
    root: Path, client: PreviewClient
) -> None:
    pack = client.get("/api/pack").json
    path = root / "word_templates" / PACK / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "# 改过\n", "utf-8")
    before = files(root)
    at = {"version": pack["version"], "blank": number(pack, "联系电话")}
    assert not sent(client, "clear", **at)["ok"]
    assert files(root) == before


def test_without_its_token_or_from_another_page_nobody_gets_anything(
    root: Path, client: PreviewClient
) -> None:
    before = files(root)
    desk = PackDesk(Project(root), PACK)
    paths = [route.path.replace("{number}", "0") for route in pack_routes(PackContext(desk))]
    for path in (path for path in paths if path.startswith("/api/") and path != "/api/enter"):
        assert client.ask("GET", path).status == 403, path
        assert client.ask("POST", path, client.origin, b"{}").status == 403, path
    for action in WRITES:
        for origin in ("http://evil.example", f"http://127.0.0.1:{client.port + 1}"):
            headers = {**client.own, "Origin": origin, "Content-Type": "application/json"}
            assert client.ask("POST", f"/api/pack/{action}", headers, b"{}").status == 403
        assert client.get(f"/api/pack/{action}").status in (404, 405)
    assert client.get("/api/pack/pages/0.png?version=old").status == 409
    version = client.get("/api/pack").json["version"]
    assert client.get(f"/api/pack/pages/9.png?version={version}").status == 404
    assert client.post("/api/pack/field", {"kind": "anything"}).status == 400
    assert files(root) == before


def test_there_is_no_preview_of_a_pack_that_is_not_the_projects(root: Path) -> None:
    for name in ("nothing", "../content", "hunan-self-evaluation"):
        with pytest.raises(UsageError, match="unknown-pack"):
            serve_pack(name, ServeOptions(opens=False), lambda _: None, root=root)
