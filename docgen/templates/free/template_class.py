"""``docgen.Template``: any Word template from Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeAlias

import jinja2

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, Problem, Problems
from docgen.templates.free.environment import Filters
from docgen.templates.free.form import CompiledForm, compile_form, fill_form
from docgen.word.zip import zip_file

Source: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes]"
Target: TypeAlias = "str | os.PathLike[str] | IO[bytes]"


class TemplateError(DocgenError, jinja2.TemplateError):
    """A template cannot be compiled or filled.

    Attributes:
        problems: all that was found, each with its place in the template; ``problem`` is the first.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(next(problem for problem in problems if problem.is_error))

    def __str__(self) -> str:
        return "\n".join(map(_line, self.problems))


def _line(problem: Problem) -> str:
    """A problem for a programmer: its place, its code, and the words of its sentence."""
    site = vars(problem.template) if problem.template else {}
    place = ", ".join(f"{name} {number}" for name, number in site.items() if number)
    own = {name: word for name, word in problem.words.items() if not name.endswith("_zh")}
    words = ", ".join(f"{name}={word}" for name, word in own.items() if word)
    return f"{place or problem.place}: {problem.code} ({words})"


class Filled:
    """A filled template.

    Attributes:
        entries: the files of the .docx by name.
        warnings: what was told while it was filled.
    """

    def __init__(self, entries: dict[str, bytes], form: CompiledForm, found: Problems) -> None:
        self.entries = entries
        self.warnings: tuple[Problem, ...] = tuple(found)
        self._form = form

    def to_bytes(self) -> bytes:
        """The .docx; the same data give the same bytes."""
        return zip_file(self.entries, self._form.template.static_entries)

    def save(self, target: Target) -> None:
        """Writes the .docx, whole or not at all. Raises :class:`DocgenError` if it cannot be."""
        if isinstance(target, (str, os.PathLike)):
            write_atomically(Path(target), self.to_bytes(), os.fspath(target))
        else:
            target.write(self.to_bytes())


class Template:
    """A Word template with tags, compiled once and filled any number of times.

    ``form`` is its path, its bytes or an open file; ``filters`` are more filters for its tags.
    """

    def __init__(
        self, form: Source, *, filters: Filters | None = None, folder: Path | str | None = None
    ) -> None:
        self._filters = filters
        self._folder = Path(folder) if folder is not None else None
        self._name, self._source = _read(form)

    @cached_property
    def _form(self) -> CompiledForm:
        problems = Problems()
        form = compile_form(self._source, self._name, problems, self._filters)
        self.warnings: tuple[Problem, ...] = tuple(problems)
        if form is None:
            raise TemplateError(problems)
        return form

    @property
    def names(self) -> frozenset[str]:
        """The names that its tags use."""
        return self._form.template.names

    def render(self, data: Mapping[str, Any]) -> Filled:
        """The template filled with ``data``.

        Raises:
            TemplateError: a tag is wrong, or a name that prints is not in the data.
        """
        problems = Problems()
        entries = fill_form(self._form, data, problems, folder=self._folder)
        if entries is None:
            raise TemplateError(problems)
        return Filled(entries, self._form, problems)


def _read(form: Source) -> tuple[str, Path | bytes]:
    """What messages call a template, and its file or bytes."""
    if isinstance(form, bytes):
        return "template.docx", form
    if isinstance(form, (str, os.PathLike)):
        return os.fspath(form), Path(form)
    return str(getattr(form, "name", "template.docx")), form.read()
