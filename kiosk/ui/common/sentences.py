"""Faults as an organizer reads them, and the field of a form that they are about."""

from collections.abc import Mapping

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault


def sentence(error: Exception) -> str:
    """Returns what an exception says to an organizer."""
    return fault(error, Audience.ORGANIZER)


def form_field(error: Exception, names: Mapping[Field, str]) -> str:
    """Returns the name of the form's field that an exception is about, or "" for the form as a whole.

    Args:
        error: Any exception; only a refusal may be about a field.
        names: The form's fields.
    """
    field = getattr(error.reason, "field", None) if isinstance(error, Refused) else None
    return names.get(field, "") if isinstance(field, Field) else ""
