"""Which texts are Chinese, and what the styles of a document say of its language."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.language import declare, declared_chinese, is_chinese
from docgen.word.xml import W, w

ISO = "本中心通过 ISO 9001 认证，Microsoft Office 正版化率为 100%。"
ENGLISH = "The Zhuzhou (株洲) Vocational Education Park reports on its performance in 2023."
BOTH = "整体支出绩效自评报告 Self-evaluation report on overall expenditure"
ADDRESS = "网址：https://www.example.org/performance/budget/2023/self-evaluation.html"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ISO, True),
        (ENGLISH, False),
        (BOTH, True),
        ("株洲", True),
        ("", False),
        ("2023 100% ——", False),
        (ADDRESS, False),
        ("予算の執行状況について報告いたします。", False),
        ("예산 집행 결과를 보고합니다. 株洲", False),
        ("東京都の条例に基づく報告と評価", False),
        ("預算執行情況自評報告", True),
    ],
)
def test_a_text_is_chinese_by_most_of_its_words(text: str, expected: bool) -> None:
    assert is_chinese(text) is expected


def styles(defaults: str) -> etree._Element:
    return etree.fromstring(f'<w:styles xmlns:w="{W}">{defaults}<w:style/></w:styles>')


def defaults(lang: str) -> str:
    properties = f'<w:sz w:val="32"/>{lang}'
    runs = f"<w:rPrDefault><w:rPr>{properties}</w:rPr></w:rPrDefault>"
    return f"<w:docDefaults>{runs}<w:pPrDefault/></w:docDefaults>"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "<w:docDefaults/>",
        "<w:docDefaults><w:pPrDefault/></w:docDefaults>",
        defaults(""),
        defaults('<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'),
    ],
)
def test_what_is_declared_holds_for_every_script_and_nothing_else_changes(given: str) -> None:
    root = styles(given)
    before = [element.tag for element in root.iter() if element.tag != w("lang")]
    declare(root, "zh-TW")
    (lang,) = root.iter(w("lang"))
    assert (lang.get(w("val")), lang.get(w("eastAsia"))) == ("zh-TW", "zh-TW")
    assert lang.get(w("bidi")) == ("ar-SA" if "bidi" in given else None)
    assert declared_chinese(root) == "zh-TW"
    assert {*before} <= {element.tag for element in root.iter()}
    # CT_DocDefaults (ECMA-376 part 1, 17.7.5.1): those of runs first; then the styles.
    order = [etree.QName(element).localname for element in (*root[0], *root)]
    assert order == [*("rPrDefault", "pPrDefault")[: len(root[0])], "docDefaults", "style"]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("", "zh-CN"),
        ('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>', "zh-CN"),
        ('<w:lang w:val="en-US" w:eastAsia="zh-HK"/>', "zh-HK"),
        ('<w:lang w:val="zh-TW"/>', "zh-TW"),
        ('<w:lang w:val="en-US" w:eastAsia="en-US"/>', "zh-CN"),
        ('<w:lang w:eastAsia="ja-JP"/>', "zh-CN"),
    ],
)
def test_the_kind_of_chinese_is_the_one_that_is_named(lang: str, expected: str) -> None:
    assert declared_chinese(styles(defaults(lang))) == expected
