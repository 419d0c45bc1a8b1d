"""How the formula of a field reads others: by the shortest path that its own groups allow.

Names are looked up beside the field, then in each group around it, and last at the top.
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.packs.expressions.paths import access
from docgen.scaffold.pack.form_fields import Path


class References:
    """The fields of a pack, as formulas read them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = set(paths)
        self._keys: dict[Path, set[str]] = {}
        for path in self.paths:
            for length, key in enumerate(path):
                self._keys.setdefault(path[:length], set()).add(key.removesuffix("[]"))

    def expression(self, target: Path, owner: Path, *, within: Path = ()) -> str:
        """The expression that reads ``target`` in a formula of the group ``owner``; empty if none.

        ``within`` is the outermost group whose names the formula sees beside those at the top.
        """
        shared = 0
        while shared < min(len(owner), len(target) - 1) and owner[shared] == target[shared]:
            shared += 1
        for length in range(shared, -1, -1):
            if 0 < length < len(within):
                continue
            found = self._from(target, owner, length)
            if found:
                return found
        return ""

    def _from(self, target: Path, owner: Path, length: int) -> str:
        first, *others = (target[length], *target[length + 1 :])
        name = first.removesuffix("[]")
        steps = [*([first] if others else []), *others[:-1]]
        is_hidden = any(
            name in self._keys.get(owner[:inner], ()) for inner in range(len(owner), length, -1)
        )
        if is_hidden or any(step.endswith("[]") for step in steps):
            return ""
        if not name.isidentifier() or name.isascii():
            return ""
        return name + "".join(access(step.removesuffix("[]")) for step in others)

    def below(self, group: Path) -> set[Path]:
        """What is below a group, by the keys that follow."""
        return {path[len(group) :] for path in self.paths if path[: len(group)] == group}
