"""Judges the formulas of drafted packs by what they give for random figures.

A table is drafted, filled with figures, and worked out by the pack's own formulas. Each field that
a formula gives has to be what the table's line says; a field that no line names is to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from pathlib import Path as File
from random import Random

from docgen.content.values import Figure, Items, Node, Text, Value
from docgen.diagnostics import Place, Problems
from docgen.packs.derived import add_derived
from docgen.packs.formula_order import Derived
from docgen.scaffold.pack.form_fields import Field, Path
from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.formulas.drafted_rules import Rules, rules_of
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.writing.unique_names import Form, resolve
from tests.unit.scaffold.drawing import form_of

FOLDER = File(__file__).parent
_LINE = re.compile(r"^(.+?) (=|~|%=) (.+)$")
_BRACES = re.compile(r"\{([^{}]+)\}")
_NAMED = re.compile(r"\[([^\[\]]+)\]")
_NEAR = Decimal("0.006")
_ROWS = 2


@dataclass(frozen=True)
class Expected:
    """What a line of a table says: a field, how certain its formula is, and the formula."""

    name: str
    sign: str
    formula: str


@dataclass(frozen=True)
class Case:
    """A table and its lines; ``parts`` are as :func:`form_of` takes them."""

    title: str
    parts: tuple[str | tuple[str, ...], ...]
    expected: tuple[Expected, ...]


@dataclass
class Verdict:
    """How the drafted formulas of a table compare with its lines, by the fields' names."""

    right: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


def cases_in(name: str) -> list[Case]:
    """The tables of a file beside this module."""
    text = (FOLDER / name).read_text("utf-8")
    blocks = re.split(r"^== ", text, flags=re.MULTILINE)[1:]
    return [_case(block) for block in blocks]


def _case(block: str) -> Case:
    title, *lines = block.rstrip().split("\n")
    parts: list[str | list[str]] = [[]]
    expected: list[Expected] = []
    for line in lines:
        match = _LINE.match(line) if "|" not in line else None
        if match:
            expected += _expanded(match[1], match[2], match[3])
        elif line.startswith("@"):
            parts += [line[1:], []]
        elif line:
            rows = parts[-1]
            assert isinstance(rows, list)
            rows.append(line)
        else:
            parts.append([])
    whole = tuple(tuple(part) if isinstance(part, list) else part for part in parts if part)
    return Case(title, _even(whole), tuple(expected))


def _even(parts: Sequence[str | tuple[str, ...]]) -> tuple[str | tuple[str, ...], ...]:
    """The tables, each row with as many columns as the first."""
    even: list[str | tuple[str, ...]] = []
    for part in parts:
        bars = part[0].count("|") if isinstance(part, tuple) else 0
        if isinstance(part, tuple):
            rows = (row + "|" * max(0, bars - row.count("|")) for row in part)
            part = tuple("|".join(row.split("|")[: bars + 1]) for row in rows)
        even.append(part)
    return tuple(even)


def _expanded(name: str, sign: str, formula: str) -> Iterator[Expected]:
    """The line for each of the words in braces; ``{}`` in the formula is the (only) word."""
    sets = [words.split(",") for words in _BRACES.findall(name)]
    for words in product(*sets):
        chosen = iter(words)
        own = _BRACES.sub(lambda _, words=chosen: next(words), name)  # type: ignore[misc]
        text = formula.replace("{}", words[0]) if words else formula
        for number, word in enumerate(words, 1):
            text = text.replace(f"{{{number}}}", word)
        yield Expected(own, sign, text)


@dataclass(frozen=True)
class _Blank:
    """A field of a drafted pack, with the words by which a line may name it."""

    path: Path
    field: Field

    @property
    def is_listed(self) -> bool:
        return any(key.endswith("[]") for key in self.path if key != "projects[]")

    def answers(self, name: str) -> bool:
        """Whether the words of a name stand in its labels, in their order."""
        words = name.removeprefix("*").removeprefix("/").split("/")
        around = self.field.around
        printed = (*around.groups, around.row, *around.heads)
        texts = ("\n".join(self.path), "\n".join(printed))
        in_order = re.compile(".*".join(map(re.escape, words)), re.DOTALL)
        return name.startswith("*") == self.is_listed and any(map(in_order.search, texts))

    def is_just(self, name: str) -> bool:
        """Whether the first and the last word are whole labels."""
        around = self.field.around
        keys = {key_of(label) for label in (*around.groups, around.row, *around.heads)}
        keys |= {key.split("（")[0] for key in keys} | set(self.path)
        words = name.removeprefix("*").removeprefix("/").split("/")
        return words[-1] in keys and words[0] in keys


