"""Many warnings in one line: how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.wording.to_do_lines import is_to_do

_MANY = 10
"""As many warnings are a wall; fewer are read one by one."""


def kind_lines(problems: Iterable[Problem], language: Language) -> Iterator[str]:
    """Yields a line with the kinds of the warnings, the most frequent first, if there are many.

    What is still to be written is counted by its files already.
    """
    texts = phrases(language)
    warnings = (each for each in problems if not each.is_error and not is_to_do(each))
    kinds = Counter(kind_of(problem.code, language) for problem in warnings)
    if kinds.total() < _MANY:
        return
    counts = (texts["kind-count"].format(kind=kind, count=n) for kind, n in kinds.most_common())
    yield texts["kinds"].format(kinds=texts["kinds-and"].join(counts))


def kind_of(code: str, language: Language) -> str:
    """What problems of this code are about; all of the official format are of one kind."""
    texts = phrases(language)
    name = "format" if code.startswith("format-") else code
    return str(texts.get(f"kind-of-{name}", texts["kind-of-else"]))
