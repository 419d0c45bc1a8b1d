"""What is typed on the page, by HTTP: written where it belongs, and nowhere else."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from docx.document import Document

from tests.preview_client import PreviewClient, is_settled, served
from tests.support import SmallProject, small_project

pytestmark = pytest.mark.slow

REPORT = """\
模板: form
名称: 报告
数: '17'
表:
  - 名: 甲
    值: '1'
  - 名: 乙
    值: '2'
空: ''
"""
TEXT = "第一段说明情况。\n\n第二段有{{ 数 }}件。\n"
API = "/api/units/one"


def files_in(root: Path) -> SmallProject:
    """A unit with values, a list, a text, and a value that a formula gives."""
    project = small_project(root)
    pack = project.pack / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "derived:\n  双倍: 数 * 2\n", "utf-8")
    project.schema(
        数={"type": "number"},
        空={"type": "string"},
        narrative={
            "type": "object",
            "properties": {"文": {"type": "string", "contentMediaType": "text/markdown"}},
        },
    )
    project.template(
        "{{ 名称 }}",
        "数是{{ 数 }}，双倍是{{ 双倍 }}{{ 空 }}",
        "{%p for 行 in 表 %}",
        "{{ 行.名 }}有{{ 行.值 }}",
        "{%p endfor %}",
        "{{p narrative.文 }}",
    )
    (project.unit / "report.yaml").write_text(REPORT, "utf-8")
    project.content(TEXT, "narrative/文.md")
    return project


@pytest.fixture
def files(tmp_path: Path) -> SmallProject:
    """That unit."""
    return files_in(tmp_path)


@pytest.fixture
def client(files: SmallProject) -> Iterator[PreviewClient]:
    """A browser that has seen the pages of that unit."""
    with served(files.root) as found:
        unit = found.settled("one")
        assert unit["problems"] == [], unit["problems"]
        yield found


@pytest.fixture(scope="module")
def still_files(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The same unit beside what no edit of it may reach, for tests that change nothing."""
    project = files_in(tmp_path_factory.mktemp("project"))
    two = project.unit.with_name("two")
    two.mkdir()
    for path in (two / "report.yaml", project.root / "SECRET.yaml", project.root / "SECRET.txt"):
        path.write_text(REPORT, "utf-8")
    (project.unit / ".hidden.yaml").write_text(REPORT, "utf-8")
    return project


@pytest.fixture(scope="module")
def still_client(still_files: SmallProject) -> Iterator[PreviewClient]:
    """A browser that has seen its pages."""
    with served(still_files.root) as found:
        found.settled("one")
        yield found


def source_of(client: PreviewClient, text: str) -> Any:
    """The source of the first place where a text is printed, as a click on it asks."""
    unit = client.unit("one")
    for page in range(len(unit["pages"])):
        answer = client.get(f"{API}/pages/{page}.json").json
        for span in answer["spans"]:
            if text in span["text"]:
                offset = span["start"] + span["text"].index(text)
                found = client.get(
                    f"{API}/sources/{span['source']}?offset={offset}&map={answer['map']}"
                )
                return found.json
    raise AssertionError(text)


def typed(edit: dict[str, Any], new: str) -> dict[str, Any]:
    """What the page sends back when ``new`` is typed."""
    kept = {name: value for name, value in edit.items() if name not in ("text", "why")}
    return {**kept, "old": edit["text"], "new": new}


def after(client: PreviewClient, path: str, sent: object) -> Any:
    """The unit once its pages have what was sent."""
    answers = list[Any]()

    def act() -> None:
        answers.append(client.post(f"{API}/{path}", sent).json)
        assert answers[0]["ok"], answers[0]

    return client.until(
        "one",
        lambda unit: is_settled(unit) and unit["version"] > answers[0]["version"],
        act,
    )


def printed(client: PreviewClient) -> str:
    """The text of the first page."""
    spans = client.get(f"{API}/pages/0.json").json["spans"]
    return "".join(span["text"] for span in spans)


