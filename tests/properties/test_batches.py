"""Batches of edits: the office's and the writers' at once, in every step of the round trip.

Every word that a side adds stands nowhere else, so nothing of docgen is needed to see whether a
word is lost, or has come to a wrong place.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen import Review, diff_files, pull_files
from docgen.diagnostics import Place
from docgen.roundtrip.reading.docx_model import OBJECT, DocxRow, words_of
from tests.properties.marked_units import FIGURE, Words, built, rendered
from tests.properties.office_edits import OFFICE_EDITS, Editor, cuts
from tests.properties.seen_words import SeenFile, SeenParagraph, anchors_in, markers_in, seen_file
from tests.properties.writer_edits import WRITER_EDITS, Writer, WriterChange
from tests.support import SmallProject, needs_libreoffice, saved_by_libreoffice, small_project

KIND = re.compile("第[一二]类")
"""The text of a merged cell, which stands in the first row of its region."""

pytestmark = pytest.mark.slow

batches = settings(
    max_examples=max(settings().max_examples // 6, 1),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@dataclass
class Batch:
    """A unit that both sides change."""

    words: Words
    project: SmallProject
    path: Path
    base: SeenFile
    names: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    changes: list[WriterChange] = field(default_factory=list)
    settled: list[WriterChange] = field(default_factory=list)
    """The changes, without what later ones took back."""

    @classmethod
    def of_seed(cls, seed: int, root: Path) -> Batch:
        words = Words(Random(seed))
        project, path = built(root, words)
        return cls(words, project, path, seen_file(path))

    def edit(self, *names: str) -> None:
        """The office makes edits, 5 to 10 random ones if none is named."""
        random = self.words.random
        editor = Editor(docx.Document(str(self.path)), self.words)
        self.names = list(names) or [
            random.choice(sorted(OFFICE_EDITS)) for _ in range(random.randint(5, 10))
        ]
        for name in self.names:
            OFFICE_EDITS[name](editor)
        editor.document.save(str(self.path))
        self.touched = editor.touched

    def write(self, count: int = 3) -> None:
        """The writers make changes."""
        writer = Writer(self.project.unit, self.words, self.touched)
        while len(self.changes) < count:
            change = WRITER_EDITS[self.words.random.choice(sorted(WRITER_EDITS))](writer)
            self.changes += [change] if change else []
        ours = self.fresh()
        self.settled = [left for change in self.changes if (left := settled(change, ours))]

    def fresh(self) -> SeenFile:
        """A report of the content alone."""
        folder = self.project.root / "fresh"
        shutil.rmtree(folder, ignore_errors=True)
        return seen_file(rendered(self.project, out=folder))

    def seen(self) -> SeenFile:
        return seen_file(self.path)

    def render(self) -> list[str]:
        return [problem.code for problem in self.project.render().all_problems()]


def settled(change: WriterChange, ours: SeenFile) -> WriterChange | None:
    """What is left of a change after later ones, as a report of the content shows it."""
    added = tuple(word for word in change.added if word in ours.text)
    is_split = any(begins(found.text, change.split) for found in ours.paragraphs)
    if (change.added and not added) or (change.split and not is_split):
        return None
    if not change.whole and not change.anchors <= anchors_in(ours.text):
        return None
    return replace(change, added=added)


def begins(text: str, anchor: str) -> bool:
    return text.lstrip().startswith(anchor)


def stripped(
    file: SeenFile, changes: Sequence[WriterChange], lost: set[str]
) -> list[tuple[str, str]]:
    """The signs of a file, with their formats, without what the writers' changes concern.

    ``lost`` are the anchors of paragraphs and rows that are gone as a whole.
    """
    rows = {found.row for found in file.paragraphs if anchors_in(found.text) & lost} - {None}
    signs = list[tuple[str, str]]()
    for paragraph in file.paragraphs:
        is_lost = anchors_in(paragraph.text) & lost or paragraph.row in rows
        if paragraph.text.strip() and not is_lost and not KIND.fullmatch(paragraph.text):
            signs += [*zip(paragraph.text, paragraph.formats, strict=True), ("¶", "")]
    words = [word for change in changes for word in (*change.added, *change.gone)]
    splits = [f"¶+(?={change.split})" for change in changes if change.split]
    for pattern in (*map(re.escape, words), " ", *splits, "(?<=¶)¶"):
        signs = _without(signs, pattern)
    return signs


def _without(signs: list[tuple[str, str]], pattern: str) -> list[tuple[str, str]]:
    text = "".join(sign for sign, _ in signs)
    gone = {at for match in re.finditer(pattern, text) for at in range(*match.span())}
    return [sign for at, sign in enumerate(signs) if at not in gone]


def shown(file: SeenFile) -> list[SeenParagraph]:
    """The paragraphs without the merged cells, whose text may stand in another row."""
    return [
        found for found in file.paragraphs if found.text.strip() and not KIND.fullmatch(found.text)
    ]


def shown_comments(file: SeenFile) -> set[str]:
    """The texts of the comments that a paragraph refers to."""
    shown = {number for paragraph in file.paragraphs for number in paragraph.comments}
    return {text for number, (_, text) in file.comments.items() if number in shown}


def lines(signs: Iterable[tuple[str, str]]) -> list[str]:
    return "".join(sign for sign, _ in signs).split("¶")


def vanished(changes: Iterable[WriterChange], merged: SeenFile) -> set[str]:
    """The anchors of paragraphs and rows that a writer removed and that are gone."""
    anchors = {anchor for change in changes if change.whole for anchor in change.anchors}
    return anchors - anchors_in(merged.text)


def nothing_of_the_office_is_lost(batch: Batch, office: SeenFile, merged: SeenFile) -> None:
    lost = vanished(batch.changes, merged)
    before, after = (stripped(file, batch.changes, lost) for file in (office, merged))
    assert lines(after) == lines(before)
    assert after == before, "a format"
    for anchor in lost:
        old, edited = batch.base.with_word(anchor), office.with_word(anchor)
        assert edited is None or (old and edited.text == old.text), f"edits lost with {anchor}"
    assert markers_in(office.margins) <= markers_in(merged.margins)
    assert shown_comments(office) <= shown_comments(merged)
    assert Counter(office.deleted) == Counter(merged.deleted)


def is_taken_elsewhere(base: SeenFile, change: WriterChange, merged: SeenFile) -> bool:
    """Whether the words of a removed paragraph are gone, or the office put them into a far one.

    Of the paragraph both have then removed, and the words are an edit of the other one.
    """
    where = {
        anchor: at for at, par in enumerate(base.paragraphs) for anchor in anchors_in(par.text)
    }
    for found in merged.paragraphs:
        here = anchors_in(found.text)
        places = {where[anchor] for anchor in here if anchor in where}
        if here & change.anchors and max(places) - min(places) <= 1:
            return False
    return True


def each_change_is_in_or_quoted(batch: Batch, merged: SeenFile) -> tuple[int, int]:
    """How many changes of the writers a comment quotes, and of these how many not beside them.

    A paragraph that the office took to another place may have its comment where it stood before.
    """
    quoted = elsewhere = 0
    quotes = "".join(text for author, text in merged.comments.values() if author == "docgen")
    for change in batch.settled:
        missing = [word for word in change.added if word not in merged.text]
        left = [word for word in change.gone if word in merged.text]
        stays = change.whole and not is_taken_elsewhere(batch.base, change, merged)
        unsplit = change.split and any(
            change.split in found.text and not begins(found.text, change.split)
            for found in merged.paragraphs
        )
        if missing or left or stays or unsplit:
            quoted += 1
            assert quotes, (change, "neither in nor quoted")
            assert all(word in quotes for word in missing), (change, "not quoted")
            here = [any(merged.quotes(found)) for found in beside(merged, change)]
            elsewhere += bool(here) and not any(here)
        for word in change.added:
            found = merged.with_word(word)
            if found and change.anchors & anchors_in(merged.text) and found.row is None:
                assert anchors_in(found.text) & change.anchors, (change, found.text, "wrong place")
    return quoted, elsewhere


def beside(file: SeenFile, change: WriterChange) -> Iterator[SeenParagraph]:
    """The paragraphs with the anchors of a change, and those of their rows."""
    found = [
        paragraph for paragraph in file.paragraphs if anchors_in(paragraph.text) & change.anchors
    ]
    rows = {paragraph.row for paragraph in found} - {None}
    yield from (
        paragraph for paragraph in file.paragraphs if paragraph in found or paragraph.row in rows
    )


def promised(reviews: Sequence[Review]) -> list[tuple[object, ...]]:
    """What is said of each edit: where it goes, or why it stays."""
    return [
        (
            proposal.edit.kind,
            [words_of(item) for item in proposal.edit.new],
            proposal.places,
            proposal.writable,
            proposal.reason.why.value if proposal.reason else None,
        )
        for review in reviews
        for proposal in review.proposals
    ]


def diff(batch: Batch) -> Review:
    (review,) = diff_files(str(batch.path), root=batch.project.root)
    return review


def pull(batch: Batch) -> Review:
    (review,) = pull_files(str(batch.path), root=batch.project.root)
    return review


def each_edit_is_told(batch: Batch, review: Review, merged: SeenFile) -> None:
    """Each word of the office's stands in an edit that goes back or has a reason."""
    mine = {word for change in batch.changes for word in change.added}
    told = "".join(words_of(item) for proposal in review.proposals for item in proposal.edit.new)
    assert markers_in(merged.text) - markers_in(told) - mine == set()
    for proposal in review.proposals:
        assert (
            proposal.reason
            or proposal.writable
            or not "".join(
                words_of(item).strip() for item in (*proposal.edit.old, *proposal.edit.new)
            )
        ), proposal


