"""The outline of a pack as text, in Chinese and English, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docgen.diagnostics import TemplatePlace
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import template_place_text
from docgen.templates.lint.pack_outline import PackOutline
from docgen.templates.lint.placeholder_uses import Use
from docgen.word.tag_pattern import TAG
from docgen.wording.problem_texts import set_fields


def outline_lines(outline: PackOutline, language: Language) -> Iterator[str]:
    """Yields two lines for each placeholder, under the name of its part, and a line with counts."""
    texts = phrases(language)
    part = ""
    for use in outline.uses:
        tag = use.placeholder
        if tag.place.part != part:
            part = tag.place.part
            yield part
        kind: str = texts[f"tag-{tag.kind}"]
        if tag.level:
            kind += texts[f"level-{tag.level}"]
        fields = (
            path + (texts["outline-derived"] if outline.is_derived(path) else "")
            for path in use.paths
        )
        filled = texts["outline-and"].join(fields) or _expression(use)
        yield f"  {_where(tag.place, language)}{_labels(use, texts['outline-labels'])}"
        yield f"      {kind} ← {filled}"
    counts = {"tags": len(outline.uses), "fields": len(_fields(outline))}
    yield texts["outline-total"].format(**counts)


def _where(place: TemplatePlace, language: Language) -> str:
    text = template_place_text(place, language, with_part=False).strip()
    return text or phrases(language)["outline-part"]


def _labels(use: Use, form: str) -> str:
    tag = use.placeholder
    plain = (_plain(label) for label in (tag.row_label, tag.column_label))
    labels = " × ".join(f"「{label}」" for label in plain if label)
    return form.format(labels=labels) if labels else ""


def _plain(label: str) -> str:
    """A label without its tags that filter a value, such as boxes; ``{{ 年度 }}`` stays."""
    return TAG.sub(lambda tag: "" if "|" in tag[0] else tag[0], label).strip()


def _fields(outline: PackOutline) -> set[str]:
    return {path for use in outline.uses for path in use.paths}


def _expression(use: Use) -> str:
    source = use.placeholder.source
    return source[2:-2].strip(" -+")


def outline_json(outline: PackOutline) -> str:
    """The placeholders as a JSON list, one object each."""
    objects = [
        {
            "kind": use.placeholder.kind,
            "level": use.placeholder.level,
            "place": set_fields(use.placeholder.place),
            "row": use.placeholder.row_label,
            "column": use.placeholder.column_label,
            "tag": use.placeholder.tag,
            "fields": [{"path": path, "derived": outline.is_derived(path)} for path in use.paths],
        }
        for use in outline.uses
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)
