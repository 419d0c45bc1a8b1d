"""Whether the time of a function grows with its input or with the input's square."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 4
"""By how much the larger input is larger."""

SLOWER = 12
"""Of four times the input; sixteen would be the square."""

NO_TIME = 0.5
"""Seconds below which nothing is compared: the machine's other work weighs more."""

_ATTEMPTS = 6
"""A busy machine slows one of two runs now and then; the square fails each attempt."""


def seconds(function: Callable[[], object]) -> float:
    """The processor's time for one call."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    try:
        function()
        return time.process_time() - start
    finally:
        gc.enable()


def is_linear(small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Whether ``large``, with :data:`TIMES` the input of ``small``, takes about so much longer.

    The shortest times of up to six attempts are compared, and the first that is right ends them.
    """
    least_small = least_large = float("inf")
    for _ in range(_ATTEMPTS):
        least_large = min(least_large, seconds(large))
        if least_large < NO_TIME:
            return True
        least_small = min(least_small, seconds(small))
        if least_large < SLOWER * least_small:
            return True
    return False
