"""What lets a page in: a key in the fragment of the address, for which it gets the token."""

from __future__ import annotations

import secrets
from threading import Lock


class EntryKeys:
    """The keys of one preview, and the token that its pages send with all they ask.

    A cookie would do for neither: browsers send it to every port of this machine, whoever listens
    there. A fragment is sent to nobody, and the token only to where the page came from.

    Attributes:
        printed: the key in the address that is printed.
        for_once: the key in the address that is opened in a browser. It counts once, as everybody
            on this machine can see what a program is started with.
    """

    def __init__(self) -> None:
        self.printed, self.for_once = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._token = secrets.token_urlsafe(32)
        self._is_spent, self._lock = False, Lock()

    def token(self, key: str) -> str | None:
        """The token, if the key counts; from any thread."""
        if _is_same(key, self.printed):
            return self._token
        with self._lock:
            if self._is_spent or not _is_same(key, self.for_once):
                return None
            self._is_spent = True
            return self._token

    def lets_in(self, given: list[str]) -> bool:
        """Whether one token was given, and is right."""
        return len(given) == 1 and _is_same(given[0], self._token)


def _is_same(given: str, secret: str) -> bool:
    """Whether what was given is the secret; how far it is right takes no time to tell."""
    return secrets.compare_digest(given.encode(), secret.encode())
