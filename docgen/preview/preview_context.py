"""What the answers to all requests are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from docgen.preview.asked import language_of
from docgen.preview.editor_link import EditorLink
from docgen.preview.entry_keys import EntryKeys
from docgen.preview.event_stream import EventStream
from docgen.preview.session import PreviewSession
from docgen.preview.unit_desks import UnitDesks
from docgen.preview.unit_state import UnitState
from docgen.preview.views import Views, unit_row


@dataclass
class PreviewContext:
    """A session, and how it is shown.

    Attributes:
        session: the session.
        events: the pages that listen.
        link: links to the user's editor.
        chosen: the unit that is shown first, if one was named.
        quits: ends the preview.
        keys: let pages in.
        desks: where the units are edited.
    """

    session: PreviewSession
    events: EventStream
    link: EditorLink
    chosen: str = ""
    quits: Callable[[], None] = lambda: None
    keys: EntryKeys = field(default_factory=EntryKeys)
    desks: UnitDesks = field(init=False)

    def __post_init__(self) -> None:
        self.desks = UnitDesks(self.session)

    def rows(self) -> list[object]:
        """The list of units, each with the seconds for which it has been built."""
        session = self.session
        return [
            {**unit_row(unit), "building": session.building_seconds(unit)}
            for unit in session.units()
        ]

    def unit(self, request: Request) -> UnitState:
        """The unit that a request names. Raises :class:`HTTPException` if there is none."""
        unit = self.session.unit(request.path_params["unit"])
        if unit is None:
            raise HTTPException(404)
        return unit

    def views(self, request: Request) -> Views:
        """The views of the unit that a request names, for who has sent it."""
        return Views(self.unit(request), language_of(request), self.link)
