"""Widths, colours, languages, names, keys: in every state that the page can show."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Scheme, Windows
from tests.browser.stand_in import STATIC, StandIn, box, problem, unit_row

pytestmark = pytest.mark.slow

EDIT = {
    "id": "e",
    "kind": "text",
    "where": "附件2 第 3 行",
    "before": "甲",
    "after": "乙",
    "parts": [{"text": "431.64", "mark": "old"}, {"text": "431.65", "mark": "new"}],
    "why": "由公式算出",
    "writable": False,
    "left": False,
    "boxes": [box()],
}
SOURCE = {
    "kind": "derived",
    "file": "a-very-long-name-of-a-file-within-a-folder/附件2.yaml",
    "line": 7,
    "column": 12,
    "link": "vscode://file/x",
    "value": "93.63%",
    "field": "年度预算申请.执行率",
    "formula": "全年执行数 / 全年预算数 * 100",
    "cell": "附件2 × 执行率",
    "uses": [box(), box(2)],
    "inputs": [
        {
            "field": "年度预算申请.全年执行数",
            "value": "439.45",
            "file": "a",
            "line": 1,
            "column": 1,
            "link": "vscode://file/x",
            "boxes": [box()],
        },
    ],
    "edit": {"kind": "none", "file": "", "line": 0, "column": 0, "text": "", "why": "由公式算出"},
    "row": {"list": "项目", "number": 2, "count": 3},
}


@pytest.fixture
def full(stand_in: StandIn) -> StandIn:
    """A unit that has something of everything."""
    stand_in.units = [
        unit_row(f"unit-{number}", title=f"第{number}中学", state=state, errors=1, blanks=2)
        for number, state in enumerate(["ready", "building", "failed", "waiting"] * 3)
    ]
    stand_in.view = {
        "problems": [
            problem(1, fix={"text": "93.63", "safe": True}, hint="hint", where="where"),
            problem(2, severity="warning", boxes=[box()]),
            problem(3, to_do="blank", boxes=[box(y=200)]),
            problem(4, to_do="blank", severity="warning"),
            problem(5, to_do="last-years", boxes=[box()]),
        ],
        "errors": 1,
        "warnings": 1,
        "blanks": 2,
        "filled": 5,
        "draft": True,
        "can_undo": True,
        "can_redo": True,
        "saved": {"docx": "报告.docx", "pdf": "报告.pdf"},
        "title": "株洲职业教育科技园管理办公室",
    }
    stand_in.office = {
        "docx": "报告.docx",
        "edits": [EDIT, {**EDIT, "id": "f", "writable": True}, {**EDIT, "id": "g", "left": True}],
        "comments": [{"author": "审核人", "text": "再核实", "where": "第 3 页"}],
        "conflicts": [{"id": "c", "where": "一", "ours": "4", "theirs": "5"}],
    }
    stand_in.sources = SOURCE
    stand_in.hits = [
        {
            "unit": "unit-0",
            "page": 0,
            "box": box(),
            "text": "株洲",
            "before": "部门 ",
            "after": " 办公室",
            "file": "a",
            "line": 1,
            "column": 1,
        },
    ]
    return stand_in


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("株洲")
    page.locator(".hits li").first.wait_for()


def _card(page: Page) -> None:
    page.locator("#tab-blanks").click()
    page.locator(".word").nth(1).click()
    page.locator(".card .kind").wait_for()


def _field(page: Page) -> None:
    page.keyboard.press("n")
    page.locator("form.edit").wait_for()


def _refused(page: Page) -> None:
    page.locator("form.edit input").fill("x")
    page.locator("form.edit input").press("Enter")
    page.locator("form.edit .wrong").filter(has_text="problem").wait_for()
    page.keyboard.press("Escape")


def _dialog(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("?")


def _close(page: Page) -> None:
    page.keyboard.press("Escape")


STATES: dict[str, Callable[[Page], None]] = {
    "blanks": lambda page: page.keyboard.press("1"),
    "problems": lambda page: page.keyboard.press("2"),
    "office": lambda page: page.keyboard.press("3"),
    "search": _search,
    "card": _card,
    "closed": _close,
    "field": _field,
    "refused": _refused,
    "help": _dialog,
}

STILL = """() => document.getAnimations()
    .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
    .forEach(one => one.finish())"""

SHOWN = "[...document.querySelectorAll('body *:not(.word)')]"

BEYOND = f"""() => {SHOWN}.filter(one => {{
    const box = one.getBoundingClientRect();
    return box.width && !one.closest('.page, .unseen, .skip') && !one.matches('kbd')
        && (box.right > innerWidth + 1 || box.left < -1);
}}).map(one => one.outerHTML.slice(0, 120))"""

NAMELESS = """() => [...document.querySelectorAll('button, a[href], input, textarea, progress')]
    .filter(one => one.checkVisibility() && !(one.getAttribute('aria-label')
        || one.textContent.trim() || one.closest('label')))
    .map(one => one.outerHTML)"""

CONTRAST = """() => {
    const parse = (text) => {
        const all = text.match(/[\\d.]+/g).map(Number);
        return [all[0], all[1], all[2], all[3] ?? 1];
    };
    const over = ([r, g, b, a], below) =>
        [r, g, b].map((one, at) => one * a + below[at] * (1 - a)).concat(1);
    const known = new Map([[null, [255, 255, 255, 1]]]);
    const behind = (one) => {
        if (!known.has(one)) {
            const own = parse(getComputedStyle(one).backgroundColor);
            known.set(one, own[3] === 1 ? own : over(own, behind(one.parentElement)));
        }
        return known.get(one);
    };
    const light = (colour) => {
        const [r, g, b] = colour.map((one) => one / 255)
            .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const one of document.querySelectorAll('body *:not(.word)')) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!own || !one.checkVisibility()) continue;
        if (one.closest('.unseen, .skip, :disabled')) continue;
        const back = behind(one);
        const ink = over(parse(getComputedStyle(one).color), back);
        const [low, high] = [light(back), light(ink)].sort((a, b) => a - b);
        const ratio = (high + 0.05) / (low + 0.05);
        if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${one.outerHTML.slice(0, 100)}`);
    }
    return found;
}"""


@pytest.mark.parametrize(("width", "language"), [(360, "en-US"), (800, "zh-CN"), (1400, "en-US")])
def test_every_state_fits_the_window_and_can_be_read_and_named(
    full: StandIn, window: Windows, width: int, language: str
) -> None:
    page = window(full.address, width=width, language=language)
    full.refused = problem(9)
    schemes: list[Scheme] = ["light", "dark"]
    for name, enter in STATES.items():
        enter(page)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(STILL)
            told = {"state": name, "scheme": scheme, "beyond": page.evaluate(BEYOND)}
            told |= {"nameless": page.evaluate(NAMELESS), "faint": page.evaluate(CONTRAST)}
            nothing: dict[str, list[str]] = {"beyond": [], "nameless": [], "faint": []}
            assert told == {"state": name, "scheme": scheme, **nothing}


def test_all_is_in_the_language_of_the_browser(full: StandIn, window: Windows) -> None:
    words = {}
    for language in ("zh-CN", "en-US", "fr-FR"):
        page = window(full.address, language=language)
        words[language] = page.locator("header.bar, .tabs, #blanks h2").all_inner_texts()
        assert page.evaluate("document.documentElement.lang") == (
            "zh-CN" if language == "zh-CN" else "en"
        )
    assert words["fr-FR"] == words["en-US"] != words["zh-CN"]
    english = " ".join(words["en-US"]).replace("株洲职业教育科技园管理办公室", "")
    assert not re.search("[一-鿿]", english)


def test_both_languages_have_every_sentence_and_every_sentence_is_used(
    stand_in: StandIn, window: Windows
) -> None:
    page = window(stand_in.address)
    keys = page.evaluate(
        "Promise.all(['zh', 'en'].map(name => import(`/static/strings_${name}.js`)"
        ".then(found => Object.keys(found[name]))))"
    )
    assert keys[0] == keys[1]
    code = "".join(
        path.read_text("utf-8")
        for path in STATIC.iterdir()
        if path.suffix in (".js", ".html") and not path.name.startswith("strings")
    )
    named = set(
        re.findall(r"""\bt\([^)]*?"(\w+)"|data-(?:text|label|placeholder)="(\w+)\"""", code)
    )
    used = {name for pair in named for name in pair if name}
    assert used <= set(keys[0])
    made = re.findall(r"`((?:\w|-|\$\{[^}]*\})*_(?:\w|-|\$\{[^}]*\})*)`", code)
    patterns = [re.sub(r"\$\{[^}]*\}", ".+", one) for one in made]
    quoted = set(re.findall(r"\"([\w-]+)\"", code))
    unused = [
        key
        for key in keys[0]
        if key not in quoted and not any(re.fullmatch(one, key) for one in patterns)
    ]
    assert not unused


def test_all_is_done_with_the_keyboard_alone(full: StandIn, window: Windows) -> None:
    page = window(full.address)
    reached: list[str] = []
    here = "document.activeElement.id || document.activeElement.className"
    focus = f"[{here}, getComputedStyle(document.activeElement).outlineStyle]"
    focus = f"document.activeElement === document.body ? ['', ''] : {focus}"
    for _ in range(120):
        page.keyboard.press("Tab")
        # None of it has the focus where the browser's own controls have.
        name, outline = page.evaluate(
            f"document.activeElement === document.body ? ['', ''] : {focus}"
        )
        assert outline != "none", f"no focus is seen on {name}"
        reached.append(name)
        if "word" in reached and name == reached[0]:
            break  # once around
    for wanted in ("skip", "undo", "redo", "save", "saved-pdf", "word", "tab-blanks"):
        assert wanted in reached, wanted
    page.keyboard.press("Escape")
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    page.locator('.word[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate(here) == "word"
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate(here) == "word"
    page.keyboard.press("3")
    page.locator("#office button").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#office') !== null")
    assert {edit["verb"] for edit in full.edits} == {"undo"}


def test_nothing_in_the_page_is_against_its_own_policy(full: StandIn, window: Windows) -> None:
    page = window(full.address)
    page.evaluate(
        "window.broken = [];"
        "document.addEventListener('securitypolicyviolation', "
        "event => window.broken.push(event.violatedDirective))"
    )
    for enter in STATES.values():
        if enter is not _refused:
            enter(page)
    assert page.evaluate("window.broken") == []
    assert not window.complaints
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_function("window.broken.length === 1")
    window.complaints.clear()


def test_content_is_shown_as_text_whatever_it_holds(full: StandIn, window: Windows) -> None:
    bad = "<img src=x onerror=alert(1)><b>bold</b>"
    told: dict[str, Any] = {"message": bad, "hint": bad, "where": bad, "field": bad}
    full.view |= {"title": bad, "problems": [problem(1, **told), problem(2, to_do="blank", **told)]}
    full.office = {"docx": bad, "comments": [{"author": bad, "text": bad, "where": bad}]}
    full.sources = SOURCE | {"value": bad, "field": bad, "formula": bad, "cell": bad}
    page = window(full.address)
    for name in ("blanks", "problems", "office", "card"):
        STATES[name](page)
    assert page.locator("b", has_text=re.compile("^bold$")).count() == 0
    assert page.locator("img[src=x]").count() == 0
    expect(page.locator("#title")).to_have_text(bad)


def test_modules_are_short_and_take_no_html_from_anywhere() -> None:
    for path in STATIC.iterdir():
        text = path.read_text("utf-8")
        most = 300 if path.name.startswith("strings_") else 200  # lists of words grow with pages
        assert len(text.splitlines()) <= most, path.name
        if path.suffix in (".js", ".html"):
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
                r"|\sstyle=|setAttribute\(\"style|\son\w+=\"|<script>|https?://",
                text,
            ), path.name
