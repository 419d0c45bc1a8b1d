"""Labels in other words are the template's, if there is no doubt."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.reworded_labels import reworded_labels


@pytest.mark.parametrize(
    ("labels", "texts", "found"),
    [
        (["项目资金(万元)"], ["项目资金(单位:万元)"], {"项目资金(单位:万元)": "项目资金(万元)"}),
        (["一季度", "三季度"], ["一季度", "第三季度"], {"第三季度": "三季度"}),
        (["部门(单位)名称"], ["部门名称", "部门(单位)名称"], {}),
        (["决算数(上年)", "决算数(本年)"], ["决算数"], {}),
        (["姓名"], ["姓氏"], {}),
        (["备注"], ["合计", "120.5"], {}),
        (["实际在职人数"], ["实际在职人数：30人"], {}),
        (
            ["2022年实际在职人数"],
            ["2022年末实际在职人数"],
            {"2022年末实际在职人数": "2022年实际在职人数"},
        ),
    ],
)
def test_a_label_in_other_words_is_found(
    labels: list[str], texts: list[str], found: dict[str, str]
) -> None:
    assert reworded_labels(labels, texts) == found