def each_edit_names_its_place(batch: Batch, review: Review) -> None:
    """The line of the content is that of the old words; the words of the place begin the new."""
    for proposal in review.proposals:
        edit = proposal.edit
        if edit.new and edit.place.words:
            begin = "".join(edit.place.words.removesuffix("…").split())
            words = words_of(edit.new[0]).replace(OBJECT, "")
            assert "".join(words.split()).startswith(begin), edit
        if not proposal.places or not edit.old:
            continue
        blocks = [
            lines_at(batch, place, isinstance(edit.old[0], DocxRow)) for place in proposal.places
        ]
        old = "".join(map(words_of, edit.old))
        known = {*anchors_in(old), *FIGURE.findall(old), old}
        assert any(word in block for word in known for block in blocks), (proposal, blocks)


def lines_at(batch: Batch, place: Place, is_row: bool) -> str:
    """The paragraph, the value, or the item of a list at a place of the content."""
    lines = (batch.project.root / place.file).read_text("utf-8").split("\n")[place.line - 1 :]
    if place.file.endswith(".md"):
        return "\n".join(takewhile(str.strip, lines))
    return "\n".join(lines[: 5 if is_row else 1])


def what_goes_back_is_in_the_content(batch: Batch, review: Review, merged: SeenFile) -> int:
    """How many edits were said to go back whole; the content and a fresh report have them."""
    fresh = batch.fresh()
    whole = [found for found in review.proposals if found.writable and not found.reason]
    files = {
        str(path.relative_to(batch.project.root)): path.read_text("utf-8")
        for path in batch.project.unit.rglob("*.*")
    }
    for proposal in whole:
        texts = [text for item in proposal.edit.new for text in words_of(item).split("\n")]
        markers = markers_in("".join(texts))
        if proposal.places:
            own = "".join(files[place.file] for place in proposal.places)
            before = markers_in("".join(map(words_of, proposal.edit.old)))
            assert markers - before <= markers_in(own), (proposal, "not in its files")
        assert markers <= markers_in("".join(files.values())), (proposal, "in no file")
        for item in proposal.edit.new:
            anchors, marked = anchors_in(words_of(item)), markers_in(words_of(item))
            for marker in marked:
                found = fresh.with_word(marker)
                assert found is not None, (marker, "in no paragraph")
                here = merged.with_word(marker)
                assert here is not None
                assert anchors_in(here.text) == anchors_in(found.text), (marker, "wrong paragraph")
            assert anchors <= anchors_in(fresh.text), (proposal, "lost")
    if not any(proposal.reason for proposal in review.proposals):
        assert plain(fresh) == plain(merged)
    return len(whole)


