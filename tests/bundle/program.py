"""What the program of a bundle begins with: docgen, or what docgen starts by ``sys.executable``.

On Linux a bundle finds its own libraries by a search path in its environment. The programs of the
system are not meant to find them there, so the path is given back before anything is started.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import freeze_support

_PATH, _PATH_BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"

_AS_SCRIPT = ["-I", "-S"]
"""The options of Python's own with which :mod:`docgen.pdf.office_process` starts its driver."""


def main() -> None:
    """Runs docgen, a worker of its pool, or the driver of LibreOffice."""
    libraries_are_ours = _give_back_path()
    if sys.argv[1:3] == _AS_SCRIPT:
        if libraries_are_ours:  # LibreOffice comes into this process, and has libraries itself
            os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
        from docgen.pdf import office_driver

        office_driver.main(*sys.argv[4:])
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # workers set the path for themselves
    freeze_support()
    from docgen.cli.main import main as docgen

    docgen()


def _give_back_path() -> bool:
    """Sets the search path as it was outside; whether this process began with the bundle's."""
    folder = getattr(sys, "_MEIPASS", "")
    if os.environ.get(_PATH, "").split(":")[0] != folder:
        return False
    del os.environ[_PATH]
    if before := os.environ.pop(_PATH_BEFORE, ""):
        os.environ[_PATH] = before
    return True


if __name__ == "__main__":
    main()
