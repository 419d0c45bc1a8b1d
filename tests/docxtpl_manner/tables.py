"""Tables: rows, columns and cells in loops, joined, shaded, nested."""

from __future__ import annotations

from docx.table import _Cell

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form, spanned

FRUITS = {
    "col_labels": ["fruit", "vegetable", "stone", "thing"],
    "tbl_contents": [
        {"label": "yellow", "cols": ["banana", "capsicum", "pyrite", "taxi"]},
        {"label": "red", "cols": ["apple", "tomato", "cinnabar", "doubledecker"]},
        {"label": "green", "cols": ["guava", "cucumber", "aventurine", "card"]},
    ],
}


@case("{%tr %}")
def rows(form: Form) -> Filling:
    form.table(
        ["Item", "Price", "Sum"],
        ["{%tr for item in items %}", "", ""],
        ["{{ loop.index }}. {{ item.name }}", "{{ item.price }}", "{{ item.price * item.n }}"],
        ["{%tr endfor %}", "", ""],
        ["Total", "", "{{ total }}"],
    )
    items = [{"name": f"item {n}", "price": n * 1.5, "n": n} for n in range(1, 6)]
    return Filling({"items": items, "total": 82.5})


@case("{%tr %}", "if by rows")
def rows_by_conditions(form: Form) -> Filling:
    form.table(
        ["head", "{{ title }}"],
        ["{%tr if wide %}", ""],
        ["wide", "1"],
        ["{%tr elif narrow %}", ""],
        ["narrow", "2"],
        ["{%tr else %}", ""],
        ["neither", "3"],
        ["{%tr endif %}", ""],
        ["{%tr for item in items %}", ""],
        ["{%tr if item.shown %}", ""],
        ["{{ item.name }}", "{% if item.n > 1 %}many{% else %}one{% endif %}"],
        ["{%tr endif %}", ""],
        ["{%tr endfor %}", ""],
        ["foot", "{{ items|length }}"],
    )
    items = [
        {"name": "a", "shown": True, "n": 1},
        {"name": "b", "shown": False, "n": 1},
        {"name": "c", "shown": True, "n": 2},
    ]
    return Filling({"title": "T", "wide": False, "narrow": True, "items": items})


@case("{%tr %}", "empty loops")
def rows_of_nothing(form: Form) -> Filling:
    form.lines("{%p for line in nothing %}", "never", "{%p else %}", "no line", "{%p endfor %}")
    form.table(
        ["name", "sum"],
        ["{%tr for item in nothing %}", ""],
        ["{{ item.name }}", "{{ item.sum }}"],
        ["{%tr else %}", ""],
        ["no items", "0"],
        ["{%tr endfor %}", ""],
    )
    form.table(
        ["head"], ["{%tr for item in nothing %}"], ["{{ item }}"], ["{%tr endfor %}"], ["foot"]
    )
    form.lines("{% for x in nothing %}{{ x }}{% endfor %}end")
    return Filling({"nothing": []})


@case("nested loops", "{%tr %}")
def rows_in_rows(form: Form) -> Filling:
    form.table(
        ["group", "member"],
        ["{%tr for group in groups %}", ""],
        ["{{ group.name }}", "{{ group.members|length }} members"],
        ["{%tr for member in group.members %}", ""],
        ["{{ loop.index }}", "{{ member }} of {{ group.name }}"],
        ["{%tr endfor %}", ""],
        ["{%tr endfor %}", ""],
    )
    groups = [
        {"name": "red", "members": ["Ann", "Bob"]},
        {"name": "blue", "members": []},
        {"name": "green", "members": ["Cid"]},
    ]
    return Filling({"groups": groups})


@case("{%tc %}", "colspan", "dynamic columns")
def dynamic_columns(form: Form) -> Filling:
    form.table(
        ["", "{% colspan col_labels|count %}Kinds"],
        ["", "{%tc for col in col_labels %}", "{{ col }}", "{%tc endfor %}"],
        ["{%tr for item in tbl_contents %}", "", "", ""],
        ["{{ item.label }}", "{%tc for col in item.cols %}", "{{ col }}", "{%tc endfor %}"],
        ["{%tr endfor %}", "", "", ""],
    )
    return Filling(FRUITS)


@case("{%tc %}", "dynamic columns")
def more_and_fewer_columns(form: Form) -> Filling:
    form.table(
        ["name", "{%tc for year in years %}", "{{ year }}", "{%tc endfor %}", "sum"],
        ["{%tr for row in rows %}", "", "", "", ""],
        [
            "{{ row.name }}",
            "{%tc for value in row['values'] %}",
            "{{ value }}",
            "{%tc endfor %}",
            "{{ row['values']|sum }}",
        ],
        ["{%tr endfor %}", "", "", "", ""],
    )
    form.lines("between")
    form.table(
        ["a", "{%tc if show %}", "b", "{%tc endif %}", "c"],
        ["1", "{%tc if show %}", "2", "{%tc endif %}", "3"],
    )
    years = list(range(2015, 2023))
    rows = [{"name": name, "values": list(range(n, n + 8))} for n, name in enumerate("xyz")]
    return Filling({"years": years, "rows": rows, "show": False})