def texts(files: SmallProject) -> dict[str, str]:
    """The content, by the names of its files."""
    paths = sorted(files.unit.rglob("*.*"))
    return {path.relative_to(files.unit).as_posix(): path.read_text("utf-8") for path in paths}


def test_a_value_that_is_clicked_can_be_typed_over(
    files: SmallProject, client: PreviewClient
) -> None:
    source = source_of(client, "17")
    assert (source["kind"], source["file"], source["line"]) == (
        "typed",
        "content/2023/one/report.yaml",
        3,
    )
    assert source["link"].endswith("content/2023/one/report.yaml:3:5")
    assert source["link"].startswith("vscode://file/")
    assert len(source["uses"]) == 2  # in the sentence and in the text
    before = texts(files)
    unit = after(client, "edit", typed(source["edit"], "18"))
    assert texts(files) == before | {"report.yaml": REPORT.replace("17", "18")}
    assert "双倍是36" in printed(client)
    assert len(unit["changed"]) == 2
    assert (unit["can_undo"], unit["can_redo"]) == (True, False)
    undone = after(client, "undo", {})
    assert texts(files) == before
    assert (undone["can_undo"], undone["can_redo"]) == (False, True)
    after(client, "redo", {})
    assert texts(files)["report.yaml"] == REPORT.replace("17", "18")


def test_what_is_typed_otherwise_than_it_is_written_is_told(
    files: SmallProject, client: PreviewClient
) -> None:
    edit = source_of(client, "17")["edit"]
    answer = client.post(f"{API}/edit", typed(edit, "1,800.50")).json
    assert (answer["ok"], answer["meant"]) == (True, [{"typed": "1,800.50", "written": "1800.50"}])
    assert "数: '1800.50'" in texts(files)["report.yaml"]


def test_a_derived_value_names_its_formula_and_its_inputs(still_client: PreviewClient) -> None:
    source = source_of(still_client, "34")
    assert (source["kind"], source["formula"]) == ("derived", "双倍 = 数 * 2")
    (given,) = source["inputs"]
    assert (given["field"], given["value"], given["line"]) == ("数", "17", 3)
    assert source["edit"]["kind"] == "none"
    assert "数 * 2" in source["edit"]["why"]


def test_the_words_of_the_form_say_whose_they_are(still_client: PreviewClient) -> None:
    source = source_of(still_client, "数是")
    assert (source["kind"], source["file"]) == ("form", "")
    assert source["edit"] == {
        "kind": "none",
        "text": "",
        "why": "this is a text of the form; who keeps the template pack can change it",
    }


def test_a_paragraph_is_typed_over_as_it_is_typed(
    files: SmallProject, client: PreviewClient
) -> None:
    source = source_of(client, "第二段")
    edit = source["edit"]
    assert (source["kind"], edit["kind"], edit["line"], edit["block"]) == ("text", "block", 3, 1)
    assert edit["text"].strip() == "第二段有{{ 数 }}件。"
    before = texts(files)
    after(client, "edit", typed(edit, "第二段只有{{ 数 }}件。"))
    expected = {"narrative/文.md": TEXT.replace("段有", "段只有")}
    assert texts(files) == before | expected
    assert "第二段只有17件。" in printed(client)


def test_rows_are_added_deleted_and_moved(files: SmallProject, client: PreviewClient) -> None:
    source = source_of(client, "乙")
    assert source["row"] == {"list": "表", "number": 2, "count": 2}
    place = {name: source[name] for name in ("file", "line", "column")}
    number = client.unit("one")["map"]
    after(client, "rows", {**place, "action": "up", "map": number})
    assert printed(client).index("乙") < printed(client).index("甲")
    source = source_of(client, "甲")
    assert source["row"]["number"] == 2
    place = {name: source[name] for name in ("file", "line", "column")}
    after(client, "rows", {**place, "action": "delete", "map": client.unit("one")["map"]})
    source = source_of(client, "乙")
    place = {name: source[name] for name in ("file", "line", "column")}
    sent = {**place, "action": "add", "map": client.unit("one")["map"]}
    answer = client.post(f"{API}/rows", sent).json
    assert answer["place"] == {"file": source["file"], "line": place["line"] + 2, "column": 7}
    assert "甲" not in printed(client)
    assert "乙" in texts(files)["report.yaml"]


