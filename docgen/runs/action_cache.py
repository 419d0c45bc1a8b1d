"""The action cache: what each step made of which inputs, so that nothing is done twice.

build/2023/.docgen/actions.jsonl     a line for each action, written when it is done

    {"unit": …, "step": "docx", "key": …, "files": {name: state}, "output": …}

The last line of a unit and step counts. A line that cannot be read, such as one that was being
written when the machine stopped, counts as none: its step is done again. Two runs may write at
once: what one of them does not know of the other is done again too.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, Place
from docgen.diagnostics.codes import Code, entry_of

Record = TypeVar("Record")
Item = TypeVar("Item")
Output = TypeVar("Output")

_SPARE = 3
"""Lines for each action that counts, beyond which the file is written anew."""


@dataclass(frozen=True)
class Step(Generic[Record]):
    """A step of a run: ``docx``, ``pdf`` or ``format``, and the type of what is recorded of it."""

    name: str
    record: type[Record]


@dataclass(frozen=True)
class Made(Generic[Record, Output]):
    """What a step made for a unit.

    Attributes:
        unit: the unit.
        output: what the step returns.
        record: what is recorded of it; ``None`` if the step is to be done again next time.
        key: the digest of its inputs; empty if the step is to be done again next time.
        files: the files it wrote; the record counts as long as they are unchanged.
    """

    unit: str
    output: Output
    record: Record | None = None
    key: str = ""
    files: Sequence[Path] = ()


@dataclass(frozen=True)
class _Action:
    """A line of the file; ``files`` has the state of each file by its path."""

    key: str
    output: Any
    files: Mapping[str, str] = field(default_factory=dict)

    def holds(self, key: str) -> bool:
        """Whether the step would make the same of ``key``, and what it wrote is still there."""
        return self.key == key and all(
            state and state_of(Path(file)) == state for file, state in self.files.items()
        )


def state_of(path: Path) -> str:
    """Size and times of a file as text; empty if it does not exist."""
    try:
        stat = path.stat()
    except (OSError, ValueError):  # ValueError: no file can have this name
        return ""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}"


class ActionCache:
    """The actions of an edition's units in one folder of outputs.

    Args:
        folder: the folder of the file.
        out: the folder of the outputs, if it is not the default one; it has a file of its own.
    """

    def __init__(self, folder: Path, out: Path | None = None) -> None:
        self._path = self.path(folder, out)
        self._actions: dict[tuple[str, str], _Action] = {}
        lines = [line for line in _bytes(self._path).splitlines() if line]
        self._lines = len(lines)
        for line in lines:
            self._read(line)

    @staticmethod
    def path(folder: Path, out: Path | None = None) -> Path:
        """The file for the outputs in ``out``."""
        elsewhere = f"-{sha256(bytes(out.resolve())).hexdigest()[:16]}" if out else ""
        return folder / f"actions{elsewhere}.jsonl"

    def last(self, step: Step[Record], unit: str) -> Record | None:
        """What is recorded of a unit's step, whatever its inputs were; ``None`` if nothing is."""
        action = self._actions.get((unit, step.name))
        return _structured(action.output, step.record) if action else None

    def held(self, step: Step[Record], unit: str, key: str) -> Record | None:
        """What is recorded of a unit's step, if it was of inputs with the digest ``key``.

        ``None`` also if what it wrote is no longer there; with an empty key, always.
        """
        action = self._actions.get((unit, step.name)) if key else None
        return _structured(action.output, step.record) if action and action.holds(key) else None

    def recorded(
        self, step: Step[Record], made: Iterable[Made[Record, Output]]
    ) -> Iterator[Output]:
        """Yields what a step makes of each unit, recorded as soon as it was made."""
        for result in made:
            self._record(step.name, result)
            yield result.output

    def renew(self, step: Step[Record], unit: str) -> None:
        """Records that docgen itself wrote the files of a unit's step anew, and made the same."""
        action = self._actions.get((unit, step.name))
        if action:
            states = {file: state_of(Path(file)) for file in action.files}
            renewed = replace(action, files=states)
            self._actions[unit, step.name] = renewed
            self._append(_line(unit, step.name, renewed))

    def step(
        self,
        step: Step[Record],
        items: Iterable[Item],
        key: Callable[[Item], tuple[str, str]],
        restore: Callable[[Item, Record], Output],
        make: Callable[[Iterator[Item]], Iterable[Made[Record, Output]]],
        *,
        anew: bool = False,
    ) -> Iterator[Output]:
        """Yields the output of a step for each item, which may still be made as they are taken.

        Args:
            step: the step.
            items: what the step before has made.
            key: an item's unit, and the digest of its inputs; see :meth:`held`.
            restore: makes the output of an item from what is recorded of it.
            make: does the step for the items whose record does not hold.
            anew: whether no record holds.
        """
        restored = deque[Output]()

        def stale() -> Iterator[Item]:
            for item in items:
                record = None if anew else self.held(step, *key(item))
                if record is None:
                    yield item
                else:
                    restored.append(restore(item, record))

        for output in self.recorded(step, make(stale())):
            while restored:
                yield restored.popleft()
            yield output
        yield from restored

    def close(self) -> None:
        """Writes the file anew if most of its lines no longer count."""
        if self._lines > _SPARE * len(self._actions) and not self._path.parent.is_symlink():
            lines = (_line(*names, action) for names, action in self._actions.items())
            with suppress(DocgenError):
                write_atomically(self._path, "\n".join(lines).encode(), self._path.name)

    def _record(self, step: str, made: Made[Any, Any]) -> None:
        names = (made.unit, step)
        if made.record is None or not made.key:
            if self._actions.pop(names, None) or made.record is not None:
                self._append(_line(*names, None))
            return
        files = {str(file): state_of(file) for file in made.files}
        action = _Action(made.key, _converter().unstructure(made.record), files)
        self._actions[names] = action
        self._append(_line(*names, action))

    def _append(self, line: str) -> None:
        """Without its record a step is only done again, so a full disk stops nothing here.

        A line begins with the line end of the one before it, which may have been cut off, or may
        be added by another run at this moment.
        """
        self._lines += 1
        is_link = self._path.is_symlink() or self._path.parent.is_symlink()
        if is_link or (self._path.exists() and not self._path.is_file()):
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="ascii") as file:
                file.write(f"\n{line}")

    def _read(self, line: bytes) -> None:
        with suppress(Exception):  # whatever a damaged line makes of the parser
            data = json.loads(line)
            names = (str(data["unit"]), str(data["step"]))
            if data["key"]:
                self._actions[names] = _Action(data["key"], data["output"], dict(data["files"]))
            else:
                self._actions.pop(names, None)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _line(unit: str, step: str, action: _Action | None) -> str:
    data: dict[str, Any] = {"unit": unit, "step": step, "key": action.key if action else ""}
    if action:
        data |= {"files": action.files, "output": action.output}
    return json.dumps(data)


