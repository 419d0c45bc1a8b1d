"""Templates in the manner of docxtpl's documentation, each with the context of a program for it.

Each function of the modules here makes one template, as Word would have saved it, and gives what
its program passes to docxtpl. :func:`cases` has them all.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.docxtpl_manner.cases import Case, registered

__all__ = ["Case", "cases"]


def cases() -> list[Case]:
    """The cases of all modules here, in the order in which they are written."""
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.name != "programs":
            import_module(f"{__name__}.{module.name}")
    return registered()
