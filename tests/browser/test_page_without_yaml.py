"""What a clerk could once do in the YAML files alone is done on the page, and is told there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.stand_in import StandIn, box, problem

pytestmark = pytest.mark.slow

ROW = {"list": "指标.满意度指标", "number": 1, "count": 1}


def test_the_only_row_of_a_blank_list_goes_and_what_has_gone_with_it_is_said(
    stand_in: StandIn, window: Windows
) -> None:
    blank = problem(7, to_do="blank", boxes=[box()], row=ROW)
    stand_in.view = {"problems": [blank]}
    stand_in.refused = problem(1, message="合计 30，应为 40")
    stand_in.result = {"may_insist": True}
    page = window(stand_in.address)
    page.keyboard.press("n")
    page.get_by_role("button", name="删除这一行").click()
    expect(page.locator("form.edit")).to_have_count(0)
    refused = page.locator(".notice.error")
    expect(refused).to_contain_text("合计 30")
    stand_in.refused, stand_in.result = None, {"gone": "满意度指标"}
    refused.get_by_role("button", name="照样写入").click()
    expect(page.locator(".notice.brief")).to_contain_text("「满意度指标」也一起删去了")
    sent = {"verb": "rows", "file": "facts.yaml", "line": 7, "column": 3, "action": "delete"}
    assert stand_in.edits == [sent | {"map": 1, "insist": insist} for insist in (False, True)]


def test_what_was_understood_otherwise_is_said_and_undone_until_something_else_is_done(
    stand_in: StandIn, window: Windows
) -> None:
    blanks = [problem(number, to_do="blank", boxes=[box(y=number)]) for number in (200, 300)]
    stand_in.view = {"problems": blanks}
    stand_in.result = {"meant": [{"typed": "五千", "written": "5000"}]}
    page = window(stand_in.address, language="en-GB")
    page.keyboard.press("n")
    page.keyboard.type("五千")
    page.keyboard.press("Tab")
    said = page.locator(".notice.meant")
    expect(said).to_contain_text("五千 was understood as 5000")
    expect(said.get_by_role("button", name="Undo")).to_be_visible()
    stand_in.result = {}
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    expect(said.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.locator("form.edit")).to_have_count(0)
    stand_in.result = {"meant": [{"typed": "1,200", "written": "1200"}]}
    page.keyboard.press("n")
    page.keyboard.type("1,200")
    page.keyboard.press("Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    page.locator(".notice.meant").get_by_role("button", name="Undo").click()
    expect(page.locator(".notice.meant")).to_have_count(0)
    assert [edit["verb"] for edit in stand_in.edits] == ["edit", "edit", "edit", "undo"]


@pytest.mark.parametrize("key", ["Control+Enter", "Meta+Enter", ""])
def test_a_warning_is_said_to_be_right_with_a_reason_and_that_is_taken_back(
    stand_in: StandIn, window: Windows, key: str
) -> None:
    warning = problem(7, severity="warning", waiving="give", message="第 1 处数字不一致")
    stand_in.view = {"problems": [warning, problem(8, severity="warning")]}
    page = window(stand_in.address)
    page.get_by_role("tab", name="问题").click()
    page.get_by_role("button", name="这样是对的，因为……").click()
    page.keyboard.type("引用的是上年文件原文")
    page.locator("#problems textarea").blur()  # it stays also where nothing has the caret
    stand_in.view |= {"version": 2, "waived": [warning | {"reason": "引用的是上年文件原文"}]}
    stand_in.view |= {"problems": [problem(8, severity="warning")]}
    with page.expect_response(lambda answer: answer.url.endswith("/api/units/one")):
        stand_in.tell("unit", {"unit": "one", "version": 2, "what": "problems"})
    reason = page.locator("#problems textarea")
    expect(reason).to_have_value("引用的是上年文件原文")
    if key:
        reason.press(key)
    else:
        page.get_by_role("button", name="保存").click()
    expect(page.locator("#problems .waived")).to_contain_text("是对的，理由：引用的是上年文件原文")
    page.locator("#problems .waived").get_by_role("button", name="取消例外").click()
    expect(page.locator(".notice.brief").last).to_contain_text("已取消例外")
    assert stand_in.edits == [
        {"verb": "waive", "id": "p7", "reason": "引用的是上年文件原文"},
        {"verb": "unwaive", "id": "p7"},
    ]


def test_of_a_blank_it_is_said_that_there_is_none(stand_in: StandIn, window: Windows) -> None:
    blank = problem(3, severity="warning", to_do="blank", waiving="give", field="数")
    stand_in.view = {"blanks": 1, "problems": [blank]}
    page = window(stand_in.address)
    page.locator("#blanks").get_by_role("button", name="没有，留空").click()
    page.keyboard.type("今年没有")
    page.locator("#blanks form.opened").get_by_role("button", name="保存").click()
    expect(page.locator(".notice.brief").last).to_contain_text("已记为例外")
    assert stand_in.edits == [{"verb": "waive", "id": "p3", "reason": "今年没有"}]


def test_a_group_that_is_missing_is_typed_where_it_is_told(
    stand_in: StandIn, window: Windows
) -> None:
    message = "「经费控制情况」下面缺少「公车购置」"
    missing = problem(
        7, message=message, hint="添上一行", boxes=[box()]
    )  # those of the group that lacks it
    fields = [
        {"label": label, "text": text, "hint": "单位：万元", "multiline": False}
        for label, text in (("上年决算数", ""), ("本年预算数", "10"))
    ]
    missing["edit"] |= {"kind": "group", "name": "公车购置", "fields": fields}
    lacking = problem(8, message="缺少「填表人」")
    lacking["edit"] |= {"name": "填表人"}
    stand_in.view = {"problems": [missing, lacking]}
    page = window(stand_in.address)
    page.get_by_role("tab", name="问题").click()
    page.get_by_label("上年决算数").fill("五千")
    stand_in.refused, stand_in.result = problem(1, message="合计不对"), {"may_insist": True}
    form = page.locator("#problems li", has_text="公车购置").locator("form")
    expect(page.locator("#problems")).not_to_contain_text("添上一行")
    form.get_by_role("button", name="保存").click()
    expect(form.locator(".wrong")).to_contain_text("合计不对")
    stand_in.refused = None
    stand_in.result = {"meant": [{"typed": "五千", "written": "5000"}]}
    form.get_by_role("button", name="照样写入").click()
    expect(page.locator(".notice.meant")).to_contain_text("「五千」按「5000」写入")
    page.get_by_label("填表人").fill("某某")
    page.get_by_label("填表人").press("Enter")
    expect(page.locator(".notice.meant")).to_contain_text("撤销")
    group = {"verb": "group", "id": "p7", "values": ["五千", "10"]}
    assert stand_in.edits[:2] == [group | {"insist": insist} for insist in (False, True)]
    assert stand_in.edits[2]["new"] == "某某"
