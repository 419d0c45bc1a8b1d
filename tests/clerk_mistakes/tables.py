"""Tables as they come from Excel, Word and WPS, or as one draws them by hand."""

from __future__ import annotations

from tests.clerk_mistakes.mistake import Mistake

_SCHOOL = """\
| 项目 | 全年预算数 | 全年执行数 |
| :-- | --: | --: |
| 校园安全专项 | 20 | 19.50 |
| 教师培训专项 | 8 | 7.50 |
| 其他业务和运行维护 | 20 | 19.00 |
"""
"""The table of the school; figures stand at the right."""

_PLAIN = _SCHOOL.replace("| :-- | --: | --: |", "| --- | --- | --- |")
"""The same without a word on alignment, as who pastes it cannot have meant any."""

_LAST = "- 新增县级骨干教师{{ 工作数据.骨干教师 }}名。\n"

MISTAKES = [
    Mistake(
        name="table-of-excel",
        why="She pastes cells from Excel, which are parted by tabs.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old=_SCHOOL,
        sound=_PLAIN,
        typed=(
            "项目\t全年预算数\t全年执行数\n"
            "校园安全专项\t20\t19.50\n"
            "教师培训专项\t8\t7.50\n"
            "其他业务和运行维护\t20\t19.00\n"
        ),
    ),
    Mistake(
        name="table-of-excel-with-quoted-cell",
        why="A cell with a line end in Excel comes along between double quotes.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old=_LAST,
        sound=_LAST
        + "\n| 培训 | 人次 |\n| --- | --- |\n| 县级集中培训 | 80 |\n| 校本研修 | 52 |\n",
        typed=_LAST + '\n培训\t人次\n"县级\n集中培训"\t80\n校本研修\t52\n',
    ),
    Mistake(
        name="table-of-word-a-cell-a-line",
        why="She pastes a table of Word as text only, and each cell becomes a line.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=False,
        old=_SCHOOL,
        sound=_PLAIN,
        typed=(
            "项目\n"
            "全年预算数\n"
            "全年执行数\n"
            "校园安全专项\n"
            "20\n"
            "19.50\n"
            "教师培训专项\n"
            "8\n"
            "7.50\n"
            "其他业务和运行维护\n"
            "20\n"
            "19.00\n"
        ),
    ),
    Mistake(
        name="table-of-word-with-cell-marks",
        why="An old Word gives the marks of cells as control characters.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        old="| 校园安全专项 | 20 | 19.50 |",
        typed="| 校园安全专项\a | 20\a | 19.50\a |",
        silent_ok=True,
    ),
    Mistake(
        name="table-as-ascii-art",
        why="She has seen tables drawn with plus signs and dashes.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        old="| 项目 | 全年预算数 | 全年执行数 |\n| :-- | --: | --: |\n",
        sound="| 项目 | 全年预算数 | 全年执行数 |\n| --- | --- | --- |\n",
        typed=(
            "+------+------------+------------+\n"
            "| 项目 | 全年预算数 | 全年执行数 |\n"
            "+------+------------+------------+\n"
        ),
    ),
    Mistake(
        name="table-with-box-lines",
        why="She draws the frame with line signs from the list of symbols.",
        base="school",
        file="narrative/6-资金使用及绩效情况.md",
        one_answer=True,
        old=_LAST,
        sound=_LAST + "\n| 演练 | 次数 |\n| --- | --- |\n| 消防 | 5 |\n",
        typed=_LAST + "\n┌──┬──┐\n│演练│次数│\n├──┼──┤\n│消防│5│\n└──┴──┘\n",
    ),
    Mistake(
        name="table-with-full-width-bars",
        why="Her input method gives full-width bars.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="| 教师培训专项 | 8 | 7.50 |",
        typed="｜ 教师培训专项 ｜ 8 ｜ 7.50 ｜",
    ),
    Mistake(
        name="table-without-line-below-head",
        why="She leaves out the line of dashes, as it prints nothing.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old=_SCHOOL,
        sound=_PLAIN,
        typed=_SCHOOL.replace("| :-- | --: | --: |\n", ""),
    ),
    Mistake(
        name="table-row-with-lost-bar",
        why="She deletes a bar when she corrects a figure.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        old="| 校园安全专项 | 20 | 19.50 |",
        typed="| 校园安全专项 | 20  19.50 |",
    ),
    Mistake(
        name="table-line-of-long-dashes",
        why="Autocorrection makes long dashes of the hyphens below the head.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="| :-- | --: | --: |",
        sound="| --- | --- | --- |",
        typed="| —— | —— | —— |",
    ),
    Mistake(
        name="table-line-one-column-short",
        why="She adds a column to the head and forgets it in the line below.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="| :-- | --: | --: |",
        sound="| --- | --- | --- |",
        typed="| --- | --- |",
    ),
    Mistake(
        name="table-of-excel-under-block-sign",
        why="She pastes cells from Excel into a long cell of the form.",
        base="school",
        file="附件2-整体支出自评.yaml",
        one_answer=True,
        silent_ok=True,
        old="          1. 风雨连廊8月12日完工。\n          2. 消防管网8月25日完工。\n",
        sound=(
            "          | 工程 | 完工 |\n"
            "          | --- | --- |\n"
            "          | 风雨连廊 | 8月12日 |\n"
            "          | 消防管网 | 8月25日 |\n"
        ),
        typed="          工程\t完工\n          风雨连廊\t8月12日\n          消防管网\t8月25日\n",
    ),
    Mistake(
        name="table-aligned-by-blanks",
        why="She aligns the columns by blanks, as in a text file.",
        file="narrative/4-国有资本经营预算支出情况.md",
        one_answer=True,
        old="国有资本经营预算支出。\n",
        sound="国有资本经营预算支出。\n\n| 科目 | 金额 |\n| --- | --- |\n| 利润收入 | 0 |\n",
        typed="国有资本经营预算支出。\n\n科目        金额\n利润收入    0\n",
    ),
    Mistake(
        name="table-rows-parted-by-blank-lines",
        why="She has learned that paragraphs are parted by blank lines, and parts the rows too.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="| 校园安全专项 | 20 | 19.50 |\n| 教师培训专项",
        typed="| 校园安全专项 | 20 | 19.50 |\n\n| 教师培训专项",
    ),
    Mistake(
        name="table-of-csv",
        why="She saves the sheet as CSV and pastes what is in the file.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        old=_SCHOOL,
        sound=_PLAIN,
        typed=(
            "项目,全年预算数,全年执行数\n"
            "校园安全专项,20,19.50\n"
            "教师培训专项,8,7.50\n"
            "其他业务和运行维护,20,19.00\n"
        ),
    ),
    Mistake(
        name="table-of-html",
        why="A table copied from a web page comes along with its tags.",
        file="narrative/5-社会保险基金预算支出情况.md",
        one_answer=True,
        old="社会保险基金预算支出。\n",
        sound="社会保险基金预算支出。\n\n| 险种 | 金额 |\n| --- | --- |\n| 工伤保险 | 0 |\n",
        typed=(
            "社会保险基金预算支出。\n"
            "\n"
            "<table><tr><td>险种</td><td>金额</td></tr><tr><td>工伤保险</td><td>0</td></tr></"
            "table>\n"
        ),
    ),
    Mistake(
        name="table-right-after-text",
        why="She types the head of the table right below the line that announces it.",
        base="school",
        file="narrative/2-一般公共预算支出情况.md",
        one_answer=True,
        silent_ok=True,
        old="各项目资金如下：\n\n",
        typed="各项目资金如下：\n",
    ),
]
