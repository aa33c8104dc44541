"""Expects refusals in tests: by their reason, or by their words where the words are the story."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.refusal import Refusal
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience


@contextmanager
def refuses(expected: Refusal | type | str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expects a refusal in a with block.

    Args:
        expected: The reason itself, a reason's class, or a pattern that an organizer's sentence matches.
    """
    with pytest.raises(Refused) as raised:
        yield raised
    reason = raised.value.reason
    if isinstance(expected, str):
        sentence = fault(raised.value, Audience.ORGANIZER)
        assert re.search(expected, sentence), sentence
    elif isinstance(expected, type):
        assert isinstance(reason, expected), reason
    else:
        assert reason == expected
