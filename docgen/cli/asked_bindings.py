"""The bindings of ``docgen check --bind``, asked one by one at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from docgen.cli.console import echo, echo_change
from docgen.diagnostics import Fix, Place, UsageError
from docgen.diagnostics.codes import Language, problem_code
from docgen.messages import phrases
from docgen.runs.bind import ProposedBinding

BIND_NEEDS_YES = problem_code(
    "bind-needs-yes",
    en=(
        "nobody can be asked here which of {count:# figure|# figures} to bind; nothing was written",
        "run docgen check {edition} --bind in a terminal, or add --yes to bind all",
    ),
    zh=(
        "{count} 个可以引用的数要逐个确认，这里没有终端可以问；没有写入",
        "在终端里运行 docgen check {edition} --bind；要全部引用，加 --yes",
    ),
)

_YES, _NO, _ALL, _QUIT = "y", "n", "a", "q"
_ANSWERS = {
    **dict.fromkeys(("y", "yes", "是", "改"), _YES),
    **dict.fromkeys(("n", "no", "否", "不改"), _NO),
    **dict.fromkeys(("a", "all", "全部", "都改"), _ALL),
    **dict.fromkeys(("q", "quit", "退出"), _QUIT),
}


def chosen_bindings(
    proposals: Sequence[ProposedBinding], edition: str, language: Language, *, all_of_them: bool
) -> frozenset[Fix]:
    """The fixes of the proposals that a person at the terminal takes.

    Each is shown with its sentence before and after. ``a`` takes it and all that follow, ``q`` none
    from it on; what was taken before stays taken.

    Args:
        proposals: the figures that could be bindings.
        edition: the edition, for messages.
        language: the language of the questions.
        all_of_them: all are taken, and nobody is asked.

    Raises:
        UsageError: somebody has to be asked, and there is no terminal.
    """
    if all_of_them:
        return frozenset(proposal.fix for proposal in proposals)
    if proposals and not at_terminal():
        raise UsageError(BIND_NEEDS_YES, Place(edition), count=len(proposals), edition=edition)
    taken: list[Fix] = []
    for number, proposal in enumerate(proposals, 1):
        answer = _answer(proposal, f"{number}/{len(proposals)}", language)
        if answer == _QUIT:
            break
        if answer == _ALL:
            taken += [later.fix for later in proposals[number - 1 :]]
            break
        if answer == _YES:
            taken.append(proposal.fix)
    return frozenset(taken)


def at_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty()


def _answer(proposal: ProposedBinding, number: str, language: Language) -> str:
    """Shows a proposal, and asks until the answer is one of the four."""
    texts = phrases(language)
    words = proposal.problem.words
    where = texts["bind-place"].format(number=number, place=proposal.problem.place)
    echo((where, texts["bind-field"].format(path=words["path"], other=words["other"])))
    echo_change(proposal.before, proposal.after)
    while True:
        answer: str = click.prompt(texts["bind-ask"], prompt_suffix=texts["bind-suffix"])
        if known := _ANSWERS.get(answer.strip().lower()):
            return known
