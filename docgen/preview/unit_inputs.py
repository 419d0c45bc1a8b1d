"""What a unit is built of, so that a save that changes nothing builds nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.retyped import read_text
from docgen.diagnostics import Place
from docgen.project import Project
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import FileState, content_states, digest, file_states, is_record
from docgen.runs.over_units.summary_packs import may_sum_up, summing_units

_MOST_LINES = 5000
"""Of a file with more, no lines are compared: it would take longer than the build."""


_SUMMED = "*"
"""What the other units are called among the files of one that sums them up."""

_REMEMBERED = 50
"""How many builds of a unit are remembered, so that an edit of an older page finds its place."""


@dataclass(frozen=True)
class UnitInputs:
    """The content of a unit, and of the year before, as it was when a build began.

    Attributes:
        texts: YAML and Markdown that people type, of the unit, by name in the project.
        others: digests of all other files.
        packs: a digest of the packs.
        number: counts what was begun of the unit.
        folder: the unit's folder, by its name in the project.
    """

    texts: Mapping[str, bytes]
    others: Mapping[str, str]
    packs: str
    number: int = field(default=0, compare=False)
    folder: str = ""

    def text(self, name: str) -> str:
        """The text of a file; empty if there is none."""
        return read_text(self.texts.get(name, b""))

    def holds(self, place: Place) -> bool:
        """Whether a place is one of the unit's content, or would be if the file were there."""
        return f"{place.file}/".startswith(f"{self.folder}/")


class ContentHistory:
    """What the units were built of, as far as a page may still show it; by any thread."""

    def __init__(self) -> None:
        self._known = defaultdict[str, deque[UnitInputs]](lambda: deque(maxlen=_REMEMBERED))

    def remembered(self, unit: str, inputs: UnitInputs) -> UnitInputs:
        """The inputs with the next number."""
        known = self._known[unit]
        inputs = replace(inputs, number=known[-1].number + 1 if known else 1)
        known.append(inputs)
        return inputs

    def content(self, unit: str, number: int) -> UnitInputs | None:
        """The inputs with a number, if they are still known."""
        return next((known for known in tuple(self._known[unit]) if known.number == number), None)


def read_inputs(folder: Path, edition: Edition, packs: str = "") -> UnitInputs:
    """The inputs of the unit in ``folder`` as they are now; a file that cannot be read has none.

    Those of a unit that sums up others are the content of these as well.
    """
    root = edition.project.root
    texts, others = dict[str, bytes](), dict[str, str]()
    last = edition.last_year_of(folder.name)
    for source in filter(None, (folder, last)):
        for name, numbers in content_states(source, root):
            path = Path(name)
            data = _bytes(path) if numbers else b""
            is_typed = (is_yaml(path) or is_markdown(path)) and not is_record(path)
            if source == folder and is_typed:
                texts[path.relative_to(root).as_posix()] = data
            else:
                others[name] = _digest(data)
    if summing_units(edition, [folder], may_sum_up(edition.project)):
        units = (unit for unit in edition.project.unit_folders(edition.name) if unit != folder)
        others[_SUMMED] = digest(state for unit in units for state in content_states(unit, root))
    return UnitInputs(texts, others, packs, folder=edition.place(folder).file)


def pack_states(project: Project) -> Iterator[FileState]:
    """Yields the files of the packs of a project.

    A pack's folder may be a link to anywhere, but links in it do not lead out of the project.
    """
    for pack in sorted(project.packs.glob("*/")):
        yield from file_states(pack, project.root)


def packs_digest(project: Project) -> str:
    """A digest of the packs of a project, by what is in their files."""
    return digest(
        (name, _digest(_bytes(Path(name))) if numbers else "")
        for name, numbers in pack_states(project)
    )


def changed_lines(before: UnitInputs, after: UnitInputs) -> Iterator[Place]:
    """The beginning of each line that ``after`` has and ``before`` had not."""
    for name, data in after.texts.items():
        if data != before.texts.get(name, b""):
            old, new = before.texts.get(name, b"").splitlines(), data.splitlines()
            if max(len(old), len(new)) > _MOST_LINES:
                continue
            for kind, _, _, start, stop in SequenceMatcher(None, old, new, False).get_opcodes():
                if kind != "equal":
                    yield from (Place(name, number + 1, 1) for number in range(start, stop))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:  # it is replaced or locked in this moment
        return b""