def plain(file: SeenFile) -> str:
    return "".join(sign for sign, _ in stripped(file, [], set()))


def goes_round(batch: Batch) -> Counter[str]:
    """The steps after both sides have changed; figures of what became of it."""
    office = batch.seen()
    batch.render()
    merged = batch.seen()
    nothing_of_the_office_is_lost(batch, office, merged)
    quoted, elsewhere = each_change_is_in_or_quoted(batch, merged)
    before = diff(batch)
    assert batch.seen() == merged
    each_edit_is_told(batch, before, merged)
    each_edit_names_its_place(batch, before)
    after = pull(batch)
    assert promised([after]) == promised([before]), "pull did otherwise than diff said"
    whole = what_goes_back_is_in_the_content(batch, after, merged)
    batch.render()
    again = batch.seen()
    assert shown(again) == shown(merged), "a render after a pull changed the file"
    assert again.rows == merged.rows
    return Counter(
        batches=1,
        edits=len(batch.names),
        changes=len(batch.changes),
        quoted=quoted,
        elsewhere=elsewhere,
        told=len(before.proposals),
        promised=whole,
    )


@batches
@given(st.integers(0, 2**32))
def test_of_a_batch_nothing_is_lost_and_nothing_is_wrong(seed: int) -> None:
    with TemporaryDirectory() as folder:
        batch = Batch.of_seed(seed, Path(folder))
        batch.edit()
        batch.write()
        goes_round(batch)