def _structured(output: Any, record: type[Record]) -> Record | None:
    """A record from its JSON; ``None`` if it is damaged, or of another version of docgen."""
    try:
        structured: Record = _converter().structure(output, record)
    except Exception:  # as above
        return None
    return structured


@cache
def _converter() -> Any:
    """Makes JSON of records, and records of JSON. cattrs is imported when there are any."""
    from cattrs import Converter

    converter = Converter(detailed_validation=False)
    converter.register_unstructure_hook(MappingProxyType, dict)
    converter.register_structure_hook_func(
        lambda wanted: getattr(wanted, "__origin__", None) is Mapping,
        lambda data, _: MappingProxyType(dict(data)),
    )
    converter.register_structure_hook_func(
        lambda wanted: wanted is Code, lambda data, _: _code(data)
    )
    converter.register_unstructure_hook(Place, _values)
    converter.register_structure_hook(Place, lambda data, _: _place(**data))
    return converter


def _values(place: Place) -> dict[str, Any]:
    """The values of a place; what is recorded is of content, which has no spots in Word files."""
    return {name: value for name, value in place._asdict().items() if name != "spot"}


def _place(
    file: Any, line: Any = 0, column: Any = 0, sheet: Any = "", reference: Any = ""
) -> Place:
    """A place of its values. Raises ``ValueError`` if they are none."""
    return Place(str(file), int(line), int(column), str(sheet), str(reference))


def _code(name: Any) -> Code:
    """The registered code ``name``. Raises ``KeyError`` if there is none."""
    entry_of(name)
    return Code(name)