def test_an_edit_that_makes_an_error_is_refused(
    still_files: SmallProject, still_client: PreviewClient
) -> None:
    before, source = texts(still_files), source_of(still_client, "17")
    answer = still_client.post(f"{API}/edit", typed(source["edit"], "许多"))
    assert answer.status == 200
    assert not answer.json["ok"]
    assert answer.json["problem"]["severity"] == "error"
    assert "许多" in answer.json["problem"]["message"]
    assert texts(still_files) == before


def test_what_others_saved_meanwhile_is_kept(files: SmallProject, client: PreviewClient) -> None:
    """The page is older than the file: lines have moved since."""
    source = source_of(client, "17")
    path = files.unit / "report.yaml"
    others = "# 别人加的一行\n" + REPORT.replace("乙", "丙")
    path.write_text(others, "utf-8")
    after(client, "edit", typed(source["edit"], "18"))
    assert path.read_text("utf-8") == others.replace("17", "18")


def test_what_others_changed_themselves_is_not_overwritten(
    files: SmallProject, client: PreviewClient
) -> None:
    source = source_of(client, "17")
    path = files.unit / "report.yaml"
    others = REPORT.replace("17", "99")
    path.write_text(others, "utf-8")
    answer = client.post(f"{API}/edit", typed(source["edit"], "18")).json
    assert not answer["ok"]
    assert path.read_text("utf-8") == others


def test_a_page_that_nobody_remembers_edits_nothing(
    still_files: SmallProject, still_client: PreviewClient
) -> None:
    before, source = texts(still_files), source_of(still_client, "17")
    sent = typed({**source["edit"], "content": 999}, "18")
    answer = still_client.post(f"{API}/edit", sent)
    assert answer.status == 409
    assert answer.json == {"error": "the page has been renewed meanwhile"}
    assert texts(still_files) == before


@pytest.mark.parametrize(
    "file",
    [
        "SECRET.txt",
        "../SECRET.yaml",
        "content/2023/one/../two/report.yaml",
        "content/2023/two/report.yaml",
        "content/2023/one/../../../SECRET.yaml",
        "content/2023/one/.hidden.yaml",
        "content/2023/one/narrative/../../two/report.yaml",
        "word_templates/form/pack.yaml",
        "/etc/passwd",
        "",
        "content/2023/one",
    ],
)
def test_no_file_outside_of_the_unit_is_edited(
    still_files: SmallProject, still_client: PreviewClient, file: str
) -> None:
    everything = snapshot(still_files.root)
    sent = {"kind": "value", "file": file, "line": 3, "column": 4, "old": "17", "new": "18"}
    rows = {"file": file, "line": 5, "column": 8, "action": "delete"}
    chapter = {**sent, "kind": "block", "block": 0, "old": ""}
    for path, body in (("edit", sent), ("rows", rows), ("edit", chapter)):
        answer = still_client.post(f"{API}/{path}", body)
        assert answer.status in (200, 400)
        assert answer.status == 400 or not answer.json["ok"], (path, answer.json)
    assert snapshot(still_files.root) == everything


def test_no_link_leads_an_edit_outside(files: SmallProject, client: PreviewClient) -> None:
    outside = files.root / "outside"
    outside.mkdir()
    (outside / "facts.yaml").write_text("别的: '17'\n", "utf-8")
    (files.unit / "linked.yaml").symlink_to(outside / "facts.yaml")
    (files.unit / "linked").symlink_to(outside)
    before = snapshot(outside)
    for name in ("linked.yaml", "linked/facts.yaml"):
        place = {"file": f"content/2023/one/{name}", "line": 1, "column": 5}
        sent = {"kind": "value", **place, "old": "17", "new": "18", "insist": True}
        assert not client.post(f"{API}/edit", sent).json["ok"]
    assert snapshot(outside) == before


