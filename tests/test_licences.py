"""All that docgen is installed with has a licence that it may be handed on with."""

from __future__ import annotations

from importlib.metadata import metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import licences as licences_module
from tests.licences import is_allowed, licence_of, licences, runtime_requirements
from tests.support import ROOT

FOUND = licences(runtime_requirements(ROOT / "pyproject.toml"))


@pytest.mark.parametrize("name", FOUND)
def test_the_licence_of_every_dependency_is_allowed(name: str) -> None:
    assert is_allowed(FOUND[name]), (name, FOUND[name])


def test_dependencies_of_dependencies_are_among_them_on_all_systems() -> None:
    assert {"click", "jinja2", "markupsafe", "docxcompose", "distributed", "pywin32"} <= {*FOUND}
    assert len(FOUND) > 40
    assert not {"pytest", "hypothesis", "mypy", "ruff"} & {*FOUND}
    assert any("docxcompose" in line for line in requires("docxtpl") or ())  # an extra of it


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("AGPL-3.0-or-later OR MIT", True),
        ("(MIT OR AGPL-3.0-only)", True),
        ("MPL-2.0 AND MIT", True),
        ("AGPL-3.0-only", False),
        ("MIT AND AGPL-3.0-or-later", False),
        ("GPL-3.0-only", False),
        ("AGPL", False),
        ("", False),
        ("UNKNOWN", False),
        ("see LICENSE", False),
    ],
)
def test_what_is_allowed(expression: str, allowed: bool) -> None:
    assert is_allowed(expression) == allowed


def installed(folder: Path, name: str, *lines: str) -> None:
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    head = ("Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0")
    text = "".join(f"{line}\n" for line in (*head, *lines))
    (about / "METADATA").write_text(text, "utf-8")


def test_a_licence_that_is_not_allowed_or_not_known_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    agpl = "Classifier: License :: OSI Approved :: GNU Affero General Public License v3"
    installed(tmp_path, "strong", "License: AGPL-3.0", "Requires-Dist: silent")
    installed(tmp_path, "silent")
    installed(tmp_path, "mixed", "Classifier: License :: OSI Approved :: MIT License", agpl)
    installed(tmp_path, "good", "License-Expression: MIT", "Requires-Dist: strong; os_name == 'nt'")
    monkeypatch.syspath_prepend(tmp_path)
    found = licences([Requirement("good"), Requirement("none-such")])
    assert found == {"good": "MIT", "none-such": "", "silent": "", "strong": "AGPL-3.0"}
    assert not is_allowed(licence_of(metadata("mixed")))
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["good"]\noptional-dependencies = {dask = []}\n', "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert licences_module.main() == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.split() == ["strong", "AGPL-3.0", "NOT", "ALLOWED"]


def test_every_exact_version_that_make_audit_installs_is_pinned() -> None:
    """What is installed for a release is what was tried, like all else."""
    pins = {line.partition("==")[0].lower() for line in _constraints()}
    names = {Requirement(line).name.lower() for line in _extra("release")}
    assert names
    assert names <= {pin.replace("_", "-") for pin in pins}


def _constraints() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if "==" in line]


def _extra(name: str) -> list[str]:
    import tomllib

    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines: list[str] = about["project"]["optional-dependencies"][name]
    return lines
