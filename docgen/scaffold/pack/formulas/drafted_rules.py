"""The formulas and rules of a drafted pack, from the labels of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from docgen.diagnostics.codes import Code
from docgen.packs.expressions.paths import access
from docgen.scaffold.pack.form_fields import Block, Path
from docgen.scaffold.pack.formulas.across_sums import across_formulas
from docgen.scaffold.pack.formulas.carried_formulas import carried_formulas
from docgen.scaffold.pack.formulas.change_formulas import FORMULA_BALANCE, change_formulas
from docgen.scaffold.pack.formulas.down_sums import (
    DRAFT_OPEN_SUM,
    down_formulas,
    is_told_again,
    open_sums,
)
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, SumOfRows
from docgen.scaffold.pack.formulas.due_formulas import due_formulas
from docgen.scaffold.pack.formulas.list_formulas import full_score_formulas, list_formulas
from docgen.scaffold.pack.formulas.noted_formulas import noted_formulas, notes_in, terms_told
from docgen.scaffold.pack.formulas.printed_formulas import (
    DRAFT_UNCLEAR_FORMULA,
    printed_formulas,
    unclear_formulas,
)
from docgen.scaffold.pack.formulas.product_formulas import product_formulas
from docgen.scaffold.pack.formulas.quantities import (
    FormQuantity,
    Row,
    bands_of,
    lines_of,
    quantities_of,
    word_of,
)
from docgen.scaffold.pack.formulas.rate_formulas import FORMULA_RATE, rate_formulas, score_formulas
from docgen.scaffold.pack.formulas.rates_in_text import rates_in_text, shares_in_text
from docgen.scaffold.pack.formulas.references import References
from docgen.scaffold.pack.formulas.share_formulas import share_formulas, shares_in_lists
from docgen.scaffold.pack.formulas.sums_in_text import sums_in_text
from docgen.scaffold.pack.formulas.total_labels import AMONG, is_total
from docgen.scaffold.pack.writing.unique_names import Form

_ROWS = "rows"
_BY_NAMES = (FORMULA_BALANCE, FORMULA_RATE)
"""Reasons that go by names, against which a note of the form may speak."""


@dataclass(frozen=True)
class DraftReason:
    """Why a field has a formula, or a rule.

    Attributes:
        path: the field.
        code: the reason.
        words: its words.
        is_sure: whether it is a formula; a rule that warns, if not.
    """

    path: Path
    code: Code
    words: Mapping[str, str]
    is_sure: bool


@dataclass
class Rules:
    """What follows from the labels of forms.

    Attributes:
        derived: formulas by path, each below those that it reads.
        rules: with the keys of pack.yaml: name, at, each, require, warn.
        reasons: why.
    """

    derived: dict[Path, str] = field(default_factory=dict)
    rules: list[dict[str, str]] = field(default_factory=list)
    reasons: list[DraftReason] = field(default_factory=list)

    def require(
        self, name: str, require: str, *, at: Path = (), each: str = "", warns: bool = False
    ) -> None:
        """Adds a rule, without its empty keys."""
        rule = {"name": name, "at": ".".join(at), "each": each, "require": require}
        rule["warn"] = "是" if warns else ""
        self.rules.append({key: value for key, value in rule.items() if value})


def rules_of(forms: Sequence[Form]) -> Rules:
    """The formulas and rules that follow from the forms' labels.

    A formula that would read itself, or a field that it cannot name, is not written.
    """
    by_form = [(form, quantities_of(form.form_fields)) for form in forms]
    everything = [quantity for _, quantities in by_form for quantity in quantities]
    references = References(quantity.path for quantity in everything)
    drafted = _Drafted(references)
    for form, quantities in by_form:
        unclear = _unclear(form, quantities)
        notes = notes_in(form.document)
        told = dict(it for line in lines_of(quantities) for it in terms_told(line, notes))
        for found in _found(form, quantities, notes):
            terms = told.get(found.whole, len(found.reads))
            is_told_else = found.reason in _BY_NAMES and terms != len(found.reads)
            if found.whole not in unclear and not is_told_else:
                drafted.add(found)
    rules = Rules()
    drafted.write(rules)
    for form, quantities in by_form:
        for block in form.form_fields.blocks:
            _add_points(block, quantities, drafted, rules)
    return rules


def _found(
    form: Form, quantities: Sequence[FormQuantity], notes: Mapping[str, str]
) -> Iterator[DraftedFormula]:
    """What is found in a form, the most certain first."""
    lines = list(lines_of(quantities))
    for line in lines:
        yield from (it for it in printed_formulas(line) if not _is_product_in_total(it))
    for line in lines:
        yield from (it for it in noted_formulas(line, notes) if not _is_product_in_total(it))
    for line in lines:
        yield from (it for it in product_formulas(line) if not _is_product_in_total(it))
    for line in lines:
        yield from rate_formulas(line)
        yield from due_formulas(line)
        yield from score_formulas(line)
        yield from rates_in_text(line)
    yield from shares_in_text(quantities)
    yield from full_score_formulas(quantities)
    totals = list(list_formulas(quantities))
    yield from totals
    yield from shares_in_lists(totals, quantities)
    bands = list(bands_of(quantities, form.form_fields.continued))
    again = [is_told_again(band, bands[:number]) for number, band in enumerate(bands)]
    for band, goes_on in zip(bands, again, strict=True):
        yield from share_formulas(band)
        is_alone = _is_alone(band, quantities)
        yield from down_formulas(band, is_alone=is_alone, goes_on=goes_on)
    for line in lines:
        yield from carried_formulas(line)
    for line in lines:
        yield from change_formulas(line)
        yield from across_formulas(line)
        yield from sums_in_text(line)
    for band, goes_on in zip(bands, again, strict=True):
        is_alone = _is_alone(band, quantities)
        for whole, first in open_sums(band, is_alone=is_alone, goes_on=goes_on):
            spot = next(iter(whole.cells.values())).field.spot
            words = {"field": word_of(whole.label), "first": word_of(first.label)}
            form.form_fields.doubt(DRAFT_OPEN_SUM, spot.paragraph, **words)


def _sums_groups(formula: DraftedFormula) -> bool:
    """Whether it adds up rows in groups, of which ``total`` takes none as a whole."""
    lists = (piece.column.block for piece in formula.pieces if isinstance(piece, SumOfRows))
    return any(block is not None and block.levels for block in lists)


def _unclear(form: Form, quantities: Sequence[FormQuantity]) -> set[FormQuantity]:
    """The blanks whose printed formula can be read in two ways, of which a doubt tells."""
    unclear: dict[FormQuantity, str] = {}
    for line in lines_of(quantities):
        unclear |= dict(unclear_formulas(line))
    for whole, formula in unclear.items():
        words = {"field": word_of((*whole.heads, *whole.rows)[-1]), "formula": formula}
        form.form_fields.doubt(DRAFT_UNCLEAR_FORMULA, whole.field.spot.paragraph, **words)
    return set(unclear)


def _is_product_in_total(formula: DraftedFormula) -> bool:
    """Whether it multiplies in the row of a total, which adds the products of the others."""
    label = formula.whole.rows[-1] if formula.whole.rows and formula.whole.heads else ""
    return " * " in formula.pieces and is_total(label)


def _is_alone(band: Sequence[Row], quantities: Sequence[FormQuantity]) -> bool:
    """Whether no other numbers stand in the rows of a band, or those say 其中： where it does.

    本年收入合计 |   | 本年支出合计 |        two columns that are read downwards
    其中：会费   |   | 其中：管理费 |
    """
    own = {id(cell) for row in band for cell in row.cells.values()}
    first = next(iter(band[0].cells.values()))
    rows = {cell.row for row in band for cell in row.cells.values()}
    table = first.field.around.table
    beside = (it for it in quantities if it.field.around.table == table and it.row in rows)
    others = [it for it in beside if id(it) not in own and it.is_number]
    among = {it.row for row in band if AMONG.match(row.label) for it in row.cells.values()}
    split = [it for it in others if it.row in among]
    are_split = bool(split) and all(it.rows and AMONG.match(it.rows[-1]) for it in split)
    return not others or are_split


class _Drafted:
    """The formulas and rules that are taken, one for each field, without circles."""

    def __init__(self, references: References) -> None:
        self._references = references
        self.sure: dict[Path, DraftedFormula] = {}
        self._likely: dict[Path, DraftedFormula] = {}

    def add(self, found: DraftedFormula) -> None:
        """Takes a formula, unless its field has one or it reads what follows from its field."""
        path = found.whole.path
        numbers = all(it.is_number for it in (found.whole, *found.reads))
        numbers = numbers and not (found.whole.block and found.whole.block.levels)
        if not numbers or path in self.sure:
            return
        if not found.is_sure:
            self._likely.setdefault(path, found)
        elif self._text(found, path[:-1]) and not self._is_circle(found):
            self.sure[path] = found

    def _is_circle(self, found: DraftedFormula) -> bool:
        """Whether its own field is among what it reads, or what that follows from."""
        seen: set[Path] = set()
        reached = [it.path for it in found.reads]
        while reached:
            path = reached.pop()
            if path == found.whole.path:
                return True
            if path not in seen and path in self.sure:
                reached += [it.path for it in self.sure[path].reads]
            seen.add(path)
        return False

    def write(self, rules: Rules) -> None:
        """Writes the formulas in the order in which they read each other, and the rules."""
        rows = dict(self._whole_rows())
        covered = {path: row for row in rows for path in self.sure if path[: len(row)] == row}
        texts = dict(rows)
        for path, found in self.sure.items():
            if path not in covered:
                texts[path] = self._text(found, path[:-1])
        reads: dict[Path, set[Path]] = {path: set() for path in texts}
        for path, found in self.sure.items():
            own = covered.get(path, path)
            sources = (it.path for it in found.reads if it.path in self.sure)
            reads[own] |= {covered.get(source, source) for source in sources} - {own}
        order = {path: sorted(below, key=list(texts).index) for path, below in reads.items()}
        for path in TopologicalSorter(order).static_order():
            rules.derived[path] = texts[path]
        for path, found in self.sure.items():
            rules.reasons.append(DraftReason(path, found.reason, found.words, is_sure=True))
        for path, found in self._likely.items():
            if path not in self.sure:
                self._require(found, rules)

    def _whole_rows(self) -> Iterator[tuple[Path, str]]:
        """Rows of which every field is the sum of those in the same rows, as one formula each."""
        done: set[Path] = set()
        for path in self.sure:
            if any(path[:length] in done for length in range(1, len(path))):
                continue
            for length in range(1, len(path)):
                row = path[:length]
                if row[-1].endswith("[]"):
                    continue
                text = self._whole_row(row)
                if text and not self._reads_itself(row):
                    done.add(row)
                    yield row, text
                    break

    def _whole_row(self, row: Path) -> str:
        columns = self._references.below(row)
        parts: set[tuple[Path, ...]] = set()
        for column in columns:
            found = self.sure.get((*row, *column))
            sources = _sources(found, column) if found and not _sums_groups(found) else ()
            if not sources:
                return ""
            parts.add(sources)
        if len(parts) != 1:
            return ""
        sources = next(iter(parts))
        below = [self._references.below(source) for source in sources]
        if any(not columns <= others for others in below):
            return ""
        if any(len(column) > 1 for others in below for column in others):
            return ""  # ``total`` adds the fields of rows, not those of groups in them
        names = [self._references.expression(source, row[:-1]) for source in sources]
        return f"total({', '.join(names)})" if all(names) else ""

    def _reads_itself(self, row: Path) -> bool:
        """Whether a part of the row follows from another field of it."""
        reached = [
            it.path
            for path, found in self.sure.items()
            if path[: len(row)] == row
            for it in found.reads
        ]
        seen: set[Path] = set()
        while reached:
            path = reached.pop()
            if path[: len(row)] == row:
                return True
            if path not in seen and path in self.sure:
                reached += [it.path for it in self.sure[path].reads]
            seen.add(path)
        return False

    def _text(self, found: DraftedFormula, owner: Path, *, within: Path = ()) -> str:
        """The formula as a field of ``owner`` has it; empty if it cannot name all it reads."""
        texts = []
        for piece in found.pieces:
            if isinstance(piece, str):
                texts.append(piece)
                continue
            text = self._read(piece, owner, within)
            if not text:
                return ""
            texts.append(
                f"({text})" if isinstance(piece, SumOfRows) and len(found.pieces) > 1 else text
            )
        return "".join(texts)

    def _read(self, piece: FormQuantity | SumOfRows, owner: Path, within: Path) -> str:
        if isinstance(piece, FormQuantity):
            return self._references.expression(piece.path, owner, within=within)
        block = piece.column.block
        rows = self._references.expression(block.path, owner, within=within) if block else ""
        return f'{rows} | {_ROWS} | sum(attribute="{piece.column.path[-1]}")' if rows else ""

    def _require(self, found: DraftedFormula, rules: Rules) -> None:
        """Adds a rule that warns where what is likely does not hold."""
        at = found.whole.path[:-1]
        for quantity in found.reads:
            while quantity.path[: len(at)] != at:
                at = at[:-1]
        whole = self._references.expression(found.whole.path, at, within=at)
        if found.parts:
            terms = [self._references.expression(it.path, at, within=at) for it in found.parts]
            text = " + ".join(terms) if all(terms) else ""
        else:
            text = self._text(found, at, within=at)
        if not whole or not text:
            return
        each = ""
        if at and at[-1].endswith("[]") and found.whole.block is not None:
            each, at = at[-1].removesuffix("[]"), at[:-1]
        rules.require(
            _name(found), f"{whole} {found.relation} {text}", at=at, each=each, warns=True
        )
        rules.reasons.append(
            DraftReason(found.whole.path, found.reason, found.words, is_sure=False)
        )


def _sources(found: DraftedFormula, column: Path) -> tuple[Path, ...]:
    """The rows, or the list, whose column a formula adds up; none if it is no such sum."""
    paths = [it.path for it in found.parts]
    if len(found.pieces) == 1 and isinstance(found.pieces[0], SumOfRows):
        paths = [found.pieces[0].column.path]
        if column != paths[0][-1:]:
            return ()
    fits = all(path[-len(column) :] == column and len(path) > len(column) for path in paths)
    return tuple(path[: -len(column)] for path in paths) if fits else ()


def _name(found: DraftedFormula) -> str:
    """The name of a rule: what it is about."""
    labels = [word_of(label) for label in (*found.whole.rows[-1:], *found.whole.heads)]
    if found.whole.block is not None:
        labels = [found.whole.block.path[-1].removesuffix("[]"), *labels[-1:]]
    relation = "不少于其中各项之和" if found.relation == ">=" else "等于推算数"
    if found.parts and found.relation == "==":
        relation = "等于各项之和"
    return f"{''.join(labels[:1])}{'·'.join(labels[1:])}{relation}"


def _add_points(
    block: Block, quantities: Iterable[FormQuantity], drafted: _Drafted, rules: Rules
) -> None:
    """Adds the rule that all 分值 of a form with a total of scores are 100, or what it prints."""
    keys = [field.path[-1] for field in block.fields]
    at, name = block.path[:-1], block.path[-1].removesuffix("[]")
    total = drafted.sure.get((*at, "总分"))
    if not {"得分", "分值"} <= set(keys) or total is None:
        return
    scores = [
        it
        for it in quantities
        if it.block is None and it.path[-1] == "得分" and it.path in drafted.sure
    ]
    if len(scores) != 1:
        return
    own = "".join(map(access, scores[0].path[len(at) :])).removeprefix(".")
    points, rest = f"{own.removesuffix('得分')}分值 + ", int(total.whole.field.points or 100)
    if own_points := scores[0].field.points:
        points, rest = "", rest - int(own_points)
    require = f'{points}({name} | {_ROWS} | sum(attribute="分值")) == {rest}'
    rules.require(f"分值合计{rest}", require, at=at)