def snapshot(root: Path) -> dict[str, bytes]:
    """All files below a folder, but for what docgen keeps for itself."""
    paths = [path for path in root.rglob("*") if path.is_file() and "build" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    "change",
    [
        {"file": 7},
        {"file": None},
        {"line": "3"},
        {"line": -1},
        {"line": 10**12},
        {"line": True},
        {"line": 3.5},
        {"new": None},
        {"new": ["18"]},
        {"old": {}},
        {"kind": "file"},
        {"kind": "none"},
        {"block": -1},
        {"insist": "yes"},
        {"text_at": [1]},
        {"text_at": "3"},
        {"content": "2"},
        {"name": 1},
    ],
)
def test_what_has_another_type_is_refused(
    still_files: SmallProject, still_client: PreviewClient, change: dict[str, object]
) -> None:
    before = texts(still_files)
    sent = {
        "kind": "value",
        "file": "content/2023/one/report.yaml",
        "line": 3,
        "column": 4,
        "old": "17",
        "new": "18",
        **change,
    }
    assert still_client.post(f"{API}/edit", sent).status == 400
    assert texts(still_files) == before


def test_a_fix_is_applied_and_undone(files: SmallProject, client: PreviewClient) -> None:
    path = files.unit / "report.yaml"
    wrong = REPORT.replace("'17'", "１７")
    unit = client.until(
        "one", lambda unit: any(unit["problems"]), lambda: path.write_text(wrong, "utf-8")
    )
    (problem,) = (problem for problem in unit["problems"] if problem["fix"])
    after(client, "fix", {"id": problem["id"]})
    assert "数: 17\n" in path.read_text("utf-8")
    assert client.post(f"{API}/fix", {"id": problem["id"]}).status == 409
    assert client.post(f"{API}/undo", {}).json["ok"]
    assert path.read_text("utf-8") == wrong


def test_a_warning_is_waived_with_its_reason_and_the_waiver_is_taken_back(
    files: SmallProject, client: PreviewClient
) -> None:
    path = files.unit / "narrative" / "文.md"
    path.write_text("第一段。\n\n第二段２项。\n\n第三段３项。\n", "utf-8")
    unit = client.until("one", lambda unit: len(unit["problems"]) == 2, lambda: None)
    assert {problem["waiving"] for problem in unit["problems"]} == {"give"}
    number = client.post(f"{API}/waive", {"id": unit["problems"][1]["id"], "reason": " "})
    assert number.status == 400
    unit = after(client, "waive", {"id": unit["problems"][1]["id"], "reason": "原文: # 如此"})
    waiver = "例外:\n  - 规则: full-width\n    位置: narrative/文.md:5\n    理由: '原文: # 如此'\n"
    assert texts(files)["report.yaml"] == REPORT + waiver
    ((problem,), (waived,)) = unit["problems"], unit["waived"]
    assert (problem["line"], waived["line"], waived["reason"]) == (3, 5, "原文: # 如此")
    unit = after(client, "waive", {"id": problem["id"], "reason": "也是"})
    assert (unit["problems"], len(unit["waived"])) == ([], 2)
    path.write_text("第一段。\n\n第二段２项。\n", "utf-8")
    unit = client.until("one", lambda unit: len(unit["problems"]) == 1, lambda: None)
    (unused,) = unit["problems"]
    assert (unused["code"], unused["waiving"]) == ("exception-unused", "take")
    after(client, "unwaive", {"id": unused["id"]})
    assert "也是" in texts(files)["report.yaml"]
    unit = after(client, "unwaive", {"id": unit["waived"][0]["id"]})
    assert texts(files)["report.yaml"] == REPORT
    assert len(unit["problems"]) == 1
    assert client.post(f"{API}/unwaive", {"id": unit["problems"][0]["id"]}).status == 409
    assert client.post(f"{API}/undo", {}).json["ok"]
    assert "也是" in texts(files)["report.yaml"]


