"""LibreOffice in a process of its own: lines of JSON in, a line of JSON out for each.

Run by :mod:`docgen.pdf.warm` as a script, so that it imports nothing but what starts in a moment.
LibreOffice is called as a library, by LibreOfficeKit, which needs no second process, no socket and
no bindings: ``LibreOfficeKit.h`` has the functions, of which new ones are only ever added behind.

    {"source": "file:///…/1.docx", "target": "file:///…/1.pdf", "options": "{…}"}
    {"reason": ""}

The first line out says that LibreOffice is there. The process ends with its input, and with the
process that started it, however that ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from typing import TextIO

_OPTIONS = b"Batch=true,EnableMacrosExecution=false,MacroSecurityLevel=3"
"""Nobody answers a question, such as whether to repair a file; LibreOfficeKit would wait. It sets
the level of macros for each document, whatever the profile says."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h

_VOID, _TEXT, _POINTER = None, ctypes.c_char_p, ctypes.c_void_p
_GET_ERROR = (3, _POINTER, (_POINTER,))
_LOAD = (4, _POINTER, (_POINTER, _TEXT, _TEXT))
_DESTROY = (1, _VOID, (_POINTER,))
_SAVE_AS = (2, ctypes.c_int, (_POINTER, _TEXT, _TEXT, _TEXT))
"""The place of each function in its table, what it gives, and what it takes."""


def main(library: str, profile: str, owner: str) -> None:
    """Answers each line of the input; ``owner`` is the process that it ends with."""
    _end_with(int(owner))
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # LibreOffice and its libraries print to both
        office = _Office(library, profile)
        _say(answers, {})
        for line in sys.stdin:
            request = json.loads(line)
            reason = office.convert(request["source"], request["target"], request["options"])
            _say(answers, {"reason": reason})
    os._exit(0)  # LibreOffice's own way to end takes longer, and may crash


def _say(answers: TextIO, answer: dict[str, str]) -> None:
    answers.write(f"{json.dumps(answer)}\n")
    answers.flush()


def _end_with(owner: int) -> None:
    """Has the system kill this process when ``owner`` ends, also while it is stopped."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != owner:  # it has ended already
        os._exit(1)


class _Office:
    """LibreOffice, started with a profile."""

    def __init__(self, library: str, profile: str) -> None:
        hook = ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
        hook.argtypes, hook.restype = (_TEXT, _TEXT), _POINTER
        self._kit = hook(os.fsencode(os.path.dirname(library)), profile.encode())  # noqa: PTH120
        if not self._kit:
            raise SystemExit("LibreOfficeKit does not start")

    def convert(self, source: str, target: str, options: str) -> str:
        """Writes the PDF of a Word file; the reason why there is none, or nothing."""
        document = _call(self._kit, _LOAD, source.encode(), _OPTIONS)
        if not document:
            return self._error() or "the file cannot be loaded"
        try:
            saved = _call(document, _SAVE_AS, target.encode(), b"pdf", options.encode())
            return "" if saved else self._error() or "the PDF cannot be written"
        finally:
            _call(document, _DESTROY)

    def _error(self) -> str:
        """What LibreOffice says; the text stays its own, as the process ends soon after."""
        text = _call(self._kit, _GET_ERROR)
        return ctypes.string_at(text).decode("utf-8", "replace") if text else ""


def _call(receiver: int, function: tuple[int, object, tuple[object, ...]], *values: object) -> int:
    """Calls a function of the table at the beginning of ``receiver``."""
    place, given, taken = function
    table = ctypes.cast(receiver, ctypes.POINTER(ctypes.POINTER(_POINTER)))[0]
    return ctypes.CFUNCTYPE(given, *taken)(table[place])(receiver, *values)  # type: ignore


if __name__ == "__main__":
    main(*sys.argv[1:])