@case("colspan")
def joined_columns(form: Form) -> Filling:
    form.table(
        ["{% colspan span %}{{ title }}"],
        ["a", "b", "c"],
        ["{% colspan 2 %}two", "one"],
    )
    return Filling({"span": 3, "title": "over all"})


@case("cellbg")
def shaded_cells(form: Form) -> Filling:
    form.table(
        ["{% cellbg head_color %}{{ title }}", "plain"],
        ["{%tr for item in items %}", ""],
        ["{% cellbg item.color %}{{ item.name }}", "{% cellbg 'EEEEEE' %}{{ loop.index }}"],
        ["{%tr endfor %}", ""],
    )
    items = [{"name": "red", "color": "FF0000"}, {"name": "green", "color": "00FF00"}]
    return Filling({"head_color": "CCCCCC", "title": "colors", "items": items})


@case("vm")
def cells_merged_down(form: Form) -> Filling:
    form.table(
        ["category", "item", "quantity"],
        ["{%tr for item in items %}", "", ""],
        ["{% vm %}{{ category }}", "{{ item.desc }}", "{{ item.qty }}"],
        ["{%tr endfor %}", "", ""],
    )
    items = [{"desc": "Python interpreters", "qty": 2}, {"desc": "Django projects", "qty": 5403}]
    return Filling({"category": "Book", "items": [*items, {"desc": "Guido", "qty": 1}]})


@case("vm", "nested loops")
def cells_merged_down_by_groups(form: Form) -> Filling:
    form.table(
        ["group", "no", "member"],
        ["{%tr for group in groups %}", "", ""],
        ["{%tr for member in group.members %}", "", ""],
        ["{% vm %}{{ group.name }}", "{{ loop.index }}", "{{ member }}"],
        ["{%tr endfor %}", "", ""],
        ["{%tr endfor %}", "", ""],
    )
    groups = [
        {"name": "red", "members": ["Ann", "Bob", "Cid"]},
        {"name": "green", "members": ["Dan"]},
    ]
    return Filling({"groups": groups})


@case("vm", "empty loops")
def cells_merged_down_once_or_never(form: Form) -> Filling:
    form.table(
        ["a", "b"],
        ["{%tr for x in one %}", ""],
        ["{% vm %}single", "{{ x }}"],
        ["{%tr endfor %}", ""],
        ["{%tr for x in none_at_all %}", ""],
        ["x{% vm %}y", "{{ x }}"],
        ["{%tr endfor %}", ""],
    )
    return Filling({"one": [1], "none_at_all": []})