def test_a_blank_of_which_there_is_none_stays_blank_with_a_reason_and_is_asked_for_again(
    files: SmallProject, client: PreviewClient
) -> None:
    listed = f"{REPORT}待填写:\n  - report.yaml\n"
    (files.unit / "report.yaml").write_text(listed, "utf-8")
    unit = client.until("one", lambda unit: unit["blanks"] == 1, lambda: None)
    (blank,) = (problem for problem in unit["problems"] if problem["to_do"] == "blank")
    assert blank["waiving"] == "give"
    unit = after(client, "waive", {"id": blank["id"], "reason": "没有"})
    assert unit["blanks"] == 0
    assert [waived["reason"] for waived in unit["waived"]] == ["没有"]
    unit = after(client, "unwaive", {"id": unit["waived"][0]["id"]})
    assert unit["blanks"] == 1
    assert texts(files)["report.yaml"] == listed


def test_a_group_and_a_field_that_are_missing_are_typed_where_they_are_told(
    files: SmallProject,
) -> None:
    money = {"type": ["number", "null"]}
    group = {"type": "object", "properties": {"基本": money, "项目": money, "人": money}}
    files.schema(支出=group | {"required": ["基本", "项目"]}, 数={"type": "number"}, 空=money)
    schema = files.pack / "schema.json"
    given = json.loads(schema.read_text("utf-8"))
    schema.write_text(json.dumps(given | {"x-required": ["支出", "数"]}), "utf-8")

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}{{ 数 }}{{ 空 }}")
        cells = document.add_table(2, 2)._cells
        texts = ("项目", "{{ 支出.项目 }}", "基本（万元）", "{{ 支出.基本 }}")
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text

    files.part(write)
    report = "模板: form\n名称: 报告\n空:\n"
    (files.unit / "report.yaml").write_text(report, "utf-8")
    shutil.rmtree(files.unit / "narrative")
    with served(files.root) as client:
        unit = client.settled("one")
        edits = {problem["edit"]["name"]: problem for problem in unit["problems"]}
        assert {name: each["edit"]["kind"] for name, each in edits.items()} == {
            "支出": "group",
            "数": "value",
        }
        fields = edits["支出"]["edit"]["fields"]
        told = [(field["label"], field["hint"]) for field in fields]
        assert told == [("基本", "unit: 万元"), ("项目", "")]
        sent = {"id": edits["支出"]["id"], "values": ["五千", ""]}
        for wrong in (sent | {"values": ["1"]}, sent | {"id": edits["数"]["id"], "values": []}):
            assert client.post(f"{API}/group", wrong).status == 400
        answer = client.post(f"{API}/group", sent).json
        assert answer["meant"] == [{"typed": "五千", "written": "5000"}]
        assert texts(files)["report.yaml"] == report + "支出:\n  基本: 5000\n  项目:\n"
        lacking = edits["数"]["edit"]
        assert client.post(f"{API}/edit", typed(lacking, "7")).json["ok"]
        client.until("one", lambda unit: is_settled(unit) and not unit["problems"], lambda: None)
        assert source_of(client, "5000")["edit"]["hint"] == "unit: 万元"
        assert source_of(client, "报告")["edit"]["hint"] == ""


def test_saving_writes_what_render_writes(files: SmallProject, client: PreviewClient) -> None:
    assert client.unit("one")["saved"] is None
    assert client.get(f"{API}/report.docx").status == 404
    with client.events() as happened:
        answer = client.post(f"{API}/save", {"draft": False}).json
        assert answer["ok"], answer
        kinds = list[object]()
        while "office" not in kinds:
            kind, data = happened.get(timeout=60)
            kinds += [data["what"]] if kind == "unit" else []
    assert (answer["docx"], answer["pdf"]) == ("build/2023/报告.docx", "build/2023/报告.pdf")
    assert client.unit("one")["saved"] == {"docx": "报告.docx", "pdf": "报告.pdf"}
    docx, pdf = client.get(f"{API}/report.docx"), client.get(f"{API}/report.pdf")
    assert docx.body == (files.output / "报告.docx").read_bytes()
    assert zipfile.is_zipfile(io.BytesIO(docx.body))
    assert pdf.body == (files.output / "报告.pdf").read_bytes()
    kind, _, name = docx.headers["content-disposition"].partition("; filename*=UTF-8''")
    assert (kind, unquote(name)) == ("attachment", "报告.docx")
    assert docx.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"{API}/report.exe").status == 404
    assert client.get(f"{API}/report.yaml").status == 404


