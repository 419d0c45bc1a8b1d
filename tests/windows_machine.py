"""A Windows machine with Word and WPS, as far as docgen sees one: a stand-in for what is not here.

``windows_machine`` puts modules of the names of pywin32, ``winreg`` and docx2pdf in front of the
path; this process and those that it starts then find classes, programs and processes there. Each
call is written down. A program that COM starts is a real process, so that it shows whether
something ends it; the handle on a job is a pipe, which is closed however its owner ends.

A document does as the words in it say: :data:`HANGS` and the like.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import invalidate_caches
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf

FOLDER = "WINDOWS_MACHINE"
"""The environment variable that names the folder of the machine."""

HANGS, CRASHES, FAILS, KILLS = "它挂起", "它崩溃", "它失败", "它杀死进程"
"""Words of a document: its layout never ends, ends the program, fails, or ends the process that
asks for it."""

COMES_IN = "有人打开"
"""While this document is laid out, the user opens one, which comes into the same program."""

CLASSES = {
    "Word.Application": "WINWORD.EXE",
    "Kwps.Application": "wps.exe",
    "wps.Application": "wps.exe",
}

_SHIMS = {
    "winreg.py": (
        "from tests.windows_machine import (ExpandEnvironmentStrings, HKEY_CLASSES_ROOT,\n"
        "    KEY_READ, KEY_WOW64_32KEY, KEY_WOW64_64KEY, OpenKey, QueryValueEx)\n"
    ),
    "pythoncom.py": "from tests.windows_machine import CoInitialize, com_error\n",
    "win32com/__init__.py": "",
    "win32com/client.py": "from tests.windows_machine import Dispatch, DispatchEx, GetObject\n",
    "win32api.py": "from tests.windows_machine import OpenProcess\n",
    "win32con.py": "PROCESS_SET_QUOTA, PROCESS_TERMINATE = 256, 1\n",
    "win32job.py": (
        "from tests.windows_machine import (AssignProcessToJobObject, CreateJobObject,\n"
        "    QueryInformationJobObject, SetInformationJobObject)\n"
        "JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JobObjectExtendedLimitInformation = 0x2000, 9\n"
    ),
    "docx2pdf.py": (
        "def convert(input_path, output_path=None, keep_active=False):\n"
        "    import win32com.client\n"
        "    word = win32com.client.Dispatch('Word.Application')\n"
        "    print('a bar of progress')\n"
        "    doc = word.Documents.Open(str(input_path))\n"
        "    doc.SaveAs(str(output_path), FileFormat=17)\n"
        "    doc.Close(0)\n"
        "    if not keep_active:\n"
        "        word.Quit()\n"
    ),
}
"""What is imported, by the file it is in. docx2pdf is as its version 0.1.8 works on Windows."""

_RUNS = "import time; time.sleep(900)"
_JOB = """
import os, signal, sys
kills, processes = False, []
for line in sys.stdin:
    word, number = line.split()
    kills = number != "0" if word == "limit" else kills
    processes += [int(number)] if word == "add" else []
for process in processes if kills else ():
    os.kill(process, signal.SIGKILL)
"""
"""What Windows does when the last handle on a job is closed."""


@dataclass(frozen=True)
class WindowsMachine:
    """The machine, as a test sees and changes it.

    Attributes:
        folder: where it writes down what happens.
        shims: the folder that is put in front of the path.
    """

    folder: Path
    shims: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to be on the machine, when it is started by a command line."""
        root = str(Path(__file__).resolve().parent.parent)
        return {FOLDER: str(self.folder), "PYTHONPATH": os.pathsep.join([str(self.shims), root])}

    def install(self, *classes: str, view: int = 64, program: str = "") -> None:
        """Registers COM classes, which start ``program`` if it is not the usual one."""
        for name in classes:
            path = self.folder / "Program Files" / (program or CLASSES[name])
            path.parent.mkdir(exist_ok=True)
            path.touch()
            command = f'"{path}" /Automation' if view == 64 else f"{path} /Automation"
            (self.folder / f"class-{view}-{name}").write_text(command, "utf-8")

    def share_with_user(self) -> None:
        """COM hands out the instance that the user works in from now on."""
        (self.folder / "shared").touch()

    def calls(self, name: str) -> list[list[Any]]:
        """The arguments of all calls of this name, in order."""
        return [arguments for call, *arguments in self.all_calls() if call == name]

    def all_calls(self) -> list[list[Any]]:
        """All calls, with their names and arguments, in order."""
        path = self.folder / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def started(self) -> list[int]:
        """The processes that COM has started, in order."""
        return [process for (process,) in self.calls("started")]

    def running(self) -> list[int]:
        """Those of them that have not ended."""
        return [process for process in self.started() if _is_running(process)]


