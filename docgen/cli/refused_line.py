"""A command line that was refused, and what it may have meant: the lines to type instead."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from docgen.cli.command import CommandFolder
from docgen.cli.help_page import WORK
from docgen.diagnostics import UsageError, nearest
from docgen.diagnostics.codes import Language
from docgen.diagnostics.file_names import good_name, plain, shortened, the_one_meant
from docgen.messages import half
from docgen.project import Project, project_or_none, shipped

_YEAR = re.compile(r"(?:19|20)\d\d")
_OFFICE = (".docx", ".doc", ".wps", ".pdf")

_DATA = (".yaml", ".yml", ".json", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
"""What a form is filled with: either may be named first."""

Line = tuple[str, ...]
"""The words behind ``docgen``."""


@dataclass(frozen=True)
class RefusedLine:
    """What was typed behind ``docgen``.

    Attributes:
        words: the words.
        context: of the command that refused them.
        language: the language of what is proposed.
    """

    words: Sequence[str]
    context: click.Context
    language: Language

    @cached_property
    def project(self) -> Project | None:
        """The project that is worked in; ``None`` if there is none."""
        root = self.context.find_root().params.get("project")
        return project_or_none(root)

    @cached_property
    def names(self) -> list[str]:
        """The names of the command: ``template``, ``lint``."""
        return self.context.command_path.split()[1:]

    @cached_property
    def behind_names(self) -> int:
        """How many words the command's names and what is before them are."""
        at = 0
        for name in self.names:
            at = next((n for n, word in enumerate(self.words) if plain(word) == name), at) + 1
        return at

    @property
    def help(self) -> Line:
        """The line that explains the command."""
        return (*self.names, "--help")

    def line(self, at: int, count: int, *new: str) -> Line:
        """The line with ``new`` words in place of ``count`` words."""
        return (*self.words[:at], *new, *self.words[at + count :])

    def refusal(self, line: Line) -> click.UsageError | None:
        """Why a line would be refused; ``None`` if it would not, or explains itself."""
        root = self.context.find_root()
        assert isinstance(root.command, CommandFolder)
        explains = any(word in root.help_option_names or word == "--version" for word in line)
        return None if explains else root.command.refusal(line, root.obj)

    def option_at(self, names: Iterable[str]) -> int:
        """Where one of these options stands; behind all words if it does not."""
        options = set(names)
        found = (n for n, word in enumerate(self.words) if word.partition("=")[0] in options)
        return next(found, len(self.words))

    def value_of(self, param: click.Parameter) -> tuple[int, str]:
        """Where the value of an option or argument stands, and the value."""
        at = self.option_at(param.opts)
        if at < len(self.words) and "=" in self.words[at]:
            return at, self.words[at].partition("=")[2]
        if at + 1 < len(self.words):
            return at + 1, self.words[at + 1]
        return at, ""

    def with_value(self, param: click.Parameter, value: str) -> Line:
        """The line with another value of an option."""
        at, _ = self.value_of(param)
        name = self.words[at].partition("=")[0] if at < len(self.words) else ""
        new = (f"{name}={value}",) if name in param.opts else (value,)
        return self.line(at, 1, *new)

    @cached_property
    def editions(self) -> list[str]:
        """The names of all editions."""
        return self.project.editions() if self.project else []

    @cached_property
    def newest(self) -> str:
        """The newest edition; the year that reports are of now, if there is none."""
        years = [name for name in self.editions if _YEAR.fullmatch(name)]
        return max(years, default=str(date.today().year - 1))

    def edition(self, word: str) -> str:
        """The edition that a word names; empty if it names none."""
        name = self.project.edition_name(word) if self.project else plain(word)
        return name if name in self.editions or _YEAR.fullmatch(name) else ""

    @property
    def units(self) -> list[str]:
        """The names of the units, see :attr:`unit_folders`."""
        return [folder.name for folder in self.unit_folders]

    @cached_property
    def unit_folders(self) -> list[Path]:
        """The folders of the units of the edition that is named, or else of the newest."""
        named = (self.edition(word) for word in self.words[self.behind_names :])
        edition = next((name for name in named if name in self.editions), self.newest)
        if self.project is None or edition not in self.editions:
            return []
        with suppress(UsageError):
            return self.project.units(edition)
        return []

    @cached_property
    def packs(self) -> list[str]:
        """The names of all packs."""
        return (self.project or shipped()).pack_names()

    def is_file(self, word: str) -> bool:
        """Whether a word names a file of an office."""
        return word.lower().endswith(_OFFICE)

    def there(self, param: click.Parameter) -> list[str]:
        """What there is to name as the value of an option or argument."""
        known = dict.fromkeys(("edition", "target", "targets", "last"), self.editions)
        known |= dict.fromkeys(("units", "unit"), self.units) | {"pack": self.packs}
        if isinstance(param.type, click.Choice):
            return [str(choice) for choice in param.type.choices]
        return [] if self.makes(param.name) else known.get(param.name or "", [])

    def example(self, param: click.Parameter) -> str:
        """A value for an option or argument; what belongs there, if none is known."""
        if self.makes(param.name):
            return self._new_name(param)
        there = self.there(param)
        if param.name in ("edition", "target", "targets", "last"):
            return self.newest
        if param.name == "data" and any(word.lower().endswith(_DATA) for word in self.words):
            param = next(p for p in self.context.command.params if p.name == "form")
        return there[0] if there else self._what(param)

    def is_first(self, param: click.Parameter) -> bool:
        """Whether nothing stands before an option or argument, behind the command's names."""
        arguments = [p for p in self.context.command.params if isinstance(p, click.Argument)]
        return param not in arguments[1:]

    def options_left_out(self) -> list[str]:
        """The options that the command cannot do without, and that were not typed."""
        options = [p for p in self.context.command.params if isinstance(p, click.Option)]
        if self.names == ["new"]:  # it needs one of two
            options = [option for option in options if option.name in ("last", "pack")]
            if all(self.option_at(option.opts) == len(self.words) for option in options):
                return ["--from", self.newest]
        absent = (each for each in options if self.option_at(each.opts) == len(self.words))
        needed = (option for option in absent if option.required)
        return [word for each in needed for word in (each.opts[0], self.example(each))]

    def makes(self, param: str | None) -> bool:
        """Whether the command makes what the parameter names."""
        made = {"new": ("edition", "units"), "template new": ("pack", "forms")}
        return param in made.get(" ".join(self.names), ())

    def _new_name(self, param: click.Parameter) -> str:
        """The name of what is to be made: the year behind, or a pack as its form is called."""
        forms = [word for word in self.words[self.behind_names :] if self.is_file(word)]
        if param.name == "edition":
            at = self.option_at(["--from"])
            last = self.words[at + 1] if at + 1 < len(self.words) else self.newest
            return str(int(self.edition(last) or self.newest) + 1)
        if param.name == "pack" and forms:
            return good_name(Path(forms[0]).stem) or self._what(param)
        return self._what(param)

    def _what(self, param: click.Parameter) -> str:
        """What belongs there: 单位, FORM.docx."""
        return half(param.metavar or "", self.language).removesuffix("…")

    def meant_command(self, word: str) -> tuple[tuple[str, ...], str]:
        """The names of the command that a word may mean, and the name it is similar to."""
        folder, typed = self.context.command, plain(word)
        assert isinstance(folder, CommandFolder)
        below = list(folder.commands_below(self.context))
        named = [names for names, _ in below if names[-1] == typed]
        called = [names for names, command in below if typed in command.called]
        spoken = [
            names for names, command in below if any(name in typed for name in command.called)
        ]
        meant = next(iter([*named, *called, *spoken]), ())
        if meant:
            return meant, ""
        similar = nearest(typed, folder.list_commands(self.context))
        return ((similar,) if similar else ()), similar

    def meant_option(self, option: str) -> tuple[str, str]:
        """The option of the command that one may mean, and the one that it is similar to."""
        bare = option.lstrip("-")
        known = {name.lstrip("-"): name for each in self.options for name in each.opts}
        similar = known.get(nearest(bare, known), "")
        return similar or _said(bare, self.options), similar

    @cached_property
    def options(self) -> list[click.Option]:
        """The options of the command, that of help among them."""
        return _options(self.context.command.get_params(self.context))

    def option_called(self, word: str) -> click.Option | None:
        """The option whose name is this word without hyphens, or who is called so in Chinese."""
        names = {f"--{plain(word)}", _said(word, self.options)}
        return next((each for each in self.options if names & set(each.opts)), None)

    def options_for(self, value: str) -> list[tuple[str, str]]:
        """The options that may have this value, each with the value as it is written."""
        options = (option for option in self.options if not option.is_flag)
        found = ((option.opts[0], self.meant(option, value)) for option in options)
        return [(option, meant) for option, meant in found if meant]

    def meant(self, option: click.Option, value: str) -> str:
        """The value among those there are that one may mean; a unit may be misspelt too."""
        there = self.there(option)
        if there and there == self.units:
            return self.meant_unit(value)
        return the_one_meant(value, there) or the_one_meant(self.edition(value), there)

    def commands_with(self, flag: str) -> list[Line]:
        """The line with a flag for a command's name as it is meant, for each that has the flag.

        The commands of a year's work come first.
        """
        folder = self.context.command
        assert isinstance(folder, CommandFolder)
        at = list(self.words).index(flag)
        lines = []
        found = folder.commands_below(self.context)
        for names, command in sorted(found, key=lambda each: each[0][0] not in WORK):
            flags = [each for each in _options(command.params) if each.is_flag]
            name = f"--{plain(flag)}"
            option = name if any(name in each.opts for each in flags) else _said(flag, flags)
            lines += [(*self.line(at, 1, *names), option)] if option else []
        return lines

    def elsewhere(self, option: str) -> Line:
        """The line with an option before or behind the command; empty if it belongs to neither."""
        root, at = self.context.find_root(), self.option_at([option])
        own = self._option_of(root.command, option)
        if own and self.context is not root:
            value = self._option_words(own, at)
            return (*value, *self.words[:at], *self.words[at + len(value) :])
        for n, word in enumerate(self.words[at + 1 :], at + 1):
            command = _command(root, word)
            behind = self._option_of(command, option) if command else None
            if behind:
                value = self._option_words(behind, at)
                rest = self.words[min(n, at + len(value)) :]
                return (*self.words[:at], *rest, *value)
        return ()

    def _option_of(self, command: click.Command, option: str) -> click.Option | None:
        options = (p for p in command.params if isinstance(p, click.Option))
        return next((each for each in options if option in each.opts), None)

    def _option_words(self, option: click.Option, at: int) -> Sequence[str]:
        """The option with its value."""
        has_value = not option.is_flag and "=" not in self.words[at]
        return self.words[at : at + 1 + has_value]

    def meant_file(self, typed: str) -> str:
        """The path of the output that a file's name may mean; empty if there is none like it."""
        files = self.project.output("").glob("*/*") if self.project else ()
        paths = {path.name: path for path in files if self.is_file(path.name)}
        meant = the_one_meant(Path(typed).name, paths) or nearest(Path(typed).name, paths)
        return os.path.relpath(paths[meant]) if meant else ""

    def meant_unit(self, words: str) -> str:
        """The unit that words may mean; empty if there is none like them."""
        units = self.units
        return the_one_meant(words, units) or nearest(words, units) or shortened(words, units)


def _options(params: Iterable[click.Parameter]) -> list[click.Option]:
    return [param for param in params if isinstance(param, click.Option)]


def _said(word: str, options: Iterable[click.Option]) -> str:
    """The only option whose Chinese help begins with what ``word`` says; empty if there is none."""
    texts = ((each.opts[0], half(each.help or "", "zh").split("，")[0]) for each in options)
    said = [option for option, text in texts if not word.isascii() and word in text]
    return said[0] if len(said) == 1 else ""


def _command(root: click.Context, word: str) -> click.Command | None:
    """The command of this name, one in a folder too."""
    assert isinstance(root.command, CommandFolder)
    for names, command in root.command.commands_below(root):
        if plain(word) in names:
            return command
    return None
