"""A small process that runs a command and says how long it took and how much memory it held.

A child's peak memory as the system counts it begins with that of its parent, whose pages it has
until it is replaced by the command (Linux, ``exec``). A large parent, such as a benchmark with its
documents, would measure itself; this one has some 10 MiB.

``python -m benchmarks.small_parent COMMAND …`` prints ``{"seconds": …, "kib": …}`` and ends with
the command's exit code. ``kib`` is the peak of the largest single process, workers included.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time


def main() -> int:
    start = time.perf_counter()
    done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"seconds": seconds, "kib": peak}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
