"""How the files of a bundle are called, as the rule of the bureau in pack.yaml says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.content.values import Text
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import good_name, name_fault, safe_name
from docgen.packs.expressions import expand
from docgen.packs.filing_rules import NAME, NUMBER, BundleRule

BUNDLE_NAME = problem_code(
    "bundle-name",
    en=(
        "by the rule `{rule}` of the pack a file or folder is called 「{name}」, which cannot be",
        "correct the field that the rule reads, so that it is called {good}",
    ),
    zh=(
        "按模板包的规则 {rule}，文件或文件夹要叫「{name}」，不能用这个名称",
        "改正规则里用到的字段，改成 {good}",
    ),
)
BUNDLE_SAME_NAME = problem_code(
    "bundle-same-name",
    en=(
        "by the rules of the pack two files of this unit are called 「{name}」",
        "correct the names in the report's list of evidence, or the rules in `bundle` of pack.yaml",
    ),
    zh=(
        "按模板包的规则，这个单位有两个文件都叫「{name}」",
        "改正报告里佐证材料的名称，或 pack.yaml 里 bundle 的规则",
    ),
)


@dataclass(frozen=True)
class BundleNames:
    """What a bundle and its files are called, with paths in the bundle and endings.

    Attributes:
        folder: the folder or the zip, without its ending.
        word, pdf, check: the Word file, the PDF, the page on what was checked.
        evidence: each piece of evidence.
    """

    folder: str
    word: str
    pdf: str
    check: str
    evidence: tuple[str, ...]

    @property
    def files(self) -> Iterator[str]:
        """All of the files."""
        yield from (self.word, self.pdf, self.check, *self.evidence)


@dataclass
class BundleNamer:
    """Makes the names of a unit's bundle; what cannot be a name is added to ``problems``.

    Attributes:
        rule: the rule of the pack.
        data: the content of the unit.
        place: the unit.
        problems: where what is wrong is told.
    """

    rule: BundleRule
    data: MutableMapping[str, Any]
    place: Place
    problems: Problems = field(default_factory=Problems)

    def names(self, report: str, evidence: Sequence[tuple[str, str]]) -> BundleNames:
        """The names; ``report`` is that of the Word file, without its ending.

        ``evidence`` has, of each piece, what it is called and the ending of its file. That is a
        title, which may have signs that no file may have: others stand for them.
        """
        rule = self.rule
        width = max(2, len(str(len(evidence))))
        pieces = (
            self._name(rule.evidence, ending, {NUMBER: f"{number:0{width}}", NAME: safe_name(name)})
            for number, (name, ending) in enumerate(evidence, 1)
        )
        names = BundleNames(
            self._name(rule.name or Text(report), "", folder=True),
            self._name(rule.word or Text(report), ".docx"),
            self._name(rule.pdf or Text(report), ".pdf"),
            self._name(rule.check, ".html"),
            tuple(pieces),
        )
        for name in _twice(names.files):
            self.problems.add(error(BUNDLE_SAME_NAME, self.place, name=name))
        return names

    def _name(
        self, rule: Text, ending: str, more: dict[str, Any] | None = None, *, folder: bool = False
    ) -> str:
        """A path in the bundle: each of its names is made by itself, so none has a slash in it."""
        parts = [self._part(rule, part, more or {}) for part in rule.split("/")]
        whole = "/".join(part for part in parts if part)
        return whole if folder else f"{whole}{ending}"

    def _part(self, rule: Text, part: str, more: dict[str, Any]) -> str:
        name = expand(part, rule.place or self.place, self.problems, more, self.data).strip()
        if name and name_fault(name):
            words = {"rule": rule, "name": name, "good": good_name(name)}
            self.problems.add(error(BUNDLE_NAME, self.place, **words))
        return name


def _twice(names: Iterable[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        if name.lower() in seen:
            yield name
        seen.add(name.lower())
