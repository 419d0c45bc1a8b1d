"""Which folders are watched by looking at them again and again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from docgen.preview.watch import file_system, is_remote

MOUNTS = r"""
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/office /mnt/office nfs4 rw,vers=4.2 0 0
//server/share /mnt/公文\040共享 cifs rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
sshfs#me@host /home/me/far fuse.sshfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/over /tmp nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/me/project", "ext4"),
        ("/mnt/office", "nfs4"),
        ("/mnt/office/content/2023", "nfs4"),
        ("/mnt/office/local/content", "ext4"),
        ("/mnt/officer", "ext4"),
        ("/mnt/公文 共享/content", "cifs"),
        ("/home/me/far/content", "fuse.sshfs"),
        ("/tmp/project", "nfs"),  # what was mounted last
        ("/", "ext4"),
    ],
)
def test_a_folder_lies_on_the_file_system_mounted_nearest(folder: str, expected: str) -> None:
    assert file_system(Path(folder), MOUNTS.strip()) == expected


def test_where_nothing_is_known_nothing_is_said() -> None:
    assert file_system(Path("/home"), "") == ""


def test_this_machines_own_folders_tell_by_themselves(tmp_path: Path) -> None:
    assert not is_remote(tmp_path)


def test_the_command_line_imports_neither_server_nor_watcher() -> None:
    code = (
        "import sys\nfrom docgen.cli.main import main\n"
        "for line in (['--help'], ['preview', '--help'], ['check', 'nothing']):\n"
        "    try:\n        main(line)\n    except SystemExit:\n        pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'starlette', 'uvicorn', 'watchfiles', 'anyio', 'asyncio'}))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
