"""The scope of a figure: whose or what it is of, if its sentence says so before."""

from __future__ import annotations

import re

from docgen.checking.claims.sentence import Sentence, Term

_OWNER = (
    "中心|学校|小学|中学|幼儿园|医院|卫生院|站|分局|所|馆|院|局|镇|乡|村|社区|街道|项目(?!支出|资金|经费)|专项(?!支出|资金|经费)|专班|公司|园区|"
    "支队|大队|中队|单位|科室|科|处|本级|专户|工程|活动|年级|学院|系|县|区|市|省|行业|全国|一般公共预算|"
    "政府性基金|国有资本经营|社会保险基金"
)
_SCOPE = re.compile(
    rf"(?P<scope>[^，。；：、（）\d]{{0,20}}?(?:{_OWNER}))(?:方面|中|内|上)?(?:的|[，：]|\Z|(?=[^，。；：]))"
)
_BREAKS = re.compile(r"[，；：（）,;:()]")


def scope_of(sentence: Sentence, term: Term) -> str:
    """What the clauses before a figure say it is of: 附属小学方面; ``""`` if they say nothing."""
    start = sentence.clause_start(term.clause)
    before = _BREAKS.split(sentence.between(sentence.start, start))
    found = [match["scope"] for clause in before if (match := _SCOPE.match(clause.strip()))]
    return found[-1] if found else ""
