"""``docgen doctor``: what to type on this machine, and a report that has no content."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.pdf.fonts import SUBSTITUTES
from docgen.runs.machine import GROUPS
from docgen.runs.machine_report import machine_report
from docgen.wording.report_lines import report_lines
from tests.support import ROOT, SmallProject


def doctor(
    folder: Path, *options: str, language: Language = "en", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docgen", "--lang", language, "doctor", *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_exits_as_a_pdf_can_be_made_or_not(project: SmallProject, language: Language) -> None:
    assert doctor(project.root, language=language).returncode == 0
    without = doctor(project.root, language=language, PATH="")
    assert without.returncode == 4
    assert not without.stderr
    assert {"en": "No PDF can be made", "zh": "不能生成 PDF"}[language] in without.stdout


def test_json_says_what_the_lines_say(project: SmallProject) -> None:
    lines = _settled(doctor(project.root).stdout)
    told = json.loads(_settled(doctor(project.root, "--format", "json").stdout))
    assert told["makes_pdf"]
    assert {finding["group"] for finding in told["findings"]} <= set(GROUPS)
    for finding in told["findings"]:
        assert finding["text"] in lines
        assert finding["command"] in lines
    fonts = [finding["text"].split(":")[0] for finding in told["findings"]]
    assert set(SUBSTITUTES) <= set(fonts)


def _settled(said: str) -> str:
    """What was said, without how much room there is: others use the disk meanwhile."""
    return re.sub(r"\d[\d.,]* GB", "GB", said)


SECRETS = st.from_regex(r"密[一-龥A-Za-z0-9]{3,9}", fullmatch=True)
ROLES = (
    *("user", "home", "project", "edition", "unit", "hidden", "pack", "file", "ending", "key"),
    *("text", "font", "program", "locale", "host"),
)


def build(root: Path, secret: Mapping[str, str]) -> Path:
    """A project in which all that a person may name is a secret; its folder."""
    home = root / secret["home"]
    project = home / secret["project"]
    unit = project / "content" / secret["edition"] / secret["unit"]
    pack = project / "word_templates" / secret["pack"]
    own = home / secret["program"] / "bin"
    for folder in (unit, unit.parent / f".{secret['hidden']}", pack, project / "fonts", own):
        folder.mkdir(parents=True, exist_ok=True)
    text = f"{secret['key']}: {secret['text']}\n"
    for name in (f"{secret['file']}.yaml", f"a.{secret['ending']}", secret["file"]):
        (unit / name).write_text(text, "utf-8")
    (pack / "pack.yaml").write_text(text, "utf-8")
    (project / "fonts" / f"{secret['font']}.ttf").write_text(secret["text"], "utf-8")
    (own / "soffice").write_text(f"#!/bin/sh\necho {secret['text']}\n", "utf-8")
    (own / "soffice").chmod(0o755)
    (own / "bootstraprc").write_text(f"Version={secret['text']}\n", "utf-8")
    return project


@pytest.mark.parametrize("has_own_program", [True, False])
@settings(phases=[Phase.generate])  # each example asks for the fonts: to shrink one takes minutes
@given(names=st.lists(SECRETS, min_size=len(ROLES), max_size=len(ROLES), unique=True))
def test_no_name_and_no_text_of_anybody_is_in_the_report(
    tmp_path_factory: pytest.TempPathFactory, has_own_program: bool, names: list[str]
) -> None:
    secret = dict(zip(ROLES, names, strict=True))
    root = tmp_path_factory.mktemp("machine")
    project = build(root, secret)
    own = str(project.parent / secret["program"] / "bin")
    with pytest.MonkeyPatch.context() as patch:
        for name, role in (("USER", "user"), ("LOGNAME", "user"), ("USERNAME", "user")):
            patch.setenv(name, secret[role])
        patch.setenv("HOME", str(project.parent))
        patch.setenv("LANG", secret["locale"])
        patch.setenv("LC_ALL", f"zh_CN.{secret['locale']}")
        patch.setattr("platform.node", lambda: secret["host"])
        patch.setattr("platform.release", lambda: f"6.1.0-{secret['host']}")
        if has_own_program:
            patch.setenv("PATH", own, prepend=os.pathsep)
        for language in LANGUAGES:
            report = "\n".join(report_lines(project, "utf-8", language))
            assert [name for name in names if name in report] == []
            assert str(root) not in report
            assert len(report.splitlines()) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_counts_editions_packs_and_fonts(
    project: SmallProject, language: Language
) -> None:
    project.template("{{ 名称 }}")
    project.content("")
    told = doctor(project.root, "--report", language=language)
    assert told.returncode == 0
    assert "one" not in told.stdout.replace("none", "")
    stated = dict(machine_report(project.root, "utf-8"))
    assert stated["edition"]["folders"] == "1"
    assert stated["edition"]["files"] == "1"
    assert stated["pack"]["kinds"] == ".docx 1, .json 1, .yaml 1"


def test_outside_a_project_there_is_a_report_too(tmp_path: Path) -> None:
    assert [phrase for phrase, _ in machine_report(tmp_path, "utf-8")][-1] == "no-project"
