"""The key that counts once."""

from __future__ import annotations

from threading import Thread, current_thread, main_thread

import pytest

from docgen.preview import entry_keys
from docgen.preview.entry_keys import EntryKeys

_WHILE_LOCKED = 0.2
"""Seconds that whoever comes second is given; without a lock it needs none of them."""


def test_of_two_who_come_with_the_key_for_once_one_gets_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second comes while that of the first is looked at."""
    keys, tokens, looks = EntryKeys(), list[str | None](), entry_keys._is_same
    second = Thread(target=lambda: tokens.append(keys.token(keys.for_once)))

    def slow(given: str, secret: str) -> bool:
        if secret == keys.for_once and current_thread() is main_thread():
            second.start()
            second.join(_WHILE_LOCKED)
        return looks(given, secret)

    monkeypatch.setattr(entry_keys, "_is_same", slow)
    tokens.append(keys.token(keys.for_once))
    second.join()
    assert sum(token is not None for token in tokens) == 1


def test_the_key_for_once_and_the_printed_one_are_not_the_token() -> None:
    keys = EntryKeys()
    token = keys.token(keys.printed)
    assert token
    assert len({keys.printed, keys.for_once, token}) == 3
    assert keys.token(keys.for_once) == token
    assert keys.token(keys.for_once) is None
    assert keys.token(keys.printed) == token