def test_a_report_that_is_a_link_is_not_given(files: SmallProject, client: PreviewClient) -> None:
    files.output.mkdir(parents=True)
    secret = files.root / "SECRET.docx"
    secret.write_bytes(b"SECRET")
    (files.output / "报告.docx").symlink_to(secret)
    assert client.get(f"{API}/report.docx").status == 404


def test_a_disagreement_stops_neither_pages_nor_a_draft(
    files: SmallProject, client: PreviewClient
) -> None:
    path, settings = files.unit / "report.yaml", files.pack / "pack.yaml"
    rule = "rules:\n  - {name: 不超过二十, require: 数 <= 20}\n"
    settings.write_text(settings.read_text("utf-8") + rule, "utf-8")
    shown = client.until(
        "one",
        lambda unit: is_settled(unit) and unit["errors"] > 0,
        lambda: path.write_text(REPORT.replace("17", "34"), "utf-8"),
    )
    assert (shown["state"], shown["draft"], shown["stale"]) == ("ready", True, False)
    assert not client.post(f"{API}/save", {"draft": False}).json["ok"]
    answer = client.post(f"{API}/save", {"draft": True}).json
    assert answer["ok"], answer
    assert (files.root / answer["docx"]).is_file()


def test_what_cannot_be_saved_is_told(files: SmallProject, client: PreviewClient) -> None:
    path = files.unit / "report.yaml"
    client.until(
        "one",
        lambda unit: unit["errors"] > 0,
        lambda: path.write_text(REPORT.replace("'17'", "许多"), "utf-8"),
    )
    answer = client.post(f"{API}/save", {"draft": False}).json
    assert not answer["ok"]
    assert answer["docx"] == ""
    assert answer["problems"]
    assert not (files.output / "报告.docx").exists()


def test_search_finds_what_is_printed_and_what_is_only_typed(still_client: PreviewClient) -> None:
    printed_hits = still_client.get("/api/search?q=%E7%AC%AC%E4%BA%8C%E6%AE%B5").json["hits"]
    (hit,) = printed_hits
    assert (hit["unit"], hit["page"], hit["file"].rpartition("/")[2], hit["line"]) == (
        "one",
        0,
        "文.md",
        3,
    )
    assert hit["box"]["width"] > 0
    assert hit["after"].startswith("有17件")
    (typed_only,) = still_client.get("/api/search?q=form&unit=one").json["hits"]
    assert (typed_only["page"], typed_only["box"], typed_only["line"]) == (None, None, 1)
    assert still_client.get("/api/search?q=form&unit=other").json == {"hits": []}
    assert still_client.get("/api/search?q=").json == {"hits": []}
    assert still_client.get("/api/search?q=(((").json == {"hits": []}


def test_problems_are_told_in_the_readers_language(
    files: SmallProject, client: PreviewClient
) -> None:
    path = files.unit / "report.yaml"
    path.write_text(REPORT + "没人用的: '1'\n", "utf-8")
    client.until("one", lambda unit: bool(unit["problems"]), lambda: None)
    told = {
        language: client.get(API, language).json["problems"][0]["message"]
        for language in ("en-GB,en;q=0.9", "zh-CN,zh;q=0.9,en;q=0.8", "fr,zh-TW;q=0.5,en;q=0.4")
    }
    english, chinese, taiwan = told.values()
    assert english.isascii() or "没人用的" in english
    assert chinese == taiwan != english
    assert client.get("/api/units/nobody", "zh").json == {"error": "没有这一项，或者已经不在了"}


