"""The same joined template and the same values for docxtpl: what it is compared with.

Markdown texts are handed over as finished XML, and filters that docxtpl has no like of give their
value: what docgen does with them, docxtpl need not do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup

from docgen.content.pictures import load_pictures
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Node
from docgen.diagnostics import Problems
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.expressions import as_text, new_environment
from docgen.packs.pack import Pack
from docgen.project import Project
from docgen.runs.build import Packs
from docgen.templates.fill import fill
from docgen.templates.fill_context import FillContext
from docgen.templates.marks import SITE_CLOSE, SITE_OPEN
from docgen.templates.package import zipped
from docgen.templates.template import CompiledTemplate

_SITE = re.compile(f"{SITE_OPEN}\\d+{SITE_CLOSE}")


def bound(folder: Path, edition: str, project: Project) -> tuple[Unit, Pack, CompiledTemplate]:
    """A unit whose values are typed, derived and bound, with its pack."""
    unit = load_unit(folder, edition, project.root, Problems())
    found = Packs(project).get(unit, Problems())
    assert found is not None
    found[0].compiled_schema.apply(unit.data, Problems())
    add_derived(unit.data, found[0].derived, Problems())
    bind_documents(unit.data, Problems())
    return unit, *found


class Peer:
    """docxtpl on docgen's joined template."""

    def __init__(self, pack: Pack, template: CompiledTemplate, folder: Path) -> None:
        entries = dict(template.entries)
        for name in template.stories:
            entries[name] = _SITE.sub("", _looped(entries[name].decode(), pack)).encode()
        self.path = folder / "joined.docx"
        self.path.write_bytes(zipped(entries))
        self._template = template

    def environment(self, data: Node) -> Environment:
        """docxtpl's environment with docgen's filters, its slots filled beforehand."""
        environment = new_environment(autoescape=True)
        images = load_pictures(data, Path(), Path(), Problems())
        filling = FillContext(self._template.styles, self._template.sites, images)

        def slot(value: object, number: int) -> Markup:
            known = (id(value), number)
            if known not in ready:
                ready[known] = Markup(filling.slot(value, number))
            return ready[known]

        ready: dict[tuple[int, int], Markup] = {}
        environment.filters.update(merge=lambda value: value, _slot=slot)
        environment.finalize = lambda value: value if isinstance(value, Markup) else as_text(value)
        return environment

    def render(self, data: Mapping[str, Any], environment: Environment) -> bytes:
        """One document, load to save."""
        template = DocxTemplate(str(self.path))
        template.render(dict(data), jinja_env=environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()


def _looped(text: str, pack: Pack) -> str:
    """The loops around repeated parts, which docgen adds between the parts."""
    segments = text.split("<!--docgen:seam-->")
    if len(segments) != len(pack.parts):
        return text
    looped = []
    for segment, part in zip(segments, pack.parts, strict=True):
        end = segment.rfind("</w:body>")
        body, tail = (segment[:end], segment[end:]) if end >= 0 else (segment, "")
        if part.loop:
            body = f"{{% for {part.loop[0]} in {part.loop[1]} %}}{body}{{% endfor %}}"
        looped += [body, tail]
    return "".join(looped)


def filled(template: CompiledTemplate, data: Node) -> bytes:
    """docgen's own filling, warm, to .docx bytes."""
    entries = fill(template, data, {}, Problems())
    assert entries is not None
    return zipped(entries, template.static_entries)
