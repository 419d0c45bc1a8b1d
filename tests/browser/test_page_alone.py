"""The page against a stand-in that tells it what a test wants to see shown."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.drawn_pdf import Json
from tests.browser.stand_in import StandIn, box, problem, unit_row

pytestmark = pytest.mark.slow

SCROLL = "document.getElementById('pages').scrollTop"
THROUGH = """async (step) => {
    const pages = document.getElementById("pages");
    while (pages.scrollTop + pages.clientHeight < pages.scrollHeight - 2) {
        pages.scrollTop += step;
        await new Promise(window.frameOfScreen ?? requestAnimationFrame);
    }
}"""
"""Scrolls to the last page, so many pixels a frame."""


def renewed(stand_in: StandIn, page: Page, **told: object) -> None:
    """Tells of a newer build, and waits until the page has asked for it."""
    version = stand_in.view.get("version", 1) + 1
    stand_in.view |= {"version": version, "map": version} | told
    with page.expect_response(lambda answer: answer.url.endswith("/api/units/one")):
        stand_in.tell("unit", {"unit": "one", "version": version, "what": "pages"})


def digests(stand_in: StandIn, changed: dict[int, str]) -> list[dict[str, object]]:
    pages = stand_in.pages()
    for number, digest in changed.items():
        pages[number]["digest"] = digest
    return pages


def test_of_a_hundred_pages_only_those_near_the_view_are_drawn(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.copies = 6
    stand_in.units = [unit_row(f"unit-{number}") for number in range(50)]
    page = window(stand_in.address)
    window.quiet(page)
    assert page.locator(".page").count() > 100
    assert page.locator("#units-list li").count() == 50
    assert page.locator(".page:has(.word)").count() <= 5
    page.evaluate("document.querySelectorAll('.page')[55].scrollIntoView()")
    page.locator(".page").nth(55).locator(".word").first.wait_for(state="attached")
    assert page.locator(".page:has(.word)").count() <= 12
    assert len({path for path in stand_in.asked if path.endswith(".png")}) <= 12


def test_pages_that_are_passed_quickly_are_not_asked_for(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.copies = 6
    page = window(stand_in.address)
    window.quiet(page)
    stand_in.asked.clear()
    page.evaluate("() => { window.frameOfScreen = requestAnimationFrame.bind(window); }")
    page.clock.install()
    page.clock.pause_at(time.time() + 3600)  # however slow this machine is, it is done at once
    page.evaluate(THROUGH, 5000)
    page.clock.resume()
    window.quiet(page)
    assert page.locator(".page").last.get_attribute("data-drawn")
    assert len({path for path in stand_in.asked if path.endswith(".png")}) <= 12


def test_only_changed_pages_are_asked_for_anew_and_the_old_stay_till_then(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    window.quiet(page)
    before = page.locator(".page img").nth(1).get_attribute("src")
    stand_in.asked.clear()
    held = []
    page.route("**/*.png?*", lambda route: held.append(route))
    renewed(stand_in, page, pages=digests(stand_in, {1: "new"}))
    # Texts are asked for beside the pictures, so that those were asked for when these are here.
    page.wait_for_function(
        "() => [...document.querySelectorAll('.page')].every(page => !page.near ||"
        " page.dataset.map === '2')"
    )
    expect(page.locator(".page img").nth(1)).to_have_attribute("src", before or "")
    assert [route.request.url.split("/")[-1].split("&")[0] for route in held] == [
        "1.png?digest=new"
    ]
    held[0].continue_()
    expect(page.locator(".page").nth(1)).to_have_attribute("data-drawn", "new")
    assert [path for path in stand_in.asked if path.endswith(".png")] == [
        "/api/units/one/pages/1.png"
    ]


def test_the_scroll_is_kept_on_renewal_and_what_is_in_view_is_not_moved(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    page.evaluate("document.getElementById('pages').scrollTo(0, 2500)")
    page.locator(".page").nth(2).locator(".word").first.wait_for(state="attached")
    place = page.evaluate(SCROLL)
    renewed(stand_in, page, pages=digests(stand_in, {2: "new"}))
    expect(page.locator(".page").nth(2)).to_have_attribute("data-drawn", "new")
    assert page.evaluate(SCROLL) == place
    seen = box(2, y=400)
    renewed(stand_in, page, pages=digests(stand_in, {2: "newer"}), changed=[box(9), seen])
    expect(page.locator(".mark.saved")).to_have_count(2)
    assert page.evaluate(SCROLL) == place
    renewed(stand_in, page, pages=digests(stand_in, {9: "newest"}), changed=[box(9)])
    expect(page.locator(".page").nth(9).locator(".mark.saved")).to_be_in_viewport()
    assert page.evaluate(SCROLL) > place


def test_pages_of_before_are_greyed_while_a_build_fails(stand_in: StandIn, window: Windows) -> None:
    page = window(stand_in.address)
    renewed(stand_in, page, stale=True, state="failed", errors=1, problems=[problem(1)])
    expect(page.locator("#pages")).to_have_class("stale")
    expect(page.locator("#problems .problem")).to_have_count(1)
    expect(page.locator("#state")).to_have_text("内容有错误，页面是上一次的")
    assert page.locator(".page").count() == 17
    renewed(stand_in, page, stale=False, state="ready", errors=0, problems=[])
    expect(page.locator("#pages")).not_to_have_class("stale")


def test_a_build_that_takes_long_is_told_with_its_seconds_until_it_is_over(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    window.quiet(page)
    told = page.locator("#state")
    before = told.inner_text()
    stand_in.tell("units", [unit_row("one", building=9)])
    stand_in.tell("units", [unit_row("other", building=75), unit_row("one", building=60)])
    expect(told).to_contain_text("60")
    expect(told).not_to_contain_text("75")
    stand_in.units = [unit_row("one", building=60)]
    renewed(stand_in, page)
    expect(told).to_contain_text("60")
    stand_in.tell("units", [unit_row("one", building=0)])
    expect(told).to_have_text(before)


def test_a_lost_connection_is_told_and_found_again(stand_in: StandIn, window: Windows) -> None:
    page = window(stand_in.address)
    stand_in.stop()
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#lost")).to_contain_text("连接断了")
    stand_in.view = {"title": "meanwhile"}
    stand_in.start()
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator("#title")).to_have_text("meanwhile")


def test_what_is_refused_stays_typed_with_its_problem_beside_it(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.view = {"problems": [problem(7, to_do="blank", boxes=[box()])]}
    stand_in.refused = problem(1, message="不是数字：十二", hint="写成 12。")
    page = window(stand_in.address)
    page.keyboard.press("n")
    field = page.locator("form.edit input")
    field.fill("十二")
    field.press("Enter")
    expect(page.locator("form.edit .wrong")).to_have_text("不是数字：十二\n写成 12。")
    expect(field).to_have_value("十二")
    expect(field).to_be_focused()
    stand_in.refused = None
    field.fill("12")
    field.press("Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    sent = {"verb": "edit", "kind": "value", "file": "facts.yaml", "line": 7, "column": 3}
    sent |= {"old": "", "map": 1, "insist": False}
    assert stand_in.edits == [sent | {"new": "十二"}, sent | {"new": "12"}]


def test_an_input_method_has_the_enter_key_while_it_composes(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.view = {"problems": [problem(7, to_do="blank", boxes=[box()])]}
    page = window(stand_in.address)
    page.keyboard.press("n")
    page.locator("form.edit input").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    expect(page.locator("form.edit")).to_have_count(1)
    assert not stand_in.edits


def test_blanks_are_filled_in_one_after_the_other_in_the_order_of_the_page(
    stand_in: StandIn, window: Windows
) -> None:
    places = [box(1, y=90), box(0, y=300, x=300), box(0, y=301, x=100), box(0, y=500)]
    stand_in.view = {
        "problems": [
            problem(number, to_do="blank", boxes=[place]) for number, place in enumerate(places, 1)
        ],
        "blanks": 4,
        "filled": 6,
    }
    page = window(stand_in.address)
    expect(page.locator("#blanks progress")).to_have_attribute("value", "6")
    page.locator("#blanks li[data-field=field3] button").click()
    for typed in ("a", "b", "c", "d"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab" if typed != "d" else "Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    assert [(edit["line"], edit["new"]) for edit in stand_in.edits] == [
        (3, "a"),
        (2, "b"),
        (4, "c"),
        (1, "d"),
    ]


def test_tab_writes_a_text_too_and_goes_on_and_what_is_refused_comes_back(
    stand_in: StandIn, window: Windows
) -> None:
    text = problem(1, to_do="blank", boxes=[box(y=200)])
    text["edit"] |= {"kind": "block", "text": ""}
    stand_in.view = {"problems": [text, problem(2, to_do="blank", boxes=[box(y=300)])]}
    stand_in.refused = problem(9, message="refused " * 60)
    page = window(stand_in.address, language="en-US")
    page.keyboard.press("n")
    page.locator("form.edit textarea").fill("words")
    page.keyboard.press("Tab")
    expect(page.locator("form.edit .field")).to_have_text("field2")
    page.locator(".notice.error").get_by_role("button", name="Go back to it").click()
    expect(page.locator("form.edit textarea")).to_have_value("words")
    form, pages = page.locator("form.edit").bounding_box(), page.locator("#pages").bounding_box()
    assert form is not None
    assert pages is not None
    assert form["x"] + form["width"] <= pages["x"] + pages["width"]
    assert page.locator("#blanks li.done").count() == 0


def test_a_conflict_has_both_sides_and_three_buttons(stand_in: StandIn, window: Windows) -> None:
    conflict: Json = {"id": "c", "where": "一", "ours": "内设科室 4 个", "theirs": "内设科室 5 个"}
    conflict["ours_parts"] = [{"text": "内设科室 ", "mark": ""}, {"text": "4 个", "mark": "old"}]
    conflict["theirs_parts"] = [{"text": "内设科室 ", "mark": ""}, {"text": "5 个", "mark": "new"}]
    stand_in.office = {"docx": "a.docx", "conflicts": [conflict]}
    page = window(stand_in.address)
    page.locator("#tab-office").click()
    entry = page.locator("li.conflict")
    expect(entry).to_contain_text("内设科室 4 个")
    expect(entry).to_contain_text("内设科室 5 个")
    expect(entry.locator("del")).to_have_text("4 个")
    expect(entry.locator("ins")).to_have_text("5 个")
    for name in ("用内容里的", "用 Word 里的", "以后再说"):
        entry.get_by_role("button", name=name).click()
        expect(page.locator("#office")).not_to_have_class("busy")
    chosen = [edit["choice"] for edit in stand_in.edits]
    assert chosen == ["content", "word", "later"]


def test_edits_are_decided_one_by_one_several_or_all(stand_in: StandIn, window: Windows) -> None:
    edits = [
        {
            "id": f"e{number}",
            "kind": "text",
            "where": f"第 {number} 行",
            "before": "甲",
            "after": "乙",
            "parts": [{"text": "甲", "mark": "old"}, {"text": "乙", "mark": "new"}],
            "why": "",
            "writable": number != 3,
            "left": False,
            "boxes": [],
        }
        for number in range(4)
    ]
    stand_in.office = {"docx": "a.docx", "edits": edits}
    page = window(stand_in.address, language="en-GB")
    page.locator("#tab-office").click()
    first = page.locator("li.edit-entry").first
    expect(
        page.locator("li.edit-entry").nth(3).get_by_role("button", name="Take over")
    ).to_be_disabled()
    for name in ("Take over", "Leave in Word", "Put back"):
        first.get_by_role("button", name=name).click()
        expect(page.locator("#office")).not_to_have_class("busy")
    page.get_by_role("checkbox", name="第 1 行").check()
    page.get_by_role("checkbox", name="第 2 行").check()
    page.get_by_role("button", name="Put back chosen (2)").click()
    expect(page.locator("#office")).not_to_have_class("busy")
    page.get_by_role("checkbox", name="第 1 行").uncheck()
    page.get_by_role("checkbox", name="第 2 行").uncheck()
    page.get_by_role("button", name="Take over all (3)").click()
    expect(page.locator("#office")).not_to_have_class("busy")
    assert [(edit["action"], edit["ids"]) for edit in stand_in.edits] == [
        ("take", ["e0"]),
        ("leave", ["e0"]),
        ("put-back", ["e0"]),
        ("put-back", ["e1", "e2"]),
        ("take", ["e0", "e1", "e2"]),
    ]


def within(page: Page, inner: str, outer: str) -> bool:
    """Whether an element lies in another one, whole."""
    small, large = (
        page.locator(each).evaluate("each => each.getBoundingClientRect().toJSON()")
        for each in (inner, outer)
    )
    begins = large["left"] <= small["left"] and large["top"] <= small["top"]
    ends = small["right"] <= large["right"] and small["bottom"] <= large["bottom"]
    return bool(begins and ends)


@pytest.mark.parametrize(("across", "down", "above"), [(480, 300, False), (480, 800, True)])
def test_a_long_refusal_and_its_buttons_stay_in_the_window(
    stand_in: StandIn, window: Windows, across: float, down: float, above: bool
) -> None:
    last = len(stand_in.pages()) - 1
    place = box(last, y=down, x=across)
    stand_in.view = {"problems": [problem(7, to_do="blank", boxes=[place])]}
    stand_in.refused = problem(1, message="`经费控制情况['水费、电费']` = a.b[0]+" * 40)
    page = window(stand_in.address)
    page.locator(".page").last.evaluate("frame => frame.scrollIntoView({ block: 'end' })")
    page.keyboard.press("n")
    page.locator("form.edit input").fill("若干")
    page.keyboard.press("Enter")
    expect(page.locator("form.edit .wrong")).to_be_visible()
    for each in ("form.edit", "form.edit input", "form.edit .wrong", "form.edit button >> nth=0"):
        assert within(page, each, "#pages"), each
    assert ("above" in (page.locator("form.edit").get_attribute("class") or "")) is above
    page.locator("#pages").evaluate("pages => pages.scrollBy(-1, 0)")
    assert page.evaluate("document.getElementById('pages').scrollLeft") == 0
    assert page.locator("form.edit").evaluate("form => form.scrollWidth <= form.clientWidth")


def test_one_refusal_is_seen_at_a_time_and_what_was_saved_goes(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    page.locator("#save").click()
    expect(page.locator(".notice.good")).to_contain_text("a.pdf")
    expect(page.locator(".notice")).to_have_count(1)  # nothing is being saved any more
    stand_in.refused = problem(1, message="first")
    page.keyboard.press("Control+z")
    expect(page.locator(".notice.error")).to_have_text(re.compile("first"))
    expect(page.locator(".notice.good")).to_have_count(0)
    stand_in.refused = problem(2, message="a.b['c'].d/" * 90)
    page.keyboard.press("Control+z")
    shown = page.locator(".notice.error:visible")
    expect(shown).to_have_text(re.compile("a.b"))
    expect(shown).to_have_count(1)
    assert shown.evaluate("notice => notice.scrollWidth <= notice.clientWidth")
    assert shown.evaluate("notice => notice.clientHeight") < 200
    shown.get_by_role("button", name="关闭").click()
    expect(shown).to_have_text(re.compile("first"))


def test_errors_alone_are_counted_and_come_first_where_a_report_is_not_made(
    stand_in: StandIn, window: Windows
) -> None:
    warnings = [problem(number, severity="warning") for number in range(2, 17)]
    stand_in.refused = problem(99)
    blank = problem(50, severity="warning", to_do="blank")
    stand_in.found = [*warnings, blank, problem(1, message="the error")]
    page = window(stand_in.address)
    page.locator("#save").click()
    dialog = page.locator("#ask")
    expect(dialog).to_contain_text("有 1 个错误，另有 15 个提醒")
    expect(dialog.locator("li.problem")).to_have_count(16)
    expect(dialog.locator("li.problem").first).to_contain_text("the error")
    for name in ("生成草稿", "取消"):
        expect(dialog.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    dialog.get_by_role("button", name="生成草稿").click()
    expect(page.locator(".notice.error")).to_contain_text("the error")


def test_edits_of_the_office_that_wait_are_told_when_the_report_is_saved(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.undecided = 2
    page = window(stand_in.address)
    page.locator("#save").click()
    saved = page.locator(".notice.good")
    expect(saved).to_contain_text("还有 2 处办公室的修改没有处理")
    saved.get_by_role("button", name="看修改").click()
    expect(page.locator("#office")).to_be_visible()


def test_all_is_filled_in_only_where_nothing_is_wrong(stand_in: StandIn, window: Windows) -> None:
    stand_in.view = {"errors": 1, "problems": [problem(1, message="no date")]}
    page = window(stand_in.address)
    page.locator("#tab-blanks").click()
    blanks = page.locator("#blanks")
    expect(blanks).to_contain_text("没有空着的，但还有 1 个错误")
    expect(blanks).not_to_contain_text("都填好了")
    blanks.get_by_role("button", name="看错误").click()
    expect(page.locator("#problems")).to_contain_text("no date")
    renewed(stand_in, page, errors=0, problems=[])
    page.locator("#tab-blanks").click()
    expect(blanks).to_contain_text("都填好了")


def test_what_is_still_as_last_year_is_listed_and_is_no_blank(
    stand_in: StandIn, window: Windows
) -> None:
    blanks = [problem(number, to_do="blank") for number in (1, 2)]
    last = [problem(number, to_do="last-years") for number in (3, 4, 5)]
    stand_in.view = {"blanks": 2, "filled": 3, "problems": [*blanks, *last]}
    page = window(stand_in.address)
    expect(page.locator("#tab-blanks .count")).to_have_text("2")
    expect(page.locator("#state")).to_contain_text("还有 2 处待填")
    expect(page.locator("#blanks")).to_contain_text("共 5 处，已填 3 处")
    expect(page.locator("#blanks")).to_contain_text("还是上年的内容 (3)")


def test_a_word_that_has_the_keyboard_keeps_it_when_its_page_is_renewed(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    stand_in.view = {"can_undo": True}
    renewed(stand_in, page)
    word = page.locator(".page").first.locator(".word").nth(3)
    word.focus()
    words = word.inner_text()
    word.evaluate("word => (word.old = true)")
    renewed(stand_in, page, pages=digests(stand_in, {0: "new"}), can_undo=False, can_redo=True)
    page.wait_for_function("() => document.querySelectorAll('.word')[3].old !== true")
    assert page.evaluate("document.activeElement.textContent") == words
    renewed(stand_in, page, can_undo=True)
    expect(page.locator("#undo")).to_be_enabled()
    page.locator("#undo").focus()
    renewed(stand_in, page, can_undo=False)
    expect(page.locator("#redo")).to_be_focused()


def test_a_search_finds_in_all_units_and_opens_one_that_has_no_pages_yet(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.units = [unit_row("one"), unit_row("two", pages=0, state="waiting")]
    hit = {"text": "词", "before": "", "after": "", "file": "a.yaml", "line": 1, "column": 1}
    hit |= {"page": None, "box": None}
    stand_in.hits = [hit | {"unit": "two", "built": False}, hit | {"unit": "one", "built": True}]
    page = window(stand_in.address)
    page.keyboard.press("/")
    page.keyboard.type("词")
    hits = page.locator(".hits li")
    expect(hits.nth(1)).to_contain_text("没有印出来")
    expect(hits.first).to_contain_text("页面还没有生成")
    expect(hits.first).not_to_contain_text("没有印出来")
    assert stand_in.searched[-1] == {"q": "词"}
    hits.first.locator("button").click()
    expect(page.locator("#title")).to_have_text("two")
    stand_in.hits = [hit | {"unit": "two", "built": True, "page": 1, "box": box(1)}]
    stand_in.tell("units", [unit_row("one"), unit_row("two")])
    expect(hits).to_have_count(1)
    expect(hits.first).to_contain_text("第 2 页")
    with page.expect_response(re.compile("/api/search")):
        page.get_by_role("checkbox", name="搜索全部单位").uncheck()
    assert stand_in.searched[-1] == {"q": "词", "unit": "two"}


def test_in_a_narrow_window_a_notice_does_not_cover_what_is_typed(
    stand_in: StandIn, window: Windows
) -> None:
    stand_in.view = {"problems": [problem(7, to_do="blank", boxes=[box()])]}
    page = window(stand_in.address, width=420, height=800)
    page.locator("#save").click()
    page.locator(".notice.good").wait_for()
    page.keyboard.press("n")
    page.locator("form.edit").wait_for()
    notice = page.locator(".notice.good").bounding_box()
    form = page.locator("form.edit").bounding_box()
    assert notice
    assert form
    assert 0 < notice["y"] + notice["height"] <= form["y"]
