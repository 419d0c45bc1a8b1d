"""Layers of a PDF that are switched off, as in drawings: they stay off where its pages are bound.

ISO 32000-1, 8.11.4: which layers there are, and which are off, is said by the document alone, so a
page that is copied without it would show them all.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name


def keep_hidden_layers(bound: pikepdf.Pdf, pdf: pikepdf.Pdf) -> None:
    """Adds the layers of ``pdf``, whose pages are in ``bound``, to those of ``bound``."""
    found = pdf.Root.get("/OCProperties")
    if not isinstance(found, Dictionary) or not isinstance(found.get("/OCGs"), Array):
        return
    hidden = _hidden(found)
    if "/OCProperties" not in bound.Root:
        bound.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array()))
    known = bound.Root.OCProperties
    if "/OFF" not in known.D:
        known.D.OFF = Array()
    for layer in found.OCGs.as_list():
        if isinstance(layer, Dictionary) and layer.is_indirect:
            copy = bound.copy_foreign(layer)
            known.OCGs.append(copy)
            if layer.objgen in hidden:
                known.D.OFF.append(copy)


def _hidden(layers: Dictionary) -> set[tuple[int, int]]:
    """The numbers of the layers that are off when the document is opened (table 101)."""
    said = layers.get("/D")
    said = said if isinstance(said, Dictionary) else Dictionary()
    all_off = said.get("/BaseState") == Name.OFF
    hidden = set(_numbers(layers.OCGs)) - set(_numbers(said.get("/ON"))) if all_off else set()
    return hidden | set(_numbers(said.get("/OFF")))


def _numbers(layers: object) -> list[tuple[int, int]]:
    if not isinstance(layers, Array):
        return []
    return [layer.objgen for layer in layers.as_list() if isinstance(layer, Dictionary)]
