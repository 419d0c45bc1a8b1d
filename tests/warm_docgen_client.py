"""Asks the process of ``warm_docgen`` for a command, and ends as that ends.

It imports little and is run without site-packages, since it is started hundreds of times.
"""

import json
import os
import signal
import socket
import sys

HEAD = 12
"""Digits of the length of what follows."""
_OWN = ("PYTHONIOENCODING", "PYTHONWARNINGS", "PYTHONHASHSEED")
"""Variables that Python reads as it starts, so that only a new process minds them."""


def main() -> int:
    path, *words = sys.argv[1:]
    if any(name in os.environ for name in _OWN):
        os.execv(sys.executable, [sys.executable, "-W", "error", "-m", "docgen", *words])
    asked = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
    data = json.dumps(asked).encode()
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        socket.send_fds(server, [str(len(data)).zfill(HEAD).encode()], [0, 1, 2])
        server.sendall(data)
        code = int(server.recv(HEAD) or b"1")
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    sys.exit(main())
