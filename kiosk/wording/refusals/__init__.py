"""Refusals in words: one module a subject, as in kiosk/domain/refusals."""

from typing import assert_never

from kiosk.domain.refusals import Refusal
from kiosk.domain.refusals.event_fields import AboutEventField
from kiosk.domain.refusals.typed_texts import AboutTypedText
from kiosk.wording.audience import Audience
from kiosk.wording.refusals.event_fields import event_field_refusal
from kiosk.wording.refusals.typed_texts import typed_text_refusal


def refusal(reason: Refusal, audience: Audience) -> str:  # noqa: ARG001 -- facts that name a command need it
    """Says why something cannot be done and what to do about it, in one or two sentences.

    Args:
        reason: The fact.
        audience: Who reads it.
    """
    if isinstance(reason, AboutEventField):
        return event_field_refusal(reason)
    if isinstance(reason, AboutTypedText):
        return typed_text_refusal(reason)
    assert_never(reason)
