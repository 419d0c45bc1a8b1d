"""WPS Office, whose writer is driven over COM on Windows as Word is."""

from __future__ import annotations

from docgen.pdf.com_class import registered_program

CLASSES = ("Kwps.Application", "wps.Application")
"""What its writer is registered as: by later versions, and by those before them."""

PROGRAM = "wps.exe"


def find_wps() -> str | None:
    """The path of the program, or ``None``; on Windows alone."""
    return next(filter(None, map(registered_program, CLASSES)), None)
