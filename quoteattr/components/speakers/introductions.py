"""How a text brings in a name: as that of a relative, or behind a role and a comma.

In: a Doc and the first token of a name. Out: whether it is so, and the gender that the word for the relative
says::

    is_kin(doc, 5)         her husband | Kevin
    is_apposed(doc, name)  Her former professor, | Koolman, said
"""

from spacy.tokens import Doc

from quoteattr.components.speakers.nametypes import NameSpan
from quoteattr.components.speakers.phrases import DEFINITE, phrase_start
from quoteattr.components.vocabulary import Gender, RoleNoun, country_of, role_noun


def is_relative(doc: Doc, start: int) -> bool:
    """Whether a name stands right behind the word for a relative: “her husband, Kevin”."""
    role = _relative_before(doc, start) if start > 1 else None
    return role is not None and doc[start - 1].lower_ != "partner"  # which may be a firm


def is_apposed(doc: Doc, name: NameSpan) -> bool:
    """“Her former professor, Koolman, said”: a role between a determiner and the name, commas around the name."""
    start, end = name.start, name.end
    if start < 3 or doc[start - 1].text != "," or country_of(name.words) or (end < len(doc) and doc[end].text != ","):
        return False
    role = role_noun(doc[start - 2].text)
    return role is not None and not role.plural and doc[phrase_start(doc, start - 2)].lower_ in DEFINITE


def _relative_before(doc: Doc, start: int) -> RoleNoun | None:
    last = start - 1 if doc[start - 1].text != "," else start - 2
    role = role_noun(doc[last].text) if last >= 0 else None
    return role if role and "relative" in role.kinds else None


def kin_gender(doc: Doc, start: int) -> Gender:
    """What the word for a relative in front of a name says: “her husband | Kevin” is he."""
    role = _relative_before(doc, start) if start > 1 else None
    return role.gender if role else None


def is_kin(doc: Doc, start: int) -> bool:
    """Whether a name is brought in as that of somebody's relative: “her husband, | Mark Pike”."""
    before = [doc[index] for index in range(max(start - 4, 0), start)]
    relatives = (role_noun(token.text) for token in before)
    return any(token.tag_ == "PRP$" for token in before) and any(
        role and "relative" in role.kinds for role in relatives
    )
