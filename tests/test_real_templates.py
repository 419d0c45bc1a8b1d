"""The templates of the real packs: lint, outline, and docxtpl's own rendering of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from benchmarks.peer import Peer, bound, filled
from docgen.content.values import Items
from docgen.diagnostics import Problems, Severity
from docgen.packs.expressions import as_text, new_environment
from docgen.project import Project
from docgen.templates.fill_context import FillContext
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from docgen.templates.template import compile_template
from docgen.wording.pack_lines import outline_lines
from tests.likeness import (
    by_docxtpl,
    first_difference,
    with_section_at_end,
    without_kept_rows,
    without_merges,
)
from tests.support import PACK, ROOT, UNIT, whole_project


@pytest.mark.parametrize("pack", Project(ROOT).pack_names())
def test_the_real_packs_have_no_fault(pack: str) -> None:
    assert lint_pack(pack, root=ROOT) == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("require: 实际在职人数 <=", "require: 在职人数 <=", "在职人数"),
        ("实际完成值 | attained(", "实际完成 | attained(", "实际完成"),
        ("total(公车购置, ", "total(公车购买, ", "公车购买"),
        ("require: 本年决算数 <= 本年", "require: 今年决算 <= 本年", "今年决算"),
        ("repeat: 项目 in projects", "repeat: 项目 in 项目们", "项目们"),
        ("kept: [封面.", "kept: [封底.", "封底.部门（单位）名称"),
        ("carried: {上年决算数: 本年决算数}", "carried: {上年决算数: 去年决算数}", "去年决算数"),
    ],
)
def test_a_wrong_name_in_the_real_pack_is_found(
    tmp_path: Path, old: str, new: str, name: str
) -> None:
    path = whole_project(tmp_path) / "word_templates/hunan-self-evaluation/pack.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = lint_pack("hunan-self-evaluation", root=tmp_path)
    (problem,) = (problem for problem in found if problem.severity is Severity.ERROR)
    assert problem.code in ("pack-no-field", "template-no-field")
    assert problem.words.get("name", problem.words.get("field", "")).endswith(name)


@pytest.mark.parametrize("pack", Project(ROOT).pack_names())
def test_every_placeholder_of_a_real_pack_is_filled_by_a_field_of_its_schema(pack: str) -> None:
    outline = outline_pack(pack, root=ROOT)
    assert outline.problems == ()
    assert len(outline.uses) > 15
    assert all(read.known and not read.no_list for use in outline.uses for read in use.reads)
    without = {use.placeholder.tag for use in outline.uses if not use.paths}
    assert without <= {'{{ "绩效指标" | merge }}', "{%p if loop.first %}", "{{ loop.index }}"}


def test_it_is_told_in_words_of_both_languages(tmp_path: Path) -> None:
    outline = outline_pack("hunan-self-evaluation", root=whole_project(tmp_path))
    english, chinese = ("\n".join(outline_lines(outline, language)) for language in ("en", "zh"))
    assert (
        "  table 1, row 6, cell 4, 「其中：公车购置」 × 「{{ 年度 }}年决算数」\n"
        "      value ← 经费控制情况.公车购置.本年决算数\n"
    ) in english
    assert "循环（整个部分） ← projects\n" in chinese
    assert "值 ← 年度预算申请.执行率（推算）\n" in chinese


# The reference pack. Its Markdown slots are handed to docxtpl as finished XML, and docgen's filters
# as Python's; cells that merge, and rows that may break, have no like in docxtpl.

UNITS = [
    UNIT,
    ROOT / "tests" / "content" / "small-office",
    ROOT / "tests" / "content" / "large-office",
]
PARTS = sorted(path.stem for path in PACK.glob("*.docx"))


@pytest.mark.parametrize("folder", UNITS, ids=lambda folder: folder.name)
def test_the_reference_pack_as_a_whole(folder: Path, tmp_path: Path) -> None:
    unit, pack, template = bound(folder, "2023", Project(ROOT))
    own, peer = filled(template, unit.data), Peer(pack, template, tmp_path)
    theirs = peer.render(unit.data, peer.environment(unit.data))
    unlike = (without_merges, without_kept_rows, with_section_at_end)
    assert first_difference(own, theirs, *unlike) == ""


@pytest.mark.parametrize("name", PARTS)
def test_each_part_of_the_reference_pack(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """docxtpl gets the part as it lies in the pack, not as docgen has prepared it."""
    unit, pack, _ = bound(UNIT, "2023", Project(ROOT))
    projects = unit.data["projects"]
    assert isinstance(projects, Items)
    del projects[1:]
    (part,) = (part for part in pack.parts if part.path.stem == name)
    template = compile_template(replace(pack, parts=(part,)), Problems())
    assert template is not None
    slots: dict[int, int] = {}

    class SlotRecorder(FillContext):
        def slot(self, value: object, number: int) -> str:
            slots[id(value)] = number
            return super().slot(value, number)

    monkeypatch.setattr("docgen.templates.fill.FillContext", SlotRecorder)
    own = filled(template, unit.data)
    filling = FillContext(template.styles, template.sites, {})

    def printed(value: object) -> object:
        if id(value) in slots:
            return Markup(filling.slot(value, slots[id(value)]))
        return value if isinstance(value, Markup) else as_text(value)

    environment = new_environment(autoescape=True, finalize=printed)
    environment.filters["merge"] = lambda value: value
    values = {**unit.data, "项目": projects[0], "loop": {"first": True}}
    theirs = by_docxtpl(part.path, values, environment)
    assert slots or name == "annex-1-base-data"
    assert first_difference(own, theirs, without_merges, without_kept_rows) == ""
