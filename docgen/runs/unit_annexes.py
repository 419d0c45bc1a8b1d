"""Reads the annexes of a unit, and joins them behind its report.

file -> a Word file or a problem -> without links and changes -> joined in the order of the names
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from docgen.content.annex_files import annex_files
from docgen.content.unit import Unit
from docgen.diagnostics import DocumentPlace, Place, Problems, warning
from docgen.diagnostics.codes import problem_code
from docgen.project import Project
from docgen.word.annexes.annex_changes import has_changes, with_changes_accepted
from docgen.word.annexes.joined_annexes import with_annexes
from docgen.word.outside_links.link_problems import link_problems
from docgen.word.outside_links.package_links import separate_links
from docgen.word.package_file import MEGABYTES, Entries, PackageError, WordPackage, unzipped
from docgen.word.plain_package import plain_package

ANNEX_CHANGES = problem_code(
    "annex-changes",
    en=(
        "the annex has tracked changes, which are printed as if they were accepted",
        "open it in Word or WPS, accept or reject each change, and save it",
    ),
    zh=(
        "附件里有修订，会按“接受修订”后的样子打印",
        "用 Word 或 WPS 打开，逐条接受或拒绝修订后保存",
    ),
)

_PLAIN = ("template", "macros")
"""Kinds of files that are a .docx but for their macros and their name."""

Annexes: TypeAlias = Mapping[str, Entries]
"""The files of annexes, in their order, by the names of the annexes."""


def read_annexes(unit: Unit, project: Project, problems: Problems) -> Annexes:
    """The annexes of a unit, ready to be joined.

    ``problems`` is extended by an error for each that cannot be joined, and by warnings.
    """
    if not unit.is_typed:
        return {}
    files = annex_files(unit.folder)
    read = {file.name: _read(file, Place(project.relative(file)), problems) for file in files}
    return {name: files for name, files in read.items() if files is not None}


def joined(report: Entries, annexes: Annexes) -> Entries:
    """The files of a report with annexes behind it; itself if there are none."""
    return with_annexes(report, annexes) if annexes else report


def _read(file: Path, place: Place, problems: Problems) -> Entries | None:
    try:
        entries = _opened(file, place).entries
    except PackageError as reason:
        problems.add(reason.problem)
        return None
    separated = separate_links(entries)
    problems.extend(list(link_problems(separated.links, place, lambda _: DocumentPlace())))
    if any(link.prints for link in separated.links):
        return None
    if not has_changes(separated.entries):
        return separated.entries
    problems.add(warning(ANNEX_CHANGES, place))
    return with_changes_accepted(separated.entries)


def _opened(file: Path, place: Place) -> WordPackage:
    """A Word file that python-docx can open; of one with macros the document alone.

    Raises :class:`PackageError`.
    """
    try:
        package = WordPackage.read(file, place)
    except PackageError as reason:
        if reason.problem.words.get("holds", "") not in _PLAIN:
            raise
        plain = plain_package(unzipped(file.read_bytes(), place, MEGABYTES << 20))
        package = WordPackage.read(plain, place)
    package.document(place)
    return package
