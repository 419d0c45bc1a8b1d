"""What can be wrong with any element of an official paper; each message names the clause."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

FORMAT_ELEMENT_MISSING = problem_code(
    "format-element-missing",
    en=(
        "{element} is missing{at}",
        "type it in, in the style 「{style}」 (GB/T 9704-2012, {clause})",
    ),
    zh=("缺少{element}{at}", "补上，用「{style}」样式（GB/T 9704-2012 第 {clause} 条）"),
)
FORMAT_LINE_MISSING = problem_code(
    "format-line-missing",
    en=(
        "{element} is missing{at}",
        "draw it, or give the paragraph or the table a border (GB/T 9704-2012, {clause})",
    ),
    zh=("缺少{element}{at}", "画上，或者给段落、表格加边框（GB/T 9704-2012 第 {clause} 条）"),
)
FORMAT_ELEMENT_TWICE = problem_code(
    "format-element-twice",
    en=(
        "{element} is there again{at}",
        "leave one: what belongs together stands behind one head (GB/T 9704-2012, {clause})",
    ),
    zh=(
        "{element}重复{at}",
        "只留一个，同类的都排在它后面（GB/T 9704-2012 第 {clause} 条）",
    ),
)
FORMAT_ELEMENT_TEXT = problem_code(
    "format-element-text",
    en=(
        "{element} is written 「{found}」{at}",
        "write it like 「{wanted}」 (GB/T 9704-2012, {clause})",
    ),
    zh=(
        "{element}写成「{found}」{at}",
        "应写成「{wanted}」的样子（GB/T 9704-2012 第 {clause} 条）",
    ),
)
FORMAT_ELEMENT_ALIGN = problem_code(
    "format-element-align",
    en=(
        "{element} is aligned otherwise than the standard has it: {found}{at}",
        "it should be {wanted} (GB/T 9704-2012, {clause})",
    ),
    zh=("{element}的对齐方式是{found}{at}", "应为{wanted}（GB/T 9704-2012 第 {clause} 条）"),
    phrases="align",
)
FORMAT_ELEMENT_INDENT = problem_code(
    "format-element-indent",
    en=(
        "{element} stands {found:# character|# characters} away from {edge}{at}",
        "it should be {wanted}: change the indent (GB/T 9704-2012, {clause})",
    ),
    zh=(
        "{element}离{edge} {found} 字{at}",
        "应为 {wanted} 字：调整缩进（GB/T 9704-2012 第 {clause} 条）",
    ),
)
FORMAT_ELEMENT_DISTANCE = problem_code(
    "format-element-distance",
    en=(
        "{element} stands {found} mm below {edge}{at}",
        "it should be {wanted} mm: change the spacing before it, or its place "
        "(GB/T 9704-2012, {clause})",
    ),
    zh=(
        "{element}在{edge}下 {found} 毫米{at}",
        "应为 {wanted} 毫米：调整段前间距或位置（GB/T 9704-2012 第 {clause} 条）",
    ),
)
FORMAT_ELEMENT_ORDER = problem_code(
    "format-element-order",
    en=(
        "{element} does not stand right below {edge}{at}",
        "move it there (GB/T 9704-2012, {clause})",
    ),
    zh=("{element}没有排在{edge}的下一行{at}", "移到那里（GB/T 9704-2012 第 {clause} 条）"),
)
FORMAT_ELEMENT_RED = problem_code(
    "format-element-red",
    en=("{element} is not red{at}", "make it red (GB/T 9704-2012, {clause})"),
    zh=("{element}不是红色{at}", "改为红色（GB/T 9704-2012 第 {clause} 条）"),
)
FORMAT_ELEMENT_WIDTH = problem_code(
    "format-element-width",
    en=(
        "{element} is {found} mm wide{at}",
        "make it {wanted} mm wide (GB/T 9704-2012, {clause})",
    ),
    zh=("{element}宽 {found} 毫米{at}", "改为 {wanted} 毫米（GB/T 9704-2012 第 {clause} 条）"),
)

MARK, NUMBER = "发文机关标志 · the mark of the issuing office", "发文字号 · the document number"
SIGNER, RED_LINE = "签发人 · the list of signers", "红色分隔线 · the red line"
ADDRESSEE, ANNEX_LIST = "主送机关 · the list of addressees", "附件说明 · the list of annexes"
OFFICE = "发文机关署名 · the office's name"
DATE, NOTE = "成文日期 · the date", "附注 · the note"
COPIES, IMPRINT = "抄送机关 · the list of copies", "印发机关和印发日期 · the imprint"
TURNED = "抄送机关的回行 · a turned line of the copies"
LEFT, RIGHT = (
    "版心左边缘 · the left edge of the text area",
    "版心右边缘 · the right edge of the text area",
)
