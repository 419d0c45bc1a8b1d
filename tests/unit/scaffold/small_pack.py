"""Small packs: one form, a schema, and further lines of pack.yaml."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.packs.pack import Pack, load_pack
from tests.support import PACK_YAML
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of

TEXT: dict[str, Any] = {"type": ["string", "null"]}
NUMBER: dict[str, Any] = {"type": ["number", "null"]}


def group(**properties: object) -> dict[str, Any]:
    return {"type": ["object", "null"], "properties": properties}


def pack_of(
    root: Path,
    *parts: str | Sequence[str],
    schema: Mapping[str, object] | None = None,
    settings: str = "",
    annexes: Mapping[str, str] | None = None,
    date: str = "2024年4月26日",
) -> Pack:
    """The pack ``form`` of a form with these parts.

    Args:
        root: the project's folder.
        parts: paragraphs and tables of ``form.docx``, as :func:`form_of` takes them.
        schema: the properties of the schema, or none.
        settings: what stands below the parts in pack.yaml.
        annexes: further parts of a paragraph each, by their files' names.
        date: the report's date.
    """
    folder = root / "word_templates" / "form"
    folder.mkdir(parents=True)
    forms = {"form.docx": form_of(*parts)}
    forms |= {file: form_of(text) for file, text in (annexes or {}).items()}
    for file, form in forms.items():
        form.save(str(folder / file))
    entries = "".join(f"  - file: {file}\n" for file in annexes or ())
    text = PACK_YAML.replace("2024年4月26日", f"'{date}'") + entries + settings
    (folder / "pack.yaml").write_text(text, "utf-8")
    if schema is not None:
        text = json.dumps({"type": "object", "properties": schema}, ensure_ascii=False)
        (folder / "schema.json").write_text(text, "utf-8")
    problems = collect()
    pack = load_pack(folder, root, problems)
    assert pack is not None, list(problems)
    return pack
