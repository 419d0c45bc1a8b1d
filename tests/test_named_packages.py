"""No message and no page has anybody install what is not docgen's own: a stranger would come in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest

from docgen.diagnostics.codes import CODES, LANGUAGES, import_all
from docgen.messages import phrases
from tests.support import ROOT

OWN = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"]
_INSTALL = re.compile(
    r"\b(?:(?:pip3?|pipx|uv tool|uv pip|conda) (?:install|download|inject|run)|uvx|uv add|npm i\w*)"
    r"((?: +[!-_a-~…]+)+)"
)
_VALUED = {"-c", "-r", "-e", "--find-links", "--python", "--with", "--extra"}
"""Options with a value behind them."""

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docgen").rglob("*.md")]


def named(text: str) -> Iterator[str]:
    """What commands in a text install, without options, and without files and folders."""
    for match in _INSTALL.finditer(text):
        words, skipped = match[1].split(), False
        for word in words:
            name = word.strip("\"',;.:()[]|") if word != "." else word
            if skipped or word.startswith("-"):
                skipped = word in _VALUED
            elif name and not re.search(r"[/\\]|\.whl|^\.", word.strip("\"'")):
                yield re.split(r"[\[<>=~!;]", name)[0]
            if word[-1] in ",;:." and word != ".":
                break


def test_the_name_is_no_others() -> None:
    assert OWN == "docgen-gongwen"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('run pip install "docgen[dask]", or leave it', ["docgen"]),
        ("`pip install docgen`", ["docgen"]),
        ("pipx install ./docgen_gongwen-0.1.0-py3-none-any.whl", []),
        ("pip install -c constraints.txt -e '.[dev]'", []),
        ('运行 pip install "docgen-gongwen[dask]"；或去掉', ["docgen-gongwen"]),
        ("pipx install --force './docgen_gongwen-….whl[dask]'; or leave it", []),
        ("uv tool install docx2pdf", ["docx2pdf"]),
    ],
)
def test_what_a_command_installs_is_read(text: str, names: list[str]) -> None:
    assert [name.strip("`") for name in named(text)][: len(names) or None] == names


def texts() -> Iterator[tuple[str, str]]:
    """Every message and every page, with its name."""
    import_all("docgen")
    for code, entry in CODES.items():
        for language in LANGUAGES:
            yield f"{code} {language}", " ".join(entry.texts[language])
    for language in LANGUAGES:
        for key, phrase in phrases(language).items():
            yield f"{key} {language}", phrase
    for page in PAGES:
        yield page.relative_to(ROOT).as_posix(), page.read_text("utf-8")


def test_every_message_and_page_names_docgens_own_package_alone() -> None:
    strange = {
        (where, name)
        for where, text in texts()
        for name in (each.strip("`") for each in named(text))
        if name and name != OWN
    }
    assert strange == set()
    bare = re.compile(r"(?<![-\w])docgen\[\w+\]")
    assert [where for where, text in texts() if bare.search(text)] == []
