"""A pack read from its folder: its parts, its schema, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import ExitCode, Place
from docgen.packs.pack import Pack, load_pack
from docgen.packs.pack_yaml import pack_schema_text
from tests.unit.helpers import collect
from tests.unit.packs.nodes import said

START = "output: 报告\nproperties: {title: 题, author: 某, date: 今}\n"
SOUND = f"{START}parts:\n  - {{file: form.docx}}\n"


def loaded(
    root: Path, text: str | None = SOUND, schema: str | None = None, *, partial: bool = False
) -> tuple[Pack | None, list[str]]:
    """The pack ``packs/form`` with these files, and what is said."""
    folder = root / "packs" / "form"
    folder.mkdir(parents=True)
    (folder / "form.docx").touch()
    for name, content in (("pack.yaml", text), ("schema.json", schema)):
        if content is not None:
            (folder / name).write_text(content, "utf-8")
    problems = collect()
    pack = load_pack(folder, root, problems, partial=partial)
    assert {problem.place.file for problem in problems} <= {
        "packs/form/pack.yaml",
        "packs/form/schema.json",
    }
    return pack, said(problems)


def test_a_sound_pack(tmp_path: Path) -> None:
    pack, problems = loaded(tmp_path, schema='{"type": "object"}')
    assert problems == []
    assert pack is not None
    assert (pack.name, pack.place) == ("form", Place("packs/form/pack.yaml", 1, 1))
    assert (pack.output, pack.properties.title, pack.schema) == ("报告", "题", {"type": "object"})
    (part,) = pack.parts
    assert part.path == tmp_path / "packs" / "form" / "form.docx"
    assert (part.name, part.loop) == ("packs/form/form.docx", None)
    assert (pack.derived, pack.rules, pack.format) == ((), (), None)


def test_without_a_schema_anything_is_right(tmp_path: Path) -> None:
    pack, problems = loaded(tmp_path)
    assert pack is not None
    assert (pack.schema, problems) == ({}, [])


@pytest.mark.parametrize(
    ("typed", "loop"),
    [
        ("项目 in projects", ("项目", "projects")),
        (" 项 in  组.列 | list ", ("项", "组.列 | list")),
    ],
)
def test_a_part_is_repeated(tmp_path: Path, typed: str, loop: tuple[str, str]) -> None:
    text = SOUND.replace("{file", f"{{repeat: '{typed}', file")
    pack, problems = loaded(tmp_path, text)
    assert problems == []
    assert pack is not None
    assert pack.parts[0].loop == loop


@pytest.mark.parametrize("name", ["没有.docx", "sub/form.docx", "../form/form.docx", "字" * 300])
def test_a_part_is_a_file_in_the_folder(tmp_path: Path, name: str) -> None:
    pack, problems = loaded(tmp_path, SOUND.replace("form.docx", name))
    assert problems == [f"4:12 no-part file={name} pack"]
    assert pack is None


def test_after_errors_there_is_only_a_partial_pack(tmp_path: Path) -> None:
    text = SOUND.replace("form.docx", "没有.docx")
    pack, problems = loaded(tmp_path / "partial", text, partial=True)
    assert problems == ["4:12 no-part file=没有.docx pack"]
    assert pack is not None
    assert [part.path.name for part in pack.parts] == ["没有.docx"]


def test_without_pack_yaml_there_is_no_pack(tmp_path: Path) -> None:
    for number, partial in enumerate((False, True)):
        pack, problems = loaded(tmp_path / str(number), None, partial=partial)
        assert pack is None
        assert len(problems) == 1
        assert problems[0].startswith("0:0 ")
        assert problems[0].endswith(" pack")


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ('{"type":\n  "object",,}', "2:12 json-syntax reason="),
        ("[" * 100_000, "1:1 json-syntax reason=nested too deeply pack"),
        ('{"a": ' * 300 + "1" + "}" * 300, "1:1 json-syntax reason=nested too deeply pack"),
        ("[]", "1:1 schema-invalid reason={…} pack"),
        ("3", "1:1 schema-invalid reason={…} pack"),
    ],
)
def test_a_schema_that_is_none_is_told(tmp_path: Path, schema: str, wanted: str) -> None:
    pack, problems = loaded(tmp_path, schema=schema, partial=True)
    assert len(problems) == 1
    assert problems[0].startswith(wanted)
    assert problems[0].endswith(" pack")
    assert pack is not None
    assert pack.schema == {}


def test_formulas_are_in_order_with_their_places(tmp_path: Path) -> None:
    pack, problems = loaded(tmp_path, f"{SOUND}derived:\n  组.甲: 乙 + 1\n  丙: 2\n")
    assert problems == []
    assert pack is not None
    assert [
        (field.field, field.formula, field.place.line, field.place.column) for field in pack.derived
    ] == [
        ("组.甲", "乙 + 1", 6, 3),
        ("丙", "2", 7, 3),
    ]


def test_a_blank_or_wrong_group_of_formulas_is_none(tmp_path: Path) -> None:
    pack, problems = loaded(tmp_path / "blank", f"{SOUND}derived:\n")
    assert pack is not None
    assert (pack.derived, problems) == ((), [])
    pack, problems = loaded(tmp_path / "text", f"{SOUND}derived: 甲\n", partial=True)
    assert problems == ["5:10 wrong-type wanted=object value=甲 field=derived pack"]
    assert pack is not None
    assert pack.derived == ()


def test_a_misspelt_key_is_one_fault_and_faults_are_in_order(tmp_path: Path) -> None:
    text = SOUND.replace("output:", "outptu:").replace("title: 题", "titel: 题, author2: 3")
    _, problems = loaded(tmp_path, f"{text}rule: []\n")
    assert [words.split()[:3] for words in problems] == [
        ["1:1", "pack-key", "key=outptu"],
        ["2:14", "pack-key", "key=titel"],
        ["2:24", "pack-key", "key=author2"],
        ["5:1", "pack-key", "key=rule"],
    ]


def test_the_schema_of_pack_yaml_lies_beside_its_module() -> None:
    assert pack_schema_text().startswith("{")


@pytest.mark.parametrize("name", ["form.docx", "pack.yaml", "schema.json"])
def test_a_file_that_is_a_link_out_of_the_project_is_told_and_not_read(
    tmp_path: Path, name: str
) -> None:
    root = tmp_path / "project"
    outside = tmp_path / "outside"
    loaded(root, schema="{}")
    file = root / "packs" / "form" / name
    file.rename(outside)
    file.symlink_to(outside)
    problems = collect()
    pack = load_pack(file.parent, root, problems, partial=True)
    assert [(problem.code, problem.exit_code) for problem in problems] == [
        ("link-outside", ExitCode.TEMPLATE)
    ]
    assert pack is None or not (name == "form.docx" and pack.parts)


def test_links_within_the_project_and_a_packs_folder_as_a_link_are_followed(
    tmp_path: Path,
) -> None:
    loaded(tmp_path / "elsewhere", schema="{}")
    packs = tmp_path / "project" / "packs"
    packs.mkdir(parents=True)
    (packs / "form").symlink_to(tmp_path / "elsewhere" / "packs" / "form")
    (packs / "form" / "schema.json").rename(packs / "schema.json")
    (packs / "form" / "schema.json").symlink_to(packs / "schema.json")
    problems = collect()
    assert load_pack(packs / "form", packs.parent, problems) is not None
    assert list(problems) == []


def test_derived_fields_stand_behind_those_they_read(tmp_path: Path) -> None:
    formulas = "derived:\n  总计: total(合计, 丙)\n  合计: total(甲, 乙)\n"
    pack, problems = loaded(tmp_path, SOUND + formulas)
    assert problems == []
    assert pack is not None
    assert [derived.field for derived in pack.derived] == ["合计", "总计"]


def test_fields_that_follow_from_each_other_stop_every_command(tmp_path: Path) -> None:
    pack, problems = loaded(tmp_path, f"{SOUND}derived:\n  丙: 1\n  甲: 乙 + 1\n  乙: 甲 + 1\n")
    assert pack is None
    (problem,) = problems
    assert "derived-circle" in problem
    assert "7:3" in problem
