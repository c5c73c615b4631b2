"""Sentences of our own with words between marks, for the training of what tells speech from titles and terms.

In: `quoted.yml`: frames by kind, and what fills them. Out: sentences in a paragraph, each with whether somebody said
what stands between its marks::

    for sentence in read_sentences():
        sentence.text, sentence.is_quote   “The film “Grey Orchard” was praised.”, False

Articles have few titles and terms; a frame that they lack is learned here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count

import yaml

# How often each frame is filled.
ROUNDS = {"not_quotes": 4, "quotes": 6}
# What stands around the sentence.
PLACES = (
    "{}",
    "The port was shut on Monday.\n\n{}",
    "{} The port was shut on Monday.",
    "Rain fell all night. {} Nobody came.",
)
_SLOT = re.compile(r"\{(\w+)\}")
_STRAIGHT = str.maketrans("“”", '""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A text with quotation marks.

    Attributes:
        frame: what it was made of; those of one frame are held out together.
        is_quote: somebody said what stands between the marks.
    """

    frame: str
    text: str
    is_quote: bool


def read_sentences() -> Iterator[Sentence]:
    """The frames of the file, each filled several times, always in the same way."""
    stated = yaml.safe_load(files(__package__).joinpath("quoted.yml").read_text(encoding="utf-8"))
    numbers = count()
    for section, rounds in ROUNDS.items():
        for frames in stated[section].values():
            for frame in frames:
                for turn in range(rounds):
                    text = _fill(frame, stated["fillers"], next(numbers), turn)
                    yield Sentence(frame=frame, text=text, is_quote=section == "quotes")


def _fill(frame: str, fillers: Mapping[str, Sequence[str]], number: int, turn: int) -> str:
    """A frame with its slots filled, in a paragraph; every other time between straight marks."""
    steps = count(number)

    def choose(found: re.Match[str]) -> str:
        choices = fillers[found[1]]
        return choices[next(steps) * 7 % len(choices)]

    filled = PLACES[number % len(PLACES)].format(_SLOT.sub(choose, frame))
    return filled.translate(_STRAIGHT) if turn % 2 else filled
