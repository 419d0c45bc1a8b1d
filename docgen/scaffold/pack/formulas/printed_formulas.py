"""Formulas that a form prints: 丙=甲÷乙, B/A, 3=1+2, 结余（收入-支出）, 合计（1+2）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.diagnostics.codes import problem_code
from docgen.ordinals import ordinal_of
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, Piece, added
from docgen.scaffold.pack.formulas.field_types import is_rate
from docgen.scaffold.pack.formulas.printed_codes import code_in, note_of, plain
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine
from docgen.scaffold.pack.naming import key_of

FORMULA_PRINTED = problem_code(
    "formula-printed",
    en=("「{field}」 is worked out as the form prints: {formula}", "look at it in pack.yaml"),
    zh=("「{field}」按表上印的公式推算：{formula}", "在 pack.yaml 里核对"),
)

DRAFT_UNCLEAR_FORMULA = problem_code(
    "draft-unclear-formula",
    en=(
        "the formula of 「{field}」, {formula}, can be read in two ways, as its last number is how "
        "many columns it adds and a column as well, so there is none ({template})",
        "add one to derived in pack.yaml",
    ),
    zh=(
        "「{field}」的公式 {formula} 有两种读法：最后的数字可能是个数，也可能是栏次，"
        "所以没有写（{template}）",
        "在 pack.yaml 的 derived 里补一条",
    ),
)

_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|[①-⑳]|[-+*/()]|[^\W\d_A-Za-z][^-+*/()=%]*")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_HUNDRED = re.compile(r"[*](?:100%?|1(?=00%))$|[*]100%$")
_RANGE = re.compile(
    r"(\d+)\+(?:\d+\+)?(?:…|\.{2,})\+?(\d+)|(\d+)[至~到](\d+)(?:行|栏|项)?(?:之和|合计)?$"
)
_LONGEST_RANGE = 60
_MEAN = re.compile(r"\((\d+(?:\+\d+)+)\)/(\d+)$")
"""A sum of columns over a number: a mean, if that is how many they are, or a quotient."""
_SIGN = re.compile(r"[-+*/]")
_UNIT = re.compile(r",(?:单位:)?[^-+*/=(),]{1,4}(?=\)$)")
"""A unit behind a formula in brackets: （7=5/6，%）."""


class _NoFormulaError(Exception):
    """What is printed is no formula over fields that are known."""


def printed_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The formulas that the labels or codes of a line print, over the other blanks of the line."""
    names = FormulaNames.of(line)
    for labels, whole in line.numbers:
        for printed in _printed(labels, whole, line):
            if _may_be_mean(printed, names):
                break
            pieces = pieces_of(printed, names, labels)
            if pieces and whole not in pieces:
                words = {"field": key_of(labels[-1]), "formula": printed}
                yield DraftedFormula(whole, pieces, FORMULA_PRINTED, words)
                break


def pieces_of(printed: str, names: FormulaNames, labels: tuple[str, ...]) -> tuple[Piece, ...]:
    """A printed formula over the blanks of a line, for the one with ``labels``; empty if none."""
    parsed = _parsed(printed, names, labels[:-1])
    is_formula = bool(parsed) and (parsed[0] == "(" or len(parsed) > 1)
    return _as_typed(printed, parsed, labels) if is_formula else ()


def unclear_formulas(line: QuantityLine) -> Iterator[tuple[FormQuantity, str]]:
    """The blanks whose printed formula can be read in two ways, each with the formula."""
    names = FormulaNames.of(line)
    for labels, whole in line.numbers:
        for printed in _printed(labels, whole, line):
            if _may_be_mean(printed, names):
                yield whole, printed


def _may_be_mean(printed: str, names: FormulaNames) -> bool:
    """Whether the last number of a formula is a code as well as how many it adds: (1+2)/2."""
    mean = _MEAN.fullmatch(_HUNDRED.sub("", printed))
    return mean is not None and mean[2] in names.codes and mean[1].count("+") + 1 == int(mean[2])


def _printed(labels: tuple[str, ...], whole: FormQuantity, line: QuantityLine) -> Iterator[str]:
    """The formulas that may be printed for a blank: by its code, in its label."""
    around = whole.field.around
    code = plain(around.line if line.direction == "down" else around.code)
    texts = [code, *(_UNIT.sub("", plain(label)) for label in reversed(labels[-2:]))]
    for text in texts:
        if "=" in text:
            inside = note_of(text)
            yield (inside if "=" in inside else text).partition("=")[2]
        elif text and text is code:
            yield text
        elif text:
            yield note_of(text)


def _as_typed(
    printed: str, parsed: tuple[Piece, ...], labels: tuple[str, ...]
) -> tuple[Piece, ...]:
    """The formula as a percentage, if it is a rate; another quotient with two decimals."""
    is_percent = printed.endswith("100%") or (is_rate(labels[-1]) and "100" not in printed)
    if not is_percent and not (printed.endswith("*100") and is_rate(labels[-1])):
        return ("(", *parsed, ") | round(2)") if " / " in parsed else parsed
    return ("(", *parsed, ") | percent")


