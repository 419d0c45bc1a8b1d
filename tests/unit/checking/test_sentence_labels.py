"""Which label a number in a sentence belongs to, and of which year it speaks.

In the texts, ``▸`` stands before the number.
"""

from __future__ import annotations

import pytest

from docgen.checking.sentence_labels import LabelHit, Period, clause_before
from tests.unit.checking.units import checked, marked

YEAR = "年度: 2023\n封面: {单位: 湘江县热线服务中心}\n"
FORM = f"""{YEAR}
经费: {{公用经费: {{上年决算数: 1, 本年决算数: 2}}, 一般公共预算: 3, 财政拨款: 4, 事业收入: 5}}
执行: {{执行率: 98%, 执行进度: 3}}
专项: [{{名称: 水库维修, 项目经费: 6}}, {{名称: 便民热线, 项目经费: 7}}]
工作数据: {{来访人次: 8}}
"""


NOUNS = ("情况", "金额", "总额", "资金", "经费", "费用", "费", "决算", "预算", "执行", "数")
VERBS = ["实际", "全年", "共计", "合计", "总计", "累计", "共", "计", "已", "达到", "达", "完成"]
VERBS += ["支出", "为", "是", "有", "了"]


def hit_of(text: str, form: str = FORM, key: str = "说明") -> LabelHit | None:
    """What is found before the number at ``▸`` of a text that stands in the form."""
    plain, _ = marked(text)
    lines = "\n".join(f"  {line}" for line in plain.split("\n"))
    unit = checked({"a.yaml": form, "b.yaml": f"{key}: |\n{lines}"})
    paragraph = next(paragraph for paragraph in unit.paragraphs if paragraph.field == key)
    return unit.labels.before(paragraph, text.index("▸"))


def found(text: str, form: str = FORM) -> str:
    hit = hit_of(text, form)
    return hit.label if hit else ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("公用经费▸3万元", "公用经费"),
        ("公用经费 ▸3万元", "公用经费"),
        ("公用经费：▸3万元", "公用经费"),
        ("公用经费:▸3万元", "公用经费"),
        ("公用经费（▸3万元", "公用经费"),
        *((f"公用经费{word}▸3万元", "公用经费") for word in (*NOUNS, *VERBS)),
        ("公用经费决算数全年实际支出为▸3万元", "公用经费"),
        ("公用经费决算数全年实际支出已为▸3万元", ""),
        ("公用经费约▸3万元", ""),
        ("公用经费没有超过▸3万元", ""),
        ("公用经费支出▸3万元", "公用经费"),
        ("一般公共预算▸3万元", "一般公共预算"),
        ("一般公共预算支出▸3万元", ""),
        ("财政拨款支出▸3万元", ""),
        ("事业收入支出▸3万元", ""),
        ("事业收入▸3万元", "事业收入"),
        ("财政拨款共▸3万元", "财政拨款"),
        ("▸3万元", ""),
        ("公用▸3万元", ""),
    ],
)
def test_only_some_words_may_stand_between_a_label_and_its_number(text: str, label: str) -> None:
    assert found(text) == label


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "甲， ",
        *(f"甲乙{sign}" for sign in "，。；：！？,;:（("),
        *(f"甲3{sign}、" for sign in ["", "元", "%", "％", "人", "个", "件", "家"]),
        "其中",
        "甲，其中",
        "甲，其中2023年，",
        "2023年",
        "2023年度",
        "2023年末",
        "至2023年底",
        "本年",
        "当年",
        "今年",
        "全年",
        "年内",
        "湘江县热线服务中心",
        "县热线服务中心",
        "中心",
        *(f"{word}单位" for word in ["", *"我本全该"]),
        "我局机关",
        "本中心本级",
        *[
            "局",
            "办",
            "镇",
            "乡",
            "馆",
            "院",
            "校",
            "站",
            "所",
            "委",
            "厅",
            "部门",
            "街道",
            "机关",
            "管理办",
            "学校",
            "医院",
        ],
        "预算",
        "核定",
        "实际",
        "实现",
        "完成",
        "的",
        "为",
        "2023年我单位实际完成的",
        "甲。2023年，本部门",
    ],
)
def test_a_label_begins_its_clause_behind_words_that_narrow_nothing(lead: str) -> None:
    assert found(f"{lead}公用经费▸3万元") == "公用经费"


@pytest.mark.parametrize("lead", ["人均", "心", "甲、", "甲", "乡村", "热线服务", "某某区", "其"])
def test_a_label_behind_other_words_is_another_thing(lead: str) -> None:
    assert found(f"{lead}公用经费▸3万元") == ""


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("湘江县政府办公室", "公用经费"),
        ("湘江县政府办的", "公用经费"),
        ("县政府办", "公用经费"),
        ("府办", "公用经费"),
        ("公室", "公用经费"),
        ("室", ""),
        ("我单位", "公用经费"),
        ("本部门完成的", "公用经费"),
        ("我", ""),
        ("湘江县政府", ""),
        ("湘江县", ""),
    ],
)
def test_the_name_of_an_office_may_be_written_without_its_end(lead: str, label: str) -> None:
    form = FORM.replace("湘江县热线服务中心", "湘江县政府办公室")
    assert found(f"{lead}公用经费▸3万元", form) == label


