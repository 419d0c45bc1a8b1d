"""One .docx of a pack; it is known to those who fill forms and need no pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One .docx of a pack.

    Attributes:
        path: the file.
        name: its path relative to the project, for messages.
        loop: ``(variable, expression)`` when the part is repeated.
        content: the file of a unit that its fields stand in, if the pack names one.
    """

    path: Path
    name: str
    loop: tuple[str, str] | None = None
    content: str = ""

    @property
    def exists(self) -> bool:
        """Whether there is such a file."""
        try:
            return self.path.is_file()
        except OSError:  # a name longer than the file system allows
            return False
