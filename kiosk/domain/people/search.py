"""Compares texts when people search: without regard to accents, letter case and width."""

import unicodedata

_ALIKE = str.maketrans(
    {
        # Letters whose stroke or ligature is not a mark that Unicode removes (DerivedNormalizationProps).
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "\u0131": "i",
        "ȷ": "j",
        "ŋ": "n",
        "ɨ": "i",
        "ƶ": "z",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ĸ": "k",
        # Characters that keyboards and word processors use for one another.
        **dict.fromkeys("`\u00b4\u2018\u2019\u02bb\u02bc", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        "\u0640": "",  # Arabic tatweel only stretches a word
    }
)

_MOST_BYTES = 2_400
_OVERLAY, _NUKTA = 1, 7
_HEBREW_AND_ARABIC_POINTS = range(10, 37)
_ATTACHED_AND_ACCENTS = 200
"""Canonical combining classes (Unicode 15, 4.3) from here on are accents of alphabets."""


def search_fold(text: str) -> str:
    """Returns a text as it is compared in searches: "Łukasz  ÉTÉ" and "lukasz ete" are the same.

    Accents and vowel points are removed; signs that make another letter (a Devanagari vowel, a kana's
    voicing, a Thai tone) are kept. Never fails, for any text.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ALIKE).split())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(each for each in apart if not _is_dropped(each)).translate(_ALIKE)
    return " ".join(unicodedata.normalize("NFC", letters).split())


def person_search_text(name: str, email: str) -> str:
    """Returns the value of `users.search_text`; no search matches from the name's end into the address.

    It is indexed, and PostgreSQL's B-tree takes 2,704 bytes at most. Only a text that grows when
    it is folded, such as 200 Arabic ligatures, is cut at its end.
    """
    whole = f"{search_fold(name)}\n{search_fold(email)}"
    return whole.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore")


def _is_dropped(character: str) -> bool:
    if character.isascii():
        return False
    combining = unicodedata.combining(character)
    if combining:
        return (
            combining in {_OVERLAY, _NUKTA}
            or combining in _HEBREW_AND_ARABIC_POINTS
            or combining >= _ATTACHED_AND_ACCENTS
        )
    return unicodedata.category(character) == "Cf"  # joiners and direction marks, which people do not type