@pytest.mark.parametrize("name", sorted(OFFICE_EDITS))
def test_an_edit_alone_goes_where_diff_says(name: str) -> None:
    for seed in range(max(settings().max_examples // 600, 1)):
        with TemporaryDirectory() as folder:
            batch = Batch.of_seed(seed, Path(folder))
            batch.edit(name)
            goes_round(batch)


PAIRS = 76
CONFLICTS = 15
"""Fewer than these of 76 pairs of changes in one paragraph may be conflicts."""


def test_pairs_of_changes_in_one_paragraph_seldom_conflict() -> None:
    rounds = max(settings().max_examples // 60, 4)
    conflicts = 0
    for seed in range(rounds):
        with TemporaryDirectory() as folder:
            conflicts += conflicts_of_pairs(seed, small_project(Path(folder)))
    assert conflicts < rounds * CONFLICTS


def conflicts_of_pairs(seed: int, project: SmallProject) -> int:
    """How many of 76 paragraphs conflict, in which both sides change words at random places."""
    words = Words(Random(seed))
    base = [Words(words.random).paragraph(bound=False) for _ in range(PAIRS)]
    pairs = [(changed(text, words), changed(text, words)) for text in base]
    project.template("{{p narrative.文 }}")
    project.content("\n\n".join(base), "narrative/文.md")
    path = rendered(project)
    document = docx.Document(str(path))
    for paragraph, (office, _) in zip(document.paragraphs, pairs, strict=True):
        paragraph.runs[0].text = office.text
    document.save(str(path))
    project.content("\n\n".join(writer.text for _, writer in pairs), "narrative/文.md")
    project.render()
    merged = seen_file(path)
    found = zip(merged.paragraphs, base, pairs, strict=True)
    return sum(is_conflict(merged, paragraph, text, *pair) for paragraph, text, pair in found)


def is_conflict(
    merged: SeenFile, paragraph: SeenParagraph, text: str, office: Changed, writer: Changed
) -> bool:
    """Whether a pair is a conflict, told in a comment and of near words; else both are in."""
    quotes = list(merged.quotes(paragraph))
    if quotes:
        assert paragraph.text == office.text
        assert writer.text in quotes[0]
        assert office.is_near(writer), (text, office, writer)
    else:
        first, second = sorted((office, writer), key=lambda change: change.start)
        between = text[first.stop : second.start]
        ends = text[: first.start], text[second.stop :]
        assert paragraph.text == ends[0] + first.new + between + second.new + ends[1]
    return bool(quotes)


@dataclass(frozen=True)
class Changed:
    """A paragraph in which ``start:stop`` of the old text became ``new``."""

    text: str
    start: int
    stop: int
    new: str

    def is_near(self, other: Changed) -> bool:
        """Whether fewer than two words stand between the changes: four characters."""
        return self.start < other.stop + 4 and other.start < self.stop + 4


def changed(text: str, words: Words) -> Changed:
    """Words inserted, replaced or deleted at a random place."""
    places = cuts(text)
    index = words.random.randrange(1, len(places) - 4)
    start, stop = places[index], places[index + words.random.randint(0, 3)]
    new = next(words.markers)
    if start != stop and words.random.random() < 0.4:
        new = ""
    return Changed(text[:start] + new + text[stop:], start, stop, new)


@pytest.fixture(scope="module")
def saved_batches(tmp_path_factory: pytest.TempPathFactory) -> list[Batch]:
    """Batches of which LibreOffice has opened and saved the Word file, all in one call."""
    root = tmp_path_factory.mktemp("saved")
    found, files = [], []
    for seed in range(min(max(settings().max_examples // 10, 1), 60)):
        batch = Batch.of_seed(seed, root / str(seed))
        batch.edit()
        found.append(batch)
        files.append(Path(shutil.copy(batch.path, root / f"{seed}.docx")))
    saved_by_libreoffice(files, root / "saved")
    for file, batch in zip(files, found, strict=True):
        shutil.copy(root / "saved" / file.name, batch.path)
        batch.write()
    return found


@needs_libreoffice
def test_of_a_batch_saved_by_libreoffice_nothing_is_lost(saved_batches: list[Batch]) -> None:
    for batch in saved_batches:
        goes_round(batch)
