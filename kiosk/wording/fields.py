"""The names of fields as the subjects of sentences."""

from kiosk.domain.event import EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.wording.event_fields import event_field_words
from kiosk.wording.language.catalogue import _


def field_subject(field: AnyField) -> str:
    """Returns a field's name as the subject of a sentence: "The event's title"."""
    match field:
        case EventField():
            return event_field_words(field).subject
        case Field.WEEKDAYS:
            return _("The series' days of the week")
        case Field.SERIES_END:
            return _("The series' end")
        case Field.GROUP_NAME:
            return _("The group's name")
        case Field.GROUP_DESCRIPTION:
            return _("The group's description")
        case Field.PERSON_NAME:
            return _("The name")
        case Field.EMAIL:
            return _("The e-mail address")
        case Field.PASSWORD:
            return _("The password")
        case Field.NEW_PASSWORD:
            return _("The new password")
        case Field.PASSWORD_AGAIN:
            return _("The repeated password")
        case Field.PIN:
            return _("The staff PIN")
        case Field.REASON:
            return _("The reason")
        case Field.KIOSK_NAME:
            return _("The kiosk's name")
