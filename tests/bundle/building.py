"""Builds the wheel, installs it, and lets PyInstaller put the bundle together."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docgen.version import __version__
from tests.bundle.licences import write_licences
from tests.bundle.zipped import zipped
from tests.support import ROOT

HERE = Path(__file__).parent
BUNDLES = ROOT / "build" / "bundle"
CONSTRAINTS = ROOT / "constraints.txt"

_SYSTEMS = {"Darwin": "macos"}


def bundle_name() -> str:
    """The name of the bundle of this system, which its zip has too."""
    system = platform.system()
    named = _SYSTEMS.get(system, system.lower())
    return f"docgen-{__version__}-{named}-{platform.machine().lower()}"


def build() -> Path:
    """Makes the bundle, its zip and its checksum, and returns the zip."""
    with tempfile.TemporaryDirectory(prefix="docgen-bundle-") as name:
        work = Path(name)
        made = _frozen(work, built_wheel(work))
        _strip_python(made)
        write_licences(made)
        bundle = BUNDLES / bundle_name()
        shutil.rmtree(bundle, ignore_errors=True)
        bundle.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, bundle)
    return zipped(bundle)


def built_wheel(folder: Path) -> Path:
    """Builds the wheel of this checkout into ``folder``, without what it depends on."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT)
    [wheel] = folder.glob("*.whl")
    return wheel


def run(*command: str | Path) -> None:
    """Runs a command as it would run outside of this checkout."""
    hidden = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    subprocess.run(command, env=environment, check=True, cwd=tempfile.gettempdir())


def _frozen(work: Path, wheel: Path) -> Path:
    """The folder that PyInstaller makes of the wheel and what it depends on, and nothing else."""
    run(sys.executable, "-m", "venv", work / "venv")
    python = work / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "-c", CONSTRAINTS, wheel, "pyinstaller")
    made = work / "made"
    run(
        *(python, "-m", "PyInstaller", "--log-level", "ERROR", "--noconfirm"),
        *("--distpath", made, "--workpath", work / "work", HERE / "docgen.spec"),
    )
    return made / "docgen"


def _strip_python(bundle: Path) -> None:
    """Takes out what only a debugger reads: three quarters of a Python that was compiled here."""
    if platform.system() == "Linux" and (strip := shutil.which("strip")):
        for library in (bundle / "_internal").glob("libpython*"):
            run(strip, "--strip-unneeded", library)
