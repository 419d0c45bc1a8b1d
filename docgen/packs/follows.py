"""What a pack for a changed form took over from the one before: the ``follows`` of pack.yaml.

    follows:
      pack: self-evaluation           last year's pack
      edition: 2024                   the first edition of the changed form
      renamed: {支出.合计: 支出.总计}    fields that have another name now
      gone: [支出.其他]                fields that the changed form has not

``docgen new`` makes the edition with this pack from content of last year's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.packs.records import key


@dataclass(frozen=True)
class Follows:
    """The pack before, the first edition of this one, and what became of the fields."""

    pack: str = key("上年的模板包 · last year's pack", "")
    edition: int | None = key("新表从哪个年度用起 · the first edition of this form", minimum=1900)
    renamed: Mapping[str, str] = key(
        "改了名称的字段：旧: 新 · fields that have another name, new by old", dict
    )
    gone: tuple[str, ...] = key("新表没有的字段 · fields that this form has not", ())
