"""A cache of compiled templates on disk, so that a run need not compile its packs.

Files lie in the user's cache folder and are named by a digest of all they depend on.
``DOCGEN_CACHE`` names another folder; if it is empty, nothing is cached. A file holds code, which
runs when it is read; so one that is damaged, or that another than the user may have written, is
ignored, and the template is compiled anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import pickle
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Template
from platformdirs import user_cache_path

from docgen.diagnostics import DocgenError, Problems
from docgen.packs.pack import Pack
from docgen.templates.private_files import PrivateFolder
from docgen.templates.template import (
    CompiledTemplate,
    Story,
    compile_template,
    required_look,
    template_environment,
)
from docgen.version import PACKAGE

_KEPT = 30
"""The most templates that are kept."""

_VERSIONS = ("docxtpl", "Jinja2", "lxml", "markupsafe", "python-docx")


def cached_template(pack: Pack, problems: Problems) -> CompiledTemplate | None:
    """The pack's template, from the cache if possible; ``None`` after errors."""
    folder = cache_folder()
    if folder is None:
        return compile_template(pack, problems)
    kept, name = PrivateFolder(folder), f"{_key(pack)}.template"
    if data := kept.read(name):
        return _read(data)
    with problems.within() as found:
        template = compile_template(pack, found)
    if template is not None and not found:
        with contextlib.suppress(DocgenError, OSError):  # a full disk must not stop a report
            kept.write(name, _written(template))
            _remove_oldest(folder)
    return template


def cache_folder() -> Path | None:
    """The folder of the cache; ``None`` if there is none."""
    name = os.environ.get("DOCGEN_CACHE")
    if name is None:
        path = user_cache_path("docgen")
        return path if path.is_absolute() else None  # a user may have no home
    return Path(name) if name else None


def _key(pack: Pack) -> str:
    """A digest of the pack's parts and format, docgen's code, and the libraries' versions."""
    total = hashlib.blake2b(digest_size=20)
    for part in _parts(pack):
        total.update(hashlib.blake2b(part).digest())
    return total.hexdigest()


def _parts(pack: Pack) -> Iterator[bytes]:
    yield _program()
    yield str(pack.place.file).encode()
    yield repr(required_look(pack)).encode()
    for part in pack.parts:
        yield repr((part.name, part.loop)).encode()
        yield part.path.read_bytes() if part.path.is_file() else b""


@cache
def _program() -> bytes:
    """What compiles the templates in this process: Python, the libraries, docgen's modules."""
    versions = [sys.version, *(f"{name} {metadata.version(name)}" for name in _VERSIONS)]
    states = ((module, module.stat()) for module in sorted(PACKAGE.rglob("*.py")))
    modules = (f"{module} {stat.st_size} {stat.st_mtime_ns}" for module, stat in states)
    return "\n".join((*versions, *modules)).encode()


def _written(template: CompiledTemplate) -> bytes:
    stories = {
        name: (marshal.dumps(story.code), story.lines) for name, story in template.stories.items()
    }
    known = (template.sites, template.styles, template.names, template.form)
    return pickle.dumps((template.entries, stories, known), protocol=5)


def _read(data: bytes) -> CompiledTemplate:
    entries, stories, known = pickle.loads(data)
    loaded = {name: _story(marshal.loads(code), lines) for name, (code, lines) in stories.items()}
    return CompiledTemplate(entries, loaded, *known)


def _story(code: CodeType, lines: list[int]) -> Story:
    environment = template_environment()
    names: dict[str, Any] = environment.make_globals(None)  # type: ignore[assignment]
    return Story(Template.from_code(environment, code, names), lines, code)


def _remove_oldest(folder: Path) -> None:
    """Removes all but the newest 30 templates."""
    by_age = sorted(folder.glob("*.template"), key=lambda path: -path.stat().st_mtime)
    for old in by_age[_KEPT:]:
        old.unlink(missing_ok=True)