def test_a_unit_need_not_have_a_name_nor_a_year() -> None:
    form = "经费: {公用经费: 3}"
    assert found("本单位公用经费▸3万元", form) == "公用经费"
    assert found("2023年公用经费▸3万元", form) == "公用经费"
    assert found("湘江县公用经费▸3万元", form) == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("执行率▸98%", "执行率"),
        ("甲。执行率▸98%", "执行率"),
        ("甲！执行率▸98%", "执行率"),
        ("甲？执行率▸98%", "执行率"),
        ("甲。2023年，执行率▸98%", "执行率"),
        ("甲。2023年执行率▸98%", "执行率"),
        ("甲。我单位执行率▸98%", "执行率"),
        ("甲，执行率▸98%", ""),
        ("甲；执行率▸98%", ""),
        ("甲：执行率▸98%", ""),
        ("其中执行率▸98%", ""),
        ("来访人次▸3", "来访人次"),
        ("甲，来访人次▸3", ""),
    ],
)
def test_a_bare_label_begins_its_sentence(text: str, label: str) -> None:
    assert found(text, FORM.replace("98%", "98")) == label


def test_the_longest_label_is_found_and_of_one_label_the_last() -> None:
    form = f"{YEAR}经费: {{公用经费: 1, 公用经费支出: 2, 项目支出: 3}}"
    assert found("公用经费支出▸3万元", form) == "公用经费支出"
    assert found("项目支出1万元，公用经费▸3万元", form) == "公用经费"
    assert found("公用经费1万元。公用经费▸3万元", form) == "公用经费"
    assert found("项目支出▸3万元，公用经费1万元", form) == "项目支出"
    assert found("人均公用经费支出▸3万元，公用经费支出1万元", form) == ""


def test_a_label_may_be_sixty_characters_before_its_number_and_its_clause_sixty_before_it() -> None:
    for length, label in ((60, "甲" * 60), (61, "")):
        assert found(f"{'甲' * length}▸3万元", f"经费: {{{'甲' * length}: 3}}") == label
    for length, label in ((59, "公用经费"), (60, "")):
        assert found(f"甲。{'的' * length}公用经费▸3万元") == label
    assert found(f"{'的' * 60}公用经费▸3万元") == "公用经费"
    assert found(f"{'的' * 61}公用经费▸3万元") == ""


def test_behind_some_words_a_paragraph_is_about_other_money() -> None:
    assert found("政府性基金使用情况。公用经费▸3万元") == ""
    assert found("公用经费▸3万元。政府性基金使用情况") == "公用经费"


def fields(text: str, form: str = FORM, key: str = "说明") -> list[str]:
    hit = hit_of(text, form, key)
    return [field.path for field in hit.fields] if hit else []


def test_a_label_means_its_fields() -> None:
    group = "经费.公用经费"
    assert fields("公用经费▸3万元") == [f"{group}.上年决算数", f"{group}.本年决算数"]
    assert fields("一般公共预算▸3万元") == ["经费.一般公共预算"]


def test_in_a_text_about_a_row_a_label_means_its_fields_only() -> None:
    both = ["专项[0].项目经费", "专项[1].项目经费"]
    assert fields("项目经费▸3万元") == both
    assert fields("水库维修。项目经费▸3万元") == both[:1]
    assert fields("便民热线。项目经费▸3万元") == both[1:]
    assert fields("水库维修。公用经费▸3万元") == []
    assert hit_of("水库维修。公用经费▸3万元") is not None


def test_the_name_of_a_row_means_its_fields_in_any_text() -> None:
    form = FORM.replace("专项:", "经费专项:").replace("经费:", "金额:", 1)
    form = form.replace("经费专项:", "经费:")
    assert fields("便民热线▸3万元", form) == ["经费[1].项目经费"]
    assert fields("水库维修。便民热线▸3万元", form) == ["经费[1].项目经费"]


def time_of(before: str, form: str = FORM) -> str:
    """Period and year of 公用经费 behind these words, and the time as it stands at its offset."""
    hit = hit_of(f"{before}公用经费▸3万元", form)
    if hit is None:
        return "nothing"
    written = before[hit.at : hit.at + 4] if hit.at or hit.period.value != "this" else ""
    return " ".join(filter(None, (hit.period.value, hit.year, written and f"@{written}")))


