"""Fields as writers name them, and what they mean."""

from __future__ import annotations

import pytest

from docgen.content.values import Node
from docgen.packs.binding import bind_documents
from docgen.packs.typed_paths import field_path, single_values
from tests.unit.checking.units import read
from tests.unit.helpers import codes, collect

FORM = """\
年度: 2023
支出: {合计: 5, "水费、电费": 3}
收入: {合计: 6, 税收: 2}
水费、电费: 7
projects:
  - {名: 甲}
"""


def data() -> Node:
    return read(FORM).data


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("年度", "年度"),
        ("支出.合计", "支出.合计"),
        ("支出。合计", "支出.合计"),
        ("支出：合计", "支出.合计"),
        (" 支出 、 合计 ", "支出.合计"),
        ("支出/合计", "支出.合计"),
        ("支出.水费、电费", '支出["水费、电费"]'),
        ("支出[“水费、电费”]", '支出["水费、电费"]'),
        ("projects[0]。名", "projects[0].名"),
        ("支出", None),
        ("projects[1].名", None),
        ("其他", None),
        ("支出合计", None),
        ("水费、电费", None),
    ],
)
def test_signs_between_names_are_understood(typed: str, path: str | None) -> None:
    assert field_path(typed, [data()]) == path


def test_a_misspelt_name_is_known_if_it_is_asked_for() -> None:
    assert field_path("支出.合讣", [data()]) is None
    assert field_path("支出.合讣", [data()], alike=True) == "支出.合计"


def test_a_name_may_stand_in_several_groups() -> None:
    paths = list(single_values(data()))
    assert [path for key, path in paths if key == "税收"] == ["收入.税收"]
    assert [path for key, path in paths if key == "合计"] == ["支出.合计", "收入.合计"]


@pytest.mark.parametrize(
    ("typed", "code", "instead"),
    [
        ("{{ 支出。合计 }}", "binding-signs", "{{ 支出.合计 }}"),
        ("{{ 支出。合计 | round(1) }}", "binding-signs", "{{ 支出.合计 | round(1) }}"),
        ("{{ =支出.合计 }}", "binding-signs", "{{ 支出.合计 }}"),
        ("{{ 支出.合计% }}", "binding-signs", "{{ 支出.合计 }}%"),
        ("{{ 支出.合计 ｜ round（1） }}", "binding-signs", "{{ 支出.合计 | round(1) }}"),
        ("{{ 税收 }}", "field-without-path", "{{ 收入.税收 }}"),
        ("{{税收/2}}", "field-without-path", "{{收入.税收/2}}"),
        ("{{ 支出.合讣 }}", "unknown-name", "{{ 支出.合计 }}"),
        ("{{ 税攵 }}", "unknown-name", "{{ 收入.税收 }}"),
        ("{{ 合计 }}", "field-without-path", None),
        ("{{ 支出.合计 / 收入.合计 }}", None, None),
        ("{{ projects[0].名 }}", None, None),
    ],
)
def test_a_binding_that_is_almost_right_says_what_is(
    typed: str, code: str | None, instead: str | None
) -> None:
    unit, problems = read({"report.yaml": FORM, "narrative/正文.md": typed}, bind=False), collect()
    bind_documents(unit.data, problems)
    assert codes(problems) == ([code] if code else [])
    fixes = [problem.fix.new for problem in problems if problem.fix]
    assert fixes == ([instead] if instead else [])
