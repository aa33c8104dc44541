"""The database as a screen hands it on: opaque there, asked by services only."""

from kiosk.storage.store import Store as Store  # noqa: PLC0414 -- the way to say that it is handed on
