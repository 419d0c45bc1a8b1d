"""Installs docgen from the wheels of this folder, without a network; run by ``install.bat``."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
WHEELS, VENV = FOLDER / "wheels", FOLDER / "venv"

LONGEST = 259
"""Characters of the longest path on Windows, unless it is set up for longer ones."""

STARTS = """
正在安装，约一分钟……
Installing; this takes about a minute …
"""
DONE = """
装好了。双击 open-docgen.bat，在打开的窗口里输入：
    docgen init 我的项目
生成 PDF 还要有 Word、WPS 或 LibreOffice，运行 docgen doctor 可以看到有没有。

Installed. Double-click open-docgen.bat, and type in the window that opens:
    docgen init my-project
A PDF also needs Word, WPS or LibreOffice; docgen doctor shows whether there is one.
"""
FAILED = """
没有装好，原因见上面的英文。请把整个文件夹完整解压到自己能写入的地方，再双击 install.bat。

Not installed; the reason is above. Unpack the whole folder to a place where you may write, and
double-click install.bat again.
"""
LONG = """
这个文件夹的路径太长。请移到短一些的地方，如 C:\\docgen，再双击 install.bat。

The path of this folder is too long. Move it to a shorter one, such as C:\\docgen, and double-click
install.bat again.
"""


def main() -> int:
    """Makes the venv and installs; says what to type, or what to do; the exit code."""
    print(STARTS)
    try:
        venv.create(VENV, clear=True, with_pip=True)
        subprocess.run(_pip_install(), check=True)
    except (OSError, subprocess.CalledProcessError) as reason:
        print(f"\n{reason}", file=sys.stderr)
        print(LONG if len(str(VENV)) + longest_inside() > LONGEST else FAILED)
        return 1
    print(DONE)
    return 0


def longest_inside() -> int:
    """How many characters the path of an installed file has behind that of the venv."""
    names: list[str] = []
    for wheel in WHEELS.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            names += archive.namelist()
    return len("/Lib/site-packages/") + max(map(len, names), default=0)


def _pip_install() -> list[str | Path]:
    python = VENV / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet"]
    offline: list[str | Path] = ["--no-index", "--find-links", WHEELS]
    return [*pip, "--disable-pip-version-check", *offline, *WHEELS.glob("docgen*.whl")]


if __name__ == "__main__":
    sys.exit(main())
