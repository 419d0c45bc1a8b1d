"""Compiled templates on disk: same output bytes, compiled anew after a change or damage."""

from __future__ import annotations

from pathlib import Path

import pytest

import docgen.templates.template_cache
from docgen.diagnostics import Problems
from docgen.packs.pack import Pack, load_pack
from docgen.templates.template import CompiledTemplate, compile_template
from docgen.templates.template_cache import cached_template
from tests.support import SmallProject, codes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The packs that were really compiled."""
    packs: list[str] = []

    def noting(pack: Pack, problems: Problems) -> CompiledTemplate | None:
        packs.append(pack.name)
        return compile_template(pack, problems)

    monkeypatch.setattr(docgen.templates.template_cache, "compile_template", noting)
    return packs


def built(project: SmallProject) -> bytes:
    result = project.render(jobs=1, force=True)
    assert codes(result) == []
    return (project.output / "报告.docx").read_bytes()


def test_from_disk_it_gives_the_same_bytes(
    project: SmallProject, folder: Path, compiled: list[str]
) -> None:
    project.template("{{ 名称 }}", "{%p if 名称 == '报告' %}", "是", "{%p endif %}")
    first = built(project)
    assert built(project) == first
    assert compiled == ["form"]
    assert len(list(folder.glob("*.template"))) == 1


def test_a_missing_field_is_told_at_its_place_from_disk(
    project: SmallProject, folder: Path, compiled: list[str]
) -> None:
    project.template("{{ 名称 }}", "{{ 无 }}")
    first, second = (list(project.render(jobs=1).all_problems()) for _ in range(2))
    assert compiled == ["form"]
    assert first == second
    assert first[0].template is not None
    assert first[0].template.paragraph == 2


def test_a_changed_template_is_compiled_again(
    project: SmallProject, folder: Path, compiled: list[str]
) -> None:
    project.template("{{ 名称 }}")
    first = built(project)
    project.template("新{{ 名称 }}")
    assert built(project) != first
    assert compiled == ["form", "form"]


@pytest.mark.parametrize("damage", ["", "short", "a bit"])
def test_a_damaged_file_is_compiled_anew(
    project: SmallProject, folder: Path, compiled: list[str], damage: str
) -> None:
    first = built(project)
    (path,) = folder.glob("*.template")
    data = path.read_bytes()
    middle = len(data) // 2
    flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    path.write_bytes({"": b"", "short": data[:middle], "a bit": flipped}[damage])
    assert built(project) == first
    assert compiled == ["form", "form"]
    assert path.read_bytes() == data


def test_a_faulty_template_is_not_kept(
    project: SmallProject, folder: Path, compiled: list[str]
) -> None:
    project.template("{{ 名称")
    for _ in range(2):
        assert codes(project.render(jobs=1)) == ["template-broken-tag"]
    assert not list(folder.glob("*.template"))


def test_it_can_be_turned_off_and_needs_no_place_to_write(
    project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_CACHE", "")
    built(project)
    file = tmp_path / "file"
    file.write_bytes(b"")
    monkeypatch.setenv("DOCGEN_CACHE", str(file / "below"))
    built(project)
    assert file.read_bytes() == b""


def test_old_templates_are_forgotten(
    project: SmallProject, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docgen.templates.template_cache, "_KEPT", 2)
    for number in range(4):
        project.template("{{ 名称 }}" * (number + 1))
        built(project)
    assert len(list(folder.glob("*.template"))) == 2


def test_the_places_of_a_loaded_template_are_those_of_its_pack(
    project: SmallProject, folder: Path
) -> None:
    pack = load_pack(project.pack, project.root, Problems())
    assert pack is not None
    fresh, loaded = (cached_template(pack, Problems()) for _ in range(2))
    assert fresh is not None
    assert loaded is not None
    assert loaded.sites.places == fresh.sites.places
    assert (loaded.names, loaded.styles) == (fresh.names, fresh.styles)
