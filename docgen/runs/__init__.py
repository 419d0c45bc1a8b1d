"""The commands, one module each: render, check, convert, verify, status, pull."""

UNIT_SECONDS = 120
"""The time limit for building or verifying a unit, where several are built; a report of 30 pages
takes a tenth of a second."""