class Draft:
    """A drafted table: its fields and its formulas."""

    def __init__(self, case: Case) -> None:
        document = form_of(*(part if isinstance(part, str) else list(part) for part in case.parts))
        forms = resolve([Form("form.docx", document, "", read_form(document, 2023))])
        self.rules: Rules = rules_of(forms)
        found = forms[0].form_fields
        own = [_Blank(it.path, it) for it in found.fields if it.kind not in ("year", "ticks")]
        listed = [(block.path, it) for block in found.blocks for it in block.fields]
        self.fields = own + [_Blank((*path, *it.path), it) for path, it in listed]
        self.data = self._filled(Random(case.title))
        self.problems = Problems()
        formulas = tuple(
            Derived(".".join(path), formula, Place("pack.yaml"))
            for path, formula in self.rules.derived.items()
        )
        add_derived(self.data, formulas, self.problems)

    def named(self, name: str) -> list[_Blank]:
        """The fields that a name means: one, if it is well chosen."""
        found = [blank for blank in self.fields if blank.answers(name)]
        exact = [it for it in found if "/".join(it.path).replace("[]", "") == name.lstrip("*/")]
        if exact:
            return exact
        return [blank for blank in found if blank.is_just(name)] or found

    def _filled(self, random: Random) -> Node:
        data = Node(Place("form.yaml"))
        for blank in self.fields:
            if not self.is_derived(blank.path):
                for owner in _owners(data, blank.path):
                    value: Value = Text("文字")
                    if blank.field.kind == "figure":
                        value = Figure(Decimal(random.randint(100, 99999)).scaleb(-2))
                    owner[blank.path[-1]] = value
        return data

    def is_derived(self, path: Path) -> bool:
        """Whether a formula gives the field, or a row that it is in."""
        return any(path[:length] in self.rules.derived for length in range(1, len(path) + 1))

    def values(self, path: Path) -> list[Value]:
        """The values of a field: several, if it is in a list."""
        return [owner.get(path[-1], Text("")) for owner in _owners(self.data, path)]

    def in_rules(self, blank: _Blank) -> bool:
        """Whether a rule speaks of a field."""
        text = " ".join(f"{rule.get('at', '')}.{rule['require']}" for rule in self.rules.rules)
        return blank.path[-1] in text


def _owners(data: Node, path: Path) -> list[Node]:
    owners = [data]
    for key in path[:-1]:
        below: list[Node] = []
        for owner in owners:
            name = key.removesuffix("[]")
            if name not in owner:
                place = Place("form.yaml")
                items = Items(place)
                items.extend(Node(place) for _ in range(_ROWS if key.endswith("[]") else 0))
                owner[name] = items if key.endswith("[]") else Node(place)
            value = owner[name]
            below += [it for it in value if isinstance(it, Node)] if isinstance(value, list) else []
            below += [value] if isinstance(value, Node) else []
        owners = below
    return owners


def judged(case: Case) -> Verdict:
    """The verdict on the formulas that a table gets."""
    draft, verdict = Draft(case), Verdict()
    verdict.false += [f"{problem.code} {problem.words}" for problem in draft.problems]
    named: set[Path] = set()
    for line in case.expected:
        blanks = draft.named(line.name)
        if len(blanks) != 1:
            found = [".".join(blank.path) for blank in blanks]
            verdict.missed.append(f"{line.name}: no single field {found}")
            named |= {blank.path for blank in blanks}
            continue
        blank = blanks[0]
        if blank.path in named:
            continue  # a line above says more
        if not draft.is_derived(blank.path):
            told = line.sign == "~" and draft.in_rules(blank)
            (verdict.right if told else verdict.missed).append(line.name)
            named |= {blank.path} if told else set()
            continue
        named.add(blank.path)
        is_right = _is_right(line, blank, draft)
        (verdict.right if is_right else verdict.false).append(line.name)
    others = {blank.path for blank in draft.fields if draft.is_derived(blank.path)} - named
    verdict.false += sorted(".".join(path) for path in others)
    return verdict


def _is_right(line: Expected, blank: _Blank, draft: Draft) -> bool:
    given = draft.values(blank.path)
    for number, value in enumerate(given):
        wanted = _wanted(line.formula, draft, number if blank.is_listed else -1)
        is_percent = isinstance(value, Figure) and value.text.endswith("%")
        if line.sign == "%=" and not is_percent:
            return False
        if not isinstance(value, Figure) or abs(value.value - wanted) > _NEAR:
            return False
    return bool(given)


def _wanted(formula: str, draft: Draft, row: int) -> Decimal:
    """What a formula of a line gives; in a list, for the row of that number."""
    names: dict[str, object] = {"sum": sum, "min": min, "max": max}

    def value(match: re.Match[str]) -> str:
        (blank,) = draft.named(match[1])
        values = [it.value for it in draft.values(blank.path) if isinstance(it, Figure)]
        name = f"x{len(names)}"
        in_row = blank.is_listed and row >= 0
        names[name] = values if blank.is_listed and not in_row else values[max(row, 0)]
        if not blank.is_listed:
            names[name] = values[0]
        return name

    text = _NAMED.sub(value, formula)
    text = re.sub(r"(?<![\w.])\d+(?:\.\d+)?", lambda number: f"Decimal('{number[0]}')", text)
    scope: Mapping[str, object] = {**names, "Decimal": Decimal}
    return Decimal(eval(text, {"__builtins__": {}}, dict(scope)))
