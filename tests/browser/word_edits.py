"""What the office does to the Word file of the sample."""

from __future__ import annotations

from pathlib import Path

import docx

OLD_AND_NEW = {
    "增强绩效管理责任意识": "增强全员绩效管理责任意识",
    "年初预算中基本支出的个别": "年初预算中基本支出的少数",
    "通过单位门户网站公开": "在单位门户网站公开",
}
"""Words of three chapters, and what the office types over them."""


def edited(path: Path, changes: dict[str, str]) -> None:
    """The office types other words over some in the Word file."""
    document = docx.Document(str(path))
    left = dict(changes)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for old in [old for old in left if old in run.text]:
                run.text = run.text.replace(old, left.pop(old))
    assert not left
    document.save(str(path))