@dataclass(frozen=True)
class FormulaNames:
    """What the formulas of a line may call its blanks.

    Attributes:
        codes: by codes, each with the groups of those that have it.
        labels: by words of their labels.
    """

    codes: Mapping[str, Mapping[FormQuantity, tuple[str, ...]]]
    labels: tuple[tuple[str, FormQuantity], ...]

    @classmethod
    def of(cls, line: QuantityLine) -> FormulaNames:
        """Those of a line."""
        codes: dict[str, dict[FormQuantity, tuple[str, ...]]] = {}
        for labels, quantity in line.numbers:
            for code in _codes(labels, quantity, line):
                codes.setdefault(code, {})[quantity] = labels[:-1]
        named = tuple((key_of(labels[-1]), quantity) for labels, quantity in line.numbers if labels)
        return cls(codes, named)

    @property
    def are_numbers(self) -> bool:
        """Whether some codes are numbers, so that a number of a formula may be one of them."""
        return any(map(str.isdecimal, self.codes))

    def find(self, name: str, group: tuple[str, ...]) -> FormQuantity:
        """The blank of a name; of a code that several have, the one in ``group``.

        Raises :class:`_NoFormulaError` unless there is one.
        """
        if name in self.codes:
            coded = self.codes[name]
            inside = [it for it, around in coded.items() if len(coded) == 1 or around == group]
            if len(inside) == 1:
                return inside[0]
            raise _NoFormulaError
        exact = [it for label, it in self.labels if label == name]
        near = [it for label, it in self.labels if label.endswith(name) or label.startswith(name)]
        for found in (exact, near):
            if len(found) == 1 and len(name) > 1:
                return found[0]
        raise _NoFormulaError


def _codes(labels: tuple[str, ...], quantity: FormQuantity, line: QuantityLine) -> Iterator[str]:
    around = quantity.field.around
    code = plain(around.line if line.direction == "down" else around.code)
    if code and not _SIGN.search(code.partition("=")[0]):
        yield code.partition("=")[0]
    for label in labels:
        own = code_in(plain(label)).partition("=")[0]
        if own and not _SIGN.search(own):
            yield own
    ordinal = ordinal_of(labels[-1]) if labels and line.direction != "across" else None
    if ordinal and not code:
        yield re.sub(r"\W", "", ordinal.text)


def _parsed(printed: str, names: FormulaNames, group: tuple[str, ...]) -> tuple[Piece, ...]:
    """The formula over blanks, for one in ``group``; empty if it is none."""
    text = _HUNDRED.sub("", printed)
    if text.startswith("(") and note_of(text) == text[1:-1]:
        text = text[1:-1]
    tokens = _TOKEN.findall(_with_ranges(text))
    if not tokens or "".join(tokens) != _with_ranges(text):
        return ()
    try:
        reader = _FormulaReader(tokens, names, group)
        pieces = reader.sum()
        if reader.rest:
            return ()
    except _NoFormulaError:
        return ()
    return pieces


def _with_ranges(text: str) -> str:
    """1+2+…+5 and 1至5 with all their numbers."""

    def numbers(match: re.Match[str]) -> str:
        first, last = (int(number) for number in match.groups() if number)
        if not 0 < last - first < _LONGEST_RANGE:
            return match[0]
        return "+".join(map(str, range(first, last + 1)))

    return _RANGE.sub(numbers, text)


class _FormulaReader:
    """Reads sums, products and brackets from tokens."""

    def __init__(self, tokens: list[str], names: FormulaNames, group: tuple[str, ...]) -> None:
        self.rest, self._names, self._group = tokens, names, group

    def sum(self) -> tuple[Piece, ...]:
        """A sum; of blanks alone, one in which those not filled in count as nothing."""
        terms = [self._product()]
        signs: list[str] = []
        while self.rest[:1] and self.rest[0] in "+-":
            signs.append(self.rest.pop(0))
            terms.append(self._product())
        alone = [term[0] for term in terms if len(term) == 1]
        plus = [it for it in alone if isinstance(it, FormQuantity)]
        if signs and set(signs) == {"+"} and len(plus) == len(terms):
            return added(plus)
        if "+" in signs and len(plus) == len(terms):
            positive = [
                plus[0],
                *(it for it, sign in zip(plus[1:], signs, strict=True) if sign == "+"),
            ]
            negative = [it for it, sign in zip(plus[1:], signs, strict=True) if sign == "-"]
            return (*added(positive), *(piece for it in negative for piece in (" - ", it)))
        pieces = list(terms[0])
        for sign, term in zip(signs, terms[1:], strict=True):
            pieces += [f" {sign} ", *term]
        return tuple(pieces)

    def _product(self) -> tuple[Piece, ...]:
        pieces = list(self._term())
        while self.rest[:1] and self.rest[0] in "*/":
            pieces += [f" {self.rest.pop(0)} ", *self._term()]
        return tuple(pieces)

    def _term(self) -> tuple[Piece, ...]:
        if not self.rest:
            raise _NoFormulaError
        token = self.rest.pop(0)
        if token == "(":
            inside = self.sum()
            if self.rest[:1] != [")"]:
                raise _NoFormulaError
            self.rest.pop(0)
            return inside if str(inside[0]).startswith("total(") else ("(", *inside, ")")
        if token in self._names.codes or not _NUMBER.fullmatch(token):
            return (self._names.find(token, self._group),)
        return (_constant(token, is_any=not self._names.are_numbers),)


def _constant(token: str, *, is_any: bool) -> str:
    """A number of a formula: 0.6, 1.13, 100.

    A small whole one is a code that nothing has, unless ``is_any`` says that no codes are numbers.
    """
    number = _NUMBER.fullmatch(token)
    if number is None or not (is_any or "." in token or number[2] or len(number[1]) > 2):
        raise _NoFormulaError
    return f"{number[1]} / 100" if number[2] else number[1]
