"""Faults as an organizer reads them, and the fields of a form that they are about."""

from collections.abc import Mapping

from kiosk.domain.errors import Refused
from kiosk.domain.fields import AnyField
from kiosk.domain.refusals.refusal import Several
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.joined import sentences


def sentence(error: Exception) -> str:
    """Returns the sentence that explains an exception to an organizer."""
    return fault(error, Audience.ORGANIZER)


def sentences_by_field(error: Exception, names: Mapping[AnyField, str]) -> dict[str, str]:
    """Returns the sentences that explain an exception to an organizer, by the form's field they are about.

    Args:
        error: Any exception; only a refusal may be about a field, or about several.
        names: The form's fields.

    Returns:
        Sentences by a field's name; by "" those about the whole form.
    """
    if not isinstance(error, Refused):
        return {"": sentence(error)}
    found: dict[str, str] = {}
    for each in error.reason.reasons if isinstance(error.reason, Several) else (error.reason,):
        field = getattr(each, "field", None)
        name = names.get(field, "") if isinstance(field, AnyField) else ""
        found[name] = sentences(found.get(name, ""), sentence(Refused(each)))
    return found