@contextmanager
def windows_machine(folder: Path) -> Iterator[WindowsMachine]:
    """A machine in ``folder`` without Word and WPS, where this process is until the block's end."""
    machine = WindowsMachine(folder / "windows", folder / "shims")
    for name, text in _SHIMS.items():
        path = machine.shims / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    machine.folder.mkdir()
    sys.path.insert(0, str(machine.shims))
    invalidate_caches()
    os.environ[FOLDER] = str(machine.folder)
    try:
        yield machine
    finally:
        sys.path.remove(str(machine.shims))
        del os.environ[FOLDER]
        for name in _SHIMS:
            sys.modules.pop(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."), 0)
        for process in machine.running():  # of a test that fails
            os.kill(process, signal.SIGKILL)


def _folder() -> Path:
    return Path(os.environ[FOLDER])


def _note(*call: object) -> None:
    with (_folder() / "calls").open("a", encoding="utf-8") as file:
        file.write(json.dumps(call, ensure_ascii=False, default=str) + "\n")


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


# winreg

HKEY_CLASSES_ROOT, KEY_READ, KEY_WOW64_64KEY, KEY_WOW64_32KEY = "HKCR", 1, 0x100, 0x200


class _Key:
    def __init__(self, value: str) -> None:
        self.value = value

    def __enter__(self) -> _Key:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def OpenKey(root: str, name: str, reserved: int, access: int) -> _Key:  # noqa: N802
    """Of a class: a number that is its own name, and the command that starts it."""
    assert (root, reserved, access & KEY_READ) == (HKEY_CLASSES_ROOT, 0, KEY_READ)
    first, *others = name.split("\\")
    is_number = others == ["CLSID"]
    number = first if is_number else others[0].strip("{}")
    assert is_number or (first, others[1:]) == ("CLSID", ["LocalServer32"])
    view = 64 if access & KEY_WOW64_64KEY else 32
    path = _folder() / f"class-{view}-{number}"
    if not path.is_file():
        raise FileNotFoundError(2, "The system cannot find the file specified")
    return _Key(f"{{{number}}}" if is_number else path.read_text("utf-8"))


def QueryValueEx(key: _Key, name: str) -> tuple[str, int]:  # noqa: N802
    """The value without a name, a text."""
    assert name == ""
    return key.value, 1


def ExpandEnvironmentStrings(text: str) -> str:  # noqa: N802
    """The text, in which no variable stands."""
    return text


# pythoncom


class com_error(Exception):  # noqa: N801, N818
    """As pywin32 has it: the number, its text, what the program says, and an argument."""


def CoInitialize() -> None:  # noqa: N802
    """Is to come before all others."""
    _note("CoInitialize")


def _failed(text: str) -> com_error:
    info = (0, "Microsoft Word", text, "wdmain11.chm", 25722, -2146822496)
    return com_error(-2147352567, "Exception occurred.", info, None)


# win32com.client


def Dispatch(name: str) -> Any:  # noqa: N802
    """Takes the user's instance, if there is one: docgen must not come here."""
    _note("Dispatch", name)
    return DispatchEx(name)


def DispatchEx(name: str) -> Application:  # noqa: N802
    """An instance of its own, which is a process; or that of the user, where it is shared."""
    _note("DispatchEx", name)
    if not any((_folder() / f"class-{view}-{name}").is_file() for view in (64, 32)):
        raise com_error(-2147221005, "Invalid class string", None, None)
    if (_folder() / "shared").exists():
        return Application(None, documents=1, visible=True)
    process = subprocess.Popen([sys.executable, "-c", _RUNS], start_new_session=True).pid
    (_folder() / f"process-{process}").write_text(CLASSES[name], "utf-8")
    _note("started", process)
    return Application(process)


def GetObject(name: str) -> Any:  # noqa: N802
    """What tells of processes."""
    assert name == "winmgmts:"
    return SimpleNamespace(ExecQuery=_processes)


def _processes(query: str) -> Iterator[Any]:
    assert "Win32_Process" in query
    assert "CommandLine LIKE '%-Embedding%'" in query
    for path in _folder().glob("process-*"):
        process = int(path.name.partition("-")[2])
        if f"Name='{path.read_text('utf-8')}'" in query and _is_running(process):
            yield SimpleNamespace(ProcessId=process)


class Application:
    """Word or WPS, as far as both are driven."""

    process: int | None
    documents: int

    def __init__(self, process: int | None, documents: int = 0, visible: bool = False) -> None:
        self.__dict__.update({"process": process, "documents": documents, "Visible": visible})
        self.__dict__.update({"DisplayAlerts": -1, "AutomationSecurity": 1, "Options": _Options()})

    def __setattr__(self, name: str, value: object) -> None:
        _note("set", name, value)
        self.__dict__[name] = value

    @property
    def Documents(self) -> Any:  # noqa: N802
        """Its documents, which are there as long as its process runs."""
        if self.process and not _is_running(self.process):
            raise com_error(-2147023174, "The RPC server is unavailable.", None, None)
        return SimpleNamespace(Count=self.documents, Open=self._open)

    def _open(self, path: str, *how: object) -> _Document:
        data = Path(path).read_bytes()
        if (_folder() / "kept").exists():
            (_folder() / "kept").write_bytes(data)
        _note("Open", path, *how)
        self.__dict__["documents"] += 1
        return _Document(self, _text(data))

    def Quit(self, save: int) -> None:  # noqa: N802
        """Ends the process."""
        _note("Quit", save)
        if self.process:
            os.kill(self.process, signal.SIGKILL)


class _Options:
    UpdateLinksAtOpen = True

    def __setattr__(self, name: str, value: object) -> None:
        if name == "ConfirmConversions":
            raise com_error(-2147352573, "Member not found.", None, None)
        _note("set", name, value)
        self.__dict__[name] = value


def _text(data: bytes) -> str:
    """What a document says; of one that is no .docx, what its bytes say."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("word/document.xml").decode("utf-8")


class _Document:
    def __init__(self, application: Application, text: str) -> None:
        self._application, self._text = application, text

    def ExportAsFixedFormat(self, target: str, kind: int, *how: object) -> None:  # noqa: N802
        """Writes a small PDF, which says that it is for the archive if that is asked for."""
        _note("ExportAsFixedFormat", target, kind, *how)
        if (_folder() / "no export").exists():
            raise com_error(-2147352573, "Member not found.", None, None)
        can = not (_folder() / "no archive").exists()
        self._do(Path(target), small_pdf(is_archive=how[-1] is True and can))

    def SaveAs(self, target: str, kind: int) -> None:  # noqa: N802
        """Writes a small PDF, or the .docx that ``machine.folder/made.docx`` is."""
        _note("SaveAs", target, kind)
        made = (_folder() / "made.docx").read_bytes() if kind == 12 else small_pdf()
        self._do(Path(target), made)

    def _do(self, target: Path, made: bytes) -> None:
        if HANGS in self._text:
            time.sleep(900)
        if KILLS in self._text:
            os._exit(3)
        if CRASHES in self._text:
            os.kill(self._application.process or 0, signal.SIGKILL)
            raise com_error(-2147023170, "The remote procedure call failed.", None, None)
        if FAILS in self._text:
            raise _failed("这个文件坏了")
        if COMES_IN in self._text:
            self._application.__dict__["documents"] += 1
        target.write_bytes(made)

    def Close(self, save: int) -> None:  # noqa: N802
        """One document less."""
        _note("Close", save)
        self._application.__dict__["documents"] -= 1


def small_pdf(*, is_archive: bool = False) -> bytes:
    """A PDF of a blank page."""
    written = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if is_archive:
            with document.open_metadata() as metadata:
                metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "1", "A"
        document.save(written)
    return written.getvalue()


# win32api, win32job


def OpenProcess(access: int, inherit: bool, process: int) -> int:  # noqa: N802
    """A handle, which is the number of the process here."""
    assert (access, inherit) == (257, False)
    return process


def CreateJobObject(security: None, name: str) -> Any:  # noqa: N802
    """A job without a name: a process that does as Windows when nobody has it any more."""
    assert (security, name) == (None, "")
    return subprocess.Popen(
        [sys.executable, "-c", _JOB], stdin=subprocess.PIPE, text=True, start_new_session=True
    )


def AssignProcessToJobObject(job: Any, process: int) -> None:  # noqa: N802
    """The process ends with the job."""
    _tell(job, "add", process)


def QueryInformationJobObject(job: Any, kind: int) -> dict[str, Any]:  # noqa: N802
    """What it says when nothing was set."""
    return {"BasicLimitInformation": {"LimitFlags": 0}, "ProcessMemoryLimit": 0}


def SetInformationJobObject(  # noqa: N802
    job: Any, kind: int, limits: Mapping[str, Mapping[str, int]]
) -> None:
    """Whether its processes end with it."""
    assert kind == 9
    _tell(job, "limit", limits["BasicLimitInformation"]["LimitFlags"])


def _tell(job: Any, word: str, number: int) -> None:
    job.stdin.write(f"{word} {number}\n")
    job.stdin.flush()