@case("hm")
def cells_merged_across(form: Form) -> Filling:
    form.table(
        ["", "{%tc for x in xs %}", "{% hm %}Title of all", "{%tc endfor %}"],
        ["no", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"],
        ["", "{%tc for x in one %}", "{% hm %}one", "{%tc endfor %}"],
    )
    return Filling({"xs": ["a", "b", "c"], "one": [1]})


@case("hm", "gridSpan")
def spanned_cells_merged_across(form: Form) -> Filling:
    table = form.table(
        ["", "{%tc for x in xs %}", "{% hm %}Title", "", "{%tc endfor %}"],
        ["no", "{%tc for x in xs %}", "{{ x }}", "{{ x|upper }}", "{%tc endfor %}"],
    )
    spanned(table, 0, 2, 3)
    return Filling({"xs": ["a", "b"]})


@case("nested tables")
def tables_in_cells(form: Form) -> Filling:
    def inner(cell: _Cell) -> None:
        form.type("inner of {{ group.name }}", cell.paragraphs[0])
        form.table(
            ["{%tr for member in group.members %}", ""],
            ["{{ member.name }}", "{% if member.old %}old{% else %}young{% endif %}"],
            ["{%tr endfor %}", ""],
            into=cell,
        )
        form.lines("end of {{ group.name }}", into=cell)

    form.table(["fixed", inner], ["{{ group.name }}", "x"])
    group = {"name": "red", "members": [{"name": "Ann", "old": True}, {"name": "Bob"}]}
    return Filling({"group": group})


@case("tables in loops")
def tables_in_a_loop(form: Form) -> Filling:
    form.lines("{%p for order in orders %}", "Order {{ order.no }}")
    form.table(
        ["name", "{{ order.customer }}"],
        ["{%tr for line in order.lines %}", ""],
        ["{{ line[0] }}", "{{ line[1] }}"],
        ["{%tr endfor %}", ""],
    )
    form.lines("{%p if order.paid %}", "paid", "{%p endif %}", "{%p endfor %}", "end")
    orders = [
        {"no": 1, "customer": "Ann", "lines": [("pen", 1), ("ink", 2)], "paid": True},
        {"no": 2, "customer": "Bob", "lines": [], "paid": False},
        {"no": 3, "customer": "Cid", "lines": [("cup", 3)], "paid": True},
    ]
    return Filling({"orders": orders})


@case("paragraphs in cells", "{%p %}")
def paragraphs_in_a_cell(form: Form) -> Filling:
    def content(cell: _Cell) -> None:
        form.lines(
            "{%p for line in row.lines %}",
            "- {{ line }}",
            "{%p endfor %}",
            "{%p if row.note %}",
            "Note: {{ row.note }}",
            "{%p endif %}",
            into=cell,
        )

    form.table(
        ["no", "lines"],
        ["{%tr for row in rows %}", ""],
        ["{{ loop.index }}", content],
        ["{%tr endfor %}", ""],
    )
    rows = [{"lines": ["a", "b"], "note": "n"}, {"lines": []}, {"lines": ["c"]}]
    return Filling({"rows": rows})


@case("{%tr %}", "inline loops in cells")
def loops_in_cells(form: Form) -> Filling:
    form.table(
        ["{% for name in names %}{{ name }}{% if not loop.last %}, {% endif %}{% endfor %}"],
        ["{% for name in names %}\n{{ name }}{% endfor %}"],
        ["{%tr for a, b in pairs.items() %}"],
        ["{{ a }}{% if b %}: {{ b }}{% endif %}"],
        ["{%tr endfor %}"],
        ["☑ yes{% if no %} ☑{% else %} □{% endif %} no"],
    )
    return Filling({"names": ["x", "y"], "pairs": {"k": "v", "l": ""}, "no": False})


@case("{%tr %}", "joined cells in the template")
def rows_under_joined_heads(form: Form) -> Filling:
    table = form.table(
        ["Report of {{ year }}", "", "", ""],
        ["name", "first half", "", "remark"],
        ["", "planned", "done", ""],
        ["{%tr for row in rows %}", "", "", ""],
        ["{{ row.name }}", "{{ row.planned }}", "{{ row.done }}", "{{ row.remark or '—' }}"],
        ["{%tr endfor %}", "", "", ""],
        ["sum {{ rows|sum(attribute='planned') }}", "", "", "{{ rows|sum(attribute='done') }}"],
    )
    table.cell(0, 0).merge(table.cell(0, 3))
    table.cell(1, 1).merge(table.cell(1, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 3).merge(table.cell(2, 3))
    table.cell(6, 0).merge(table.cell(6, 2))
    rows = [
        {"name": "roads", "planned": 10, "done": 8, "remark": ""},
        {"name": "parks", "planned": 5, "done": 5, "remark": "done"},
    ]
    return Filling({"year": 2024, "rows": rows})


@case("{%tr %}", "set", "namespace")
def running_sums_in_rows(form: Form) -> Filling:
    form.lines("{%p set ns = namespace(total=0) %}")
    form.table(
        ["name", "sum", "so far"],
        ["{%tr for row in rows %}", "", ""],
        ["{%tr set ns.total = ns.total + row.sum %}", "", ""],
        ["{{ row.name }}", "{{ row.sum }}", "{{ ns.total }}"],
        ["{%tr endfor %}", "", ""],
        ["{% set x = 3 %}all", "{{ x }}", "{{ ns.total }}"],
    )
    return Filling({"rows": [{"name": "a", "sum": 1}, {"name": "b", "sum": 2.5}]})


@case("{%tr %}", "filters in loops")
def grouped_and_sorted_rows(form: Form) -> Filling:
    form.table(
        ["{%tr for group in people|groupby('town') %}", ""],
        ["{{ group.grouper }}", "{{ group.list|length }}"],
        ["{%tr for person in group.list|sort(attribute='name') %}", ""],
        ["{{ loop.index }}", "{{ person.name }}"],
        ["{%tr endfor %}", ""],
        ["{%tr endfor %}", ""],
        ["{%tr for batch in people|batch(2) %}", ""],
        ["{{ batch[0].name }}", "{% if batch[1] %}{{ batch[1].name }}{% endif %}"],
        ["{%tr endfor %}", ""],
    )
    people = [
        {"name": "Zoe", "town": "Paris"},
        {"name": "Ann", "town": "Lyon"},
        {"name": "Bob", "town": "Paris"},
    ]
    return Filling({"people": people})
