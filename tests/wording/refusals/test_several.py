"""Several refused values are worded in whole sentences, one for each value."""

import pytest

from kiosk.domain.fields import Field
from kiosk.domain.refusals.refusal import Several
from kiosk.domain.refusals.typed.texts import Blank, TooLong
from kiosk.wording.fields import field_subject
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal


def test_several_refusals_are_worded_one_after_the_other() -> None:
    several = Several((Blank(Field.PERSON_NAME), TooLong(Field.EMAIL, 300, 255)))
    assert refusal(several, Audience.TECHNICIAN) == (
        "The name cannot be blank. This e-mail address has 300 characters; 255 is the most."
    )


def test_a_blank_present_password_is_asked_for() -> None:
    assert refusal(Blank(Field.PASSWORD), Audience.ORGANIZER) == "Type the password you have now."


@pytest.mark.parametrize("field", Field)
def test_every_field_has_a_name_to_begin_a_sentence_with(field: Field) -> None:
    assert field_subject(field).startswith("The ")
