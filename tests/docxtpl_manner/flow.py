"""Jinja's statements, inside a paragraph and around paragraphs and runs."""

from __future__ import annotations

from docx.enum.text import WD_BREAK
from docx.shared import RGBColor

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form


@case("{%p %}")
def paragraphs_shown_or_not(form: Form) -> Filling:
    form.lines(
        "before",
        "{%p if display_paragraph %}",
        "One or many paragraphs",
        "of {{ author }}",
        "{%p endif %}",
        "{%p if not display_paragraph %}",
        "hidden",
        "{%p elif author == 'Bob' %}",
        "for Bob",
        "{%p else %}",
        "for others",
        "{%p endif %}",
        "after",
    )
    return Filling({"display_paragraph": True, "author": "Bob"})


@case("{% if %} inline", "elif, else")
def conditions_inside_a_line(form: Form) -> Filling:
    form.lines(
        "I live in {% if town %}a town{% elif village %}a village{% else %}nowhere{% endif %}.",
        "{% if a and (b or c) %}1{% endif %}{% if a is not defined %}2{% endif %}"
        "{% if 'x' in letters %}3{% endif %}{% if not letters %}4{% endif %}",
        "{{ 'plural' if letters|length > 1 else 'singular' }} {{ 'only' if a }}",
        "{% if a %}{{ letters[0] }}{% if b %} inner{% else %} other{% endif %}{% endif %} end",
    )
    return Filling(
        {"town": False, "village": True, "a": 1, "b": 0, "c": "c", "letters": ["x", "y"]}
    )


@case("{%- -%}")
def split_and_merged_lines(form: Form) -> Filling:
    form.lines(
        "My house is located",
        "{%- if living_in_town -%}",
        "\u00a0in urban area",
        "{%- else -%}",
        "\u00a0in countryside",
        "{%- endif -%}",
        "\u00a0and I love it.",
        "Next paragraph",
    )
    return Filling({"living_in_town": True})


@case("{%- -%}")
def split_lines_in_a_cell(form: Form) -> Filling:
    def content(cell: object) -> None:
        form.lines(
            "Colours:",
            "{%- for colour in colours -%}",
            "\u00a0{{ colour }}",
            "{%- endfor -%}",
            ".",
            into=cell,
        )

    form.table([content, "right"])
    form.lines("line", "{%- if x -%}", "only", "{%- endif -%}", "end")
    return Filling({"colours": ["red", "blue"], "x": 0})


@case("{%r %}")
def runs_shown_or_not(form: Form) -> Filling:
    form.clean = True
    paragraph = form.document.add_paragraph("My ")
    form.type("{%r if bold %}", paragraph)
    form.type("bold {{ word }}", paragraph, bold=True)
    form.type("{%r else %}", paragraph)
    form.type("plain {{ word }}", paragraph, italic=True)
    form.type("{%r endif %}", paragraph)
    form.type(" text", paragraph)
    other = form.document.add_paragraph()
    form.type("{%r for letter in letters %}", other)
    form.type("{{ letter }} ", other, underline=True)
    form.type("{%r endfor %}", other)
    form.type("end", other, bold=True)
    return Filling({"bold": True, "word": "word", "letters": ["a", "b", "c"]})


@case("comments {# #}", "{#p #}", "{#tr #}", "{#tc #}")
def comments(form: Form) -> Filling:
    form.lines(
        "{#p this is a comment as a paragraph #}",
        "text {# a comment with {{ tags }} in it #}goes on",
        "{#p another one, {%p if wrong #}",
        "last",
    )
    form.table(
        ["head", "{{ a }}"],
        ["{#tr this is a comment as a table row #}", ""],
        [
            "{{ a }}",
            "{#tc this is a comment as a table cell #}",
        ],
        ["x{# in a cell #}", "y"],
    )
    return Filling({"a": "A"})


