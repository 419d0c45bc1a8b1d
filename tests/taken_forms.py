"""What ``docgen take`` makes of the filled reports of the forms in ``tests/forms``.

    python -m tests.taken_forms [NAMES] [-v] [--mutate] [--plain] [--seed 1]

A pack is drafted from each form, its content is filled and its report built; the report is taken
into another project with the same pack. Both contents must have the same values. ``--mutate``
changes the report by one of the mutations of :mod:`tests.taken_reports_mutations`, drawn by the
form's name and the seed. ``--plain`` fills every field with a text of its own.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx.document import Document

from docgen.diagnostics import Problems
from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.taken.take_report import take_report
from docgen.temporary import temporary_folder
from docgen.word.xml import text_of, w
from tests.drafted_forms_file import build_form, form_files, read_form_file
from tests.drafted_forms_fill import built
from tests.drafted_forms_marks import shown
from tests.taken_forms_filled import Values, Various, typed_values
from tests.taken_reports_mutations import NoPlaceError, known
from tests.taken_reports_notes import Notes
from tests.taken_reports_score import Score, names, normal

EDITION = 2023
_PACK, _UNIT = "drafted", "单位"
_HEAD = "values  right   told silent  wrong  extra  form"
_SLOW = ("odt-and-back", "doc-and-back")
"""Mutations that start LibreOffice."""


def score_form(
    document: Document,
    filling: Various,
    name: str = "",
    *,
    mutate: bool = False,
) -> Score:
    """Takes the filled report of a blank form, and compares the contents.

    Args:
        document: the form.
        filling: how its content is filled.
        name: of the form: a mutation is drawn by it.
        mutate: whether the report is mutated.
    """
    with temporary_folder("taken-form") as folder:
        root = Path(folder).resolve()
        for place in ("own", "other"):
            (root / place / "word_templates").mkdir(parents=True)
            (root / place / "content").mkdir()
        document.save(str(root / "own" / "form.docx"))
        try:
            return _scored(root, filling, name if mutate else "")
        except Exception as failure:  # whatever it is, the other forms go on
            return Score(failure=f"{type(failure).__name__}: {failure}")


def _scored(root: Path, filling: Various, name: str) -> Score:
    own, other = root / "own", root / "other"
    draft = draft_pack([own / "form.docx"], _PACK, root=own, edition=EDITION)
    if not draft.files:
        return Score(failure=" ".join(sorted({problem.code for problem in draft.problems})))
    filling.fill(draft.pack, draft.content)
    problems = Problems()
    report = built(draft.content, own, problems)
    if report is None:
        return Score(failure=" ".join(f"{each.code} {each.words}" for each in problems)[:300])
    typed = typed_values(draft.content)
    wanted = _printed(typed, report)
    file = root / "report.docx"
    report.save(str(file))
    Notes(list(wanted.values())).write(file)
    title = ""
    if name:
        title, file = _mutated(file, f"{name} {filling.seed}")
    shutil.copytree(draft.pack, other / "word_templates" / _PACK)
    taken = take_report(file, _PACK, _UNIT, str(EDITION), root=other)
    content = other / "content" / str(EDITION) / _UNIT
    told = [f"{each.words} {each.place.spot}" for each in taken.unit.problems]
    found = typed_values(content) if content.is_dir() else {}
    score = compared(wanted, _new(found, typed, wanted), told)
    score.problems = [title, *told]
    if not content.is_dir():
        score.failure = " ".join(each.code for each in taken.unit.problems)
    return score


def _printed(values: Values, report: Document) -> Values:
    """The values that the report prints: others cannot be taken from it."""
    text = normal(" ".join(text_of(each) for each in report.element.body.iter(w("p"))))
    return {keys: value for keys, value in values.items() if comparable(value) in _bare(text)}


def _new(found: Values, typed: Values, wanted: Values) -> Values:
    """The values that were found, without those that are right and printed in other words.

    The unit's name, which a form need not print, is what the command is given.
    """
    return {
        keys: text
        for keys, text in found.items()
        if keys in wanted or comparable(text) not in ("", _UNIT, comparable(typed.get(keys, "")))
    }


def _bare(text: str) -> str:
    return text.replace(",", "")


def comparable(text: str) -> str:
    """A text as it is compared: without blanks and separators, figures without last zeros."""
    plain = _bare(normal(text))
    return re.sub(r"\.0+$|(\.\d*?[1-9])0+$", r"\1", plain)


def _mutated(file: Path, name: str) -> tuple[str, Path]:
    """The report after the first mutation that finds a place, in an order drawn by a name."""
    draw = random.Random(name)
    kinds = sorted(set(known()) - set(_SLOW))
    for kind in draw.sample(kinds, len(kinds)):
        try:
            return kind, known()[kind](file)
        except NoPlaceError:
            continue
    return "", file


def compared(wanted: Values, found: Values, told: Sequence[str]) -> Score:
    """Compares two contents, value by value."""
    score = Score(values=len(wanted), told=len(told))
    for keys, text in wanted.items():
        name, there = "/".join(keys), found.get(keys, "")
        if comparable(there) == comparable(text):
            score.right += 1
        elif there:
            score.wrong += 1
            score.details.append(f"wrong  {name}: {text} -> {there}")
        else:
            listed = any(names(line, keys, text) or text in line for line in told)
            score.listed += listed
            score.silent += not listed
            score.details.append(f"{'told  ' if listed else 'silent'} {name}: {text}")
    for keys in found.keys() - wanted.keys():
        score.extra += 1
        score.details.append(f"extra  {'/'.join(keys)}: {found[keys]}")
    return score


def line_of(title: str, score: Score) -> str:
    """A line of the table."""
    figures = (
        *(score.values, score.right, score.listed, score.silent),
        *(score.wrong, score.extra),
    )
    return "".join(f"{figure:6} " for figure in figures) + f" {title}  {score.failure}".rstrip()


def total(of: Sequence[Score]) -> Score:
    """The sums of scores."""
    figures = ("values", "right", "listed", "silent", "wrong", "extra")
    return Score(**{name: sum(getattr(score, name) for score in of) for name in figures})


def scores(
    chosen: Sequence[str], *, seed: int = 1, mutate: bool = False, plain: bool = False
) -> Iterator[tuple[str, Score]]:
    """The scores of forms of the corpus, all or those with these names."""
    files = form_files()
    for name in chosen or files:
        form = read_form_file(files[name])
        hints = {shown(blank.printed).strip() for blank in form.blanks()} - {""}
        filling = Various({}, {}, frozenset(hints), seed=seed, plain=plain)
        yield name, score_form(build_form(form), filling, name, mutate=mutate)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", dest="all")
    parser.add_argument("--mutate", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(_HEAD)
    judged = []
    for name, score in scores(
        options.names, seed=options.seed, mutate=options.mutate, plain=options.plain
    ):
        judged.append(score)
        title = f"{name} {score.problems[0]}" if score.problems else name
        print(line_of(title, score), flush=True)
        for line in (*score.details, *score.problems[1:]) if options.all else ():
            print(f"    {line}")
    print(line_of("total", total(judged)))


if __name__ == "__main__":
    main()
