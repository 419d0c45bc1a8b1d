"""Properties of which an example takes half a second or more."""

from __future__ import annotations

import os

from hypothesis import settings

FEW = settings(max_examples=int(os.environ.get("DOCGEN_EXAMPLES", "6")), deadline=None)
"""Six examples in ``make test``, and in ``make fuzz`` as many as of every property."""
