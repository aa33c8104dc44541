"""Faults as an organizer reads them, and the fields of a form that they are about."""

from collections.abc import Mapping

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.refusals.refusal import Several
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault
from kiosk.wording.joined import sentences


def sentence(error: Exception) -> str:
    """Returns what an exception says to an organizer."""
    return fault(error, Audience.ORGANIZER)


def sentences_by_field(error: Exception, names: Mapping[Field, str]) -> dict[str, str]:
    """Returns what an exception says to an organizer, by the form's field that it is about.

    Args:
        error: Any exception; only a refusal may be about a field, or about several.
        names: The form's fields.

    Returns:
        Sentences by a field's name; by "" what is said of the form as a whole.
    """
    if not isinstance(error, Refused):
        return {"": sentence(error)}
    said: dict[str, str] = {}
    for each in error.reason.reasons if isinstance(error.reason, Several) else (error.reason,):
        field = getattr(each, "field", None)
        name = names.get(field, "") if isinstance(field, Field) else ""
        said[name] = sentences(said.get(name, ""), sentence(Refused(each)))
    return said
