"""``make bench``: every line of the table in docs/performance.md, measured now."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata

from benchmarks import bureau, filling
from benchmarks.timing import Row
from docgen.pool import cores

PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "reference": filling.reference,
    "rows": filling.rows,
    "word": bureau.word_files,
    "pdf": bureau.pdfs,
    "again": bureau.again,
    "help": bureau.starting,
}


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    versions = (f"{name} {metadata.version(name)}" for name in ("docxtpl", "Jinja2", "lxml"))
    print(f"{cores()} cores, {platform.system()}, Python {platform.python_version()},", *versions)
    print("| work | against | docgen | the other | ratio | to reach |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in chosen:
        for line in PARTS[name]():
            print("|", " | ".join(vars(line)[key] for key in ORDER), "|", flush=True)


ORDER = ("work", "peer", "own", "against", "ratio", "goal")

if __name__ == "__main__":
    main()
