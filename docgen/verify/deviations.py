"""Codes of deviations that several modules find, most of them in the .docx and in the PDF."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

FORMAT_PAPER = problem_code(
    "format-paper",
    en=("the paper is {found} mm{at}", "it should be {wanted} mm"),
    zh=("纸张是 {found} 毫米{at}", "应为 {wanted} 毫米"),
)
FORMAT_MARGIN = problem_code(
    "format-margin",
    en=("the {property} is {found} mm{at}", "it should be {wanted} mm"),
    zh=("{property}是 {found} 毫米{at}", "应为 {wanted} 毫米"),
)
FORMAT_SIZE = problem_code(
    "format-size",
    en=("the size is {found} pt{at}", "it should be {wanted} pt"),
    zh=("字号是 {found} 磅{at}", "应为 {wanted} 磅"),
)
FORMAT_ANNEX_PAGE = problem_code(
    "format-annex-page",
    en=("{annex} does not begin on a new page{at}", "put a section break (next page) before it"),
    zh=("{annex} 没有另起一页{at}", "在它前面插入分节符（下一页）"),
)
FORMAT_NO_PAGE_NUMBER = problem_code(
    "format-no-page-number",
    en=("there is no page number{at}", "insert one into the footer"),
    zh=("没有页码{at}", "在页脚插入页码"),
)
FORMAT_PAGE_NUMBER_SIDE = problem_code(
    "format-page-number-side",
    en=("the page number stands {found}{at}", "it should stand {wanted}, one character in"),
    zh=("页码位置：{found}{at}", "应为{wanted}，空一字"),
    phrases="align",
)
FORMAT_PAGE_NUMBER_FORM = problem_code(
    "format-page-number-form",
    en=("the page number reads 「{found}」{at}", "it should read 「{wanted}」"),
    zh=("页码写成「{found}」{at}", "应为「{wanted}」"),
)
