"""A slip of one sign in a name, and names of two things that differ by one sign."""

from __future__ import annotations

import pytest

from docgen.checking.one_sign_off import NameKind, is_slip, sounds_alike

OFFICE, PROJECT, PHRASE = NameKind.OFFICE, NameKind.PROJECT, NameKind.PHRASE


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("湘川市教育菊", "湘川市教育局", OFFICE),
        ("湘川市叫育局", "湘川市教育局", OFFICE),
        ("湘州市财政局", "湘洲市财政局", OFFICE),
        ("湘川市育教局", "湘川市教育局", OFFICE),
        ("湘川市教局", "湘川市教育局", OFFICE),
        ("湘川市教教育局", "湘川市教育局", OFFICE),
        ("校园安全专向资金", "校园安全专项资金", PROJECT),
        ("校园安全专顶资金", "校园安全专项资金", PROJECT),
        ("高标准农建设专项资金", "高标准农田建设专项资金", PROJECT),
        ("高标准农用建设专项资金", "高标准农田建设专项资金", PROJECT),
        ("高标准农田田建设专项资金", "高标准农田建设专项资金", PROJECT),
        ("高标准农田水建设专项资金", "高标准农田建设专项资金", PROJECT),
        ("智慧警务感知网建设向目", "智慧警务感知网建设项目", PHRASE),
        ("智慧警务感知网建设项目", "智慧警务感网建设项目", PHRASE),
        ("智慧警务感网建设项目", "智慧警务感知网建设项目", PHRASE),
    ],
)
def test_a_slip_of_one_sign_is_one(typed: str, name: str, kind: NameKind) -> None:
    assert is_slip(typed, name, kind)


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("湘川市体育局", "湘川市教育局", OFFICE),
        ("湘川市财务局", "湘川市财政局", OFFICE),
        ("湘川市水务局", "湘川市水利局", OFFICE),
        ("湘川市农机局", "湘川市农业局", OFFICE),
        ("湘川县教育局", "湘川市教育局", OFFICE),
        ("湘川教育局", "湘川市教育局", OFFICE),
        ("湘川市教育分局", "湘川市教育局", OFFICE),
        ("湘川市教育厅", "湘川市教育局", OFFICE),
        ("湘川市第一小学", "湘川市第二小学", OFFICE),
        ("湘川市第一中学", "湘川市第一小学", OFFICE),
        ("湘川市教育", "湘川市教育局", OFFICE),
        ("农村水库维修一期", "农村水库维修二期", PROJECT),
        ("东区管网改造工程项目", "西区管网改造工程项目", PROJECT),
        ("高中教育发展专项资金", "高等教育发展专项资金", PROJECT),
        ("民办幼儿园建设专项资金", "公办幼儿园建设专项资金", PROJECT),
        ("农村公路维护专项资金", "农村公路养护专项资金", PROJECT),
        ("老旧小区的改造工程", "老旧小区改造工程", PROJECT),
        ("商品服务支出资金", "商品和服务支出资金", PROJECT),
        ("校园管理资金", "校园安全管理资金", PROJECT),
        ("2022年校园安全专项", "2023年校园安全专项", PROJECT),
        ("推动高标准农田建设项目", "推进高标准农田建设项目", PHRASE),
        ("推进了高标准农田建设项目", "推进高标准农田建设项目", PHRASE),
        ("新建项目", "续建项目", PHRASE),
        ("湘川市教育局", "湘川市教育局", OFFICE),
    ],
)
def test_names_of_two_things_are_none(typed: str, name: str, kind: NameKind) -> None:
    assert not is_slip(typed, name, kind)


@pytest.mark.parametrize("pair", ["洲州", "项向", "区曲", "管馆", "中终", "校效", "资姿"])
def test_characters_of_one_sound_sound_alike(pair: str) -> None:
    assert sounds_alike(*pair)
    assert sounds_alike(*pair[::-1])


@pytest.mark.parametrize("pair", ["教体", "业机", "市县", "州a", "沅洲", "洲😀", "新旧"])
def test_others_do_not(pair: str) -> None:
    assert not sounds_alike(*pair)
