"""What Windows ends together with this process, however this process ends."""

from __future__ import annotations

import importlib
from collections.abc import Collection
from typing import Any

_COMMAND = "CommandLine LIKE '%-Embedding%'"
"""COM starts a program with this argument; one that the user has started has none."""


def started_by_com(program: str) -> set[int]:
    """The processes of ``program``, a name such as ``WINWORD.EXE``, that COM has started."""
    client: Any = importlib.import_module("win32com.client")
    query = f"SELECT ProcessId FROM Win32_Process WHERE Name='{program}' AND {_COMMAND}"
    found = client.GetObject("winmgmts:").ExecQuery(query)
    return {int(process.ProcessId) for process in found}


class OfficeJob:
    """A job of Windows: its processes end when the last handle on it is closed.

    COM does not start a program as a child of the one that asks for it, so nothing else ends it
    when this process is killed.
    """

    def __init__(self, processes: Collection[int]) -> None:
        self._jobs: Any = importlib.import_module("win32job")
        api: Any = importlib.import_module("win32api")
        rights: Any = importlib.import_module("win32con")
        self._job = self._jobs.CreateJobObject(None, "")
        self._limit(self._jobs.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE)
        for process in processes:
            access = rights.PROCESS_SET_QUOTA | rights.PROCESS_TERMINATE
            handle = api.OpenProcess(access, False, process)
            self._jobs.AssignProcessToJobObject(self._job, handle)

    def release(self) -> None:
        """Its processes stay when this one ends."""
        self._limit(0)

    def _limit(self, flags: int) -> None:
        kind = self._jobs.JobObjectExtendedLimitInformation
        limits = self._jobs.QueryInformationJobObject(self._job, kind)
        limits["BasicLimitInformation"]["LimitFlags"] = flags
        self._jobs.SetInformationJobObject(self._job, kind, limits)
