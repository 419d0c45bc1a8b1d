"""The fields that pack.yaml names: renamed, given a formula, forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import yaml

from docgen.scaffold.pack.edits.field_chains import (
    NameScope,
    Plain,
    groups_around,
    in_tags,
    plain,
    reads,
    renamed,
    steps_in,
)
from docgen.scaffold.pack.edits.yaml_patches import (
    YamlPatches,
    entries_of,
    entry_line,
    items_of,
    scalars_in,
)

_BEHIND_DERIVED = ("format", "checks", "next", "rules")
_BY_KEYS = (("checks", "points"), ("next", "kept"), ("next", "dates"), ("next", "texts"))
_BY_PATH = (("checks", "year"), ("checks", "unit"), ("checks", "money"))


class PackText:
    """A pack.yaml that is changed.

    Args:
        text: its text.
        known: the plain paths of all fields.
    """

    def __init__(self, text: str, known: frozenset[Plain]) -> None:
        self._known, self._yaml = known, YamlPatches(text)

    def written(self) -> str:
        """The text with the changes."""
        return self._yaml.written()

    def rename(self, path: Plain, key: str) -> None:
        """Gives a field another last key wherever it is named."""
        old = path.rpartition(".")[2]
        for node in self._texts():
            scope = NameScope(self._known)
            change = partial(in_tags, change=_renaming(scope, path, key))
            self._yaml.change(node, change)
        for name, formula in self._derived():
            if plain(name.value) == path:
                self._yaml.change(name, partial(_with_last, old=old, key=key))
            self._yaml.change(formula, _renaming(self._beside(name), path, key))
        for rule in items_of(self._yaml.at("rules")):
            each, scopes = self._rule(rule)
            self._yaml.change(each, _renaming(scopes[1], path, key))
            require = _value(rule, "require")
            self._yaml.change(require, _renaming(scopes[0], path, key))
        for keys in _BY_PATH:
            for node in scalars_in(self._yaml.at(*keys)):
                if plain(node.value) == path:
                    self._yaml.change(node, partial(_with_last, old=old, key=key))
        for node, typed in self._named(path, key):
            self._yaml.change(node, partial(_with_last, old=typed, key=key))

    def set_formula(self, path: str, formula: str) -> None:
        """Gives a field a formula, or another one."""
        entries = list(self._derived())
        for name, former in entries:
            if name.value == path:
                self._yaml.change(former, lambda _: formula)
                return
        # What reads the field stands behind it: fields are computed from top to bottom.
        readers = [name for name, value in entries if self._reads(name, value, plain(path))]
        derived = self._yaml.at("derived")
        if derived is not None:
            at = readers[0].start_mark.index if readers else self._end(derived)
            at = self._yaml.text.rfind("\n", 0, at) + 1
            self._yaml.insert(at, entry_line(path, formula, 2))
        else:
            self._yaml.insert(self._section(), f"derived:\n{entry_line(path, formula, 2)}\n")

    def drop_formula(self, path: str) -> None:
        """Takes the formula of a field away."""
        derived = self._yaml.at("derived")
        for name, _ in self._derived():
            if name.value == path and derived is not None and self._yaml.root is not None:
                self._yaml.remove((self._yaml.root, derived), name)

    def forget(self, path: Plain) -> None:
        """Takes out what names a field: its formula, rules that read it, and lists of fields."""
        root = self._yaml.root
        assert root is not None
        derived = self._yaml.at("derived")
        gone = [name for name, _ in self._derived() if plain(name.value) == path]
        rules = items_of(self._yaml.at("rules"))
        broken = [rule for rule in rules if self._rule_reads(rule, path)]
        lists: list[tuple[tuple[str, ...], yaml.Node]] = [(("rules",), rule) for rule in broken]
        lists += [(keys, node) for keys in _BY_KEYS for node in self._in_list(keys, path)]
        if derived is not None and len(gone) == len(entries_of(derived)) and gone:
            self._yaml.remove((root,), _key(root, "derived"))
        else:
            for name in gone:
                self._yaml.remove([each for each in (root, derived) if each], name)
        for keys in dict.fromkeys(keys for keys, _ in lists):
            self._remove_all(keys, [node for each, node in lists if each == keys])

    def _remove_all(self, keys: Sequence[str], nodes: Sequence[yaml.Node]) -> None:
        """Takes items of a list out, and the list with them if it has no others."""
        above = [self._yaml.root, *(self._yaml.at(*keys[: n + 1]) for n in range(len(keys)))]
        parents = [node for node in above if node is not None]
        if len(nodes) == len(items_of(parents[-1])):
            self._yaml.remove(parents[:-1], _key(parents[-2], keys[-1]))
            return
        for node in nodes:
            self._yaml.remove(parents, node)

    def _in_list(self, keys: Sequence[str], path: Plain) -> Iterator[yaml.Node]:
        for node in items_of(self._yaml.at(*keys)):
            if self._is_only(str(node.value), path):
                yield node

    def _named(self, path: Plain, key: str) -> Iterator[tuple[yaml.ScalarNode, str]]:
        """The scalars that name a field by its last keys alone, and no other."""
        nodes = [node for keys in _BY_KEYS for node in scalars_in(self._yaml.at(*keys))]
        for entry in entries_of(self._yaml.at("checks", "carried")):
            nodes += [each for each in entry if isinstance(each, yaml.ScalarNode)]
        above = path.rpartition(".")[0]
        new = f"{above}.{key}" if above else key
        for node in nodes:
            name = str(node.value)
            meant = f"{name.rpartition('.')[0]}.{key}".lstrip(".")
            if self._is_only(name, path) and not any(
                _ends(each, meant) for each in self._known if each != new
            ):
                yield node, name.rpartition(".")[2]

    def _is_only(self, name: str, path: Plain) -> bool:
        """Whether a name of last keys is that of one field alone."""
        return _ends(path, name) and not any(
            _ends(each, name) for each in self._known if each != path
        )

    def _texts(self) -> Iterator[yaml.Node | None]:
        yield self._yaml.at("output")
        yield from scalars_in(self._yaml.at("properties"))

    def _derived(self) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        yield from entries_of(self._yaml.at("derived"))

    def _beside(self, name: yaml.Node) -> NameScope:
        """What names mean in the formula of a field."""
        return NameScope(self._known, groups_around(plain(str(name.value))))

    def _reads(self, name: yaml.Node, formula: yaml.Node, path: Plain) -> bool:
        source, scope = str(formula.value), self._beside(name)
        is_in_group = any(path.startswith(f"{step.path}.") for step in steps_in(source, scope))
        return is_in_group or reads(source, scope, path)

    def _rule(self, rule: yaml.Node) -> tuple[yaml.Node | None, tuple[NameScope, NameScope]]:
        """The rows of a rule, and what names mean in it and in them."""
        at, each = _value(rule, "at"), _value(rule, "each")
        owner = plain(str(at.value)) if at is not None else ""
        outer = NameScope(self._known, (owner, *groups_around(owner)))
        rows = list(steps_in(str(each.value), outer)) if each is not None else []
        listed = ""
        for step in rows:
            if step.is_first and listed:
                break
            listed = step.path
        return each, (NameScope(self._known, (listed, *outer.groups)), outer)

    def _rule_reads(self, rule: yaml.Node, path: Plain) -> bool:
        _, (scope, _outer) = self._rule(rule)
        require = _value(rule, "require")
        return require is not None and reads(str(require.value), scope, path)

    def _section(self) -> int:
        """Where the section of formulas begins if there is none: before the comment of the next."""
        text = self._yaml.text
        for key in _BEHIND_DERIVED:
            if found := re.search(rf"(?:^#[^\n]*\n)*^{key}:", text, re.MULTILINE):
                return found.start()
        return len(text)

    def _end(self, node: yaml.Node) -> int:
        end = node.end_mark.index
        text = self._yaml.text[:end].rstrip()
        return len(text) + 1


def _renaming(scope: NameScope, path: Plain, key: str) -> Callable[[str], str]:
    return partial(renamed, scope=scope, path=path, key=key)


def _with_last(text: str, old: str, key: str) -> str:
    """A typed path or key with another last key."""
    before, found, after = text.rpartition(old)
    return f"{before}{key}{after}" if found else text


def _ends(path: Plain, name: str) -> bool:
    return f".{path}".endswith(f".{name}")


def _value(rule: yaml.Node, key: str) -> yaml.Node | None:
    return next((value for name, value in entries_of(rule) if name.value == key), None)


def _key(node: yaml.Node, key: str) -> yaml.Node:
    return next(name for name, _ in entries_of(node) if name.value == key)
