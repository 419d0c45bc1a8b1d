"""Packs with a blank that has no tag, whatever a draft names."""

from __future__ import annotations

from pathlib import Path

from docgen.project import Project
from docgen.scaffold.pack.edits.pack_editor import PackEditor
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank

KEYS = ("资金测算", "合计", "备注")
"""The field of the form ``sections`` that is taken out."""


def without_tag(root: Path, pack: str) -> None:
    """Takes the field of a pack out, if the draft has named it; its blank is told from then on."""
    editor = PackEditor(Project(root), pack)
    for blank in editor.blanks():
        if blank.keys == KEYS:
            assert editor.remove_field(blank).problem is None
    assert [blank for blank in editor.blanks() if is_told(blank)]


def is_told(blank: DraftedBlank) -> bool:
    """Whether a blank has no tag."""
    return blank.state == "told"
