"""What is private in a line of text, in the notations of offices, and what only looks like it."""

from __future__ import annotations

import pytest

from docgen.filing.public.private_words import PrivateWords

STAYS = (
    "合计13800001234.56元，其中13800001234美元、１３８００００１２３４万元",
    "项目代码：13800001234",
    "合同编号：HT-13800001234",
    "发票号码13800001234",
    "预算指标文号：长财预〔2023〕13800001234号",
    "财政编码 010-20230001，档案编号0731-20231231",
    "发文0101-2023-0001-12345678",
    "绿化13800001234㎡，供水13800001234立方米",
    "银行账号资金余额13800001234.00元",
    "13,800,001,234",
    "人均1638000/1092元，即1638000/1092；1773500-2168；1773500～2168",
    "两年分别为1773500 2168",
)
GOES = (
    "138·0013·8000",
    "138/0013/8000",
    "138_0013_8000",
    "0731/84412345",
    "0731·84412345",
    "手机13800138000元旦",
    "电话号码为84412345",
    "13800138000%",  # as the text of a level of a list, before its number: %1
)


@pytest.mark.parametrize("text", STAYS)
def test_sums_and_numbers_of_documents_stay(text: str) -> None:
    assert PrivateWords().redacted(text) == text


@pytest.mark.parametrize("text", GOES)
def test_a_telephone_number_goes_in_every_notation(text: str) -> None:
    assert sum(map(str.isdigit, PrivateWords().redacted(text))) == 0


@pytest.mark.parametrize("comma", ["，", ",", "、", ";"])
@pytest.mark.parametrize("number", ["13800138000", "0731-84412345", "电话84412345"])
def test_a_comma_behind_a_number_is_no_comma_of_thousands(number: str, comma: str) -> None:
    printed = PrivateWords().redacted(f"{number}{comma}2023年{comma}{number}{comma}2024年")
    assert "3800" not in printed
    assert "8441" not in printed
    assert "2023年" in printed


@pytest.mark.parametrize(
    "value",
    ["Dr.Li", "Li-Ming", "张三(办公室)", "A/B", "阿不都·买买提", "长沙市：三处", "张，三", "王 五"],
)
def test_a_listed_value_with_separators_in_it_goes(value: str) -> None:
    words = PrivateWords([value])
    assert words.redacted(f"甲{value}乙")[:4] == "甲＊＊＊"
    assert words.redacted(f"甲{value.replace('·', '')}乙")[:4] == "甲＊＊＊"


def test_figures_of_a_listed_value_are_not_found_in_sums() -> None:
    text = "共123,456元、1,123元、0.123"
    assert PrivateWords(["123"]).redacted(text) == text
    assert PrivateWords(["12345"]).redacted("12345，2023年") == "＊＊＊，2023年"
