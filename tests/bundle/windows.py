"""``make windows``: a folder of wheels for Windows, with what installs them there.

Nothing in it was ever run on Windows by these tests; that the folder is complete is tested, and
what ``install.py`` does, on the system that the tests run on.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from docgen.version import __version__
from tests.bundle.building import CONSTRAINTS, HERE, built_wheel, run
from tests.bundle.licences import write_licences_of_wheels
from tests.bundle.wheels import PLATFORM, PYTHON, lacking, read_wheel
from tests.bundle.zipped import zipped
from tests.support import ROOT

NAME = f"docgen-{__version__}-windows-amd64-python{PYTHON[0]}{PYTHON[1]}"
FOLDER = ROOT / "build" / "windows" / NAME

FILES = (
    "install.bat",
    "docgen.bat",
    "open-docgen.bat",
    "no-python.txt",
    "not-installed.txt",
    "install.py",
)
"""What lies beside the wheels."""


def make() -> Path:
    """Makes the folder, its zip and its checksum, and returns the zip."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    wheels = FOLDER / "wheels"
    wheels.mkdir(parents=True)
    gather(wheels, read_wheel(built_wheel(wheels)).name)
    copy_files(FOLDER)
    write_licences_of_wheels(FOLDER, wheels)
    return zipped(FOLDER)


def gather(wheels: Path, wanted: str) -> None:
    """Downloads what the package ``wanted`` needs on Windows until nothing is lacking.

    Raises :class:`ValueError` if what pip gives does not do.
    """
    before = None
    while requirements := lacking(wheels, wanted):
        for requirement in requirements:
            requirement.marker = None
        asked = sorted({str(requirement) for requirement in requirements})
        if asked == before:
            raise ValueError(f"no wheel for Windows: {', '.join(asked)}")
        before = asked
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", wheels),
            *("-c", CONSTRAINTS, "--only-binary=:all:", "--platform", PLATFORM),
            *("--python-version", ".".join(map(str, PYTHON)), "--implementation", "cp", *asked),
        )


def copy_files(folder: Path) -> None:
    """Copies what installs the wheels, with the ends of lines of Windows."""
    for name in FILES:
        lines = (HERE / name).read_text("utf-8")
        (folder / name).write_text(lines, "utf-8", newline="\r\n")


if __name__ == "__main__":
    print(make())  # noqa: T201
