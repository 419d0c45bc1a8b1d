"""``python -m tests.papers FOLDER [--pdf] [NAME ...]``: writes the papers, to be looked at."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.papers import PAPERS
from tests.papers.desk import Desk


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.papers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="the papers to write, else all")
    parser.add_argument("--pdf", action="store_true", help="their PDFs too")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    lines = []
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder)) as desk:
        for name in asked.names or PAPERS:
            paper = PAPERS[name]
            docx = desk.finished(paper)
            (asked.folder / f"{name}.docx").write_bytes(docx)
            if asked.pdf:
                (asked.folder / f"{name}.pdf").write_bytes(desk.printed(paper))
            lines.append(f"{name}\t{paper.title}")
            lines += [
                f"\t{defect.kind}\t{'|'.join(defect.words)}\t{defect.cell or ''}"
                for defect in paper.defects
            ]
    (asked.folder / "papers.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
