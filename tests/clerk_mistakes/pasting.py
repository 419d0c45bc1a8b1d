"""What comes along when one pastes from Word, WPS, PDF files and web pages: signs and lists."""

from __future__ import annotations

from tests.clerk_mistakes.mistake import Mistake

MISTAKES = [
    Mistake(
        name="paste-list-in-full-width-brackets",
        why="Word's own numbers come along as text: （1）（2）（3）, line by line.",
        base="school",
        file="narrative/1-部门（单位）基本情况.md",
        one_answer=True,
        old=(
            "1) 实施九年义务教育，完成初中阶段的教学任务。\n"
            "2) 组织教师进修和校本教研。\n"
            "3) 负责校园安全"
        ),
        typed=(
            "（1）实施九年义务教育，完成初中阶段的教学任务。\n"
            "（2）组织教师进修和校本教研。\n"
            "（3）负责校园安全"
        ),
    ),
    Mistake(
        name="paste-list-in-circles",
        why="She numbers with ①②③ from the list of symbols, line by line.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old=(
            "- 组织教师参加培训{{ 工作数据.培训人次 }}人次；\n"
            "- 送课下乡{{ 工作数据.送课下乡 }}次；\n"
            "- 新增县级"
        ),
        sound=(
            "①组织教师参加培训{{ 工作数据.培训人次 }}人次；\n"
            "\n"
            "②送课下乡{{ 工作数据.送课下乡 }}次；\n"
            "\n"
            "③新增县级"
        ),
        typed=(
            "①组织教师参加培训{{ 工作数据.培训人次 }}人次；\n"
            "②送课下乡{{ 工作数据.送课下乡 }}次；\n"
            "③新增县级"
        ),
    ),
    Mistake(
        name="paste-bullet-of-symbol-font",
        why="Word's bullet is a sign of the Symbol font, and comes along with a tab.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old="- 送课下乡",
        typed="\uf0b7\t送课下乡",
    ),
    Mistake(
        name="paste-bullet-round",
        why="WPS gives its bullets as ● and a blank.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old="- 新增县级骨干教师",
        typed="● 新增县级骨干教师",
    ),
    Mistake(
        name="paste-list-with-enumeration-comma",
        why="The second point comes from last year's report, which numbers with 2、.",
        file="narrative/7-存在的问题及原因分析.md",
        one_answer=True,
        old="\n2. 预算编制",
        typed="\n2、预算编制",
    ),
    Mistake(
        name="paste-list-with-full-width-point",
        why="The points behind the numbers are full-width.",
        base="school",
        file="附件2-整体支出自评.yaml",
        one_answer=True,
        old="    1. **开齐开足课程。**",
        typed="    1．**开齐开足课程。**",
    ),
    Mistake(
        name="paste-no-break-space-behind-colon",
        why="A line copied from a web page has a no-break space behind the colon.",
        file="facts.yaml",
        one_answer=True,
        silent_ok=True,
        old="  内设科室: 4",
        typed="  内设科室:\u00a04",
    ),
    Mistake(
        name="paste-no-break-spaces-as-indentation",
        why="The indentation of an example in a chat is of no-break spaces.",
        file="report.yaml",
        one_answer=True,
        silent_ok=True,
        old="  联系电话: 0000",
        typed="\u00a0\u00a0联系电话: 0000",
    ),
    Mistake(
        name="paste-zero-width-space-in-key",
        why="A label copied from a web page begins with a sign that is not seen.",
        base="museum",
        file="report.yaml",
        one_answer=True,
        silent_ok=True,
        old="单位名称:",
        typed="\u200b单位名称:",
    ),
    Mistake(
        name="paste-zero-width-space-in-figure",
        why="A figure copied from a chat has a sign behind it that is not seen.",
        file="附件2-整体支出自评.yaml",
        one_answer=True,
        silent_ok=True,
        old="420.71",
        typed="420.71\u200b",
    ),
    Mistake(
        name="paste-smart-quotes-round-value",
        why="Word has made curly quotes of the straight ones round a value.",
        file="附件2-整体支出自评.yaml",
        one_answer=True,
        silent_ok=True,
        old="实际完成值: '{{ 工作数据.院校满意度 }}%'",
        typed="实际完成值: ‘{{ 工作数据.院校满意度 }}%’",
    ),
    Mistake(
        name="paste-non-breaking-hyphen",
        why="Word keeps a telephone number on one line by a hyphen of its own.",
        file="report.yaml",
        one_answer=True,
        silent_ok=True,
        old="0000-00000000",
        typed="0000\u201100000000",
    ),
    Mistake(
        name="paste-broken-cross-reference",
        why="The cross-reference of the Word file is lost, and she pastes what it says.",
        base="school",
        file="narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md",
        one_answer=False,
        old="接受师生和家长监督",
        typed="详见错误!未找到引用源。，接受师生和家长监督",
    ),
    Mistake(
        name="paste-entity-of-web-page",
        why="A blank of a web page comes along as its source says it.",
        base="school",
        file="narrative/8-下一步改进措施.md",
        one_answer=True,
        silent_ok=True,
        old="每学期召开一次",
        typed="&nbsp;&nbsp;每学期召开一次",
    ),
    Mistake(
        name="paste-br-of-web-page",
        why="A line end of a web page comes along as a tag.",
        base="school",
        file="narrative/7-存在的问题及原因分析.md",
        one_answer=True,
        old="年初没有编入预算。\n\n二是",
        typed="年初没有编入预算。<br>二是",
    ),
    Mistake(
        name="paste-tab-as-first-line-indent",
        why="In the Word file the first line was indented by a tab.",
        base="school",
        file="narrative/3-政府性基金预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="{{ 年度 }}年，学校",
        typed="\t{{ 年度 }}年，学校",
    ),
    Mistake(
        name="paste-link",
        why="She pastes the address of the web site, which comes along as a link.",
        base="school",
        file="narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md",
        one_answer=True,
        old="县教育局网站公开",
        typed="[县教育局网站](http://jyj.example.cn/)公开",
    ),
    Mistake(
        name="paste-full-width-digits-in-text",
        why="The old report has its digits in full width.",
        base="school",
        file="narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md",
        one_answer=True,
        silent_ok=True,
        old="6月30日前",
        typed="６月３０日前",
    ),
    Mistake(
        name="paste-radical-for-character",
        why="The PDF gives a radical of the dictionary that looks like the character.",
        base="school",
        file="narrative/7-存在的问题及原因分析.md",
        one_answer=True,
        silent_ok=True,
        old="一是预算编制",
        typed="\u2f00是预算编制",
    ),
    Mistake(
        name="paste-page-break",
        why="A page break of the Word file comes along as a form feed.",
        file="narrative/1-部门（单位）基本情况.md",
        one_answer=True,
        silent_ok=True,
        old="## 机构设置及人员情况",
        typed="\f## 机构设置及人员情况",
    ),
    Mistake(
        name="paste-zero-width-in-text",
        why="A sentence copied from a chat holds a zero-width joiner.",
        file="narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md",
        one_answer=True,
        silent_ok=True,
        old="门户网站公开",
        typed="门户\u200d网站公开",
    ),
    Mistake(
        name="paste-ascii-punctuation",
        why="The passage was typed in a chat, with the English input method.",
        base="school",
        file="narrative/7-存在的问题及原因分析.md",
        one_answer=True,
        old="食堂晚餐品种偏少，家长意见较多。",
        typed="食堂晚餐品种偏少,家长意见较多。",
    ),
]
