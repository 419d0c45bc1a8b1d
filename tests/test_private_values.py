"""Numbers and names of persons in every notation, and what only looks like one."""

from __future__ import annotations

import pytest

from docgen.filing.public.name_labels import label_kind, signed_names
from docgen.filing.public.private_words import SIGN, PrivateWords, masked

PRIVATE = (
    *("13800138000", "138-0013-8000", "138 0013 8000", "１３８００１３８０００", "+86 13800138000"),
    *("(86)138 0013 8000", "1380 013 8000", "1 3 8 0 0 1 3 8 0 0 0", "138\n0013 8000"),
    *("138\u200b00138000", "0731-28681234", "（0731）28681234转802", "0731－2868 1234、28681235"),
    *("073128681234", "010-62610000", "+86 731 2868 1234", "400-123-4567", "0731 - 28681234"),
    *("a.b-c@mail.gov.cn", "ａ＠ｂ.cn", "11010519491231002X", "110105 19491231 002x"),
)
LABELLED = ("电话：28681234", "联系电话 2868-1234", "账号：4300 1234 5678 9012 345")
PLAIN = (
    *("13,800,000,000元", "13800000000元", "财绩〔2023〕12号", "2023-01-01", "2210105"),
    *("GB/T 9704-2012", "124302007788776655", "91430200MA4L1234XX", "2022年1380人", "1234567.89"),
    *("2023—2024", "1380013800", "135024.00 138.12 3456.78", "13800138000.50", "2023-0731"),
    *("3600 2400 1500 1350", "110105194912310021"),
)


@pytest.mark.parametrize("value", PRIVATE)
def test_a_value_is_taken_out_whole(value: str) -> None:
    assert PrivateWords().redacted(f"请与{value}联系。") == f"请与{SIGN}联系。"


@pytest.mark.parametrize("text", LABELLED)
def test_behind_its_label_a_number_is_taken_out(text: str) -> None:
    words = PrivateWords()
    assert words.redacted(text).endswith(SIGN)
    assert words.redacted(text[3:]).endswith(text[-1]), "without the label it is any number"


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_private_stays(text: str) -> None:
    assert PrivateWords().redacted(f"共{text}。") == f"共{text}。"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("填报人：张三  联系电话：", ["张三"]),
        ("经办人（签字）：张　三", ["张　三"]),
        ("单位负责人：李四、王五六", ["李四", "王五六"]),
        ("签字：＿＿欧阳修文＿＿ 2023年", ["欧阳修文"]),
        ("项目负责人 阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("负责人：张三同志", ["张三"]),
        ("负责人：由局长担任", []),
        ("联系人：普惠教育科；电话", []),
        ("项目负责人签字后报送", []),
        ("负责人：单位", []),
    ],
)
def test_names_behind_labels(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in signed_names(text)] == names


def test_labels_of_cells() -> None:
    labels = {"联系电话（手机）": "phone", "电 话": "phone", "填表人": "name", "项目名称": ""}
    assert {label: label_kind(label) for label in labels} == labels


def test_what_is_kept_stays_and_a_mask_is_never_the_whole() -> None:
    words = PrivateWords(["张三"], kept=["0731-12345678"])
    assert words.redacted("张 三：0731-12345678") == f"{SIGN}：0731-12345678"
    assert all(masked(value).rstrip("*") != value for value in (*PRIVATE, "张三", "敏"))
