"""What an application holds for all requests."""

from __future__ import annotations

from fastapi import Request, WebSocket

from desirepath.services.access import Doorkeeper
from desirepath.services.editing import Desk
from desirepath.services.reading import Reader
from desirepath.web.rooms import Hub


def desk_of(request: Request) -> Desk:
    """Where drafts, comments, actions, reviews and the team are."""
    desk: Desk = request.app.state.desk
    return desk


def reader_of(request: Request) -> Reader:
    """The newest build of the workspace."""
    reader: Reader = request.app.state.reader
    return reader


def hub_of(request: Request | WebSocket) -> Hub:
    """The rooms of drafts that somebody has open."""
    hub: Hub = request.app.state.hub
    return hub


def door_of(request: Request) -> Doorkeeper:
    """Who counts tries to get in."""
    door: Doorkeeper = request.app.state.door
    return door
