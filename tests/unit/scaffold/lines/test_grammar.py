"""A line is read as the productions it is made of, in any order and number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.writing.tag_placement import type_in
from tests.unit.scaffold.drawing import line_of

LABELS = ("项目名称", "联系电话", "经办人", "单位（全称）", "开户行", "备注事由")
ROOM = st.sampled_from(["____", "________________", "（　　）", "(    )"])
UNIT = st.sampled_from(["万元", "人", "%", "平方米", "个月"])
DATE = st.sampled_from(
    ["____年____月____日", "2025年  月  日", "二〇二五年×月×日", "20XX年XX月XX日", "XXXX年X月X日"]
)
PRINTED = st.sampled_from(
    ["按规定办理", "详见附表", "共3.5万元", "（试行）", "2023年12月31日", "第3号文件", "以下空白"]
)
OPTIONS = ("新建", "新增（含续建）", "改（扩）建", "党员（含预备党员）", "国债")


def blank(text: str) -> str:
    """Marks room, which has to be exactly a blank."""
    return f"«{text}»"


def brackets(room: str) -> str:
    return f"{room[0]}{blank(room[1:-1])}{room[-1]}" if room[0] in "（(" else blank(room)


LABEL = st.sampled_from(LABELS)
PRODUCTIONS = st.one_of(
    st.builds(lambda label, room: f"{label}：{brackets(room)}", LABEL, ROOM),
    st.builds(lambda label, room, unit: f"{label}：{brackets(room)}{unit}", LABEL, ROOM, UNIT),
    st.builds(lambda label, date: f"{label}日期：{blank(date)}", LABEL, DATE),
    st.builds(
        lambda label, options: f"{label}：{' '.join(blank('□') + option for option in options)}",
        LABEL,
        st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=4, unique=True),
    ),
    st.just(f"人民币（大写）{blank('________')}"),
    st.just(f"财预{blank('〔20  〕    ')}号"),
    st.just(f"第{blank('    ')}号"),
    st.just(f"{blank('____')}年度预算"),
    st.just(f"报送{blank('XX单位')}"),
    st.just(f"得分（{blank('  ')}分）"),
    PRINTED,
)
STOPS = st.sampled_from(["，", "；", "。"])


@given(st.lists(st.tuples(PRODUCTIONS, STOPS), min_size=1, max_size=8))
def test_a_line_has_the_blanks_of_its_productions_and_no_others(
    parts: list[tuple[str, str]],
) -> None:
    drawn = "".join(f"{production}{stop}" for production, stop in parts)
    line = line_of(drawn.replace("«", "").replace("»", ""))
    gaps = [gap for gap in gaps_in(line) if not gap.year]
    for gap in reversed(gaps):
        type_in(Spot(line.paragraph, gap.start, gap.end), f"«{line.text[gap.start : gap.end]}»")
    assert FormLine(line.paragraph).text == drawn
