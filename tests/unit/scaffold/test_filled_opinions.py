"""What somebody wrote above a signature or a name with its date is found as an opinion."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.filled.filled_opinions import is_signed_off, opinion_in
from docgen.scaffold.pack.lines.form_line import FormLine
from tests.unit.scaffold.drawing import line_of


def lines(*texts: str) -> list[FormLine]:
    return [FormLine(line_of(text).paragraph) for text in texts]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("同意销毁6卷。", "组长签字：裴清和  2023年5月18日"), [("同意销毁6卷。", True)]),
        (("请按时归还设备。", "签字：蒋敏    2023年6月10日"), [("请按时归还设备。", True)]),
        (("材料属实，同意推荐。", "经办人：石开　　2022.5.20"), [("材料属实，同意推荐。", True)]),
        (
            ("准予备案，自2023年1月起计。", "经办人：石开　　2023.3.2"),
            [("准予备案，自2023年1月起计。", True)],
        ),
        (("本人承诺以上属实。", "签字：蒋敏  2023年6月10日"), [("本人承诺以上属实。", False)]),
        (
            ("情况属实，我厂按期整改。", "签字：蒋敏  2023年6月10日"),
            [("情况属实，我厂按期整改。", True)],
        ),
        (
            ("本人丈夫住院三次。", "家中积蓄已用完。", "申请人（签字）：蒋敏  2023年6月10日"),
            [("本人丈夫住院三次。", True), ("家中积蓄已用完。", True)],
        ),
        (
            ("本人承诺所填真实。", "家中积蓄已用完。", "申请人（签字）：蒋敏  2023年6月10日"),
            [("本人承诺所填真实。", False), ("家中积蓄已用完。", True)],
        ),
        (("请按时归还设备。", "签字：        年  月  日"), []),
        (("组长签字：裴清和",), []),
    ],
)
def test_opinions_are_found(texts: tuple[str, ...], found: list[tuple[str, bool]]) -> None:
    written = [
        (line.text[each.start : each.end], each.sure) for line, each in opinion_in(lines(*texts))
    ]
    assert written == found


def test_a_name_with_a_date_signs_an_opinion_off() -> None:
    assert is_signed_off(lines("同意推荐。", "经办人：石开　　2022.5.20"))
    assert is_signed_off(lines("同意推荐。", "审核人：葛天佑        2022.5.20"))
    assert not is_signed_off(lines("同意推荐。", "经办人：石开"))
    assert not is_signed_off(lines("建设地点：城东。", "2022.5.20"))
