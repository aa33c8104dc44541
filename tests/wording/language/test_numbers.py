"""Numbers in the reader's language."""

import gettext

from kiosk.wording.language.catalogue import Language, language
from kiosk.wording.language.numbers import number, tenths


def test_numbers_have_the_signs_of_the_language() -> None:
    assert (number(12_345), tenths(0.26)) == ("12,345", "0.3")
    with language(Language("de", gettext.NullTranslations())):
        assert (number(12_345), tenths(0.26)) == ("12.345", "0,3")
