"""The report that a unit was taken from, page beside page in the preview."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from docgen.preview import old_pages
from docgen.preview.old_pages import OldPages
from docgen.project import Project
from docgen.runs.edition import Edition
from docgen.runs.old_reports import keep_old_report, old_report
from docgen.scaffold.taken.take_report import take_report
from tests.doc_pages.scenes import old_report as typed_report
from tests.preview_client import PreviewClient, served
from tests.support import ROOT, SmallProject, needs_libreoffice

UNIT = "科技馆"


@pytest.mark.parametrize(
    ("old", "new", "beside"),
    [
        ("甲乙", "甲乙", [[0], [1]]),
        ("封甲乙", "甲乙", [[0, 1], [2]]),
        ("甲表乙", "甲乙", [[0, 1], [2]]),
        ("甲乙尾", "甲乙", [[0], [1, 2]]),
        ("甲", "封甲乙", [[], [0], []]),
        ("", "甲", [[]]),
        ("甲", "", []),
    ],
)
def test_each_old_page_stands_beside_its_new_one_or_behind_the_one_before(
    old: str, new: str, beside: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_pages, "page_texts", lambda pdf: [sign * 40 for sign in pdf.decode()])
    pages = OldPages("旧.docx", b"x", tuple(sign * 40 for sign in old))
    assert pages.beside(new.encode()) == beside


def test_the_report_is_kept_with_the_outputs_of_its_year(project: SmallProject) -> None:
    edition = Edition(Project(project.root), "2023")
    assert old_report(edition, "one") is None
    keep_old_report(edition, "one", "上年 报告.DOC", b"PK")
    kept = old_report(edition, "one")
    assert kept == project.output / ".docgen" / "one" / "taken" / "上年 报告.docx"
    assert kept.read_bytes() == b"PK"
    kept.unlink()
    kept.symlink_to(project.pack / "pack.yaml")
    assert old_report(edition, "one") is None


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    root = tmp_path_factory.mktemp("taken")
    typed_report(root)
    (root / "fonts").symlink_to(ROOT / "fonts")
    take_report(root / "report.docx", "central-project-form", UNIT, root=root)
    (root / "content/2023/other").mkdir()
    (root / "content/2023/other/report.yaml").write_text("模板: central-project-form\n", "utf-8")
    with served(root) as client:
        client.settled(UNIT)
        yield client


@needs_libreoffice
def test_the_page_gets_the_old_pages_and_beside_which_they_belong(page: PreviewClient) -> None:
    unit = page.unit(UNIT)
    assert unit["old"] == "report.docx"
    answer = page.get(f"/api/units/{UNIT}/old".replace(UNIT, "%E7%A7%91%E6%8A%80%E9%A6%86")).json
    count = len(unit["pages"])
    assert answer == {"name": "report.docx", "pages": count, "beside": [[n] for n in range(count)]}
    picture = page.get("/api/units/%E7%A7%91%E6%8A%80%E9%A6%86/old/0.png?scale=0.5")
    assert picture.headers["content-type"] == "image/png"
    width, height = Image.open(BytesIO(picture.body)).size
    assert (round(width / height, 2), width) == (round(210 / 297, 2), 298)


@needs_libreoffice
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("%E7%A7%91%E6%8A%80%E9%A6%86/old/99.png", 404),
        ("%E7%A7%91%E6%8A%80%E9%A6%86/old/0.png?scale=99", 400),
        ("other/old", 404),
        ("other/old/0.png", 404),
        ("nobody/old", 404),
    ],
)
def test_what_is_not_there_is_refused(page: PreviewClient, path: str, status: int) -> None:
    assert page.get(f"/api/units/{path}").status == status
    assert page.unit("other")["old"] == ""
