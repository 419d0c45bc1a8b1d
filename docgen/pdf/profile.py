"""The settings of a private profile of LibreOffice: no links, no macros, the same places of glyphs.

The links of Word files are taken out before (:mod:`docgen.word.outside_links`); the settings also
hold for formats that only LibreOffice reads, and for what it may read as a link besides. Active
content must not be disabled: charts and formulas are objects too, and would not be drawn.

The locale is set, or the tags of a PDF and its language would follow from that of the machine.

On a new profile LibreOffice sets itself up, looks through its extensions and starts a second time,
which takes longer than a report. It does not where the profile says that this version has done so.
A profile that is kept would start as soon, but LibreOffice writes into it what it has seen of
documents.

Source: the schemas ``org.openoffice.Office.Common``, ``Writer``, ``Calc`` and
``org.openoffice.Inet`` of LibreOffice, ``officecfg/registry/schema``. A version that lacks a
property ignores it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

_SCRIPTING = "org.openoffice.Office.Common/Security/Scripting"
_NOWHERE, _DISCARD = "127.0.0.1", "9"
"""A proxy that is not there."""

_SETTINGS = {
    _SCRIPTING: {
        "BlockUntrustedRefererLinks": "true",  # also those to files
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "DisableOLEAutomation": "true",
    },
    "org.openoffice.Setup/L10N": {"ooSetupSystemLocale": "en-US"},  # not that of the machine
    "org.openoffice.Office.Writer/Content/Update": {"Link": "0"},  # never
    "org.openoffice.Office.Calc/Content/Update": {"Link": "1"},  # never
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",  # the one that is named here
        "ooInetHTTPProxyName": _NOWHERE,
        "ooInetHTTPProxyPort": _DISCARD,
        "ooInetHTTPSProxyName": _NOWHERE,
        "ooInetHTTPSProxyPort": _DISCARD,
        "ooInetNoProxy": "",
    },
    # Else a line of several fonts is laid out from pieces of lines that were laid out before, with
    # roundings that depend on them: glyphs 0.3 pt off, by what else was converted.
    "org.openoffice.Office.Common/Cache/Font": {"GlyphsCacheSize": "1"},
}


_SAID_BY_LIBREOFFICE = {
    "version": (re.compile(r"^ProductKey=.* (\d+\.\d+)", re.M), ("bootstraprc", "bootstrap.ini")),
    "build": (re.compile(r"^buildid=(.+)", re.M), ("versionrc", "version.ini")),
}
"""What its own files say of it, and their names."""


def write_profile(folder: Path, program: str) -> str:
    """Makes a profile in ``folder`` for LibreOffice's ``program``, and returns its address."""
    user = folder / "user"
    user.mkdir(parents=True)
    said = _said_by_libreoffice(Path(program).resolve().parent)
    if said.keys() == _SAID_BY_LIBREOFFICE.keys():
        (user / "extensions").mkdir()
        (user / "extensions" / "buildid").write_text(said["build"], "utf-8")
        set_up = _set_up(said["version"], said["build"])
    else:
        set_up = {}
    (user / "registrymodifications.xcu").write_text(_registry(_SETTINGS | set_up), "utf-8")
    return folder.as_uri()


def _said_by_libreoffice(program: Path) -> dict[str, str]:
    """The version and the build of LibreOffice, as far as the files of its folder say so."""
    places = (program, program.parent / "Resources")  # the second on macOS
    found = dict[str, str]()
    for word, (pattern, names) in _SAID_BY_LIBREOFFICE.items():
        for file in (place / name for name in names for place in places):
            if file.is_file() and (match := pattern.search(file.read_text("utf-8", "replace"))):
                found[word] = match[1].strip()
    return found


def _set_up(version: str, build: str) -> dict[str, dict[str, str]]:
    """What LibreOffice writes into a profile when it has set itself up."""
    return {
        "org.openoffice.Setup/Product": {"ooSetupLastVersion": version},
        "org.openoffice.Setup/Office": {
            "ooSetupInstCompleted": "true",
            "LastCompatibilityCheckID": build,
        },
    }


def _registry(settings_by_path: Mapping[str, Mapping[str, str]]) -> str:
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value, quote=False)}</value></prop></item>"
        for path, settings in settings_by_path.items()
        for name, value in settings.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n'
    )
