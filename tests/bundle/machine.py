"""A machine without Python, on which the bundle is tried as its zip gives it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bundle.building import BUNDLES, bundle_name

ZIP = BUNDLES / f"{bundle_name()}.zip"


class Machine:
    """A machine without Python: its programs, a home, and the bundle, unpacked."""

    def __init__(self, root: Path) -> None:
        self.programs, self.home = root / "programs", root / "家 目录"
        self.programs.mkdir()
        self.home.mkdir()
        for program in Path("/usr/bin").iterdir():
            if not re.match(r"py|pip|idle|2to3|uv", program.name):
                (self.programs / program.name).symlink_to(program)
        subprocess.run(["unzip", "-q", ZIP, "-d", root / "装 在 这里"], check=True)
        self.bundle = root / "装 在 这里" / bundle_name()
        self.environment = {"PATH": str(self.programs), "HOME": str(self.home), "LANG": "C.UTF-8"}

    def command(self, *words: str | Path) -> Sequence[str | Path]:
        return (self.bundle / "docgen", *words)

    def run(
        self, folder: Path, *words: str | Path, also: Mapping[str, str] | None = None, ends: int = 0
    ) -> str:
        """What a line prints, and that it ends as it should, without a word of Python's."""
        done = subprocess.run(
            self.command(*words),
            cwd=folder,
            env=self.environment | dict(also or {}),
            capture_output=True,
            text=True,
        )
        assert done.returncode == ends, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr
