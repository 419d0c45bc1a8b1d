"""Writes the golden files again. Read what differs before you keep it."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.table import Table

from docgen import RenderOptions, render_edition
from tests.blank_forms import FORMS
from tests.blank_forms_of_packs import central_project_form
from tests.golden.drafts import FOLDER, draft_page, drafted
from tests.golden.small_forms import small_pages
from tests.support import ROOT, grid


def project_form() -> list[Table]:
    """The tables of the second pack's sample unit."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "word_templates", root / "word_templates")
        unit = ROOT / "tests" / "content" / "science-museum"
        shutil.copytree(unit, root / "content" / "2023" / unit.name)
        outcome = render_edition("2023", RenderOptions(make_pdf=False), root=root).outcomes[0]
        return docx.Document(str(outcome.docx)).tables


def main() -> None:
    with TemporaryDirectory() as folder:
        outcome = render_edition(
            "2023", RenderOptions(make_pdf=False), root=ROOT, out=Path(folder)
        ).outcomes[0]
        tables = docx.Document(str(outcome.docx)).tables
    dump = "\n\n".join(map(grid, tables)) + "\n"
    (Path(__file__).parent / "2023-grids.txt").write_text(dump, "utf-8")
    for name, build in {**FORMS, "central": central_project_form}.items():
        if name != "no_form":
            with TemporaryDirectory() as folder:
                page = draft_page(drafted(build(), name, Path(folder) / "new"))
            (FOLDER / f"{name}.txt").write_text(page, "utf-8")
    (FOLDER / "small-forms.txt").write_text("\n".join(small_pages()), "utf-8")
    grids = "\n\n".join(map(grid, project_form()))
    (Path(__file__).parent / "project-form-grids.txt").write_text(grids + "\n", "utf-8")


main()
