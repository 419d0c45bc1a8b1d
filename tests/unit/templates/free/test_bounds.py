"""What tags of a free template may make: memory and time are those of the machine, not theirs."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from docgen import Template, TemplateError
from docgen.templates.free.bounds import LONGEST
from docgen.wording.problem_texts import problem_text
from tests.unit.templates.free.documents import form, lines

HUGE = 10**12
DOUBLED = "{% set all = namespace(text='a') %}{% for turn in range(99) %}{% set all.text = "

BEYOND = [
    "{{ 'a' * HUGE }}",
    "{{ HUGE * '甲' }}",
    "{{ [1] * HUGE }}",
    "{{ (10 ** 10) ** (10 ** 10) }}",
    "{{ '%999999999999d' % 1 }}",
    "{{ '%*d' % (HUGE, 1) }}",
    "{{ '%999999999999d' | format(1) }}",
    "{{ '{:999999999999d}'.format(1) }}",
    "{{ '{:{}d}'.format(1, HUGE) }}",
    "{{ 'a'.ljust(HUGE) }}",
    "{{ 'a'.rjust(HUGE) }}",
    "{{ 'a'.center(HUGE) }}",
    "{{ '1'.zfill(HUGE) }}",
    "{{ '\t'.expandtabs(HUGE) }}",
    "{{ 'a' | center(HUGE) }}",
    "{{ 'a' | center(width=HUGE) }}",
    "{{ 'a\nb' | indent(HUGE) }}",
    "{{ [1] | batch(HUGE, 0) | list }}",
    "{{ long.replace('a', long) }}",
    "{{ long | replace('a', long) }}",
    "{{ long.join(range(99999) | map('string')) }}",
    "{{ range(99999) | list | join(long) }}",
    "{{ range(99999) | map('string') | join(long) }}",
    DOUBLED + "all.text ~ all.text %}{% endfor %}",
    DOUBLED + "all.text + all.text %}{% endfor %}",
    DOUBLED + "all.text | replace('a', 'aa') %}{% endfor %}",
    "{{ lipsum(HUGE) }}",
    "{{ lipsum(9, max=HUGE) }}",
    "{% for number in range(HUGE) %}{% endfor %}",
]


@pytest.mark.parametrize("tag", BEYOND)
def test_what_no_memory_would_hold_is_refused_at_its_tag(tag: str) -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form("甲", tag)).render({"HUGE": HUGE, "long": "a" * 99_999})
    problem = raised.value.problem
    assert problem.code in ("template-refused", "template-failed", "template-syntax")
    assert problem.template is not None
    assert problem.template.paragraph == 2
    assert problem_text(problem, "zh") != problem_text(problem, "en")


WITHIN: list[tuple[str, str]] = [
    ("{{ 'ab' * 3 }}", "ababab"),
    ("{{ [0] * 3 }}", "[0, 0, 0]"),
    ("{{ 2 ** 10 }} {{ 2 ** -1 }} {{ 2 ** 0.5 > 1 }}", "1024 0.5 True"),
    ("{{ '%05.1f' % 2.25 }} {{ '%s' % 甲 }} {{ 7 % 4 }}", "002.2 一 3"),
    ("{{ '{:>4}|{:,}'.format(甲, 1234567) }}", "   一|1,234,567"),
    ("{{ 甲.ljust(3) }}|{{ '7'.zfill(3) }}|{{ 甲 | center(3) }}|", "一  |007| 一 |"),
    ("{{ 甲 | default(1000000) }} {{ 'x' | int(1000000) }}", "一 1000000"),
    ("{{ 甲 ~ 1 ~ None }}", "一1None"),
    ("{{ '、'.join(['a', 'b']) }} {{ [1, 2] | join('-') }}", "a、b 1-2"),
    ("{{ '<' ~ 甲 }}", "<一"),
    ("{{ 99999 | string | replace('9', '八') }}", "八八八八八"),
]


@pytest.mark.parametrize(("tags", "shown"), WITHIN)
def test_what_documents_hold_is_made_as_jinja_makes_it(tags: str, shown: str) -> None:
    assert lines(tags, 甲="一") == [shown]


def test_a_programs_own_values_and_filters_are_not_held_to_bounds() -> None:
    def repeated(text: str, times: int) -> str:
        return str(len(text * times))

    template = Template(
        form("{{ 'a' | repeated(99999) }} {{ 长 | length }}"), filters={"repeated": repeated}
    )
    template.render({"长": "a" * (LONGEST + 1)})


def test_a_text_longer_than_a_document_holds_is_told_at_its_tag() -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form("{{ 长 }}")).render({"长": "a" * (LONGEST + 1)})
    assert raised.value.problem.code == "template-refused"


@pytest.mark.parametrize(
    "tag", ["{{ 甲.title }}", "{{ range }}", "{{ 甲.format }}", "{{ 组.items }}"]
)
def test_a_function_does_not_print(tag: str) -> None:
    data: dict[str, Any] = {"甲": "一", "组": {"乙": 1}}
    with pytest.raises(TemplateError) as raised:
        Template(form(tag)).render(data)
    assert raised.value.problem.code == "template-failed"


def test_what_fails_outside_of_all_tags_is_told_in_words() -> None:
    """Here the printed text as a whole, which is joined when the tags have run."""

    class Broken:
        def __html__(self) -> Markup:
            raise MemoryError

    with pytest.raises(TemplateError) as raised:
        Template(form("{{ 甲 }}")).render({"甲": Broken()})
    assert problem_text(raised.value.problem, "en")
