"""Wordings of claims, each with the figures that it takes and how they give each other.

``{now}`` is a figure; ``{S}`` and the like are words. Figures are named by what they are: ``now``,
``base``, ``change``, ``rate``; ``part``, ``whole``; ``a`` to ``d`` and their ``total``.
"""

from __future__ import annotations

GROWTH = (
    "{S}{now}，比上年{V}{change}，{V}{rate}",
    "{S}{now}，较上年的{base}{V}{rate}",
    "{S}由上年的{base}{TO}{now}，{V}{rate}",
    "{S}{now}，同比{V}{rate}（上年为{base}）",
    "{Y}年{S}为{now}，比{L}年的{base}{V}{change}，{BY}{rate}",
    "{L}年{S}{base}，{Y}年{S}{now}，{V}{change}",
    "{S}从{L}年的{base}{TO}{Y}年的{now}，{V}了{rate}",
    "与上年的{base}相比，{S}{now}，{V}{rate}",
    "上年{S}{base}，本年{S}{now}，同比{V}{rate}",
    "{S}{now}，与上年相比{V}{change}，{BY}为{rate}",
    "{S}{now}（上年{base}），{V}{change}、{V}{rate}",
    "{S}达到{now}，比{L}年{V}{change}，{V}{rate}",
    "{S}{now}，比上年{base}{V}{change}",
)
POINTS = (
    "{R}由{base}{TO}{now}，{V}{change}",
    "{R}达{now}，比上年的{base}{V}{change}",
    "{R}{now}，较上年{V}{change}（上年为{base}）",
    "{L}年{R}为{base}，{Y}年为{now}，{V}{change}",
    "{R}从上年的{base}{TO}{now}，{V}了{change}",
)
SHARES = (
    "{W}{whole}，其中{S}{part}，占{rate}",
    "{S}{part}，占{W}{whole}的{rate}",
    "{W}{whole}，{S}{part}，占{W}的{rate}",
    "{W}{whole}，其中{S}{part}，占比{rate}",
    "{S}为{part}，占{W}（{whole}）的比重为{rate}",
    "在{W}{whole}中，{S}{part}，占{rate}",
    "{W}共{whole}。其中，{S}{part}，占{rate}",
    "{W}{whole}，用于{S}的有{part}，占{rate}",
    "{W}为{whole}，其中：{S}{part}，占{W}的比例为{rate}",
    "{W}达{whole}，{S}{part}，占总额的{rate}",
)
RATES = (
    "{S}预算{whole}，实际支出{part}，预算执行率{rate}",
    "{S}全年预算数{whole}，全年执行数{part}，执行率为{rate}",
    "下达{S}{whole}，已支付{part}，支付进度{rate}",
    "{S}实际支出{part}，完成预算{whole}的{rate}",
    "{S}预算安排{whole}，执行{part}，完成{rate}",
    "{S}应到位{whole}，实际到位{part}，到位率{rate}",
)
COUNT_RATES = (
    "应{C}{whole}，实际{C}{part}，完成率{rate}",
    "计划{C}{whole}，实际完成{part}，完成率{rate}",
    "{C}{part}，完成年度目标{whole}的{rate}",
    "全年{C}{part}，为年度计划{whole}的{rate}",
    "年度任务为{C}{whole}，完成{part}，任务完成率为{rate}",
    "{C}{whole}，其中合格{part}，合格率达{rate}",
    "收到申请{whole}，办结{part}，办结率{rate}",
    "发现问题{whole}，整改{part}，整改率{rate}",
    "抽查{whole}，合格{part}，抽查合格率为{rate}",
)
SUMS = (
    "{S1}{a}、{S2}{b}、{S3}{c}，合计{total}",
    "{W}{total}，其中：{S1}{a}、{S2}{b}、{S3}{c}",
    "{W}{total}，其中{S1}{a}，{S2}{b}，其他支出{c}",
    "{W}{total}，由{S1}{a}、{S2}{b}和{S3}{c}组成",
    "{W}{total}（{S1}{a}、{S2}{b}、{S3}{c}）",
    "{W}{total}，包括{S1}{a}、{S2}{b}、{S3}{c}",
    "{S1}{a}，{S2}{b}，{S3}{c}，三项共计{total}",
    "{S1}{a}、{S2}{b}、{S3}{c}，共{total}",
    "{W}合计{total}，分别为{S1}{a}、{S2}{b}、{S3}{c}",
)
COUNT_SUMS = (
    "东乡{a}、西乡{b}、南乡{c}，共{total}",
    "一季度{C}{a}，二季度{b}，三季度{c}，全年前三季度共{total}",
    "{C}{total}，其中县级{a}、乡级{b}、村级{c}",
    "县级{a}、乡级{b}、村级{c}，合计{total}",
    "全年{C}{total}，按区域分：东乡{a}，西乡{b}，南乡{c}",
    "{C}{total}，其中东乡{a}，西乡{b}，其余{c}",
)
AVERAGES = (
    "投入{S}{total}，改造危房{houses}，户均{mean}",
    "发放{S}{total}，惠及群众{people}，人均{mean}",
    "{S}{total}，用于{villages}建设，平均每个村{mean}",
    "{P}{people}，{S}{total}，人均{mean}",
    "{S}{total}由{people}使用，人均{mean}",
)
COUNT_AVERAGES = (
    "举办培训班{terms}，培训{heads}，平均每期{per_term}",
    "开展活动{terms}，参加{heads}，平均每期{per_term}",
    "全年办班{terms}，共有{heads}参加，每期平均{per_term}",
)
DIFFERENCES = (
    "{S}预算{a}，支出{b}，结余{left}",
    "{S}收入{a}，支出{b}，年末结转{left}",
    "{S}中标价{b}，比预算价{a}节约{left}",
    "{S}送审{a}，审定{b}，核减{left}",
    "{S}决算数{b}，比预算数{a}减少{left}",
    "下拨{S}{a}，已使用{b}，剩余{left}",
    "{S}年初预算{a}，实际支出{b}，结余{left}",
    "{S}收入{a}，支出{b}，收支相抵后结余{left}",
    "{S}实际支出{b}，较年初预算{a}减少{left}",
)
LISTED = (
    "重点开展{n}项工作：一是整修渠道；二是更新设备；三是清理台账",
    "主要采取了{n}项措施：一是健全制度，二是加强培训，三是严格考核",
    "存在{n}个方面的问题：一是预算编制不够细；二是支出进度不均衡；三是档案管理薄弱",
    "先后完成{n}件实事：一是修桥；二是铺路；三是供水",
    "项目覆盖东乡、西乡、南乡等{n}个乡镇",
)
RANKED = (
    "东乡{a}、西乡{b}、南乡{c}，其中{TOP}最多",
    "东乡办理{a}，西乡办理{b}，南乡办理{c}，{TOP}办件量居第一位",
    "各乡镇中，东乡{a}，西乡{b}，南乡{c}，{TOP}最高",
)
BEFORE = ("", "", "", "2023年，", "全年", "据统计，", "报告期内，", "按照年初部署，", "一年来，")
BEHIND = (
    "",
    "",
    "",
    "，主要原因是工作任务变化",
    "，管理较为规范",
    "，控制在合理范围内",
    "，成效明显",
)
BESIDE = (
    "依据某政办发〔2023〕18号文件，任务分解到各股室。",
    "共召开调度会6次，印发简报24期。",
    "项目于2023年3月15日启动，11月底完成验收。",
    "内设8个股室，下辖3个二级机构。",
    "资金拨付严格执行国库集中支付制度。",
    "绩效目标要求不低于90%，并按季度跟踪。",
    "约300名群众参与了满意度测评。",
    "同时，进一步健全了内部控制制度。",
)
"""Sentences without a claim, some of them with figures."""

