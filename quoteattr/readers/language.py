"""The language of a text.

In: text. Out: its ISO 639-1 code, or None where it is too short to tell::

    >>> find_language("Le pont sera fermé vendredi, a déclaré le maire, parce que les boulons sont rouillés.")
    'fr'

Found by py3langid over the words of the text, and by its letters where they are of another script: a page that says
of itself that it is English often is not.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
# What the identifier takes for another language and readers take for English: Nigerian Pidgin, headlines in capitals.
ALSO_ENGLISH = frozenset(("en", "pcm", "sco"))
# Letters; in fewer, names decide more than words.
FEWEST = 200
# Characters at the beginning that are looked at; more changes nothing.
SAMPLE = 5_000
# How sure it has to be that it is another language.
SURE = 0.99
LETTER = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Share of the letters that are Latin in a text that could be English.
MOSTLY = 0.5
OTHER_SCRIPT = "und"
# Words that no other language has together, and the share of all words at which nobody need look further: loading the
# identifier takes longer than reading an article. English news has about three times as many of each.
PLAIN = (re.compile(r"\bthe\b", re.I), re.compile(r"\b(?:and|of|to)\b", re.I))
PLAIN_SHARE = 0.02


def find_language(text: str) -> str | None:
    """The language of the text: "en" unless it surely is another one; None when it is too short to tell."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    foreign = letters - len(LATIN.findall(sample)) > (1 - MOSTLY) * letters
    if letters < FEWEST and not foreign:
        return None
    if not foreign and _is_plainly_english(sample):
        return ENGLISH
    language, probability = _identifier().classify(sample.lower())
    if language in ALSO_ENGLISH:
        return OTHER_SCRIPT if foreign else ENGLISH
    return str(language) if foreign or probability > SURE else ENGLISH


def _is_plainly_english(sample: str) -> bool:
    fewest = PLAIN_SHARE * len(sample.split())
    return all(len(word.findall(sample)) > fewest for word in PLAIN)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
