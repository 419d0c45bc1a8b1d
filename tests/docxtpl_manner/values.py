"""What is printed: values of all types, escaped or not, with line breaks, under any name."""

from __future__ import annotations

import datetime
import html
from collections import OrderedDict, namedtuple
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docxtpl import Listing
from jinja2 import Environment

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form


@case("{{ var }}", "tags split over runs")
def plain_values(form: Form) -> Filling:
    form.lines(
        "Dear {{ customer_name }},",
        "thank you for your order {{ order_no }} of {{order_date}}.",
        "{{ greeting }}",
        "{{a}}{{b}}{{ c }} and {{a}}, {{b}}; {{c}}.",
    )
    return Filling(
        {
            "customer_name": "World company",
            "order_no": "2024/17-b",
            "order_date": "3 May",
            "greeting": "Yours faithfully",
            "a": "one",
            "b": "",
            "c": "three",
        }
    )


@case("attributes", "objects")
def attributes_and_keys(form: Form) -> Filling:
    form.lines(
        "{{ company.name }}, {{ company['city'] }}, {{ company.boss.name }}",
        "{{ staff[0].name }} and {{ staff[-1]['name'] }}; {{ staff.1.name }}",
        "{{ point.x }}/{{ point.y }}, {{ pair[0] }}",
        "{{ company.items_sold }} {{ company['items'] }}",
    )
    point = namedtuple("point", "x y")
    company = {"name": "Acme", "city": "Lyon", "boss": {"name": "Zoé"}, "items_sold": 7}
    return Filling(
        {
            "company": company | {"items": "many"},
            "staff": [{"name": "Ann"}, {"name": "Bob"}],
            "point": point(1, 2.5),
            "pair": ("left", "right"),
        }
    )


@dataclass
class Item:
    name: str
    price: float
    quantity: int = 1
    labels: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        return self.price * self.quantity

    def described(self, prefix: str = "", *, upper: bool = False) -> str:
        text = f"{prefix}{self.name}"
        return text.upper() if upper else text

    def __str__(self) -> str:
        return f"<{self.name}>"


class Order:
    """A plain object, as a program's own models are."""

    def __init__(self) -> None:
        self.items = [Item("pen", 1.5, 10, ["blue", "new"]), Item("paper", 4.25)]
        self.number = 12

    def total(self) -> float:
        return sum(item.total for item in self.items)


@case("objects", "dataclasses", "methods")
def objects_and_methods(form: Form) -> Filling:
    form.lines(
        "Order {{ order.number }}: {{ order.total() }}",
        "{%p for item in order.items %}",
        "{{ item.name }} {{ item.quantity }} × {{ item.price }} = {{ item.total }}",
        "{{ item.described('the ') }}; {{ item.described(upper=True) }}",
        "{{ item.labels|join(', ') }}",
        "{%p endfor %}",
        "{{ today() }} {{ add(2, 3) }} {{ 'a-b-c'.split('-')[1] }} {{ order.items|length }}",
    )
    context: dict[str, Any] = {
        "order": Order(),
        "today": lambda: "2024-05-03",
        "add": lambda a, b: a + b,
    }
    return Filling(context)


@case("numbers", "dates", "booleans")
def numbers_dates_booleans(form: Form) -> Filling:
    form.lines(
        "{{ whole }} {{ real }} {{ tiny }} {{ huge }} {{ exact }} {{ negative }} {{ zero }}",
        "{{ real * 2 }} {{ whole // 7 }} {{ whole % 7 }} {{ 2 ** 5 }} {{ whole / 8 }}",
        "{{ '%.2f'|format(real) }} {{ '{:,.2f}'.format(huge) }} {{ '%05d' % whole }}",
        "{{ real|round(1) }} {{ real|int }} {{ '12'|int + 1 }} {{ '3.5'|float }}",
        "{{ negative|abs }}",
        "{{ day }} {{ moment }} {{ day.year }}-{{ day.month }} {{ day.strftime('%d/%m/%Y') }}",
        "{{ moment.strftime('%H:%M') }} {{ moment.isoformat() }} {{ (day - before).days }}",
        "{{ yes }} {{ no }} {{ yes and no }} {{ not no }} {{ 1 == 1 }} {{ zero or 'none' }}",
    )
    return Filling(
        {
            "whole": 42,
            "real": 3.14159,
            "tiny": 1e-7,
            "huge": 1234567.891,
            "exact": Decimal("10.50"),
            "negative": -5,
            "zero": 0,
            "day": datetime.date(2024, 5, 3),
            "before": datetime.date(2024, 4, 1),
            "moment": datetime.datetime(2024, 5, 3, 9, 30),
            "yes": True,
            "no": False,
        }
    )


