"""Labels of turns that are a role and no name: “THE WITNESS:”, “The PRESIDING OFFICER.”, “UNIDENTIFIED MALE:”.

In: a label as it stands. Out: a `RoleLabel`, None for a name; the words are those of lexicon/turn_labels.yml::

    >>> read_role_label("THE WITNESS").description
    'the witness'
    >>> read_role_label("MR. LOW")
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quoteattr.components.vocabulary import country_of, is_role_modifier, role_noun
from quoteattr.lexicon import Entry, load_entries
from quoteattr.statements import SpeakerType

_PARENTHESIS = re.compile(r"\s*\([^()\n]*\)")
_NUMBER = re.compile(r"\s*(?:\bno\.?\s*|\bnumber\s*|#\s*)?\d{1,3}$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
LONGEST = 4  # words of a role
SHORTEST_SURNAME = 4  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLabel:
    """A role that labels a turn, or a surname.

    Attributes:
        description: what its speaker is called as long as nobody says who it is: “the witness”, “juror no. 4”, “Ruiz”.
        role: the role without article and number: “witness”; None of a surname.
        type: of the speaker.
        held_by: what a text may call the one who has the role, the role itself among it.
    """

    description: str
    role: str | None
    type: SpeakerType
    held_by: frozenset[str]


@lru_cache(maxsize=2_000)
def read_role_label(label: str) -> RoleLabel | None:
    """The role that a label is; None where it is a name, or may be one."""
    whole = " ".join(_PARENTHESIS.sub("", label).casefold().split())
    words = _ARTICLE.sub("", whole)
    role = _NUMBER.sub("", words)
    entry = _entry_of(role, with_article=words != whole)
    if entry is None:
        return None
    single = words == role and not role.startswith(_UNKNOWN)
    return RoleLabel(
        description=f"the {role}" if single else words,
        role=role,
        type=SpeakerType(entry.one("type", SpeakerType.PERSON)),
        held_by=frozenset({role, *entry.many("held_by")}),
    )


def read_surname(label: str) -> RoleLabel | None:
    """The surname in capitals that a label is; None for several words, and for what may be an abbreviation."""
    if not (label.isupper() and label.isalpha() and len(label) >= SHORTEST_SURNAME):
        return None
    return RoleLabel(description=label.title(), role=None, type=SpeakerType.PERSON, held_by=frozenset())


# Several people may be called so in one transcript.
_UNKNOWN = ("un", "male ", "female ")


def _entry_of(role: str, *, with_article: bool) -> Entry | None:
    """The entry of the list that a role ends with, where the words before it are known to stand there."""
    words = role.split()
    for length in range(min(len(words), LONGEST), 0, -1):
        before, noun = words[:-length], " ".join(words[-length:])
        entry = load_entries("turn_labels").get(noun)
        is_label = entry is not None and (before or entry.one("before") != "only")
        if is_label and all(word in _before() or is_role_modifier(word) for word in before):
            return entry
    # “THE BAKER”: without its article, it may be Mrs Baker.
    return _ANY if with_article and len(words) <= LONGEST and role_noun(role) else None


_ANY = Entry(file="turn_labels.yml", term="", example="", fields={})


@cache
def _before() -> frozenset[str]:
    """The words that may stand before a role in a label."""
    return frozenset(term for term, entry in load_entries("turn_labels").items() if entry.one("before"))


@cache
def _no_speakers() -> frozenset[str]:
    places = {place.casefold() for entry in load_entries("datelines").values() for place in entry.many("places")}
    return frozenset(load_entries("labels")) | places


def names_no_speaker(label: str) -> bool:
    """Whether words before a colon are known to label no turn: “Note”, “PHOTO”, “WASHINGTON”."""
    words = " ".join(label.replace("’", "'").casefold().split())
    is_role = label.isupper() and words in load_entries("turn_labels")  # “QUESTION:” in a press conference
    bare = words.split(",")[0].split(" (")[0]
    return (bare in _no_speakers() or country_of(bare.title()) is not None) and not is_role
