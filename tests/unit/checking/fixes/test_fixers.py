"""What to type for a wrong value or key stands in the file afterwards, and the problem is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import check_edition
from docgen.content.fixed_text import FixedText
from tests.support import small_project

SCHEMA: dict[str, object] = {
    "金额": {"type": ["number", "null"]},
    "日期": {"type": "string", "pattern": r"^\d{4}年\d{1,2}月\d{1,2}日$"},
    "等级": {"type": "string", "enum": ["优秀", "良好"]},
    "已验收": {"type": ["boolean", "null"]},
    "说明": {"type": ["string", "null"], "contentMediaType": "text/markdown"},
    "组": {
        "type": "object",
        "properties": {"基本支出": {"type": "number"}, "水费、电费": {"type": "number"}},
        "required": ["基本支出", "水费、电费"],
    },
    "列": {"type": "array", "items": {"type": "object", "properties": {"名": {}, "值": {}}}},
}
SOUND = """\
金额: 1
日期: 2024年4月6日
等级: 优秀
已验收: 是
说明: 甲
组:
  基本支出: 1
  水费、电费: 2
列:
  - 名: 甲
    值: 乙
"""


def mended(root: Path, text: str) -> tuple[str, list[bool]]:
    """The content with all fixes, and which of them are safe."""
    project = small_project(root)
    project.schema(**SCHEMA)
    names = ("金额", "日期", "等级", "已验收")
    tags = "".join(f"{{{{ {name} }}}}" for name in names)
    project.template(
        f"{{{{ 名称 }}}}{tags}{{{{ 组.基本支出 }}}}{{{{ 组['水费、电费'] }}}}",
        "{{ 说明 }}",
        "{% for 项 in 列 %}{{ 项.名 }}{{ 项.值 }}{% endfor %}",
    )
    project.content(text)
    problems = list(check_edition("2023", root=root).all_problems())
    fixes = [problem.fix for problem in problems if problem.fix]
    typed = (project.unit / "report.yaml").read_text("utf-8")
    return FixedText(typed, fixes).text.removeprefix(typed.removesuffix(text)), [
        fix.safe for fix in fixes
    ]


@pytest.mark.parametrize(
    ("typed", "sound", "safe"),
    [
        ("金额: １", "金额: 1", [True]),
        ("金额: 1万元", "金额: 1", [False]),
        ("金额: 4612.150000000001", "金额: 4612.15", [True]),
        ("金额: '4612.149999999999' # 甲", "金额: '4612.15' # 甲", [True]),
        ("说明: 支出4612.150000000001万元", "说明: 支出4612.15万元", [True]),
        ("金额: 无", "金额:", [True]),
        ("日期: 2024-04-06", "日期: 2024年4月6日", [True]),
        ("等级: 优秀级", "等级: 优秀", [False]),
        ("已验收: √", "已验收: 是", [True]),
        ("说明:\n  - 甲\n  - 乙", "说明: |-\n  - 甲\n  - 乙", [True]),
        ("  水费，电费: 2", "  水费、电费: 2", [True]),
        ("  水费和电费: 2", "  水费、电费: 2", [False]),
        ("  水费、电费: 2\n  基本支出: 1", "  水费、电费: 2", [True]),
        ("组: 无", "组:", [True]),
        ("  - 名: 甲\n    名: 甲\n    值: 乙", "  - 名: 甲\n  - 名: 甲\n    值: 乙", [True]),
        ("  名: 甲\n  值: 乙", "  - 名: 甲\n    值: 乙", [True]),
    ],
)
def test_what_is_typed_wrongly_is_mended(
    tmp_path: Path, typed: str, sound: str, safe: list[bool]
) -> None:
    old = {"金额": "金额: 1", "日期": "日期: 2024年4月6日", "等级": "等级: 优秀"}
    old |= {"已验收": "已验收: 是", "说明": "说明: 甲", "  水": "  水费、电费: 2"}
    old |= {"组": "组:\n  基本支出: 1\n  水费、电费: 2", "  - 名": "  - 名: 甲\n    值: 乙"}
    old |= {"  名": "  - 名: 甲\n    值: 乙"}
    place = next(passage for start, passage in old.items() if typed.startswith(start))
    assert SOUND.count(place) == 1
    text = SOUND.replace(place, typed)
    assert mended(tmp_path, text) == (SOUND.replace(place, sound), safe)


def test_sound_content_has_no_fix(tmp_path: Path) -> None:
    assert mended(tmp_path, SOUND) == (SOUND, [])
