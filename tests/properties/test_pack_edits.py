"""Corrections of drafted packs: one and its contrary change nothing; any keep the pack sound."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx.document import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Problems
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.runs.render import RenderOptions, render_edition
from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.pack.edits.pack_editor import PackEdit, PackEditor
from docgen.scaffold.pack.report.draft_notes import read_notes
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, Kind, blanks_of
from docgen.templates.lint.pack_faults import lint_pack
from tests import blank_forms
from tests.properties.few import FEW

pytestmark = pytest.mark.slow

FORMS: dict[str, Callable[[], Document]] = {
    name: getattr(blank_forms, name)
    for name in ("side_by_side", "label_above", "checkboxes", "running_text", "nested", "sections")
}
PACK = "corrected"
KINDS: tuple[Kind, ...] = ("text", "number", "prose", "choice")
NAMES = ("新的名称", "水、电费", "2_其他", "说明")


def drafted(root: Path, form: str) -> PackEditor:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    FORMS[form]().save(str(root / "form.docx"))
    draft_pack([root / "form.docx"], PACK, edition=2023, root=root)
    return PackEditor(Project(root), PACK)


def blanks(editor: PackEditor) -> tuple[DraftedBlank, ...]:
    """The blanks of the pack but the edition's year, which nobody types."""
    problems = Problems()
    pack = load_pack(editor.folder, editor.project.root, problems)
    assert pack is not None, list(problems)
    found = blanks_of(pack, read_notes(editor.project, PACK), problems).blanks
    return tuple(blank for blank in found if blank.kind != "year")


def files(editor: PackEditor) -> dict[str, bytes]:
    """All of the pack and of its units."""
    root = editor.project.root
    paths = [path for name in ("word_templates", "content") for path in (root / name).rglob("*")]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths if path.is_file()}


STEP = 4 if "DOCGEN_EXAMPLES" in os.environ else 9
"""Each so-many-th blank gets another name: it takes a second."""


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_given_back_leaves_no_trace(form: str, tmp_path: Path) -> None:
    editor = drafted(tmp_path, form)
    before, tried = files(editor), 0
    for number, blank in enumerate(blanks(editor)):
        if blank.state == "told" or number % STEP:
            continue
        assert editor.rename(blank, "新的名称").problem is None, blank.path
        renamed = blanks(editor)[number]
        assert renamed.path.endswith("新的名称")
        assert editor.rename(renamed, blank.path.rpartition(".")[2]).problem is None, blank.path
        assert files(editor) == before, blank.path
        tried += 1
    assert tried


@settings(FEW, phases=(Phase.explicit, Phase.generate))
@given(st.sampled_from(list(FORMS)), st.data())
def test_any_corrections_leave_a_pack_that_is_sound_and_prints(
    form: str, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        editor = drafted(Path(folder).resolve(), form)
        states = [files(editor)]
        for _ in range(data.draw(st.integers(1, 5))):
            edit = data.draw(st.sampled_from(list(corrections(editor))))
            if edit[1]().files:
                states.append(files(editor))
            assert files(editor) == states[-1], edit[0]
        assert [str(problem) for problem in lint_pack(PACK, root=editor.project.root)] == []
        options = RenderOptions(units=[PACK], jobs=1, make_pdf=False)
        result = render_edition("2023", options, root=editor.project.root)
        assert not any(problem.is_error for problem in result.all_problems())
        for state in reversed(states[:-1]):
            assert editor.undo().problem is None
            assert files(editor) == state


def corrections(editor: PackEditor) -> Iterator[tuple[str, Callable[[], PackEdit]]]:
    """Corrections of each kind of each blank, those included that are refused."""
    for blank in blanks(editor):
        path = blank.path
        if blank.state == "told":
            for name in NAMES:
                yield f"make {name}", partial(editor.make_field, blank, name)
            continue
        for name in NAMES:
            yield f"{path} is called {name}", partial(editor.rename, blank, name)
        for kind in KINDS:
            options = "甲、乙" if kind == "choice" else ""
            yield f"{path} is {kind}", partial(editor.retype, blank, kind, options)
        for formula in ("", "1 + 1", "年度 - 1", path, "没有的字段"):
            yield f"{path} = {formula}", partial(editor.set_formula, blank, formula)
        for is_listed in (True, False):
            change = partial(editor.set_listed, blank, is_listed=is_listed)
            yield f"{path} is {'' if is_listed else 'not '}listed", change
        yield f"no {path}", partial(editor.remove_field, blank)
        yield f"{path} is right", partial(editor.settle, blank)
