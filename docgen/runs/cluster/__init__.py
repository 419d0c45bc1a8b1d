"""Builds the units of an edition on a Dask cluster; only bytes travel, no disk is shared.

a unit's files as bytes -> a folder of the worker -> Builder -> the report's bytes -> written here
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from docgen.diagnostics import Place, UsageError
from docgen.problem_codes import problem_code
from docgen.project import Project

if TYPE_CHECKING:
    from docgen.runs.cluster.client import Cluster

NO_DASK = problem_code(
    "no-dask",
    en=(
        "--scheduler needs Dask, which is not installed on this machine",
        'run pip install "docgen[dask]", or leave --scheduler out',
    ),
    zh=(
        "--scheduler 要用 Dask，这台机器上没有安装",
        '运行 pip install "docgen[dask]"；或去掉 --scheduler',
    ),
)


def cluster_at(address: str, project: Project, edition: str) -> AbstractContextManager[Cluster]:
    """The cluster whose scheduler is at ``address``. Dask is imported here, on first use.

    Raises :class:`UsageError` if Dask is not installed.
    """
    if find_spec("distributed") is None:
        raise UsageError(NO_DASK, Place(address))
    from docgen.runs.cluster.client import connected

    return connected(address, project, edition)