@case("None")
def none_is_printed(form: Form) -> Filling:
    form.lines("[{{ nothing }}] [{{ nothing or '' }}] [{{ nothing|default('-', true) }}]")
    form.lines("[{{ record.middle_name }}]")
    return Filling({"nothing": None, "record": {"middle_name": None}}, plain=False)


@case("None", "undefined")
def none_and_missing_in_conditions(form: Form) -> Filling:
    form.lines(
        "{% if nothing %}yes{% else %}no{% endif %}{% if nothing is none %}, none{% endif %}",
        "{% if missing %}yes{% else %}no{% endif %}{% if missing is defined %}, defined{% endif %}",
        "{% if record.key %}yes{% else %}no{% endif %} {{ record.key|default('-') }}",
        "{{ missing|default('standard') }} {{ missing|d('short') }} {{ here|default('unused') }}",
        "{% for entry in missing or [] %}{{ entry }}{% else %}empty{% endfor %}",
        "{{ 'a' if missing else 'b' }} {% if missing is undefined %}undefined{% endif %}",
        "{%p if missing %}",
        "never",
        "{%p endif %}",
        "{%p if record.list %}",
        "never",
        "{%p else %}",
        "no list",
        "{%p endif %}",
    )
    return Filling({"nothing": None, "record": {}, "here": "here"})


@case("undefined")
def missing_names_print_nothing(form: Form) -> Filling:
    form.lines(
        "[{{ missing }}] [{{ record.missing }}] [{{ record.list[0] }}] [{{ missing|upper }}]"
    )
    form.lines("{% for entry in missing %}{{ entry }}{% endfor %}end")
    return Filling({"record": {"list": []}}, plain=False)


@case("escape |e")
def escaped_by_filter(form: Form) -> Filling:
    form.lines("{{ name|e }} and {{ name | escape }}", "{{ sum|e }}")
    form.header("{{ name|e }}")
    form.table(["{{ name|e }}", "{{ sum | upper | e }}"])
    return Filling({"name": "R&D <b>", "sum": "1 < 2 && 3 > 2"})


@case("autoescape")
def escaped_by_render(form: Form) -> Filling:
    form.lines("{{ name }}", "{{ quoted }} {{ already|e }}", "{{ entity }}")
    form.header("{{ name }}")
    form.footnotes("see {{ name }}")
    context = {
        "name": "R&D <b>bold</b>",
        "quoted": "\"double\" 'single'",
        "already": "<&>",
        "entity": "&lt; &amp;nbsp; &#38;",
    }
    return Filling(context, autoescape=True)


@case("escape('text')")
def escaped_in_python(form: Form) -> Filling:
    form.lines("{{ name }}", "{{ quoted }}")
    form.table(["{{ name }}"])
    context = {"name": html.escape("R&D <b>"), "quoted": html.escape("\"double\" 'single'")}
    return Filling(context, plain=False)


@case("Listing")
def listings(form: Form) -> Filling:
    form.lines("before {{ listing }} after", "{{ number }}", "{{ nested.list }}")
    form.table(["{{ listing }}", "{{ short }}"])
    text = "the listing\nwith\nsome\nlines \a and some paragraph \a and special chars : <>& ..."
    return Filling(
        {
            "listing": Listing(text),
            "number": Listing(17),
            "short": Listing("a\tb"),
            "nested": {"list": Listing("page one\fpage two")},
        }
    )


@case("\\n \\a \\t \\f in strings")
def breaks_in_strings(form: Form) -> Filling:
    form.lines("{{ lines }}", "x{{ tabs }}y", "{{ paragraphs }} and on", "{{ pages }}", "{{ all }}")
    form.table(["{{ lines }}", "{{ paragraphs }}"], ["{{ tabs }}", "{{ all }}"])
    form.header("{{ lines }}")
    return Filling(
        {
            "lines": "first\nsecond\n\nfourth",
            "tabs": "\ta\t\tb\t",
            "paragraphs": "one\atwo\athree",
            "pages": "page\fnext page",
            "all": "a\nb\tc\ad\fe",
        }
    )


