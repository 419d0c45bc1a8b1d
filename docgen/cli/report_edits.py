"""The office's edits as text and JSON, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from docgen.cli.report import place_words, problem_text, shown
from docgen.content.characters import columns
from docgen.messages import Language, phrases
from docgen.roundtrip.docx_model import paragraphs
from docgen.roundtrip.inline_diff import marked
from docgen.roundtrip.proposals import Proposal, Reason
from docgen.runs.results import Review, UnitStatus


def review_lines(review: Review, language: Language) -> Iterator[str]:
    """Each edit in two lines, what was changed and where it belongs; comments; a last line."""
    said = phrases(language)
    yield shown(review.docx)
    for number, one in enumerate(review.proposals, 1):
        what = said[f"edit-{one.edit.kind.value}"]
        tracked = "".join(said["tracked"].format(author=author) for author in _authors(one))
        yield f"{number:3}. {what}{place_words(one.edit.place, language)}{tracked}"
        yield f"     {marked(one.edit)}"
        yield f"     → {_fate(one, review, language)}"
    for comment in review.comments:
        words = {"author": comment.author, "text": " ".join(comment.text.split())}
        yield said["comment"].format(where=place_words(comment.place, language), **words)
    carried = sum(one.writable and one.reason is None for one in review.proposals)
    partly = sum(one.writable and one.reason is not None for one in review.proposals)
    counts = {"edits": len(review.proposals), "carried": carried, "partly": partly}
    last = "tried" if review.tried else "found"
    yield said[f"edits-{last}"].format(stays=len(review.proposals) - carried - partly, **counts)
    for name in review.files:
        yield said["content-file"].format(file=name)


def _authors(proposal: Proposal) -> list[str]:
    texts = (one for item in proposal.edit.new for one in paragraphs(item))
    return list(dict.fromkeys(author for one in texts for author in one.trail.authors))


def _fate(proposal: Proposal, review: Review, language: Language) -> str:
    said = phrases(language)
    place = proposal.place or next((place for place, _ in proposal.values), None)
    goes = said["goes"].format(place=place) if place else said["goes-list"]
    if proposal.reason is None:
        return goes
    why = _why(proposal.reason, language)
    stays = said["partly-stays" if proposal.writable else "stays"].format(why=why)
    return f"{goes}{said['comma']}{stays}" if proposal.writable else stays


def _why(reason: Reason, language: Language) -> str:
    said = phrases(language)
    if reason.problem is not None:
        first = problem_text(reason.problem, language).split("\n")[0]
        return said["why-refused"].format(problem=first)
    detail = said["why-detail"].format(detail=reason.detail) if reason.detail else ""
    return said[f"why-{reason.why.value}"] + detail


def reviews_json(reviews: Iterable[Review], language: Language) -> str:
    """All reviews as a JSON list, for editors and scripts."""
    listed = [
        {
            "unit": review.name,
            "file": shown(review.docx),
            "edits": [_edit(one, language) for one in review.proposals],
            "comments": [
                {"author": one.author, "text": one.text, "where": _set(one.place)}
                for one in review.comments
            ],
            "problems": [problem_text(one, language) for one in review.problems],
            "content": list(review.files),
        }
        for review in reviews
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _edit(proposal: Proposal, language: Language) -> dict[str, object]:
    edit = proposal.edit
    place = proposal.place or next((place for place, _ in proposal.values), None)
    return {
        "what": edit.kind.value,
        "where": _set(edit.place),
        "old": [one.text for item in edit.old for one in paragraphs(item)],
        "new": [one.text for item in edit.new for one in paragraphs(item)],
        "marked": marked(edit),
        "tracked": _authors(proposal),
        "content": str(place) if place else None,
        "carried": proposal.writable,
        "stays": _why(proposal.reason, language) if proposal.reason else None,
    }


def _set(place: object) -> dict[str, object]:
    return {name: value for name, value in vars(place).items() if value}


def status_lines(rows: Iterable[UnitStatus], language: Language) -> Iterator[str]:
    """A table: one line a unit, its columns below their headings."""
    said = phrases(language)
    table = [tuple(said[f"status-{one}"] for one in ("unit", "state", "problems", "file"))]
    for row in rows:
        marks = [said[f"status-{one}"] for one in row.marks] or [said["status-fresh"]]
        counts = {"errors": row.errors, "warnings": row.warnings}
        counted = said["status-counts"].format(**counts) if row.errors or row.warnings else "—"
        file = shown(row.docx) if row.docx else "—"
        table.append((row.name, said["status-comma"].join(marks), counted, file))
    widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
    for line in table:
        cells = zip(line, widths, strict=True)
        yield "  ".join(text + " " * (width - columns(text)) for text, width in cells).rstrip()


def status_json(rows: Iterable[UnitStatus]) -> str:
    """The same for scripts."""
    listed = [
        {
            "unit": row.name,
            "file": shown(row.docx) if row.docx else None,
            "marks": list(row.marks),
            "errors": row.errors,
            "warnings": row.warnings,
        }
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)
