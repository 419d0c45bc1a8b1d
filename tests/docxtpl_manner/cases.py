"""What a case is: a template, and what a program written for docxtpl does with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from tests.docxtpl_manner.forms import Form

Context = Mapping[str, Any]


def _nothing(_: Any) -> None:
    pass


@dataclass(frozen=True)
class Filling:
    """What the program passes on.

    Attributes:
        context: the context, or what makes it of the template object, as pictures need that.
        environment: ``jinja_env``; made anew for each rendering, since docxtpl changes it.
        filters: filters of the program's own, for ``jinja_env`` or ``docgen.Template``.
        autoescape: as the program passes it.
        prepare: what the program does with the template object before it renders.
        plain: whether ``docgen.Template`` prints the same: it takes no docxtpl object, prints
            ``None`` blank, and refuses to print what is not in the context.
        same_look: whether text behind a tag looks the same; docxtpl gives it another look if it is
            in the run of ``{{r … }}``, or where Word has split the tag.
    """

    context: Context | Callable[[Any], Context]
    environment: Callable[[], Environment] | None = None
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    autoescape: bool = False
    prepare: Callable[[Any], object] = _nothing
    plain: bool = True
    same_look: bool = True

    def render(self, template: Any) -> None:
        """Renders with ``template``, docxtpl's object or what is in its place."""
        self.prepare(template)
        context = self.context(template) if callable(self.context) else self.context
        environment = self.environment() if self.environment else None
        if self.filters:
            environment = environment or Environment(autoescape=self.autoescape)
            environment.filters |= self.filters
        template.render(dict(context), jinja_env=environment, autoescape=self.autoescape)


Make = Callable[[Form], Filling]


@dataclass(frozen=True)
class Case:
    """A template with its program: ``make`` types the template, and gives the filling."""

    name: str
    idioms: frozenset[str]
    make: Make

    def made(self, noise: int = 0) -> tuple[bytes, Filling]:
        """The template, the same at each call, and a filling that nothing has used.

        Each number of ``noise`` is a Word that splits the lines elsewhere.
        """
        form = Form(noise=noise)
        filling = self.make(form)
        return form.data(), filling

    def by(self, template_class: Callable[[Any], Any], noise: int = 0) -> bytes:
        """What the program makes with ``template_class``, docxtpl's or one in its place."""
        data, filling = self.made(noise)
        return self.filled(template_class, data, filling)

    def filled(self, template_class: Callable[[Any], Any], data: bytes, filling: Filling) -> bytes:
        """What the program makes of the template ``data``."""
        template = template_class(io.BytesIO(data))
        filling.render(template)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()


_registered: list[Case] = []


def case(*idioms: str) -> Callable[[Make], Make]:
    """Registers a function as a case of these idioms, which docxtpl's documentation has."""

    def register(make: Make) -> Make:
        _registered.append(Case(make.__name__, frozenset(idioms), make))
        return make

    return register


def registered() -> list[Case]:
    """The cases of the modules that are imported."""
    return list(_registered)
