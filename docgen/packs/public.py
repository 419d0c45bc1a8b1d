"""What a public copy of the report leaves out: the ``public`` of pack.yaml.

    public:
      remove: [落款.填表人, 联系电话]   fields whose values are taken out wherever they stand
      names: [印章]                   other words that are taken out wherever they stand
      keep: [监督电话]                 fields whose values stay, as of a public hotline

A field is named by as many of its last keys as make it unique. Telephone and identity numbers,
e-mail addresses, and the names of those who sign are taken out without being listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.content.values import Node, Text, Value
from docgen.packs.next_year import names_field
from docgen.packs.records import key


@dataclass(frozen=True)
class Public:
    """The fields and words that a public copy leaves out, and those that it keeps."""

    remove: tuple[Text, ...] = key("公开版删去其值的字段 · fields whose values are taken out", ())
    names: tuple[Text, ...] = key("公开版删去的其他词语 · other words that are taken out", ())
    keep: tuple[Text, ...] = key("公开版保留其值的字段 · fields whose values stay", ())


def field_values(names: Sequence[str], data: Node) -> Iterator[Text]:
    """Yields the values of the fields, or groups of fields, that are named.

    Of several in one value, as 张三、李四, each is yielded after the whole.
    """
    for text in _texts(names, data, ()):
        yield text
        parts = [part.strip() for part in re.split("[、,，;；/／]", text)]
        if len(parts) > 1:
            yield from (Text(part, text.place) for part in parts if len(part) > 1)


def _texts(names: Sequence[str], value: Value, keys: tuple[str, ...]) -> Iterator[Text]:
    if isinstance(value, Node):
        for name, member in value.items():
            yield from _texts(names, member, (*keys, name))
    elif isinstance(value, list):
        for member in value:
            yield from _texts(names, member, keys)
    elif isinstance(value, Text) and value.strip() and names_field(names, keys):
        yield value
