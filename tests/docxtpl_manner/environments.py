"""What a program adds to Jinja: filters, tests, globals, extensions, ways to treat the missing."""

from __future__ import annotations

import datetime
from collections import namedtuple
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, StrictUndefined, pass_context
from markupsafe import Markup

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form


@case("custom filters", "jinja_env")
def custom_filters(form: Form) -> Filling:
    form.lines(
        "Euros price : {{ price_dollars|multiply_by(0.88) }}",
        "{{ day|dated }} {{ day|dated('%Y') }} {{ name|shout|shout }}",
        "{{ names|map('shout')|join(' ') }} {{ 3.14159|money(sign='€') }}",
    )
    form.header("{{ name|shout }}")
    form.footnotes("see {{ name|shout }}")
    return Filling(
        {
            "price_dollars": 5.0,
            "day": datetime.date(2024, 5, 3),
            "name": "ann",
            "names": ["a", "b"],
        },
        filters={
            "multiply_by": lambda value, by: value * by,
            "dated": lambda day, form="%d.%m.%Y": day.strftime(form),
            "shout": lambda text: text.upper() + "!",
            "money": lambda value, sign="$": f"{sign} {value:.2f}",
        },
    )


@case("jinja_env", "globals", "custom tests")
def globals_and_tests(form: Form) -> Filling:
    form.lines(
        "{{ company }} {{ tax(100) }} {{ 7 is lucky }} {% if 8 is not lucky %}unlucky{% endif %}",
        "{{ known() }}",
    )

    def environment() -> Environment:
        own = Environment()
        own.globals |= {"company": "Acme", "tax": lambda amount: amount * 0.2, "known": _known}
        own.tests["lucky"] = lambda number: number == 7
        return own

    return Filling({"name": "Ann"}, environment=environment, plain=False)


@pass_context
def _known(context: Any) -> str:
    """A function of a program that reads the context."""
    return f"knows {context['name']}"


@case("jinja_env", "extensions")
def extensions(form: Form) -> Filling:
    form.lines(
        "{% for n in numbers %}{% if n > 3 %}{% break %}{% endif %}{% if n == 2 %}{% continue %}"
        "{% endif %}{{ n }},{% endfor %}",
        "{% do seen.append('x') %}{{ seen|length }}",
    )

    def environment() -> Environment:
        return Environment(extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do"])

    return Filling({"numbers": [1, 2, 3, 4, 5], "seen": []}, environment=environment, plain=False)


@case("jinja_env", "StrictUndefined")
def strict_environment(form: Form) -> Filling:
    form.lines("{{ name }} {{ other|default('-') }}", "{% if other is defined %}x{% endif %}")
    return Filling(
        {"name": "Ann"}, environment=lambda: Environment(undefined=StrictUndefined), plain=False
    )


@case("jinja_env", "autoescape")
def escaping_environment(form: Form) -> Filling:
    form.lines("{{ name }}", "{{ marked }}")
    form.header("{{ name }}")
    return Filling(
        {"name": "<R&D>", "marked": Markup("a &amp; b")},
        environment=lambda: Environment(autoescape=True),
        plain=False,
    )


@case("jinja_env", "finalize")
def environment_that_blanks_none(form: Form) -> Filling:
    form.lines("[{{ nothing }}] {{ zero }}")

    def environment() -> Environment:
        return Environment(finalize=lambda value: "" if value is None else value)

    return Filling({"nothing": None, "zero": 0}, environment=environment, plain=False)


@case("objects", "names with an underscore")
def records_of_python(form: Form) -> Filling:
    form.lines(
        "{% for key, value in point._asdict().items() %}{{ key }}={{ value }} {% endfor %}",
        "{{ document._id }} {{ document['_id'] }} {{ thing._hidden }}",
    )
    point = namedtuple("point", "x y")
    thing = SimpleNamespace(_hidden="h")
    return Filling({"point": point(1, 2), "document": {"_id": "5f"}, "thing": thing}, plain=False)
