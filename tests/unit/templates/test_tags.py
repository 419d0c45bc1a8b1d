"""The syntax of tags."""

from __future__ import annotations

import pytest

from docgen.templates.tags import end_of, in_attribute, plain


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("{% for a in b %}", "endfor"),
        ("{%- if a %}", "endif"),
        ("{% set a %}", "endset"),
        ("{% set a | upper %}", "endset"),
        ("{% set a = b %}", ""),
        ("{% set a, b = c %}", ""),
        ("{% set a | replace('=', '') %}", "endset"),
        ("{% endfor %}", ""),
        ("{% else %}", ""),
        ("{{ + }}", ""),
        ("{% with %}", "endwith"),
        ("{% include x %}", ""),
    ],
)
def test_the_word_that_closes_a_block(source: str, end: str) -> None:
    assert end_of(source) == end


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("{_{", '{{ "\\u007b\\u007b" }}'),
        ("}_}", '{{ "\\u007d\\u007d" }}'),
        ("{_%", '{{ "\\u007b\\u0025" }}'),
        ("%_}", '{{ "\\u0025\\u007d" }}'),
        ("{{  甲\u00a0\u3000 + \n1 }}", "{{ 甲 + 1 }}"),
        ("{{ a['甲  乙'] }}", "{{ a['甲 \\u0020乙'] }}"),
        ('{{ a["“%&<>”"] }}', '{{ a["\\u201c\\u0025\\u0026\\u003c\\u003e\\u201d"] }}'),
        ("{{ 'a' ~ \"b\"  }}", "{{ 'a' ~ \"b\" }}"),
        ("{{ a['{}\u3000‘’'] }}", "{{ a['\\u007b\\u007d\\u3000\\u2018\\u2019'] }}"),
        ("{{ '' }}", "{{ '' }}"),
    ],
)
def test_a_plain_tag_has_single_blanks_and_escapes(tag: str, wanted: str) -> None:
    assert plain(tag) == wanted


def test_in_an_attribute_there_are_no_double_quotes() -> None:
    assert in_attribute('{{ a["甲"] ~ \'"\' ~ "b" }}') == "{{ a['甲'] ~ '\\u0022' ~ 'b' }}"
    assert in_attribute('{{ "it\'s" }}') == "{{ 'it\\u0027s' }}"