@case("{_{ }_}", "{_% %_}")
def escaped_delimiters(form: Form) -> Filling:
    form.clean = True  # since docxtpl knows these signs in one run only
    form.lines(
        "Type {_{ name }_} for {{ name }}; {_% if x %_} … {_% endif %_}",
        "{% raw %}{{ untouched }} {% if so %}{% endraw %}",
        "100 % of {curly} and } or {",
    )
    return Filling({"name": "Ann"})


@case("smart quotes in tags", "html entities")
def smart_quotes_and_signs(form: Form) -> Filling:
    form.lines(
        "{{ prices[“pen”] }} {{ prices[‘paper’] }} {{ “text” ~ ‘more’ }}",
        "{% if total > 10 and total < 100 %}between{% endif %}{% if a <= b %}, at most{% endif %}",
        "{% if a != b and not (a >= b) %}less{% endif %} “quotes” stay ‘here’",
        "{%p if kind == “large” %}",
        "large",
        "{%p endif %}",
    )
    return Filling({"prices": {"pen": 1, "paper": 2}, "total": 50, "a": 1, "b": 2, "kind": "large"})


@case("non-ASCII names")
def names_of_any_language(form: Form) -> Filling:
    form.lines(
        "{{ 姓名 }}，{{ 单位.名称 }}，{{ 单位['地址（邮编）'] }}",
        "{{ größe }} {{ éléphant }} {{ имя }} {{ _private }} {{ camelCase1 }}",
        "{%p for 人 in 名单 %}",
        "{{ loop.index }}、{{ 人.姓名 }}（{{ 人.年龄 }}岁）",
        "{%p endfor %}",
    )
    form.header("{{ 单位.名称 }}")
    return Filling(
        {
            "姓名": "张三",
            "单位": {"名称": "市财政局", "地址（邮编）": "长江路1号"},
            "größe": "groß",
            "éléphant": "gris",
            "имя": "Иван",
            "_private": "p",
            "camelCase1": "c",
            "名单": [{"姓名": "李四", "年龄": 30}, {"姓名": "王五", "年龄": 41}],
        }
    )


@case("whitespace")
def blanks(form: Form) -> Filling:
    form.lines(
        "  {{ a }}   {{ b }}  ",
        "{{ spaces }}|{{a}} {{a}}|   ",
        "{{   a|upper   }}{%   if a   %}  kept  {%   endif   %}",
        "a\u00a0{{ nbsp }}\u00a0b　{{ wide }}",
    )
    form.table([" {{ a }} ", "{{ spaces }}"])
    return Filling({"a": "A", "b": " b ", "spaces": "     ", "nbsp": "x\u00a0y", "wide": "　甲　"})


@case("dicts", ".items()", "lists")
def mappings_and_lists(form: Form) -> Filling:
    form.lines(
        "{%p for key, value in scores.items() %}",
        "{{ key }}: {{ value }}",
        "{%p endfor %}",
        "{% for key in scores %}{{ key }} {% endfor %}{{ scores.values()|sum }}",
        "{% for key, value in scores|dictsort %}{{ key }}={{ value }};{% endfor %}",
        "{{ names|join(' and ') }} {{ names[1:]|length }} {{ names }}",
        "{% for a, b in pairs %}{{ a }}-{{ b }} {% endfor %}{{ scores.get('none', 'default') }}",
        "{% for row in matrix %}{% for cell in row %}{{ cell }},{% endfor %};{% endfor %}",
        "{{ dict(a=1).a }} {{ {'k': 'v'}.k }} {{ [1, 2, 3][::2]|join }}",
        "{{ range(3)|list|join('.') }}",
    )
    return Filling(
        {
            "scores": OrderedDict(zoe=3, ann=9),
            "names": ["x", "y", "z"],
            "pairs": [(1, 2), (3, 4)],
            "matrix": [[1, 2], [3]],
        }
    )


@case("custom delimiters")
def values_marked_by_other_signs(form: Form) -> Filling:
    form.clean = True
    form.lines("Dear [[ name ]], 100 % of it", "[% if name %]yes[% endif %]")

    def environment() -> Environment:
        return Environment(
            variable_start_string="[[",
            variable_end_string="]]",
            block_start_string="[%",
            block_end_string="%]",
        )

    return Filling({"name": "Ann"}, environment=environment, plain=False)
