"""What is still to be written, counted: a line for each unit, and one for each of its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen.content.content_names import in_order
from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import Phrase, phrases

_UNIT_DEPTH = 3
"""Names in the path of a unit's folder: ``content/2024/<unit>``."""


def is_to_do(problem: Problem) -> bool:
    """Whether a problem only says that something in a unit's file is still to be written."""
    parts = problem.place.typed.file.split("/")
    return bool(problem.to_do) and parts[0] == "content" and len(parts) > _UNIT_DEPTH


def to_do_lines(
    problems: Iterable[Problem],
    language: Language,
    filled: Mapping[str, int],
    *,
    to_draft: bool,
) -> Iterator[str]:
    """Yields a line for each unit that has something to do, and below it one for each file.

    Args:
        problems: problems that :func:`is_to_do` holds for.
        language: the language.
        filled: how many fields are filled in, by unit; the line of a unit then says of how many.
        to_draft: whether the last line offers a draft where something is blank.
    """
    texts = phrases(language)
    problems = list(problems)
    for unit, of_unit in _grouped(problems, 0, _UNIT_DEPTH).items():
        so_far = filled.get(unit.rpartition("/")[2])
        yield f"{unit}{texts['colon']}{_of_unit(of_unit, so_far, texts)}"
        files = _grouped(of_unit, _UNIT_DEPTH, None)
        for file in in_order(files):
            yield f"  {file}{texts['colon']}{_of_file(files[file], texts)}"
    for edition, found in _grouped(problems, 1, 2).items():
        yield f"  {texts['hint']}: {_next(found, texts)}"
        is_drafted = to_draft and any(problem.to_do == "blank" for problem in found)
        for command in ("to-do-list", "to-do-draft")[: 1 + is_drafted]:
            yield f"  {texts['hint']}: {texts[command].format(edition=edition)}"


def _next(problems: Iterable[Problem], texts: Mapping[str, Phrase]) -> str:
    """What to do next: one field in one line of one file, of the first unit."""
    of_unit = next(iter(_grouped(problems, 0, _UNIT_DEPTH).values()))
    blank = [problem for problem in of_unit if problem.to_do == "blank"]
    files = _grouped(blank or of_unit, 0, None)
    names = {file.split("/", _UNIT_DEPTH)[-1]: file for file in files}
    file = names[in_order(names)[0]]
    first = min(files[file], key=lambda problem: problem.place.typed)
    if file.endswith(".md") and blank:
        return texts["to-do-next-chapter"].format(file=file)
    kind = "to-do-next-blank" if blank else "to-do-next-text"
    return texts[kind].format(file=file, line=first.place.typed.line, field=_field(first))


def _grouped(problems: Iterable[Problem], start: int, stop: int | None) -> dict[str, list[Problem]]:
    """The problems by the names ``start`` to ``stop`` of the path of their file."""
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups["/".join(problem.place.typed.file.split("/")[start:stop])].append(problem)
    return groups


def _of_unit(problems: Sequence[Problem], filled: int | None, texts: Mapping[str, Phrase]) -> str:
    blank = sum(problem.to_do == "blank" for problem in problems)
    words = {"count": blank, "filled": filled, "total": (filled or 0) + blank}
    kind = "to-do-blank" if filled is None else "to-do-filled"
    parts = [texts[kind].format(**words)] if blank else []
    if last_years := len(problems) - blank:
        parts.append(texts["to-do-last-years"].format(count=last_years))
    return texts["to-do-and"].join(parts)


def _of_file(problems: Sequence[Problem], texts: Mapping[str, Phrase]) -> str:
    parts = []
    for kind in ("blank", "last-years"):
        if found := [problem for problem in problems if problem.to_do == kind]:
            count = texts[f"to-do-{kind}"].format(count=len(found))
            first = min(found, key=lambda problem: problem.place.typed)
            is_chapter = kind == "blank" and first.place.typed.file.endswith(".md")
            parts.append(texts["to-do-chapter"] if is_chapter else count + _first(first, texts))
    return texts["to-do-and"].join(parts)


def _first(problem: Problem, texts: Mapping[str, Phrase]) -> str:
    """Where the first one stands, and the last key of its field."""
    field = "" if problem.place.typed.file.endswith(".md") else _field(problem)
    where = f"{problem.place.typed.line}:{problem.place.typed.column} {field}".rstrip()
    return texts["to-do-first"].format(where=where)


def _field(problem: Problem) -> str:
    """The last key of its field."""
    return problem.words["field"].rpartition(".")[2]