@case("nested loops")
def loops_in_loops(form: Form) -> Filling:
    form.lines(
        "{%p for chapter in chapters %}",
        "{{ loop.index }}. {{ chapter.title }}",
        "{%p for section in chapter.sections %}",
        "{{ loop.index }} of {{ loop.length }}: {{ section }}, {% for word in section.split() %}"
        "[{{ word }}]{% endfor %}",
        "{%p else %}",
        "no sections",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    return Filling(
        {
            "chapters": [
                {"title": "Begin", "sections": ["one two", "three"]},
                {"title": "Middle", "sections": []},
                {"title": "End", "sections": ["four"]},
            ]
        }
    )


@case("loop.* variables", "cycle")
def loop_variables(form: Form) -> Filling:
    form.lines(
        "{%p for name in names %}",
        "{{ loop.index }} {{ loop.index0 }} {{ loop.revindex }} {{ loop.revindex0 }} "
        "{{ loop.first }} {{ loop.last }} {{ loop.length }} {{ loop.depth }}",
        "{{ loop.cycle('odd', 'even') }} {{ loop.previtem or '-' }} {{ loop.nextitem or '-' }} "
        "{{ loop.changed(name[0]) }}",
        "{%p endfor %}",
        "{% for name in names %}{{ name }}{{ ', ' if not loop.last else '.' }}{% endfor %}",
        "{% for name in names if name != 'bo' %}{{ loop.index }}{{ name }}{% endfor %}",
        "{% for outer in names %}{% set up = loop %}{% for i in [1, 2] %}"
        "{{ up.index }}.{{ loop.index }} {% endfor %}{% endfor %}",
        "{% for n in tree recursive %}{{ n.name }}{% if n.below %}({{ loop(n.below) }})"
        "{% endif %}{% endfor %}",
    )
    tree = [{"name": "a", "below": [{"name": "b"}, {"name": "c", "below": [{"name": "d"}]}]}]
    return Filling({"names": ["ann", "al", "bo"], "tree": tree})


@case("set", "namespace")
def set_and_namespace(form: Form) -> Filling:
    form.lines(
        "{% set total = 0 %}{% set greeting = 'Hello ' ~ name %}{{ greeting }}{{ total }}",
        "{%p set count = items|length %}",
        "{%p set ns = namespace(sum=0, seen=[]) %}",
        "{%p for item in items %}",
        "{%p set ns.sum = ns.sum + item.price %}",
        "{{ item.name }}: running sum {{ ns.sum }}",
        "{%p endfor %}",
        "{{ count }} items, {{ ns.sum }} in all",
        "{% set a, b = 1, 2 %}{{ a + b }}",
    )
    form.clean = True  # since what is between the tags must be one run
    form.lines("{% set block %}a {{ name }} b{% endset %}{{ block|upper }}")
    items = [{"name": "pen", "price": 1.5}, {"name": "ink", "price": 2}]
    return Filling({"name": "Ann", "items": items})


@case("list.append via set")
def lists_filled_in_the_template(form: Form) -> Filling:
    form.lines(
        "{%p set seen = [] %}",
        "{%p for word in words %}",
        "{%p if word not in seen %}",
        "{% set _ = seen.append(word) %}{{ word }}",
        "{%p endif %}",
        "{%p endfor %}",
        "{{ seen|length }}: {{ seen|join(' ') }}",
        "{% set known = {} %}{% set _ = known.update({'a': 1}) %}{{ known.a }}",
        "{% if seen.append('x') %}{% endif %}{{ seen[-1] }} {{ seen.pop() }}",
    )
    return Filling({"words": ["a", "b", "a", "c", "b"]})


@case("with", "filter blocks")
def with_and_filter_blocks(form: Form) -> Filling:
    form.lines(
        "{% with total = price * 2 %}{{ total }}{% endwith %}",
        "{% with %}{% set inner = 3 %}{{ inner }}{% endwith %}{{ inner or 'gone' }}",
        "{%p with label = 'L', value = price %}",
        "{{ label }} {{ value }}",
        "{%p endwith %}",
    )
    form.clean = True  # since what is between the tags must be one run
    form.lines(
        "{% filter upper %}shouted {{ word }}{% endfilter %}",
        "{% filter replace('a', 'o') %}banana{% endfilter %}",
    )
    return Filling({"price": 21, "word": "word"})


@case("macros", "call")
def macros(form: Form) -> Filling:
    form.lines(
        "{% macro money(amount, sign='€') %}{{ '%.2f'|format(amount) }} {{ sign }}{% endmacro %}"
        "{{ money(3) }} and {{ money(4.5, '$') }} {{ money(sign='£', amount=1) }}",
        "{% macro boxed(title) %}[{{ title }}: {{ caller() }}]{% endmacro %}"
        "{% call boxed('note') %}inside {{ name }}{% endcall %}",
        "{%p for price in prices %}",
        "{{ loop.index }}: {{ money(price) }}",
        "{%p endfor %}",
        "{% macro listed() %}{{ varargs|join('+') }}{{ kwargs|length }}{% endmacro %}"
        "{{ listed(1, 2, three=3) }}",
    )
    return Filling({"name": "Ann", "prices": [1, 2.345]})


@case("macros")
def macro_of_paragraphs(form: Form) -> Filling:
    form.lines(
        "{%p macro person(who) %}",
        "Name: {{ who.name }}",
        "Age: {{ who.age }}",
        "{%p endmacro %}",
        "Staff",
        "{{p person(staff[0]) }}",
        "and",
        "{{p person(staff[1]) }}",
    )
    return Filling({"staff": [{"name": "Ann", "age": 40}, {"name": "Bob", "age": 50}]})


@case("filters with arguments")
def filters(form: Form) -> Filling:
    form.lines(
        "{{ title|upper }} {{ title|lower }} {{ title|title }} {{ title|capitalize }}",
        "{{ title|replace('a', '4') }} {{ title|truncate(9) }} {{ title|center(20) }}|",
        "{{ title|wordcount }} {{ title|length }} {{ title|reverse }} {{ title|trim }}",
        "{{ rows|map(attribute='name')|join(', ') }} {{ rows|sum(attribute='n') }}",
        "{{ rows|selectattr('n', 'gt', 1)|map(attribute='name')|list|join('/') }}",
        "{% for row in rows|sort(attribute='n', reverse=true) %}{{ row.name }} {% endfor %}",
        "{% for group in rows|groupby('kind') %}{{ group.grouper }}: "
        "{{ group.list|map(attribute='name')|join('+') }}; {% endfor %}",
        "{% for batch in range(5)|batch(2, '-') %}({{ batch|join(',') }}){% endfor %}",
        "{{ numbers|max }} {{ numbers|min }} {{ numbers|first }} {{ numbers|last }} "
        "{{ numbers|sort|join(' ') }} {{ numbers|unique|list|length }}",
        "{{ 1234567.5|round|int }} {{ 'a,b'|replace(',', ';') }} {{ 7|string ~ '!' }} "
        "{{ 2.5|round(0, 'floor') }} {{ 12345|filesizeformat }} {{ 'x'|indent(2, true) }}",
        "{{ rows|rejectattr('n', 'equalto', 1)|list|count }} {{ 'ab'|list|join('-') }} "
        "{{ {'b': 1, 'a': 2}|dictsort|first|first }} {{ 'tojson'|tojson }}",
    )
    rows = [
        {"name": "x", "n": 1, "kind": "k"},
        {"name": "y", "n": 3, "kind": "l"},
        {"name": "z", "n": 2, "kind": "k"},
    ]
    return Filling({"title": "a short title", "rows": rows, "numbers": [3, 1, 2, 3]})


@case("tests")
def jinja_tests(form: Form) -> Filling:
    form.lines(
        "{{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }} {{ 'a' is string }} "
        "{{ 1 is number }} {{ [] is sequence }} {{ {} is mapping }} {{ none is none }}",
        "{% if x is defined and x is not none %}{{ x }}{% endif %} {{ 'b' is in ['a', 'b'] }} "
        "{{ x is eq 5 }} {{ x is gt 3 }} {{ 'A' is upper }} {{ f is callable }}",
        "{{ y is iterable }}",
        "{{ x is integer }} {{ 1.5 is float }} {{ true is boolean }} {{ x is sameas x }}",
    )
    return Filling({"x": 5, "y": [1], "f": lambda: 1})


@case("page-break {%p %}")
def pages_in_a_loop(form: Form) -> Filling:
    form.lines("{%p for letter in letters %}", "Dear {{ letter.name }},", "{{ letter.text }}")
    form.lines("{%p if not loop.last %}")
    form.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    form.lines("{%p endif %}", "{%p endfor %}", "end")
    letters = [{"name": name, "text": f"text of {name}"} for name in ("Ann", "Bob", "Cid")]
    return Filling({"letters": letters})


@case("{{ var }}", "looks kept")
def looks_of_tags(form: Form) -> Filling:
    form.document.add_heading("{{ title }}", 1)
    paragraph = form.document.add_paragraph(style="Quote")
    form.type("by {{ author }}", paragraph, bold=True)
    form.type(", red {{ title }}", paragraph, italic=True)
    form.clean = True
    other = form.document.add_paragraph(style="List Bullet")
    form.type("{{ author }}", other, bold=True)
    form.type(" wrote ", other)
    form.type("{{ title }}", other, italic=True)
    run = other.add_run(" {{ year }}")
    run.font.color.rgb = RGBColor(255, 0, 0)
    return Filling({"title": "On Forms", "author": "Ann", "year": 2024})


@case("{%p %}", "lists in loops")
def numbered_paragraphs_in_a_loop(form: Form) -> Filling:
    form.lines("{%p for task in tasks %}")
    form.type("{{ task.name }}", form.document.add_paragraph(style="List Number"))
    form.lines("{%p for step in task.steps %}")
    form.type("{{ step }}", form.document.add_paragraph(style="List Bullet 2"))
    form.lines("{%p endfor %}", "{%p endfor %}")
    tasks = [{"name": "cook", "steps": ["wash", "cut"]}, {"name": "eat", "steps": []}]
    return Filling({"tasks": tasks})
