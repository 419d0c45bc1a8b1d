"""The packs of a run, each loaded and compiled once."""

from __future__ import annotations

from functools import cached_property

from docgen.content.unit import Unit
from docgen.diagnostics import Problems, error
from docgen.packs.pack import Pack, find_pack
from docgen.project import UNKNOWN_PACK, Project, there_are
from docgen.runs.over_units.summary_packs import summaries_of
from docgen.templates.template import CompiledTemplate
from docgen.templates.template_cache import cached_template


class Packs:
    """The packs of a run, each loaded and compiled once, on first use.

    Attributes:
        problems: the problems of the packs that were loaded.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loaded: dict[str, tuple[Pack, CompiledTemplate] | None] = {}
        self.problems = Problems()

    @cached_property
    def summaries(self) -> dict[str, Pack]:
        """The packs of the project that sum up units, by name."""
        return summaries_of(self._project)

    def get(self, unit: Unit, problems: Problems) -> tuple[Pack, CompiledTemplate] | None:
        """The pack of ``unit`` and its template, or ``None`` if it cannot be used.

        An unknown name is added to ``problems``.
        """
        name = unit.pack_name
        if name is None:
            return None
        folder = self._project.pack_name(name)
        if not folder:
            place, known = name.place or unit.place, self._project.pack_names()
            problems.add(error(UNKNOWN_PACK, place, pack=name, **there_are(name, known)))
            return None
        if folder not in self._loaded:
            self._loaded[folder] = self._load(folder)
        return self._loaded[folder]

    def _load(self, name: str) -> tuple[Pack, CompiledTemplate] | None:
        with self.problems.within() as found:
            loaded = find_pack(self._project, name, found)
            template = cached_template(loaded, found) if loaded else None
        return (loaded, template) if loaded and template and not found.has_errors else None
