"""The version and the folder of the code; a separate module so that the build imports nothing."""

from pathlib import Path

__version__ = "0.1.0"

PACKAGE = Path(__file__).parent
"""The folder of docgen's own modules: a change in them invalidates what was built."""
