"""Changes of single scalars and entries of a YAML text; all else stays as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import yaml

Entries: TypeAlias = list[tuple[yaml.Node, yaml.Node]]


class YamlPatches:
    """A YAML text with changes that are not made yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._patches = list[tuple[int, int, str]]()
        self._changed = dict[int, tuple[int, str, str]]()

    def at(self, *keys: str) -> yaml.Node | None:
        """The node at these keys; ``None`` if there is none."""
        node = self.root
        for key in keys:
            node = next((value for name, value in entries_of(node) if name.value == key), None)
        return node

    def change(self, node: yaml.Node | None, change: Callable[[str], str]) -> None:
        """Changes the value of a scalar; as it is typed, if that reads the same."""
        if not isinstance(node, yaml.ScalarNode):
            return
        start, stop = node.start_mark.index, node.end_mark.index
        as_it_is = (stop, self.text[start:stop], str(node.value))
        _, typed, value = self._changed.get(start, as_it_is)
        wanted = change(value)
        if wanted == value:
            return
        typed = change(typed)
        if _read(typed) != wanted:
            typed = _dumped(wanted)
        self._changed[start] = stop, typed, wanted

    def insert(self, at: int, typed: str) -> None:
        """Types something at an index."""
        self._patches.append((at, at, typed))

    def remove(self, above: Sequence[yaml.Node], node: yaml.Node) -> None:
        """Takes an entry or an item out, and what has nothing in it then.

        ``above`` are the collections that it is in, from the outermost; ``node`` is the item, or
        the key of the entry.
        """
        *others, parent = above
        count = len(parent.value) if isinstance(parent, yaml.CollectionNode) else 0
        around = entries_of(others[-1]) if others else []
        if count == 1 and (key := next((key for key, value in around if value is parent), None)):
            self.remove(others, key)
            return
        start = self.text.rindex("\n", 0, node.start_mark.index) + 1 if node.start_mark.line else 0
        self._patches.append((start, self._end_of(parent, node), ""))

    def _end_of(self, parent: yaml.Node, node: yaml.Node) -> int:
        """The beginning of the line behind an entry."""
        last = node
        if isinstance(parent, yaml.MappingNode):
            last = next(value for key, value in parent.value if key is node)
        end = last.end_mark.index
        while end > 0 and self.text[end - 1] in "\n ":  # a block ends where the next one begins
            end -= 1
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1

    def written(self) -> str:
        """The text with the changes."""
        text = self.text
        changed = [(start, stop, typed) for start, (stop, typed, _) in self._changed.items()]
        gone = [(start, stop) for start, stop, typed in self._patches if stop > start]
        changed = [
            patch for patch in changed if not any(begin <= patch[0] < end for begin, end in gone)
        ]
        for start, stop, typed in sorted([*changed, *self._patches], reverse=True):
            text = f"{text[:start]}{typed}{text[stop:]}"
        return text


def entries_of(node: yaml.Node | None) -> Entries:
    """The keys and values of a mapping; none of anything else."""
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def items_of(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; none of anything else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def scalars_in(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """All single values below a node, keys left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for _, value in entries_of(node):
        yield from scalars_in(value)
    for item in items_of(node):
        yield from scalars_in(item)


def entry_line(key: str, value: str, indent: int) -> str:
    """A line with an entry of a mapping."""
    return f"{' ' * indent}{_dumped(key)}: {_dumped(value)}\n"


def _read(typed: str) -> object:
    try:
        node = yaml.compose(typed, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _dumped(value: str) -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, width=100_000)
    return dumped.removesuffix("\n").removesuffix("\n...")
