"""Lint of ``public`` in pack.yaml: each field that it names is one of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Problem, template_error
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.problems import nearest
from docgen.packs.field_labels import keys_of
from docgen.packs.next_year import names_field
from docgen.packs.pack import Pack
from docgen.templates.lint.placeholder_uses import pack_fields

PUBLIC_NO_FIELD = problem_code(
    "public-no-field",
    en=(
        "`{key}` under `public` names 「{name}」, which is no field of this pack{nearest}",
        "correct the name, or delete it from the list",
    ),
    zh=(
        "public 的 {key} 里写了「{name}」，模板包没有这个字段{nearest}",
        "改正名称，或从这一行删去",
    ),
)
PUBLIC_SHORT_NAME = problem_code(
    "public-short-name",
    en=(
        "「{name}」 under `public` is too short to be taken out wherever it stands",
        "write two characters at least under `names`",
    ),
    zh=("public 里的「{name}」太短，没法在各处删去", "names 里每个词至少写两个字"),
)


def public_faults(pack: Pack) -> Iterator[Problem]:
    """The faults of ``public``: fields that there are not, words that are too short."""
    paths = [keys_of(shape.path.replace("[]", "")) for shape in pack_fields(pack).all()]
    for key, names in (("remove", pack.public.remove), ("keep", pack.public.keep)):
        for name in names:
            if not any(names_field((name,), keys) for keys in paths):
                near = nearest(name, [".".join(keys) for keys in paths])
                words = {"key": key, "name": name, "nearest": near}
                yield template_error(PUBLIC_NO_FIELD, name.place or pack.place, **words)
    for name in pack.public.names:
        if len(name.strip()) < 2:
            yield template_error(PUBLIC_SHORT_NAME, name.place or pack.place, name=name)
