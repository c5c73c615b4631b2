"""Quotes made up for measuring: utterances, what newspapers make of them, and others that only look alike.

In: a seed. Out: `Said` values; two are the same utterance when their `utterance` is the same::

    for said in variants_and_lookalikes(random.Random(1), utterances=500):
        print(said.utterance, said.edit, said.speaker, said.text)
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

_WORDS = yaml.safe_load((Path(__file__).parent / "words.yml").read_text("utf-8"))
NAMES, SURNAMES, PLACES = _WORDS["names"], _WORDS["surnames"], _WORDS["places"]
THINGS, PEOPLE, DOING = _WORDS["things"], _WORDS["people"], _WORDS["doing"]
QUALITIES, TIMES, OPENINGS = _WORDS["qualities"], _WORDS["times"], _WORDS["openings"]
SYNONYMS = _WORDS["synonyms"]
FIRST_DAY = date(2023, 1, 1)
FILLERS = ("really", "certainly", "of course", "indeed", "perhaps", "frankly")


@dataclass(frozen=True, slots=True)
class Said:
    """A quote: number of its utterance, what was done to the words, who says it when, the words."""

    utterance: int
    edit: str
    speaker: str
    date: str
    text: str


def sentence(rng: random.Random) -> str:
    """What somebody might say: 14 to 40 words, with a number and a place now and then."""
    pick = rng.choice
    clauses = [
        f"we will {pick(DOING)} the {pick(QUALITIES)} {pick(THINGS)} in {pick(PLACES)}",
        f"our {pick(PEOPLE)} must {pick(DOING)} {rng.randint(3, 900)} of the {pick(THINGS)}s",
        f"the {pick(THINGS)} is {pick(QUALITIES)} because the {pick(PEOPLE)} {pick(DOING)} every {pick(THINGS)}",
        f"the {pick(PEOPLE)} of {pick(PLACES)} have a {pick(QUALITIES)} {pick(THINGS)} and {rng.randint(2, 80)} "
        f"{pick(QUALITIES)} {pick(THINGS)}s",
    ]
    first, *more = rng.sample(clauses, rng.randint(1, 2))
    tail = "".join(f", and {clause}" for clause in more)
    return f"{rng.choice(OPENINGS)} {first}{tail} {rng.choice(TIMES)}."


def short_sentence(rng: random.Random) -> str:
    """What anybody might say, in ordinary words: five to twelve of them."""
    who, does, what, when = (rng.choice(_WORDS["short"][part]) for part in ("who", "does", "what", "when"))
    return f"{who} {does} {what}{f' {when}' * rng.randint(0, 1)}."


def person(rng: random.Random) -> str:
    """A name."""
    return f"{rng.choice(NAMES)} {rng.choice(SURNAMES)}"


def cut(rng: random.Random, text: str) -> str:
    """A run of the words, at least six and half of them."""
    words = text.split()
    length = rng.randint(max(6, len(words) // 2), len(words) - 1)
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def ellipsis(rng: random.Random, text: str) -> str:
    """Two to five words within left out."""
    words = text.split()
    start = rng.randint(3, len(words) - 7)
    return " ".join((*words[:start], rng.choice(("…", "...", "[...]")), *words[start + rng.randint(2, 5) :]))


def bracket(rng: random.Random, text: str) -> str:
    """One or two words replaced by words in brackets."""
    words = text.split()
    start = rng.randint(1, len(words) - 4)
    words[start : start + rng.randint(1, 2)] = [f"[{rng.choice(('the plan', 'it', 'they', 'the minister'))}]"]
    return " ".join(words)


def change(rng: random.Random, text: str) -> str:
    """One to three words replaced by a synonym, inflected, left out or put in."""
    words = text.split()
    for place in sorted(rng.sample(range(1, len(words) - 1), rng.randint(1, 3)), reverse=True):
        word = words[place]
        if word in SYNONYMS:
            words[place] = SYNONYMS[word]
        elif word[0].isupper() or word[0].isdigit():
            words.insert(place, rng.choice(FILLERS))
        elif word.strip(",.") in (*DOING, *QUALITIES):
            words[place] = re.sub(r"^(\w+?)e?([,.]?)$", r"\1ed\2", word)
        else:
            words[place : place + 1] = rng.choice(([], [word, rng.choice(FILLERS)]))
    return " ".join(words)


def marks(rng: random.Random, text: str) -> str:
    """Other marks, case or spacing."""
    edits: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.lower,
        lambda words: words.replace(",", " –").replace(".", "!"),
        lambda words: f"«{words.rstrip('.')}»",
        lambda words: words.replace(" ", "  ").replace(".", ","),
    )
    return rng.choice(edits)(text)


EDITS = {"cut": cut, "ellipsis": ellipsis, "bracket": bracket, "change": change, "marks": marks}


def other_number(rng: random.Random, text: str) -> str:
    """Another number, or one where there was none."""
    changed = re.sub(r"\d+", lambda found: str(int(found[0]) + rng.randint(1, 40)), text)
    return changed if changed != text else text.replace(" the ", f" the {rng.randint(2, 99)} ", 1)


def other_place(rng: random.Random, text: str) -> str:
    """Another place name, or another thing where no place is named."""
    changed = re.sub("|".join(PLACES), lambda found: rng.choice([p for p in PLACES if p != found[0]]), text)
    return changed if changed != text else other_number(rng, text)


def negated(rng: random.Random, text: str) -> str:
    """The opposite."""
    for verb in (" will ", " must ", " is ", " have "):
        if verb in text:
            return text.replace(verb, f"{verb}not ", 1)
    return text.replace(" that ", " that it is not true that ", 1)


def other_ending(rng: random.Random, text: str) -> str:
    """The same beginning, and another end."""
    words = text.split()
    return " ".join((*words[: len(words) // 3], *sentence(rng).split()[-(2 * len(words) // 3) :]))


def same_frame(rng: random.Random, text: str) -> str:
    """The same sentence about other things: every noun, verb and adjective is another one."""
    for words in (THINGS, PEOPLE, DOING, QUALITIES):
        pattern = re.compile(rf"\b({'|'.join(words)})(?=s?\b)")
        text = pattern.sub(lambda found, words=words: rng.choice([word for word in words if word != found[0]]), text)
    return text


def other_sentence(rng: random.Random, text: str) -> str:
    """Another sentence with the same opening."""
    opening = next(opening for opening in OPENINGS if text.startswith(opening))
    while True:
        found = sentence(rng)
        if found.startswith(opening) and found != text:
            return found


LOOKALIKES = (other_number, other_place, negated, other_ending, same_frame, other_sentence)


def variants_and_lookalikes(rng: random.Random, *, utterances: int, speakers: int = 60) -> Iterator[Said]:
    """For each utterance one quote as it was said and one of each edit; then as many distinct ones that look alike.

    All look-alikes of an utterance are by its speaker, on any day of three years; variants are printed within a week.
    """
    people = [f"{person(rng)} {number}" for number in range(speakers)]
    number = utterances
    for utterance in range(utterances):
        speaker, text, day = rng.choice(people), sentence(rng), rng.randint(1, 3 * 365)
        yield Said(utterance, "as said", speaker, _date(day), text)
        for name, edit in EDITS.items():
            yield Said(utterance, name, speaker, _date(day + rng.randint(0, 7)), edit(rng, text))
        for lookalike in LOOKALIKES:
            number += 1
            yield Said(number, lookalike.__name__, speaker, _date(rng.randint(1, 3 * 365)), lookalike(rng, text))


def _date(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).isoformat()
