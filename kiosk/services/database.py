"""The database as the window hands it on to services: it keeps it and asks it nothing itself.

Windows know services, not storage; what they hold has this name.
"""

from kiosk.storage.schema.revision import HEAD as EXPECTED_REVISION
from kiosk.storage.store import Store

__all__ = ["EXPECTED_REVISION", "Store"]
