"""What ``docgen template new`` makes of the forms in ``tests/forms``, judged by their notes.

    python -m tests.drafted_forms [NAMES] [-v] [--folder FOLDER]

A form file is text, one file a form; blank lines mean nothing except that they end a table.

    # a comment: in whose manner the form is, what is hard in it
    @landscape
    @title TEXT            centred, 黑体
    @centre TEXT   @right TEXT   @bold TEXT   @heading1 TEXT (2, 3)   @break   @empty
    TEXT                   a plain paragraph; @empty is one without text
    @table 2000 3000 1500  widths of grid columns in twips; rows follow, to the next blank line
    a | b | < | ^          ``<`` continues the cell at the left, ``^`` the cell above, and below a
                           cell of two columns ``^ | <``; nothing is an empty cell;
                           ``\\n`` in a cell begins a new paragraph
    @inner 3 2 800 1200    a table nested in row 3, grid column 2 of the last @table, from 1

Printed text may have ``{    }`` (underlined spaces), ``⟦placeholder⟧`` (a content control),
``⟦▾placeholder/a/b⟧`` (a drop-down list) and ``⟦☐⟧`` (a box to click), in ``PRINTED`` too. Each
blank is annotated with what it should become:

    «NAME»  «NAME:TYPE»  «NAME:TYPE|PRINTED»  «NAME:TYPE=FORMULA|PRINTED»

* NAME: words of labels from outer to inner with ``/``, only as many as tell the field apart. A
  field of a list begins with the list: ``明细[]/金额``; each blank row is annotated. The list's
  own name only says which columns go together. ``办公费/本年‖2023``: one of the two is enough.
* TYPE: text (if left out), number, rate, date, prose, ``choice(OPTION)`` for one box.
* FORMULA: over names in brackets, ``sum``, ``min``, ``max``: ``=[甲/预算数]+[乙/预算数]``,
  ``=[执行数]/[预算数] %`` for a rate, ``=sum([明细[]/金额])``. Within a list a name is that of the
  same row, but in ``sum``. ``~`` for ``=``: likely; a rule that warns is right, a formula too.
* PRINTED: what the blank form has there; nothing if left out.
* ``«!pen|…»``: for a pen, no tag. ``«!told|…»``: nothing names it, it has to be told.
  ``«@year|2023»``, ``«@year-1|2022»``: the edition's year, and the year before.

A text for Markdown below a heading may be written at its end: ``一、概况«概况:prose»``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path

from tests.drafted_forms_file import FOLDER, form_files, read_form_file
from tests.drafted_forms_score import score_form
from tests.drafted_forms_tally import Score

_HEAD = "blanks right wrong told missed   lists  derived false   types hints  form"


def scores(names: Sequence[str] = (), folder: Path = FOLDER) -> list[Score]:
    """Judges the forms of a folder, all or those with these names."""
    files = form_files(folder)
    return [score_form(read_form_file(files[name])) for name in names or files]


def total(of: Iterable[Score]) -> Score:
    """The sums of scores."""
    summed = Score("total")
    for score in of:
        for figure in fields(Score):
            if isinstance(value := getattr(score, figure.name), int):
                setattr(summed, figure.name, getattr(summed, figure.name) + value)
    return summed


def line_of(score: Score) -> str:
    """A score as a line below ``_HEAD``."""
    return (
        f"{score.blanks:6} {score.right:5} {score.wrong:5} {score.told:4} {score.missed:6}"
        f" {score.lists_found:3}/{score.lists:<3} {score.derived_right:4}/{score.derived:<3}"
        f" {score.derived_false:5} {score.types_right:4}/{score.types:<4} {score.hints:4}"
        f"  {score.name}{'  ' * bool(score.failure)}{score.failure}"
    )


def main() -> None:
    """Prints the scores as a table, and with ``-v`` what is not right."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", help="list each blank that is not right")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    print(_HEAD)
    judged = []
    for name in options.names or form_files(options.folder):
        (score,) = scores([name], options.folder)
        judged.append(score)
        print(line_of(score), flush=True)
        for verdict in score.verdicts if options.v else ():
            why = " ".join(verdict.why.split())
            print(f"    {verdict.line:3} {verdict.kind:7} {verdict.name}: {why}")
    print(line_of(total(judged)))


if __name__ == "__main__":
    main()