MONEY_SUBJECTS = [
    "公用经费",
    "培训支出",
    "会议支出",
    "渠道维修经费",
    "设备购置支出",
    "道路养护经费",
    "农业保险补贴",
    "信息系统运维费",
    "防汛物资储备经费",
    "病虫害防治经费",
    "图书采购经费",
    "公共卫生服务经费",
    "宣传经费",
    "水库除险加固资金",
    "困难群众救助资金",
    "校舍维修资金",
    "垃圾清运费",
    "绿化养护费",
    "技能培训补贴",
    "安全监管经费",
]
GROUPS = ["在职人员", "护林员", "村级保洁员", "社区网格员", "乡村医生", "临聘教师"]
WHOLES = ["项目总支出", "专项资金总额", "本年支出", "全年投入资金", "部门总支出", "补助资金总额"]
COUNTS = (
    ("培训农技人员", "人次"),
    ("检查食品企业", "家"),
    ("修复渠道", "处"),
    ("新建卫生厕所", "座"),
    ("发放宣传资料", "份"),
    ("开展执法巡查", "次"),
    ("改造老旧小区", "个"),
    ("办理行政许可", "件"),
    ("组织文化演出", "场"),
    ("走访困难家庭", "户"),
)
RATE_SUBJECTS = ["群众满意度", "农作物覆盖率", "自来水普及率", "污水处理率", "电子证照使用率"]
