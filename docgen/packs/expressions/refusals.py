"""What an expression may not do, as an exception that becomes a problem at the expression's place.

A refusal is named; ``refused-NAME`` of the phrases says what is wrong, ``instead-NAME`` what to
type.
"""

from __future__ import annotations

from jinja2 import TemplateSyntaxError

from docgen.diagnostics.codes import problem_code

EXPRESSION_REFUSED = problem_code(
    "expression-refused",
    en=("the expression {expression}: {refused}", "{instead}"),
    zh=("表达式 {expression}：{refused}", "{instead}"),
    may_follow=True,
)


class RefusalError(Exception):
    """An expression does what it may not; ``words`` are those of the problem."""

    def __init__(self, name: str, /, **words: object) -> None:
        super().__init__(name)
        self.words = {"refused": name, "instead": name, **words}


class SyntaxRefusedError(RefusalError, TemplateSyntaxError):
    """What is typed at line ``lineno`` may not stand there."""

    def __init__(self, name: str, lineno: int, /, **words: object) -> None:
        TemplateSyntaxError.__init__(self, name, lineno)
        self.words = {"refused": name, "instead": name, **words}
