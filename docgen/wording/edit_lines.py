"""The office's edits as text and JSON, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import place_words, where_words
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.format_texts import changes_words, format_texts
from docgen.roundtrip.comparing.inline_diff import inline_diff, shown_text
from docgen.roundtrip.comparing.object_names import sign_names
from docgen.roundtrip.proposing.proposals import Proposal, Reason
from docgen.roundtrip.reading.docx_model import paragraphs
from docgen.runs.results import Review
from docgen.wording.problem_texts import display_path, problem_text, set_fields

_MARKS = {"gone": "[-", "new": "{+", "weight": "{=", "object": "〔", "line": "⏎", "paragraph": "¶"}
"""The signs of the marked text of an edit, by the phrases that explain them."""
_SHOWN = 8
"""How many other places of a value are named."""


def review_lines(review: Review, language: Language, verb: str) -> Iterator[str]:
    """Yields three lines for each edit, then the comments, the counts and the changed files.

    Of a file that could not be compared there is one line. The lines of an edit: its kind and
    place, the marked text, and what becomes of it.
    """
    texts = phrases(language)
    if not review.proposals and any(problem.is_error for problem in review.problems):
        yield texts["not-compared"].format(file=display_path(review.docx))
        return
    yield display_path(review.docx)
    for number, proposal in enumerate(review.proposals, 1):
        kind = kind_text(proposal.edit, language)
        tracked = "".join(texts["tracked"].format(author=author) for author in _authors(proposal))
        yield f"{number:3}. {kind}{place_words(proposal.edit.place, language)}{tracked}"
        yield f"     {inline_diff(proposal.edit, sign_names(language))}"
        yield f"     → {_destination(proposal, language)}"
    for comment in review.comments:
        words = {"author": comment.author, "text": " ".join(comment.text.split())}
        yield texts["comment"].format(where=place_words(comment.place, language), **words)
    carried = sum(
        proposal.follows or (proposal.writable and proposal.reason is None)
        for proposal in review.proposals
    )
    partly = sum(proposal.writable and proposal.reason is not None for proposal in review.proposals)
    stays = len(review.proposals) - carried - partly
    counts = {"edits": len(review.proposals), "carried": carried, "partly": partly, "stays": stays}
    yield texts[f"edits-{verb}" if review.proposals else "edits-none"].format(**counts)
    for name in review.files if verb == "pull" else ():
        yield texts["content-file"].format(file=name)
    if review.adopted:
        words = {"unit": review.name, "file": display_path(review.adopted)}
        yield texts["adopted"].format(**words)


def legend_lines(reviews: Iterable[Review], language: Language) -> Iterator[str]:
    """Yields a line that explains the marks of the printed edits; none if no edit has marks."""
    names, texts = sign_names(language), phrases(language)
    edits = (proposal.edit for review in reviews for proposal in review.proposals)
    printed = "".join(inline_diff(edit, names) for edit in edits)
    found = (texts[f"mark-{name}"].format() for name, sign in _MARKS.items() if sign in printed)
    if marks := texts["comma"].join(found):
        yield texts["marks"].format(marks=marks)


def kind_text(edit: Edit, language: Language) -> str:
    """What was done, and to which format: ``改格式：标题 2→标题 3``."""
    texts, formats = phrases(language), format_texts(edit, language)
    is_format = edit.kind is EditKind.CHANGED and formats and not changes_words(edit)
    kind = texts["edit-format" if is_format else f"edit-{edit.kind.value}"]
    return texts["edit-formats"].format(edit=kind, formats=formats) if formats else kind


def _authors(proposal: Proposal) -> list[str]:
    new = (paragraph for item in proposal.edit.new for paragraph in paragraphs(item))
    return list(dict.fromkeys(author for paragraph in new for author in paragraph.trail.authors))


def _destination(proposal: Proposal, language: Language) -> str:
    texts = phrases(language)
    goes = texts["list-and"].join(map(str, proposal.places))
    if proposal.follows:
        return texts["follows"]
    if proposal.reason is None:
        return goes
    why = reason_text(proposal.reason, language)
    stays = texts["partly-stays" if proposal.writable else "stays"].format(why=why)
    return f"{goes}{texts['comma']}{stays}" if proposal.writable else stays


def reason_text(reason: Reason, language: Language) -> str:
    """Why an edit, or a part of it, stays in the Word file."""
    texts = phrases(language)
    if reason.problem is not None:
        lines = problem_text(reason.problem, language).split("\n")
        problem = texts["to-do-and"].join(line.strip() for line in lines)
        return texts["why-refused"].format(problem=problem)
    others = [where_words(place, language) for place in reason.elsewhere]
    shown = texts["to-do-and"].join(filter(None, others[:_SHOWN]))
    if len(others) > _SHOWN:
        shown = texts["and-others"].format(shown=shown, count=len(others) - _SHOWN)
    detail = reason.detail or shown
    detail = texts["why-detail"].format(detail=detail) if detail else ""
    return texts[f"why-{reason.why.value}"] + detail


def reviews_json(reviews: Iterable[Review], language: Language) -> str:
    """The reviews as a JSON list, for editors and scripts."""
    objects = [
        {
            "unit": review.name,
            "file": display_path(review.docx),
            "edits": [_edit_object(proposal, language) for proposal in review.proposals],
            "comments": [
                {
                    "author": comment.author,
                    "text": comment.text,
                    "where": set_fields(comment.place),
                }
                for comment in review.comments
            ],
            "problems": [problem_text(problem, language) for problem in review.problems],
            "content": list(review.files),
            "adopted": display_path(review.adopted) if review.adopted else None,
        }
        for review in reviews
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def _edit_object(proposal: Proposal, language: Language) -> dict[str, object]:
    edit = proposal.edit
    return {
        "what": edit.kind.value,
        "format": format_texts(edit, language) or None,
        "where": set_fields(edit.place),
        "old": side_texts(edit.old, language),
        "new": side_texts(edit.new, language),
        "marked": inline_diff(edit, sign_names(language)),
        "tracked": _authors(proposal),
        "content": [str(place) for place in proposal.places],
        "carried": proposal.writable or proposal.follows,
        "stays": reason_text(proposal.reason, language) if proposal.reason else None,
    }


def side_texts(items: Iterable[Item], language: Language) -> list[str]:
    """The texts of the paragraphs of one side of an edit, with the names of their objects."""
    return [
        shown_text(paragraph, sign_names(language))
        for item in items
        for paragraph in paragraphs(item)
    ]
