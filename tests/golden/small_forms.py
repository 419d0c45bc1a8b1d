"""Small forms, each of one difficulty, in the notation of tables."""

from __future__ import annotations

import docx
from docx.document import Document

from tests.blank_forms import add_table
from tests.golden.drafts import form_page

SMALL: dict[str, list[str]] = {
    "a label over two lines is no date": ["姓 名||出 生\n年 月||性别|"],
    "a list with a date in its heads": ["姓名|出生 年 月|职务|备注", "|||", "|||"],
    "two heads alike are told apart": ["收入项目|金额|支出项目|金额", "|||", "|||"],
    "heads below others take their names": [
        *("资产|上年|<|本年|<", "^|数量|金额|数量|金额", "||||", "||||"),
    ],
    "somebody else's unit is not the unit": ["来访单位||事由|", "来访人员|姓名|单位|职务", "^|||"],
    "a blank among pairs is no corner": [
        *("民族||政治面貌||文化程度|", "单位及职务||<|任现职时间||<"),
    ],
    "pairs below pairs": ["信访人|姓名||性别|", "^|身份证号||住址|", "来访人数||形式||<"],
    "pairs below a row of heads": ["经费|交通费|住宿费|合计", "^|||", "部门审批||领导审批|"],
    "room for figures is no label": ["用车时间|月  日  时", "起点|"],
    "a signature is no label": ["本人意见|签名：  年  月  日|<", "备注||<"],
    "hints are room": ["整体绩效目标|目标1：\n目标2：", "项目名称|"],
    "a sentence is no label": [
        *("单位意见|同意，请审批。|<|<", "经办|负责人|电话|备注", "|||"),
    ],
    "a total adds up 一、 二、": [
        *("项目（万元）|预算|决算", "合计||", "一、工资福利支出||", "基本工资||"),
        *("二、商品和服务支出||", "办公费||"),
    ],
    "a total above another is left open": [
        *("项目（万元）|本年|上年", "一、财政拨款||", "二、事业收入||", "本年收入合计||"),
        *("上年结转||", "总计||"),
    ],
    "a blank in the column of labels is told": [
        *("项目|金额|项目|金额", "一、拨款||一、支出|", "||二、其他|"),
    ],
    "boxes twice": ["类型|□甲 □乙|类型|□甲 □乙"],
    "years as labels of rows": ["年度|收入|支出", "2021年||", "2022年||"],
    "from one date to another": ["会议时间|  年  月  日至  年  月  日"],
    "numbered rows": ["序号|物品名称|单位|数量|单价（元）", "1||||", "2||||", "3||||"],
    "the unit below a list": ["专家|姓名|单位", "^||", "^||", "填表单位||<"],
    "labels in Latin letters": ["联系人||QQ|", "类别|数量|金额|<", "yes|||<", "for|||<"],
    "a label with its stamp below": ["单位名称\n（盖章）|", "法定代表人\n（签字）|"],
    "signs that would end a tag": ['项目|甲列|说"明', '说"明\\||', "甲.乙||", "（一）||"],
    "labels with room behind them": ["单位名称：|联系人：", "开户行：|账号："],
    "a total below a list": ["科目编码|科目名称|金额", "||", "||", "合计||"],
    "a group for a whole row": ["法人代表|姓名||电话|", "^|职务||传真|", "联系人|姓名||电话|"],
    "heads that are years": ["项目|2022年|<|2023年|<", "^|数量|金额|数量|金额", "甲||||"],
    "rows of one name": ["名称|数量（万元）", "甲|", "小计|", "乙|", "小计|", "合计|"],
    "more than ten parts": [
        *("项目（万元）|预算|决算", "合计||"),
        *(f"{numeral}、科目{numeral}||" for numeral in "一二三四五六七八九十"),
        *("十一、科目十一||", "十二、科目十二||"),
    ],
    "a list below its total": [
        *("科目编码|科目名称|金额（元）", "栏次|1|2", "合计|<|", "||", "||"),
    ],
    "groups that are half printed": [
        *("一级指标|二级指标|三级指标|指标值", "产出指标|||", "^|||", "效益指标|||"),
    ],
    "a range of days": ["接待时间|  月  日至  月  日", "是否有公函|□有 □无"],
    "two units": ["主办单位名称||协办单位|", "单位名称||电话|"],
    "what is no sum": ["名称|人数|人均经费（元）", "||", "||", "合计||"],
    "room before a unit": [
        *("编制人数|　　人|资金|　　万元", "参训人员|共　　人，其中：男　　人，女　　人|<|<"),
        *("经费（万元）|预算：  万元|完成率|　%", "学习|　天|标准|200元"),
    ],
    "dates and boxes in the rows of a list": [
        *("序号|姓名|是否党员|入职时间|补贴", "1||□是 □否|　　年　月　日|　　元"),
        *("2||□是 □否|　　年　月　日|　　元", "3||□是 □否|　　年　月　日|　　元"),
    ],
    "boxes in rows with labels": [
        *("项目|是否完成|时间", "甲|□是 □否|　　年　月", "乙|□是 □否|　　年　月"),
    ],
    "from day to day in a list": [
        *("起止时间|单位", "　　年　月至　　年　月|", "　　年　月至　　年　月|"),
    ],
    "two blanks of one name in a row": [
        *("名称|规格", "|长____米宽____米", "|长____米宽____米", "|长____米宽____米"),
    ],
    "heads once more below a block": [
        *("一级指标|二级指标|三级指标|分值", "产出指标|数量指标||", "^|^||"),
        *("一级指标|二级指标|三级指标|分值", "效益指标|社会效益||", "^|^||"),
    ],
    "words in a column of figures": [
        *("一级指标|二级指标|三级指标|分值", "产出指标|数量指标||10分", "^|^||不超过5分"),
    ],
    "labels spread out over units": [
        *("联　系　人||总　　分|", "序号|采购事　项|数量|得　分", "1|||", "2|||"),
    ],
    "units of measure as heads": [
        *("序号|用印时间|<|用印事由|备注", "^|月|日|^|^", "1||||", "2||||"),
    ],
    "units of measure below heads": ["项目|数量|金额", "单位|人|万元", "甲||"],
    "columns that are counted": ["名称|预算|决算|差额", "1|2|3|4=3-2", "|||", "|||"],
    "a date is no name of its cell": [
        *("拟办意见|经办人：　　　　年　月　日", "呈报单位|　　　　年　月　日"),
        *("起止时间|　　年　月　日　时　分至　　时　分", "鉴定意见|负责人：\n　　年　月　日"),
    ],
    "opinions above a stamp": [
        "甲方：\n经理：　　（公章）\n　年　月　日|乙方：\n代表：　　（公章）\n　年　月　日",
    ],
    "room above a signature": [
        *("个人总结|（不少于500字）\n\n本人签名：", "意见|审核意见：\n\n签字："),
    ],
    "sums in words and figures": [
        *("金额|大写：　　　　　小写：￥|<|<", "造价（大写）||￥|<"),
        "附件|共　　页|文号|〔20  〕  号",
    ],
    "two questions beside boxes": ["类型|□甲 □乙      是否流动  □是 □否|采购|□询价 □其他：____"],
    "a box alone": ["序号|检查内容|合格|备注", "1|有无制度|□|", "2|有无规程|□|"],
    "a total under heads in groups": [
        *("名称|数量|资金来源|<", "^|^|财政拨款|其他资金", "|||", "|||", "合计|||"),
    ],
    "a sum across each row": [
        *("序号|品目|规格参数|预算金额（元）|<|<", "^|^|^|合计|财政拨款|其他资金"),
        *("1|||||", "2|||||", "合计|<|<|||"),
    ],
    "a stamp beside two blanks": ["财政部门意见|\n\n经办人：        （盖章）\n    年  月  日"],
    "boxes behind their words": ["工会|是□ 否□", "等级|甲类□、乙类□；丙类□", "评价|同意□  不同意□"],
    "questions above boxes": [
        "基本情况|您的性别：\n□男 □女\n您的学历：\n□本科 □研究生",
        "姓名：        性别：□男 □女|",
    ],
    "years in cells": ["年度|20　　年|姓名|", "任期|20　　年至20　　年|备注|"],
    "other units, and places": [
        *("地址|　　省　　市　　县|姓名|", "体温|　　　℃|年龄|　　　岁"),
        "检查结果|合格（　）不合格（　）|备注|",
    ],
    "numbers as heads": ["姓名|日期|<|备注", "^|1|2|^", "|||", "|||"],
    "a note in the corner": ["（单位：件，不含咨询）|自然人|法人", "新收||", "结转||"],
    "signatures in cells of labels": ["谈话对象签名：|记录人签名：", "地点|"],
    "headings with a colon": [
        *("资产|期末余额|年初余额|负债|期末余额|年初余额", "流动资产：|||流动负债：||"),
        "货币资金|||短期借款||",
    ],
    "labels with a colon side by side": [
        *("供货单位：|入库日期：　　年　月　日", "电话|办公：\n手机："),
    ],
    "two panels with numbers": ["序号|姓名|序号|姓名", "1||3|", "2||4|"],
    "labels over the full width": ["主送：|<|<|<", "抄送：|<|<|<", "拟稿单位||拟稿人|"],
    "lists in sections of their own": [
        *("一、奖惩情况|<|<", "时间|名称|机关", "||", "||"),
        *("二、培训情况|<|<", "时间|内容|地点", "||", "||"),
    ],
    "words beside the label of a row": [
        *("序号|评分项目|评分标准|得分", "1|报价|价格低的|", "2|方案|完整得20分，较好得10分|"),
    ],
    "a sum that some columns lack": [
        *("项目（元）|甲|乙", "一、变动||", "（一）盈余||—", "（二）调整||—"),
    ],
    "codes of subjects": [
        *("科目编码|科目名称|预算数（万元）", "201|公共服务|", "20101|人大事务|", "205|教育|"),
        "合计|<|",
    ],
    "a total below one column": ["科目|金额（万元）", "1.设备费|", "2.材料费|", "合计|"],
    "columns of one digit": ["摘要|金额|<|<", "^|千|百|元", "|||", "|||", "合计|||"],
    "a label beside several rows": [
        *("主要影响|废气|采取的措施|", "^|废水|^|", "意见|经办部门||日期：", "^|法务部门||日期："),
    ],
    "groups of one row and of several": [
        *("评审项目|评审内容|甲|乙", "价格|报价||", "技术|方案||", "^|团队||"),
    ],
    "a list inside with its total": [
        *("工程量|序号|名称|合价", "^|1||", "^|2||", "^|合计|<|", "造价（大写）||小写|"),
    ],
    "hints in the column of names": [
        *("年度任务|任务名称|主要内容|金额", "^|任务1||", "^|任务2||", "^|……||", "^|合计|<|"),
    ],
    "a column without a name": ["项目|预算|决算|", "甲|||", "乙|||"],
    "numbered words as heads": ["项目|任务1|任务2", "甲||", "乙||"],
    "numbered rows below numbered rows": [
        *("序号|项目|人数|天数|金额", "一|师资费|<|<|", "1|讲课费|||", "2|食宿费|||"),
        *("二|住宿费|||", "合计|<|<|<|"),
    ],
    "groups of one name": [
        *("一级指标|二级指标|三级指标", "产出|数量|", "效益|经济|", "产出|质量|"),
    ],
    "a list in each section": [
        *("序号|问题|措施", "一、党建方面|<|<", "1||", "2||", "二、业务方面|<|<", "1||", "2||"),
    ],
}


def small_form(name: str) -> Document:
    """The form, in A4, nothing around its table."""
    rows = SMALL[name]
    form = docx.Document()
    columns = rows[0].count("|") + 1
    add_table(form, [8400 // columns] * columns, rows)
    return form


def small_page(name: str) -> str:
    """What becomes of the form."""
    return form_page(small_form(name), 2023).strip()
