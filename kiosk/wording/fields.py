"""The names of fields as the subjects of sentences."""

from kiosk.domain.fields import Field
from kiosk.wording.catalogue import _


def field_subject(field: Field) -> str:  # noqa: C901, PLR0911, PLR0912 -- one case a field
    """Returns a field's name as the subject of a sentence: "The event's title"."""
    match field:
        case Field.EVENT_TITLE:
            return _("The event's title")
        case Field.EVENT_CODE:
            return _("The event's code")
        case Field.LOCATION:
            return _("The event's location")
        case Field.START:
            return _("The event's start")
        case Field.DURATION:
            return _("The event's duration")
        case Field.OPENS_BEFORE:
            return _("The beginning of check-in")
        case Field.CAPACITY:
            return _("The event's capacity")
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
