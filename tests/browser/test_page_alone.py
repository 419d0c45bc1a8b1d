"""The page against a stand-in that tells it what a test wants to see shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.stand_in import StandIn, box, problem, unit_row

pytestmark = pytest.mark.slow

SCROLL = "document.getElementById('pages').scrollTop"


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
    expect(page.locator(".page img").nth(1)).to_have_attribute("src", before or "")
    page.wait_for_function("document.querySelectorAll('.page').length > 0")
    page.wait_for_timeout(100)
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
    conflict = {"id": "c", "where": "一", "ours": "内设科室 4 个", "theirs": "内设科室 5 个"}
    stand_in.office = {"docx": "a.docx", "conflicts": [conflict]}
    page = window(stand_in.address)
    page.locator("#tab-office").click()
    entry = page.locator("li.conflict")
    expect(entry).to_contain_text("内设科室 4 个")
    expect(entry).to_contain_text("内设科室 5 个")
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
