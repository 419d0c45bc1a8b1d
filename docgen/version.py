"""The version, and where the code lies; alone, so that building the package imports nothing."""

from pathlib import Path

__version__ = "0.1.0"

PACKAGE = Path(__file__).parent
"""The folder of docgen's own modules: a change in them is a change of what is built."""
