"""The settings of a private profile of LibreOffice: no links, no macros, the same places of glyphs.

The links of Word files are taken out before (:mod:`docgen.word.outside_links`); the settings also
hold for formats that only LibreOffice reads, and for what it may read as a link besides. Active
content must not be disabled: charts and formulas are objects too, and would not be drawn.

Source: the schemas ``org.openoffice.Office.Common``, ``Writer``, ``Calc`` and
``org.openoffice.Inet`` of LibreOffice, ``officecfg/registry/schema``. A version that lacks a
property ignores it.
"""

from __future__ import annotations

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


def write_profile(folder: Path) -> str:
    """Makes a profile in ``folder``, and returns its address."""
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    return folder.as_uri()


def _registry() -> str:
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n'
    )
