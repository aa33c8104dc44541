"""A check of the words of all refusals about one subject."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from kiosk.domain.refusals.refusal import Refusal
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from kiosk.wording.refusals.refusal import refusal
from tests.wording.pseudo import pseudo_language

COMMAND = re.compile(r"`kiosk |--\w|KIOSK_")


def organizer(reason: Refusal) -> str:
    return refusal(reason, Audience.ORGANIZER)


def technician(reason: Refusal) -> str:
    return refusal(reason, Audience.TECHNICIAN)


def check_words(expected: Mapping[Any, str], subject: object) -> None:
    """Checks that organizers read these sentences, and that no reader gets a text meant for another.

    Args:
        expected: The organizer's sentence of at least one fact of each class.
        subject: The union of the subject's classes: each must have words.
    """
    assert {type(reason) for reason in expected} == set(get_args(subject))
    assert {reason: organizer(reason) for reason in expected} == expected
    for reason in expected:
        for audience in Audience:
            sentence = refusal(reason, audience)
            assert not re.search(r"[{}]|\bNone\b| {2}", sentence), sentence
            assert audience is Audience.TECHNICIAN or not COMMAND.search(sentence), sentence
            with language(pseudo_language()):
                assert refusal(reason, audience).startswith("⟦"), sentence
