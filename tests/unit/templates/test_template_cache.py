"""Compiled templates on disk: same output bytes, compiled anew after a change or damage."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

import docgen.templates.template_cache
from docgen.diagnostics import Problems
from docgen.packs.pack import Pack, load_pack
from docgen.templates.private_files import _key, _sign
from docgen.templates.template import CompiledTemplate, compile_template
from docgen.templates.template_cache import cached_template
from tests.support import SmallProject, codes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
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


@pytest.mark.parametrize(
    "required", ["styles: {Caption: {size: 14}}", "language: zh-CN", "language: en-US"]
)
def test_a_changed_format_is_compiled_again(
    project: SmallProject, folder: Path, compiled: list[str], required: str
) -> None:
    first = built(project)
    pack = project.pack / "pack.yaml"
    pack.write_text(f"{pack.read_text('utf-8')}format: {{{required}}}\n", "utf-8")
    assert built(project) != first
    assert compiled == ["form", "form"]


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


class Planted:
    """Code that leaves a file when it is unpickled."""

    def __init__(self, ran: Path) -> None:
        self.ran = ran

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.ran,)


def unkeyed(code: bytes, _: str) -> bytes:
    return hashlib.blake2b(code, digest_size=32).digest() + code


def signed_by_another(code: bytes, name: str) -> bytes:
    return _sign(b"k" * 32, name, code) + code


def signed(code: bytes, name: str) -> bytes:
    key = _key()
    assert key is not None
    return _sign(key, name, code) + code


def under_another_name(code: bytes, name: str) -> bytes:
    return signed(code, f"other-{name}")


@pytest.mark.parametrize("written", [unkeyed, signed_by_another, under_another_name])
@pytest.mark.parametrize("mode", [0o700, 0o770, 0o777])
def test_planted_code_never_runs(
    project: SmallProject,
    folder: Path,
    compiled: list[str],
    written: Callable[[bytes, str], bytes],
    mode: int,
) -> None:
    first = built(project)
    (path,) = folder.glob("*.template")
    ran = folder.parent / "ran"
    path.write_bytes(written(pickle.dumps(Planted(ran)), path.name))
    folder.chmod(mode)
    assert built(project) == first
    assert not ran.exists()
    assert compiled == ["form", "form"]


def test_what_the_user_has_signed_does_run(project: SmallProject, folder: Path) -> None:
    """So that the tests around this one prove something."""
    built(project)
    (path,) = folder.glob("*.template")
    path.write_bytes(signed(pickle.dumps(Planted(folder.parent / "ran")), path.name))
    assert codes(project.render(jobs=1, force=True)) == ["docgen-failed"]
    assert (folder.parent / "ran").exists()


def open_folder(folder: Path, file: Path) -> None:
    folder.chmod(0o775)


def open_file(folder: Path, file: Path) -> None:
    file.chmod(0o666)


def open_above(folder: Path, file: Path) -> None:
    folder.parent.chmod(0o777)


def a_link(folder: Path, file: Path) -> None:
    file.rename(folder.parent / "elsewhere")
    file.symlink_to(folder.parent / "elsewhere")


def a_linked_folder(folder: Path, file: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")


def a_pipe(folder: Path, file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def an_open_key(folder: Path, file: Path) -> None:
    key_file().chmod(0o644)


def a_short_key(folder: Path, file: Path) -> None:
    key_file().write_bytes(b"k")


def another_key(folder: Path, file: Path) -> None:
    key_file().write_bytes(b"k" * 32)


def no_key(folder: Path, file: Path) -> None:
    key_file().unlink()


def key_file() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"], "docgen", "cache.key")


@pytest.mark.parametrize(
    "spoil",
    [
        *(open_folder, open_file, open_above, a_link, a_linked_folder, a_pipe),
        *(an_open_key, a_short_key, another_key, no_key),
    ],
)
def test_what_others_may_have_written_is_as_if_it_were_not_there(
    project: SmallProject,
    folder: Path,
    compiled: list[str],
    spoil: Callable[[Path, Path], None],
) -> None:
    first = built(project)
    (path,) = folder.glob("*.template")
    spoil(folder, path)
    assert built(project) == first
    assert compiled == ["form", "form"]


def test_a_file_of_another_user_is_not_read(
    project: SmallProject, folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project)
    user = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: user + 1)
    built(project)
    assert compiled == ["form", "form"]


def test_cache_and_key_are_the_users_alone(project: SmallProject, folder: Path) -> None:
    built(project)
    (path,) = folder.glob("*.template")
    made = (folder, path, key_file().parent, key_file())
    assert [file.stat().st_mode & 0o777 for file in made] == [0o700, 0o600, 0o700, 0o600]


def test_without_a_place_for_the_key_nothing_is_kept(
    project: SmallProject, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file" / "below"))
    built(project)
    assert not list(folder.glob("*.template"))


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
