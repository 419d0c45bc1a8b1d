"""Pictures without an alternative text, which nobody can read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.alt_text import describes
from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

NO_ALT_TEXT = problem_code(
    "no-alt-text",
    en=(
        "the alternative text of {path} is 「{text}」, which does not say what the picture shows",
        "say between the brackets what it shows, for those who have the report read to them: "
        "![the new workshop seen from the east gate]({path})",
    ),
    zh=(
        "图片 {path} 的替代文字「{text}」没有说图上是什么",
        "方括号里写一句图上是什么，供看不见图的人听，如 ![东门内新建的实训楼]({path})",
    ),
)


@check(
    Finding(
        NO_ALT_TEXT,
        Severity.WARNING,
        en="`![](a.png)`, `![图片1](a.png)` (picture 1)",
        zh="`![](a.png)`、`![图片1](a.png)`，没有说图上是什么",
    ),
    of_source=True,
)
def alt_texts(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each picture whose alternative text is blank, a file name or only 图片."""
    for document in unit.documents:
        for picture in document.pictures():
            if not describes(picture.alt, picture.path):
                words = {"path": picture.path, "text": picture.alt.strip()}
                yield warning(NO_ALT_TEXT, picture.place, **words)
