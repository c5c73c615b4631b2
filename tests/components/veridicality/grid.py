"""A grid of sentences in which it is known whether something was said: frames x cues x kinds x places in a paragraph.

In: nothing. Out: `Case`s, their marks as in tests/components/attribution/tables.py; whether it was said follows from
the frame, and, where frames stand inside one another, from what each makes of the one inside::

    At no point did {s} {base} {c}.             not said
    did not + resist + saying                   said: neither negation nor resistance alone would have left that
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

SAID, NOT_SAID = True, False
OTHER = "Tom Orr"


@dataclass(frozen=True, slots=True)
class Case:
    """A text with marks, and whether it vouches that its source said its content; `other` is who did say it instead."""

    kind: str
    marked: str
    said: bool
    other: str | None = None

    @property
    def name(self) -> str:
        """The kind and the sentence, without its marks."""
        plain = self.marked
        for mark in ("{s|", "{k|", "{c|", "}"):
            plain = plain.replace(mark, "")
        return f"{self.kind}: {plain}"


@dataclass(frozen=True, slots=True)
class Cue:
    """The forms of a verb of speaking."""

    base: str
    past: str
    third: str
    ing: str


CUES = (
    Cue("say", "said", "says", "saying"),
    Cue("claim", "claimed", "claims", "claiming"),
    Cue("write", "wrote", "writes", "writing"),
    Cue("argue", "argued", "argues", "arguing"),
)
PARTICIPLES = {"wrote": "written"}
CONTENTS = {
    "direct": "“the old pier is lost”",
    "mixed": "that the pier was “as good as lost”",
    "indirect": "that the pier was lost",
}
# What stands around the sentence; the negations in it are nobody's business.
PLACES = ("{}", "Tom Orr did not come. {} The port never answered.", "{} No ship has sailed since.")
SOURCES = ("Ida Marsh", "the minister", "Marsh")

# `{s}` source, `{c}` content; `{base}`, `{past}`, `{part}`, `{third}`, `{ing}` the cue; `{S:...}` another source.
FRAMES: dict[str, tuple[bool, tuple[str, ...]]] = {
    "negation": (NOT_SAID, (
        "At no point did {s} {base} {c}.",
        "At no time has {s} {part} {c}.",
        "Nowhere does {s} {base} {c}.",
        "Nowhere in the letter does {s} {base} {c}.",
        "{S:Neither Ida Marsh nor Tom Orr} {past} {c}.",
        "{S:No minister} has {part} {c}.",
        "No {S:minister} {past} {c}.",
        "Hardly {S:anyone} {past} {c}.",
        "{S:Hardly anyone at the port} {past} {c}.",
        "{s} would never {base} {c}.",
        "{s} has never {part} {c}.",
        "{s} never {past} {c}.",
        "Not once did {s} {base} {c}.",
        "Never has {s} {part} {c}.",
        "In no interview did {s} {base} {c}.",
        "{S:Not one of the members} {past} {c}.",
        "{S:None of the members} has {part} {c}.",
        "{S:Nobody} {past} {c}.",
        "{S:No one at the port} has {part} {c}.",
        "{s} has at no point {part} {c}.",
        "{s} did not, in any interview, {base} {c}.",
        "{s}, who was there, never {past} {c}.",
        "{s} has yet to {base} {c}.",
        "{s} didn’t {base} {c}.",
        "{s} did not confirm or {base} {c}.",
    )),
    "no evidence": (NOT_SAID, (
        "There is no evidence that {s} {past} {c}.",
        "There is no evidence {s} {past} {c}.",
        "There is no record that {s} ever {past} {c}.",
        "There is no record of {s} {ing} {c}.",
        "The paper found no proof that {s} had {part} {c}.",
        "The paper has not found any evidence that {s} {past} {c}.",
        "There is little evidence that {s} {past} {c}.",
        "It is untrue that {s} {past} {c}.",
        "It is not true that {s} {past} {c}.",
        "It is false that {s} has {part} {c}.",
        "It is a myth that {s} {past} {c}.",
        "Nothing shows that {s} {past} {c}.",
        "The archive has no trace of {s} {ing} {c}.",
        "It is simply not the case that {s} {past} {c}.",
        "There is no indication whatsoever that {s} {past} {c}.",
    )),
    "a false claim": (NOT_SAID, (
        "The claim that {s} {past} {d} is false.",
        "The claim that {s} had {part} {d} is untrue.",
        "The rumour that {s} {past} {d} is baseless.",
        "The report that {s} {past} {d} has been debunked.",
        "The story that {s} once {past} {d} is a fabrication.",
        "The allegation that {s} {past} {d} was never true.",
        "The assertion that {s} {past} {d} is not true.",
        "Claims that {s} {past} {d} are unfounded.",
        "The idea that {s} {past} {d} is a myth.",
        "Reports that {s} {past} {d} turned out to be false.",
    )),
    "misquoted": (NOT_SAID, (
        "{s} was misquoted as {ing} {c}.",
        "{s} is wrongly quoted as {ing} {c}.",
        "{s} has been falsely quoted as {ing} {c}.",
        "{s} was incorrectly cited as {ing} {c}.",
        "{s} was falsely reported to have {part} {c}.",
        "A doctored video shows {s} {ing} {c}.",
        "A fake clip has {s} {ing} {c}.",
        "A manipulated video of {s} {ing} {c} went round.",
        "A doctored video that shows {s} {ing} {c} went round.",
        "A fabricated post in which {s} {third} {c} went round.",
        "A satirical site reported that {s} had {part} {c}.",
        "The quote {D}, {k|attributed to} {s}, is invented.",
        "The words {D}, {k|attributed to} {s}, are made up.",
        "The line {D} was wrongly {k|attributed to} {s}.",
        "The remark {D}, {k|attributed to} {s}, is fake.",
    )),
    "instead": (NOT_SAID, (
        "Instead of {ing} {c}, {s} smiled.",
        "Far from {ing} {c}, {s} smiled.",
        "Rather than {base} {c}, {s} smiled.",
        "{s} smiled instead of {ing} {c}.",
        "{s} avoided {ing} {c}.",
        "{s} carefully avoided {ing} {c}.",
        "{s} stopped short of {ing} {c}.",
        "{s} left without {ing} {c}.",
        "{s} shied away from {ing} {c}.",
        "{s} refrained from publicly {ing} {c}.",
        "{s} was careful not to {base} {c}.",
        "{s} failed to {base} {c}.",
        "{s} {k|made no mention of} {c|a “lost” pier}.",
        "{s} {k|said} {c|nothing of a “lost” pier}.",
        "{s} {k|said} nothing about {c|a “lost” pier}.",
    )),
    "not real": (NOT_SAID, (
        "Had {s} {part} {c}, the port would have closed.",
        "Had {s} ever {part} {c}, nobody would have come.",
        "Were {s} to {base} {c}, the port would close.",
        "Should {s} {base} {c}, the port will close.",
        "If {s} had {part} {c}, the port would have closed.",
        "Did {s} {base} {c}? No.",
        "Did {s} ever {base} {c}?",
        "Does {s} {base} {c}? Hardly.",
        "Has {s} {part} {c}? The letters say otherwise.",
        "But did {s} {base} {c}?",
        "It is unclear whether {s} {past} {c}.",
        "The paper asked whether {s} had {part} {c}.",
    )),
    "a false claim about somebody": (NOT_SAID, (
        "Bo Renn falsely claimed that {s} had {part} {c}.",
        "Bo Renn falsely claimed {s} had {part} {c}.",
        "Bo Renn wrongly told reporters that {s} had {part} {c}.",
        "Bo Renn lied that {s} had {part} {c}.",
        "Bo Renn wrongly reported that {s} {past} {c}.",
        "Bo Renn made up the claim that {s} {past} {c}.",
        "Bo Renn denied that {s} had {part} {c}.",
        "Bo Renn doubts that {s} ever {past} {c}.",
        "Bo Renn rejected the claim that {s} had {part} {c}.",
        "Bo Renn did not say that {s} had {part} {c}.",
        "Bo Renn mistakenly wrote that {s} {past} {c}.",
    )),
    "refused": (NOT_SAID, (
        "{s} refused to {base} {c}.",
        "{s} has refused to publicly {base} {c}.",
        "{s} declined to {base} {c}.",
        "{s} would not {base} {c}.",
        "{s} has repeatedly refused to {base} {c}.",
        "{s} again declined to {base} {c}.",
        "{s} will not {base} {c}.",
        "{s} neglected to {base} {c}.",
        "{s} balked at {ing} {c}.",
        "{s} was not willing to {base} {c}.",
    )),
    "not the one": (NOT_SAID, (
        "It was not {s} who {past} {c}, but Tom Orr.",
        "It wasn’t {s} who {past} {c}.",
        "It was Tom Orr, not {s}, who {past} {c}.",
        "It was never {s} who {past} {c}.",
        "There is no minister {S:who} {past} {c}.",
        "The port knows of nobody {S:who} {past} {c}.",
        "It was not Ida Marsh {S:who} {past} {c}.",
        "It was not Ida Marsh {S:who} once {past} {c}, but Tom Orr.",
        "It was not the minister {S:who} had {part} {c}.",
        "There was not one member {S:who} {past} {c}.",
    )),
    "said all the same": (SAID, (
        "{s} could not resist {ing} {c}.",
        "{s} could not help {ing} {c}.",
        "{s} did not hesitate to {base} {c}.",
        "{s} never failed to {base} {c}.",
        "{s} did not shy away from {ing} {c}.",
        "{s} did not stop short of {ing} {c}.",
        "{s} not only wrote a letter but {past} {c}.",
        "{s} would not go that far but {past} {c}.",
        "{s} did not deny the report and {past} {c}.",
        "{s} said she did not share the view but {past} {c}.",
        "It was {s}, not Tom Orr, who {past} {c}.",
        "It was Ida Marsh, not Tom Orr, {S:who} {past} {c}.",
        "{s}, not Tom Orr, {past} {c}.",
        "There is no doubt that {s} {past} {c}.",
        "It is true that {s} {past} {c}.",
        "Nobody doubts that {s} {past} {c}.",
        "{s} dared to {base} {c}.",
        "No fewer than six of {S:the members} {past} {c}.",
        "{S:Not only Ida Marsh} {past} {c}.",
    )),
    "another clause": (SAID, (
        "{s}, who did not attend, {past} {c}.",
        "{s}, who was not there, has {part} {c}.",
        "Asked why she had not come, {s} {past} {c}.",
        "Although Tom Orr did not agree, {s} {past} {c}.",
        "While Tom Orr never came, {s} {past} {c}.",
        "Tom Orr did not come because {s} had {part} {c}.",
        "Tom Orr was not there when {s} {past} {c}.",
        "With no money left, {s} {past} {c}.",
        "Tom Orr never came, but {s} {past} {c}.",
        "Nobody came, and {s} {past} {c}.",
        "{s} never came, {ing} {c}.",
        "Instead of leaving, {s} {past} {c}.",
        "Far from happy, {s} {past} {c}.",
        "Without a word of regret, {s} {past} {c}.",
        "{s}, a lawyer with no office, {past} {c}.",
        "The paper, which is not known for haste, wrote that {s} had {part} {c}.",
        "{s} did not smile when she {past} {c}.",
    )),
}  # fmt: skip

# What stands before a verb of speaking, and whether it leaves it said when it holds, and when it is negated.
GOVERNORS = {
    "": ("base", SAID, NOT_SAID),
    "refuse to ": ("base", NOT_SAID, SAID),
    "avoid ": ("ing", NOT_SAID, SAID),
    "resist ": ("ing", NOT_SAID, SAID),
    "fail to ": ("base", NOT_SAID, SAID),
    "dare to ": ("base", SAID, NOT_SAID),
    "manage to ": ("base", SAID, NOT_SAID),
    "refrain from ": ("ing", NOT_SAID, SAID),
}
OPENINGS = {
    "{s} did ": SAID,
    "{s} did not ": NOT_SAID,
    "At no point did {s} ": NOT_SAID,
    "{S:No minister} did ": NOT_SAID,
    "{S:Nobody} did ever ": NOT_SAID,
}


def _fill(frame: str, cue: Cue, content: str, source: str, place: str) -> str:
    """A frame with its slots filled, in a paragraph."""
    words = {"part": PARTICIPLES.get(cue.past, cue.past), **{f: getattr(cue, f) for f in Cue.__slots__}}
    for form, word in words.items():
        frame = frame.replace(f"{{{form}}}", f"{{k|{word}}}")
    quote = CONTENTS["direct"]
    frame = frame.replace("{c}", f"{{c|{content}}}").replace("{d}", f"{{c|{quote}}}").replace("{D}", f"{{c|{quote}}}")
    opened = source if not frame.startswith("{s}") else source[0].upper() + source[1:]
    return place.format(frame.replace("{S:", "{s|").replace("{s}", f"{{s|{opened}}}"))


def _other_of(frame: str) -> str | None:
    """Who is named in a frame as the one who did say it: `It was not {s} who ..., but Tom Orr.`."""
    return OTHER if OTHER in frame else None


def cases(rounds: int = 4) -> Iterator[Case]:
    """Each frame as often as asked, each time with another cue, kind, source and place; then frames inside frames."""
    contents = tuple(CONTENTS.values())
    number = 0
    for kind, (said, frames) in FRAMES.items():
        for frame in frames:
            for turn in range(rounds):
                number += 1
                marked = _fill(
                    frame, CUES[number % 4], contents[turn % 3], SOURCES[number // 3 % 3], PLACES[(number + turn) % 3]
                )
                yield Case(kind, marked, said, _other_of(frame) if kind == "not the one" else None)
    for (opening, holds), (governor, (form, affirmed, negated)) in product(OPENINGS.items(), GOVERNORS.items()):
        number += 1
        frame = f"{opening}{governor}{{{form}}} {{c}}."
        marked = _fill(frame, CUES[number % 4], contents[number % 3], SOURCES[number % 3], PLACES[number % 3])
        yield Case("frames in frames", marked, affirmed if holds else negated)