@pytest.mark.parametrize(
    ("before", "time"),
    [
        ("", "this"),
        ("2023年", "this 2023"),
        ("甲。2023年，", "this 2023 @2023"),
        ("2023年度", "this 2023"),
        ("2023年12月", "this"),
        ("2023年12月31日", "this"),
        ("甲。2023年末", "this 2023 @2023"),
        ("甲。截至2023年底", "this @2023"),
        ("本年12月", "this"),
        ("2022年", "last 2022 @2022"),
        ("2022年度", "last 2022 @2022"),
        ("1999年", "other @1999"),
        ("2021年", "other 2021 @2021"),
        ("2021年至2022年", "nothing"),
        ("2021—2022年", "other @2021"),
        ("2021–22年", "other @2021"),
        ("2021至2022年", "other @2021"),
        ("2021-2022年度", "other @2021"),
        ("上年", "last @上年"),
        ("上年度", "last @上年度"),
        ("去年", "last @去年"),
        ("去年度", "last @去年度"),
        ("前年", "other @前年"),
        ("近三年", "other @近三年"),
        ("两年", "other @两年"),
        ("四年", "other @四年"),
        ("五年", "other @五年"),
        ("下年", "other @下年"),
        ("下一年度", "other @下一年度"),
        ("明年", "other @明年"),
        ("来年", "other @来年"),
        ("一季度", "other @一季度"),
        ("第二季度", "other @第二季度"),
        ("三季度末", "other @三季度末"),
        ("四季度", "other @四季度"),
        ("上半年", "other @上半年"),
        ("下半年", "other @下半年"),
        ("前三个月", "other @前三个月"),
        ("前三季度", "other @前三季度"),
        ("前两月", "other @前两月"),
        ("6月", "other @6月"),
        ("1—6月", "other @1—6月"),
        ("1–6月", "other @1–6月"),
        ("1至6月", "other @1至6月"),
        ("1-6月份", "other @1-6月"),
        ("11月30日", "other @11月3"),
        ("2023年上半年", "other @2023"),
        ("2022年12月", "other @2022"),
        ("2022年第一季度", "other @2022"),
        ("上年12月", "other @上年12"),
        *((f"甲，{word}2022年", "last @2022") for word in ["截至", "至", "到", "自", "从", "在"]),
        ("甲，其中2022年", "last 2022 @2022"),
    ],
)
def test_a_time_before_a_label(before: str, time: str) -> None:
    assert time_of(before) == time


@pytest.mark.parametrize(
    ("before", "time"),
    [
        ("2022年甲乙，", "last 2022 @2022"),
        ("甲乙，2022年甲乙，", "last 2022 @2022"),
        ("甲乙3件、2022年甲乙，", "last 2022 @2022"),
        ("甲乙（2022年甲乙，", "last 2022 @2022"),
        ("与2022年比，", "this"),
        ("2022年甲乙。", "this"),
        ("2022年甲乙！", "this"),
        ("2022年甲乙？", "this"),
        ("甲。2022年甲，2021年乙，", "other 2021 @2021"),
        ("2022年甲，本年乙，", "this @本年乙，"),
        ("2022年甲；", "last 2022 @2022"),
        ("上年甲；", "this"),
        ("甲，上年；", "this"),
        ("上年甲；乙，", "this"),
        ("甲；上年乙，", "last @上年乙，"),
        ("甲；上年", "last @上年"),
        ("2022年甲；上年乙；", "last 2022 @2022"),
        ("6月甲；", "other @6月甲；"),
        ("截至2021年甲，2022年乙，", "last 2022 @2022"),
        ("2021年甲，截至2022年乙，", "last @2022"),
        ("甲（2022年），", "this"),
        ("2022年（2021年），", "last 2022 @2022"),
        ("上年（甲；乙），", "last @上年（甲"),
        ("甲（乙（2021年）），", "this"),
        ("甲（乙）2021年（2022年为3），", "this"),
        ("甲（乙），2021年（2022年为3），", "other 2021 @2021"),
    ],
)
def test_a_time_holds_until_another_or_the_end_of_its_sentence(before: str, time: str) -> None:
    assert time_of(before) == time


def test_without_a_time_a_label_is_of_this_year() -> None:
    hit = hit_of("与2022年比，公用经费▸3万元")
    assert hit is not None
    assert (hit.period, hit.year, hit.at) == (Period.THIS, "", 0)


def test_years_are_relative_to_that_of_the_report() -> None:
    form = FORM.replace("2023", "2022")
    assert time_of("2022年", form) == "this 2022"
    assert time_of("2021年", form) == "last 2021 @2021"
    form = FORM.replace("2023", "'2023('")
    assert time_of("2022年", form) == "other 2022 @2022"
    assert time_of("去年", form) == "last @去年"
    assert time_of("2022年", FORM.replace("年度: 2023", "")) == "other 2022 @2022"


@pytest.mark.parametrize("sign", "，。；：！？,;:（(、）)《》“” \t\n")
def test_a_clause_begins_behind_its_sign(sign: str) -> None:
    text = f"甲{sign}乙{sign}丙丁{sign}戊"
    assert clause_before(text, len(text) - 3) == "丙"
    assert clause_before(text, 1) == "甲"
    assert clause_before(text, len(text) - 1) == ""
