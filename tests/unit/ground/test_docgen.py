"""The face of docgen: what Python programs may call, imported on first use; ``python -m``."""

from __future__ import annotations

import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import docgen
from docgen.version import PACKAGE, __version__
from tests.support import whole_project


def test_each_name_is_that_of_its_module() -> None:
    for module, names in docgen._LAZY_IMPORTS.items():
        for name in names:
            assert getattr(docgen, name) is getattr(import_module(module), name)
    for name in docgen.__all__:
        assert getattr(docgen, name) is not None
    assert docgen.__version__ == __version__


def test_another_name_is_told_as_python_tells_it() -> None:
    with pytest.raises(AttributeError, match="module 'docgen' has no attribute 'nothing'"):
        docgen.nothing  # noqa: B018


def test_what_is_not_asked_for_is_not_imported() -> None:
    program = "import sys, docgen; print([name for name in sys.modules if 'docgen.runs' in name])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


UNUSED_BY_CHECK = (
    *("docgen.pdf.converter", "docgen.verify", "docgen.scaffold", "docgen.templates.lint"),
    *("docgen.roundtrip.comparing", "docgen.roundtrip.merging", "docgen.roundtrip.proposing"),
    *("docgen.roundtrip.reading", "docgen.runs.fix", "docgen.runs.render", "docgen.runs.pull"),
    *("docgen.content.yaml_slips", "docgen.content.yaml_lines", "docgen.checking.fixes.key_fixers"),
    *("cn2an", "dask", "docx2pdf", "filelock", "pebble", "pikepdf", "pypdfium2", "rapidfuzz"),
)
"""What a check of sound content has no use for: it would be loaded at each save of a writer."""


def test_a_check_imports_what_it_needs(tmp_path: Path) -> None:
    program = (
        "import atexit, runpy, sys; sys.argv = ['docgen', 'check', '2023'];"
        "atexit.register(lambda: print('\\n'.join(sys.modules)));"
        "runpy.run_module('docgen', run_name='__main__')"
    )
    command = [sys.executable, "-c", program]
    root = whole_project(tmp_path)
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, encoding="utf-8")
    loaded = done.stdout.splitlines()
    assert "docgen.runs.check" in loaded
    assert [name for name in loaded if name in UNUSED_BY_CHECK] == []


@pytest.mark.parametrize(
    "modules",
    [
        pytest.param("docgen.runs.render, docgen.pdf.converter", id="LibreOffice starts"),
        pytest.param(
            "docgen.runs.render_steps, docgen.runs.beside, docgen.wording.kind_lines",
            id="nothing is to be done",
        ),
    ],
)
def test_a_run_begins_and_ends_without_what_reads_files_and_templates(modules: str) -> None:
    readers = "docx", "jinja2", "jsonschema", "markdown_it", "pikepdf", "pypdfium2", "rapidfuzz"
    program = f"import sys, {modules}; print(*{{*{readers}}} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_the_folder_of_the_code_is_that_of_the_package() -> None:
    assert PACKAGE.samefile(docgen.__path__[0])


def test_python_m_docgen_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "docgen.__main__", raising=False)
    monkeypatch.setattr(sys, "argv", ["docgen", "--version"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("docgen", run_name="__main__")
    assert caught.value.code == 0
    assert __version__ in capsys.readouterr().out
    import_module("docgen.__main__")  # runs nothing
    assert capsys.readouterr().out == ""
