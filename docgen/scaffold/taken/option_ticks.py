"""Which options of a line are ticked, wherever the tick was put: （√）甲类, □甲类 □乙类√, 乙类."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from docgen.scaffold.pack.terms import BOXES
from docgen.scaffold.taken.line_pattern import TICKS, plain

_BRACKETS = re.compile(rf"[(\[【][\s_]*([{TICKS}]?)[\s_]*[)\]】]")
_BETWEEN = " \t\u3000\u00a0\n_,、;/" + BOXES + "◻○◯" + TICKS


def ticked_options(text: str, options: Collection[str]) -> frozenset[str] | None:
    """The options that are ticked in a text of nothing else; ``None`` if that is not sure.

    A tick is that of the option that it touches, and none is needed if only some are named.
    """
    bare = _BRACKETS.sub(lambda found: found[1] or "□", plain(text)).strip()
    names = {plain(option): option for option in options}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    named = list(re.finditer(known, bare))
    if not named or re.sub(known, "", bare).strip(_BETWEEN):
        return None
    if not any(sign in bare for sign in (*BOXES, *TICKS)):
        found = frozenset(names[each[0]] for each in named)
        return found if len(found) < len(names) else None
    ticked = [names.get(name or "") for name in _touched(bare, named)]
    return None if None in ticked else frozenset(filter(None, ticked))


def _touched(text: str, named: list[re.Match[str]]) -> Iterator[str | None]:
    """The option beside each tick: before it or behind it, not both."""
    ends = {each.end(): each[0] for each in named}
    starts = {each.start(): each[0] for each in named}
    for tick in re.finditer(f"[{TICKS}]", text):
        before, behind = ends.get(tick.start()), starts.get(tick.end())
        if behind is None and before is None:
            room = re.match(r"\s*", text[tick.end() :])
            behind = starts.get(tick.end() + (room.end() if room else 0))
        yield None if before and behind else before or behind
