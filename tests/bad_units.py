"""Eighty units, twenty of them bad in twenty ways."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx

from docgen import Result
from tests.support import SmallProject
from tests.test_pictures import png

COUNT = 80


def _typed(text: str) -> Callable[[Path, SmallProject], None]:
    """Adds lines to the content."""

    def add(unit: Path, _: SmallProject) -> None:
        path = unit / "report.yaml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return add


def _file(name: str | bytes, data: bytes) -> Callable[[Path, SmallProject], None]:
    def write(unit: Path, _: SmallProject) -> None:
        (unit / os.fsdecode(name)).write_bytes(data)

    return write


def _markdown(text: str) -> Callable[[Path, SmallProject], None]:
    def write(unit: Path, _: SmallProject) -> None:
        (unit / "narrative" / "正文.md").write_text(text, "utf-8")

    return write


def _pack(name: str) -> Callable[[Path, SmallProject], None]:
    def change(unit: Path, _: SmallProject) -> None:
        path = unit / "report.yaml"
        path.write_text(path.read_text("utf-8").replace("模板: form", f"模板: {name}"), "utf-8")

    return change


def _output(make: Callable[[Path], object]) -> Callable[[Path, SmallProject], None]:
    """Lays something where the unit's Word file will be."""

    def lay(unit: Path, project: SmallProject) -> None:
        project.output.mkdir(parents=True, exist_ok=True)
        make(project.output / f"报告{unit.name}.docx")

    return lay


def _locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def _cut_off(path: Path) -> None:
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:9000])


def _linked(unit: Path, project: SmallProject) -> None:
    secret = project.root / "secret.yaml"
    secret.write_text("额外: SECRET\n", "utf-8")
    (unit / "more.yaml").symlink_to(secret)


BAD: dict[str, tuple[Callable[[Path, SmallProject], None], str]] = {
    "gbk": (_file("more.yaml", "说明: 一\n".encode("gbk")), "not-utf-8"),
    "deep": (_typed("深: " + "[" * 400 + "]" * 400 + "\n"), "yaml-too-deep"),
    "syntax": (_typed("坏: '未完\n"), "yaml-quotes"),
    "twice": (_typed("数: 1\n"), "duplicate-key"),
    "type": (_typed("金额: 很多\n"), "wrong-type"),
    "bomb": (_markdown('{{ "%900000000d" | format(1) }}\n'), "expression-refused"),
    "python": (_markdown("{{ 名称.__class__ }}\n"), "unknown-name"),
    "missing": (_markdown("{{ 没有 }}\n"), "unknown-name"),
    "html": (_markdown("<script>甲</script>\n"), "unsupported-markdown"),
    "picture": (_markdown("![图](没有.png)\n"), "image-missing"),
    "link": (_linked, "link-outside"),
    "pipe": (lambda unit, _: os.mkfifo(unit / "more.yaml"), "unreadable-file"),
    "name": (_file("总结\n.yaml", b"a: 1\n"), "bad-file-name"),
    "large": (_file("more.yaml", b"# " + b"a" * (9 << 20)), "file-too-large"),
    "no-pack": (_pack("nothing"), "unknown-pack"),
    "bad-pack": (_pack("broken"), "damaged-docx"),
    "output": (_output(_cut_off), "unread-output"),
    "locked": (_output(_locked), "unread-output"),
    "folder": (_output(Path.mkdir), "write-failed"),
    "nowhere": (_output(lambda path: path.symlink_to("/nowhere/报告.docx")), "output-link"),
}
"""How a unit is bad, and what is told of it."""


def make_units(project: SmallProject, seed: int) -> dict[str, str]:
    """Makes the units, and those that ``seed`` picks bad; returns the code of each bad one."""
    project.schema(
        数={"type": "number"},
        金额={"type": "number"},
        narrative={
            "type": "object",
            "properties": {"正文": {"contentMediaType": "text/markdown"}},
        },
    )
    project.template("{{ 名称 }}", "{{ 数 }}", "{{p narrative.正文 }}")
    broken = shutil.copytree(project.pack, project.pack.with_name("broken")) / "form.docx"
    broken.write_bytes(broken.read_bytes()[:5000])
    shutil.rmtree(project.unit)
    names = [f"unit-{number:03}" for number in range(COUNT)]
    for number, name in enumerate(names):
        folder = project.unit.with_name(name)
        (folder / "narrative").mkdir(parents=True)
        (folder / "甲.png").write_bytes(png(9, 9))
        text = f"模板: form\n名称: 报告{name}\n数: {number}\n"
        (folder / "report.yaml").write_text(text, "utf-8")
        (folder / "narrative" / "正文.md").write_text("一段{{ 数 }}。\n\n- 甲\n", "utf-8")
    bad = dict(zip(Random(seed).sample(names, len(BAD)), BAD.values(), strict=True))
    for name, (make, _) in bad.items():
        make(project.unit.with_name(name), project)
    return {name: code for name, (_, code) in bad.items()}


def check_result(result: Result, bad: dict[str, str]) -> None:
    """The others are built, and the bad ones are named with their codes."""
    unbuilt = {outcome.name for outcome in result.outcomes if outcome.docx is None}
    assert unbuilt == bad.keys()
    told = {
        outcome.name: {problem.code for problem in outcome.problems if problem.is_error}
        for outcome in result.outcomes
    }
    of_packs = {problem.code for problem in result.problems}
    missing = {name for name, code in bad.items() if code not in told[name] | of_packs}
    assert not missing, {name: (bad[name], told[name]) for name in missing}
    assert not any(told[name] for name in told.keys() - bad.keys())
