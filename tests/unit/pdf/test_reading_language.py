"""In the copy that is laid out, Chinese texts are Chinese; all others stay what they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf.prepare import prepare_copy
from docgen.word.xml import W, w
from tests.least_files import LEAST_DOCX
from tests.support import entries, packed

CHINESE = "本部门年初预算数为 431.64 万元，全年执行数为 439.45 万元。"
ENGLISH = "The budget of the Zhuzhou (株洲) office was 4.3 million yuan."
WORD = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def run(text: str, lang: str = "") -> str:
    return f"<w:r><w:rPr><w:b/>{lang}</w:rPr><w:t>{text}</w:t></w:r>"


def copied(folder: Path, body: str, styles: str = WORD, **stories: str) -> dict[str, bytes]:
    """The entries of the copy of a file with this body, and ``w:lang`` in its styles."""
    files = {
        "styles": "<w:styles xmlns:w='{}'><w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr>"
        "</w:rPrDefault></w:docDefaults><w:style><w:rPr>{}</w:rPr></w:style></w:styles>",
        "document": "<w:document xmlns:w='{}'><w:body><w:p>{}</w:p></w:body></w:document>",
    }
    given = {"styles": (styles, styles), "document": (body,)}
    made = {f"word/{name}.xml": text.format(W, *given[name]) for name, text in files.items()}
    made |= {f"word/{name}.xml": story for name, story in stories.items()}
    file = folder / "report.docx"
    whole = LEAST_DOCX | made
    file.write_bytes(packed({name: text.encode() for name, text in whole.items()}))
    before = file.read_bytes()
    prepare_copy(file, folder / "copy.docx")
    assert file.read_bytes() == before
    return entries((folder / "copy.docx").read_bytes())


def languages(part: bytes) -> list[dict[str, str]]:
    """What each ``w:lang`` of a part says."""
    return [
        {etree.QName(name).localname: str(value) for name, value in lang.attrib.items()}
        for lang in etree.fromstring(part).iter(w("lang"))
    ]


@pytest.mark.parametrize(
    ("given", "default", "of_style"),
    [
        (WORD, "zh-CN", {"eastAsia": "zh-CN", "bidi": "ar-SA"}),
        ("", "zh-CN", None),
        ('<w:lang w:val="en-US" w:eastAsia="en-US"/>', "zh-CN", {}),
        ('<w:lang w:val="en-GB"/>', "zh-CN", {}),
        ('<w:lang w:val="de-DE" w:eastAsia="zh-TW"/>', "zh-TW", {"eastAsia": "zh-TW"}),
        ('<w:lang w:val="en-US" w:eastAsia="ja-JP"/>', "zh-CN", {"eastAsia": "ja-JP"}),
    ],
)
def test_a_chinese_document_is_chinese_by_default(
    tmp_path: Path, given: str, default: str, of_style: dict[str, str] | None
) -> None:
    first, *others = languages(copied(tmp_path, run(CHINESE), given)["word/styles.xml"])
    assert (first["val"], first["eastAsia"]) == (default, default)
    assert others == ([] if of_style is None else [of_style])


@pytest.mark.parametrize("text", [ENGLISH, "", "431.64", "予算の執行状況について報告いたします。"])
@pytest.mark.parametrize("given", ["", WORD, '<w:lang w:val="en-GB" w:eastAsia="en-US"/>'])
def test_another_document_stays_in_its_language(tmp_path: Path, text: str, given: str) -> None:
    body = run(text, given) + run("12", given)
    copy = copied(tmp_path, body, given)
    said = languages(etree.tostring(etree.fromstring(f'<w:p xmlns:w="{W}">{given * 2}</w:p>')))
    assert languages(copy["word/styles.xml"]) == said
    assert languages(copy["word/document.xml"]) == said


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("439.45", '<w:lang w:val="en-US"/>', {}),  # a figure that was typed on an English keyboard
        ("绩效", '<w:lang w:val="en-US" w:eastAsia="en-US"/>', {}),
        ("绩效", '<w:lang w:eastAsia="zh-TW"/>', {"eastAsia": "zh-TW"}),
        ("はじめに", '<w:lang w:eastAsia="ja-JP"/>', {"eastAsia": "ja-JP"}),
        ("World Bank", '<w:lang w:val="en-GB"/>', {"val": "en-GB"}),
        ("Bank 世界银行", WORD, {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}),
    ],
)
def test_in_a_chinese_document_only_a_passage_with_letters_keeps_its_language(
    tmp_path: Path, text: str, lang: str, expected: dict[str, str]
) -> None:
    footer = f'<w:ftr xmlns:w="{W}"><w:p>{run(text, lang)}</w:p></w:ftr>'
    copy = copied(tmp_path, run(CHINESE) + run(text, lang), footer1=footer)
    assert languages(copy["word/document.xml"]) == [expected]
    assert languages(copy["word/footer1.xml"]) == [expected]


def test_parts_that_say_nothing_of_languages_stay_byte_for_byte(tmp_path: Path) -> None:
    footer = f'<w:ftr xmlns:w="{W}"  ><w:p/></w:ftr>'
    assert copied(tmp_path, run(CHINESE), footer1=footer)["word/footer1.xml"] == footer.encode()


def test_a_part_that_is_broken_is_left_to_libreoffice(tmp_path: Path) -> None:
    footer = "<w:ftr><w:lang"
    assert copied(tmp_path, run(CHINESE), footer1=footer)["word/footer1.xml"] == footer.encode()
