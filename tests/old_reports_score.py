"""Judges what is taken out of an old report: each of its values is right, blank or wrong.

    .venv/bin/python -m tests.old_reports_score [-v] [NAME ...]

* right: in the content, at a field whose keys hold the last label that the report prints for it; or
  worked out by a formula to the same.
* wrong: in the content below the keys of other labels.
* blank: in no field. ``in print`` are those of them that the drafted template still has; ``untold``
  are those of which no message tells.
* false: a text of the content that is no value: print of the report, or a part of a value.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import docx
from lxml import etree

from docgen.content.blocks import Document, Span
from docgen.content.unit import load_unit
from docgen.content.values import Figure, Text
from docgen.diagnostics import Problem, Problems
from docgen.packs.derived import add_derived
from docgen.project import Project
from docgen.runs.build import Packs
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.word.xml import text_of, w
from tests.old_reports import OLD_REPORTS, write_old_report

Entry = tuple[tuple[str, ...], str]
"""The keys of a text in the content, and the text."""

_HEAD = "values right wrong blank false print untold  report"
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_BRACKETS = re.compile(r"[（(].*?[）)]")
_NUMBER = re.compile(r"\d+$")
_YEARS = {"本年": "年", "上年": "年", "前年": "年"}
_HELD = ("模板", "年度", "单位名称", "待填写")
_REST = re.compile(r"[年月日元人天座号%％]{0,2}")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{0,4}(?=〔)")
_TOLD = ("filled-left", "filled-unsure")


@dataclass
class OldReportScore:
    """How the values of an old report were judged; each is told by its path."""

    name: str
    values: Mapping[str, str]
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    in_print: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    @property
    def blank(self) -> list[str]:
        """The values that no field has."""
        return [path for path in self.values if path not in (*self.right, *self.wrong)]

    @property
    def line(self) -> str:
        """It as a line below the head."""
        return (
            f"{len(self.values):6} {len(self.right):5} {len(self.wrong):5} {len(self.blank):5} "
            f"{len(self.false):5} {len(self.in_print):5} {len(self.untold):6}  {self.name}"
        )


def score_old_report(name: str, root: Path) -> OldReportScore:
    """Takes the values out of an old report in the empty folder ``root`` and judges them."""
    for folder in ("content", "word_templates"):
        (root / folder).mkdir(parents=True)
    file, values = write_old_report(name, root)
    report = draft_pack([file], "p", root=root, filled="take")
    score = OldReportScore(name, values)
    typed, derived = _entries(report, root)
    rest = _match(score, typed, _texts(docx.Document(str(file)).element.body))
    _add_derived(score, derived)
    rows = {_plain(part) for path in values for part in path.split("/")}
    score.false += [
        f"{'/'.join(keys)}: {text}"
        for keys, text in rest
        if keys[0] not in _HELD and not (_plain(text) in rows and _is_listed(keys))
    ]
    _look_at_print(score, report)
    return score


def _match(score: OldReportScore, entries: list[Entry], printed: str) -> list[Entry]:
    """Finds the entry of each value, those with the most of its labels first; gives the rest."""
    pairs = [
        (_held(path, entry[0]), path, entry)
        for path, text in score.values.items()
        for entry in entries
        if _says(entry[1], text)
    ]
    rest, done = list(entries), set[str]()
    for (last, _), path, entry in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if path in done or entry not in rest:
            continue
        done.add(path)
        rest.remove(entry)
        label = _label(path.rpartition("/")[2])
        named = last or label.isdigit() or label not in _without(printed, score.values)
        (score.right if named else score.wrong).append(path)
    return rest


def _held(path: str, keys: tuple[str, ...]) -> tuple[bool, int]:
    """Whether keys hold the last label of a path, and how many of the others."""
    *others, last = (_label(part) for part in path.split("/"))
    joined = "/".join(map(_plain, keys))
    words = [_YEARS.get(_plain(key), _plain(key)) for key in keys]
    held = last in joined or any(word and (word in last or last in word) for word in words[-1:])
    return held, sum(other in joined for other in others)


def _says(text: str, value: str) -> bool:
    """Whether a text is a value, of which a unit, and the sign of who issued it, may be printed."""
    said, wanted = _plain(text), _plain(value)
    before, found, behind = wanted.partition(said)
    is_rest = _REST.fullmatch(behind) and (not before or _ISSUER.match(wanted))
    return bool(said) and (said == wanted or bool(found and is_rest and said[-1].isdigit()))


def _add_derived(score: OldReportScore, derived: list[Entry]) -> None:
    """Adds what is worked out; the total of a row 总分 is under that name, whatever its column."""
    for path in score.blank:
        fits = [entry for entry in derived if _says(entry[1], score.values[path])]
        if any(any(_held(path, keys)) for keys, _ in fits):
            score.right.append(path)


def _look_at_print(score: OldReportScore, report: DraftReport) -> None:
    """Counts the values that no field has and the template prints, and those not told."""
    (template,) = report.pack.glob("*.docx")
    printed = _TAG.sub("", _texts(docx.Document(str(template)).element.body))
    for path in score.blank:
        if _plain(score.values[path]) in printed:
            score.in_print.append(path)
            if not any(_tells(problem, score.values[path]) for problem in report.problems):
                score.untold.append(path)


def _tells(problem: Problem, value: str) -> bool:
    told = _plain(str(problem.words.get("text", ""))).rstrip("…")
    wanted = _plain(value)
    return problem.code in _TOLD and bool(told) and (told in wanted or wanted in told)


def _entries(report: DraftReport, root: Path) -> tuple[list[Entry], list[Entry]]:
    """What the content has, and what its formulas give."""
    problems = Problems()
    unit = load_unit(report.content, report.content.parent.name, root, problems)
    loaded = Packs(Project(root)).get(unit, problems)
    assert loaded is not None, [problem.code for problem in problems]
    loaded[0].compiled_schema.apply(unit.data, problems, derived=loaded[0].worked_out)
    typed = list(_walk(unit.data, ()))
    add_derived(unit.data, loaded[0].derived, problems)
    derived = [entry for entry in _walk(unit.data, ()) if entry not in typed]
    return typed, derived


def _walk(node: object, keys: tuple[str, ...]) -> Iterator[Entry]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walk(value, (*keys, str(key)))
    elif isinstance(node, list):
        for number, value in enumerate(node, 1):
            yield from _walk(value, (*keys, str(number)))
    elif isinstance(node, Document):
        parts = (part for inlines in node.inlines() for part in inlines)
        yield keys, "".join(part.text for part in parts if isinstance(part, Span))
    elif isinstance(node, Figure | Text) and str(node):
        yield keys, str(node)


def _is_listed(keys: tuple[str, ...]) -> bool:
    """Whether a text is in a row of a list, where the names of printed rows are content too."""
    return any(key.isdigit() for key in keys)


def _label(text: str) -> str:
    """A label as keys have it: without brackets, numbers of years and of repeated labels."""
    return _plain(re.sub(r"^20\d\d(?=年)", "", _BRACKETS.sub("", text) or text))


def _plain(text: str) -> str:
    return re.sub(r"[\s,，%％\\]", "", text)


def _texts(body: etree._Element) -> str:
    return "\n".join(_plain(text_of(paragraph)) for paragraph in body.iter(w("p")))


def _without(printed: str, values: Mapping[str, str]) -> str:
    """What is printed beside the values."""
    for text in sorted(map(_plain, values.values()), key=len, reverse=True):
        printed = printed.replace(text, "\0") if len(text) > 1 else printed
    return printed


def main() -> None:
    """Prints the scores as a table, and with ``-v`` what is not right."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", action="store_true", help="list each value that is not right")
    options = parser.parse_args()
    print(_HEAD)
    for name in options.names or OLD_REPORTS:
        with tempfile.TemporaryDirectory() as folder:
            score = score_old_report(name, Path(folder) / "root")
        print(score.line, flush=True)
        for kind in ("wrong", "false", "blank", "untold") if options.v else ():
            for path in getattr(score, kind):
                print(f"    {kind:7} {path} {score.values.get(path, '')[:40]!r}")


if __name__ == "__main__":
    main()
