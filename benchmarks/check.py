"""Checking 50 and 200 units: the time grows with the units and no faster. ``make bench``."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen import check_edition
from tests.support import ROOT


def main() -> None:
    print(f"{'units':>12} {'seconds':>12} {'ms a unit':>12}")
    for count in (50, 200):
        with TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(ROOT / "word_templates", root / "word_templates")
            for number in range(count):
                unit = root / "content" / "2023" / f"unit-{number:03}"
                shutil.copytree(ROOT / "content" / "2023" / "zhuzhou-vocational-park", unit)
            start = time.perf_counter()
            result = check_edition("2023", root=root)
            taken = time.perf_counter() - start
            assert not list(result.all_problems())
        print(f"{count:>12} {taken:>12.2f} {taken / count * 1000:>12.1f}")


if __name__ == "__main__":
    main()
