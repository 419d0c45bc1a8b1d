"""The office's edits of one unit as fields of JSON, for the preview, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.diagnostics.codes import Language
from docgen.messages.problem_words import where_words
from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.comparing.inline_diff import LinePart, Mark, inline_parts
from docgen.roundtrip.comparing.object_names import sign_names
from docgen.runs.office_review import OfficeConflict, OfficeEdit
from docgen.runs.results import Comment
from docgen.wording.edit_lines import kind_text, reason_text, side_texts

_MARKS = {Mark.KEPT: "", Mark.GONE: "old", Mark.NEW: "new", Mark.WEIGHT: "weight"}


def edit_fields(edit: OfficeEdit, language: Language) -> dict[str, object]:
    """What was done, where, its words before and after, and why it stays in the Word file.

    ``parts`` is the line of the edit: the text of each part is kept, ``old``, ``new``, or has only
    another ``weight``.
    """
    proposal = edit.proposal
    return {
        "id": edit.id,
        "kind": kind_text(proposal.edit, language),
        "where": where_words(edit.where, language),
        "before": "\n".join(side_texts(proposal.edit.old, language)),
        "after": "\n".join(side_texts(proposal.edit.new, language)),
        "parts": [_part(part) for part in inline_parts(proposal.edit, sign_names(language))],
        "why": reason_text(proposal.reason, language) if proposal.reason else "",
        "writable": edit.writable,
        "left": edit.left,
    }


def conflict_fields(conflict: OfficeConflict, language: Language) -> dict[str, object]:
    """Where both sides changed a place, what the content has there, and what the Word file has.

    The ``parts`` of a side are marked where the other side has something else.
    """
    edits = [edit.proposal.edit for edit in conflict.edits]
    return {
        "id": conflict.id,
        "where": where_words(conflict.edits[0].where, language),
        "ours": "\n".join(text for edit in edits for text in side_texts(edit.old, language)),
        "theirs": "\n".join(text for edit in edits for text in side_texts(edit.new, language)),
        "ours_parts": _side(edits, Mark.NEW, language),
        "theirs_parts": _side(edits, Mark.GONE, language),
    }


def comment_fields(comment: Comment, language: Language) -> dict[str, object]:
    """Who commented, what, and where."""
    where = where_words(comment.place, language)
    return {"author": comment.author, "text": comment.text, "where": where}


def _side(edits: Iterable[Edit], without: Mark, language: Language) -> list[dict[str, str]]:
    """The parts of edits as one of both sides has them, each edit in a line of its own."""
    parts = list[dict[str, str]]()
    for edit in edits:
        line = inline_parts(edit, sign_names(language))
        end = [{"text": "\n", "mark": ""}] if parts else []
        parts += end + [_part(part) for part in line if part.mark != without]
    return parts


def _part(part: LinePart) -> dict[str, str]:
    return {"text": part.text, "mark": _MARKS[part.mark]}