def office_edit(path: Path, old: str, new: str) -> None:
    """The office types over something in the Word file."""
    document = docx.Document(str(path))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    assert runs
    runs[0].text = runs[0].text.replace(old, new)
    document.save(str(path))


def test_the_offices_edits_are_shown_taken_left_and_put_back(
    files: SmallProject, client: PreviewClient
) -> None:
    saved = client.post(f"{API}/save", {"draft": False}).json
    assert (saved["ok"], saved["undecided"]) == (True, 0)
    word = files.output / "报告.docx"
    assert client.get(f"{API}/office").json["edits"] == []
    with client.events() as happened:
        office_edit(word, "说明情况", "说明新情况")
        kinds = list[object]()
        while "office" not in kinds:
            kind, data = happened.get(timeout=60)
            kinds += [data["what"]] if kind == "unit" else []
    (edit,) = client.get(f"{API}/office").json["edits"]
    assert (edit["before"], edit["after"]) == ("第一段说明情况。", "第一段说明新情况。")
    assert edit["writable"]
    assert not edit["left"]
    assert [part["text"] for part in edit["parts"] if part["mark"] == "new"] == ["新"]
    assert edit["boxes"]
    assert client.post(f"{API}/save", {"draft": False}).json["undecided"] == 1
    ids = {"ids": [edit["id"]]}
    assert client.post(f"{API}/office", {**ids, "action": "leave"}).json["ok"]
    assert client.get(f"{API}/office").json["edits"][0]["left"]
    assert client.post(f"{API}/office", {**ids, "action": "ask-again"}).json["ok"]
    assert not client.get(f"{API}/office").json["edits"][0]["left"]
    after(client, "office", {**ids, "action": "take"})
    assert texts(files)["narrative/文.md"] == TEXT.replace("说明", "说明新")
    assert client.get(f"{API}/office").json["edits"] == []
    office_edit(word, "说明新情况", "不说明")
    (edit,) = client.get(f"{API}/office").json["edits"]
    answer = client.post(f"{API}/office", {"ids": [edit["id"]], "action": "put-back"}).json
    assert answer["ok"], answer
    assert client.get(f"{API}/office").json["edits"] == []
    assert "第一段说明新情况。" in [each.text for each in docx.Document(str(word)).paragraphs]
    assert texts(files)["narrative/文.md"] == TEXT.replace("说明", "说明新")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("office", {"ids": ["x"], "action": "burn"}),
        ("office", {"ids": "x", "action": "take"}),
        ("office", {"ids": [1], "action": "take"}),
        ("office", {"action": "take"}),
        ("office/conflict", {"id": "x", "choice": "mine"}),
        ("office/conflict", {"choice": "word"}),
        ("rows", {"file": "a.yaml", "line": 1, "column": 1, "action": "drop"}),
        ("save", {"draft": "yes"}),
        ("fix", {}),
    ],
)
def test_what_nobody_can_ask_for_is_refused(
    still_files: SmallProject, still_client: PreviewClient, path: str, sent: object
) -> None:
    before = snapshot(still_files.root)
    assert still_client.post(f"{API}/{path}", sent).status == 400
    assert snapshot(still_files.root) == before


def test_an_edit_of_the_office_that_is_not_there_is_refused(
    still_files: SmallProject, still_client: PreviewClient
) -> None:
    before = snapshot(still_files.root)
    for path, sent in (
        ("office", {"ids": ["nothing"], "action": "take"}),
        ("office", {"ids": ["nothing"], "action": "put-back"}),
        ("office/conflict", {"id": "nothing", "choice": "word"}),
    ):
        answer = still_client.post(f"{API}/{path}", sent)
        assert answer.status == 200
        assert not answer.json["ok"]
        assert answer.json["problem"]["message"]
    assert snapshot(still_files.root) == before
