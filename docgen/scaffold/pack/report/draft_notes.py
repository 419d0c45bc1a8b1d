"""What only the draft knows of a pack: its doubts, and the hints that it took out of the forms.

They are kept beside the outputs, ``build/.docgen/drafts/<pack>.json``, for whoever corrects the
pack afterwards; without them, the pack can be corrected all the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lxml import etree

from docgen.atomic import write_atomically
from docgen.checking.hints import is_prompt
from docgen.diagnostics.codes import Code
from docgen.project import Project
from docgen.roundtrip.files.bases import FOLDER
from docgen.scaffold.pack.form_fields import Field, FormFields
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.terms import BOXES
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.word.xml import text_of, w

_BLANK = str.maketrans("", "", f"{BOXES}_＿\u3000\u00a0 \t\n（）()年月日：:")
"""What is no hint: the blank itself, and what a date is written into."""


NO_DOUBT = Code("")


@dataclass(frozen=True)
class DraftNote:
    """What is known of one paragraph of a part.

    Attributes:
        part: the file of the part.
        paragraph: the number of the paragraph in the body, from 0; -1 for the whole part.
        hint: what the blank form says there on how to fill it in.
        code: of a doubt, the problem that tells it; empty for a hint.
        words: the words of its message.
    """

    part: str
    paragraph: int
    hint: str = ""
    code: Code = NO_DOUBT
    words: Mapping[str, str] = field(default_factory=dict)


def hints_in(form: Form) -> dict[etree._Element, str]:
    """The hints that tags replace, by their paragraphs; to be asked before they are placed."""
    found = dict[etree._Element, str]()
    for each in _fields_of(form.form_fields):
        spot = each.spot
        text = "" if spot.keeps else FormLine(spot.paragraph).text[spot.start : spot.end]
        if each.kind not in ("year", "ticks") and text.translate(_BLANK):
            found[spot.paragraph] = text.strip()
    for cell in form.form_fields.hints:
        if (first := cell.find(w("p"))) is not None:
            found[first] = text_of(cell).strip()
    fields = Counter(each.spot.paragraph for each in _fields_of(form.form_fields))
    for spot in form.form_fields.gone:
        text = FormLine(spot.paragraph).text[spot.start : spot.end].strip()
        if fields[spot.paragraph] > 1 or not is_prompt(text):
            continue  # ____（单位名称） names one of them
        if text not in found.get(spot.paragraph, ""):
            found[spot.paragraph] = f"{found.get(spot.paragraph, '')} {text}".strip()
    for chapter in form.form_fields.chapters:
        if chapter.paragraph is not None and (text := text_of(chapter.paragraph).strip()):
            found[chapter.paragraph] = text
    return found


def _fields_of(found: FormFields) -> Iterator[Field]:
    yield from found.fields
    for block in found.blocks:
        yield from block.fields


def notes_of(form: Form, hints: Mapping[etree._Element, str]) -> Iterator[DraftNote]:
    """The notes on a form in which the tags are placed already."""
    paragraphs = form.document.element.body.iter(w("p"))
    numbers = {paragraph: number for number, paragraph in enumerate(paragraphs)}
    for paragraph, hint in hints.items():
        if paragraph in numbers:
            yield DraftNote(form.file, numbers[paragraph], hint)
    for code, element, words in form.form_fields.doubts:
        first = element if element.tag == w("p") else next(element.iter(w("p")), None)
        is_whole = element.tag == w("body") or first is None
        number = -1 if is_whole else numbers.get(first, -1)
        yield DraftNote(form.file, number, "", code, words)


def write_notes(project: Project, pack: str, notes: Iterable[DraftNote]) -> None:
    """Keeps the notes on a pack. Raises :class:`OutputError`."""
    path = notes_file(project, pack)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, written_notes(notes), project.relative(path))


def written_notes(notes: Iterable[DraftNote]) -> bytes:
    """The notes as they are kept."""
    data = json.dumps([asdict(note) for note in notes], ensure_ascii=False, indent=1)
    return f"{data}\n".encode()


def read_notes(project: Project, pack: str) -> list[DraftNote]:
    """The notes that are kept on a pack; none if they are not there, or cannot be read."""
    try:
        kept = json.loads(notes_file(project, pack).read_text("utf-8"))
        return [DraftNote(**note) for note in kept]
    except (OSError, ValueError, TypeError):
        return []


def notes_file(project: Project, pack: str) -> Path:
    """Where the notes on a pack are kept."""
    return project.root / "build" / FOLDER / "drafts" / f"{pack}.json"
