"""Was it said? A quote is held against everything in a database.

In: a database, words, and perhaps who is supposed to have said them. Out: a `Verdict`: what the database has of these
words, ranked, each with a word diff, and always what was searched, because "not found" means nothing without it::

    verdict = verify(Path("quotes.db"), "We will reopen the ferry", speaker="Løvås")
    print(verdict.outcome, verdict.sentence)
    for candidate in verdict.candidates:
        print(candidate.record["speaker"], candidate.similarity, candidate.differences)
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quoteattr.comparing import SHORTEST, Comparison, Difference, Match, compare
from quoteattr.contrasts import Concern
from quoteattr.outcomes import SENTENCES, UNREAL, Outcome
from quoteattr.queries import Coverage, coverage_of, reading, record_at
from quoteattr.similar_names import near_names
from quoteattr.statements import Kind, Modality, Polarity
from quoteattr.store.named import speakers_named
from quoteattr.store.passages import Passage, passages_with
from quoteattr.store.similar import Place, quotes_in_a_row, rows_at, similar_statements
from quoteattr.wording import Wording, stretches_of, wording

# Statements that are compared word by word, and how many of them an answer shows.
MOST_COMPARED, MOST_SHOWN = 80, 10
# What is not near is still shown, as the closest, when so much of it is the same.
CLOSE, MOST_CLOSE = 0.4, 3
# Articles that are shown with the words in them; and near quotes whose neighbours are looked at.
MOST_PASSAGES, MOST_JOINED = 3, 8
# How alike the words of somebody else must be to say that it was not the one who is asked about.
SURE = 0.85
# An act that is only supposed or announced.
_UNREAL_ACTS = frozenset({Modality.HYPOTHETICAL, Modality.FUTURE})


# Of two statements that match as well, the one with the earlier outcome decides. A denial by who is asked about says
# more than the words in somebody else's mouth.
_ORDER = {outcome: place for place, outcome in enumerate(Outcome)}
# What the words are in when nobody is shown to have said them; and what leaves it open whether an article has them.
_NOT_VOUCHED = frozenset({Outcome.DENIED, Outcome.NOT_SAID})
_UNHEARD = frozenset({Outcome.NEAR, Outcome.NOT_FOUND})
# What a place in that order is worth in similarity, where statements match more or less well.
_STEP = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A wording in the database that is like what was asked.

    Attributes:
        record: the statement that has it, the earliest where several have it (docs/data-model.md), with its document.
        occurrences: how many statements have it, by the same speaker.
        outcome: what this wording alone says.
        similarity: 0..1, the share of the words that stay.
        shared: 0..1, the share of the telling words of what was asked that stay.
        joined: ids of the quotes that follow the record at once, where the words run over several: "A," she said. "B."
        cut: what was asked begins or ends inside a sentence of the record, or leaves something out of it.
        differences: word diff from what was asked to the record.
        concerns: what the differences touch that may turn the meaning.
    """

    record: Mapping[str, Any]
    occurrences: int
    outcome: Outcome
    similarity: float
    shared: float
    joined: tuple[str, ...]
    cut: bool
    differences: tuple[Difference, ...]
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a database says about words.

    Attributes:
        words: what was asked.
        speaker: who is supposed to have said it, None for anybody.
        outcome: that of the first candidate.
        candidates: what is like it, best first; without a finding the closest.
        passages: where the words stand in articles, when no statement holds them.
        coverage: what was searched.
        near_names: speakers with a name like the one that was asked for, when nobody bears it.
    """

    words: str
    speaker: str | None
    outcome: Outcome
    candidates: tuple[Candidate, ...]
    passages: tuple[Passage, ...]
    coverage: Coverage
    near_names: tuple[str, ...] = ()

    @property
    def as_given(self) -> bool:
        """Whether it was found as given: exact, or whole sentences of a longer quote."""
        if self.outcome is Outcome.FRAGMENT:
            return not self.candidates[0].cut
        return self.outcome is Outcome.EXACT

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        sentence = SENTENCES[self.outcome]
        if not self.candidates or self.outcome in (Outcome.NOT_FOUND, Outcome.IN_ARTICLE):
            return sentence
        first = self.candidates[0]
        if self.outcome is Outcome.NOT_SAID:
            sentence = UNREAL.get(first.record["modality"], sentence)
        if first.joined:
            sentence += f" In {len(first.joined) + 1} quotes, one right after the other."
        return sentence.format(
            speaker=first.record["speaker"] or "a speaker whom the text does not settle",
            asked=self.speaker,
            shared=f"{first.shared:.0%}",
        )


def verify(database: Path, words: str, *, speaker: str | None = None) -> Verdict:
    """What the database says about words.

    Args:
        database: the file.
        words: a quote or a part of one; marks, case and spacing do not count. "…" stands for words that were left
            out, [brackets] for words that were replaced.
        speaker: any name of who is supposed to have said it.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    return next(verify_all(database, [words], speaker=speaker))


def verify_all(database: Path, sentences: Iterable[str], *, speaker: str | None = None) -> Iterator[Verdict]:
    """The same for many sentences, one after the other; the database is opened once."""
    with reading(database) as connection:
        yield from _verdicts(connection, database, sentences, speaker, coverage_of(connection), first_only=False)


def verify_each(
    database: Path, said: Iterable[tuple[str, str | None]], *, first_only: bool = False
) -> tuple[Verdict, ...]:
    """The same for words with who is supposed to have said them, in their order; each speaker is looked up once.

    With `first_only`, words that stand in a statement as they were given are not looked for in others that are like it:
    the outcome is the same, for a fraction of the time.
    """
    pairs = list(said)
    found: dict[tuple[str, str | None], Verdict] = {}
    with reading(database) as connection:
        covered = coverage_of(connection)
        for speaker in dict.fromkeys(speaker for _, speaker in pairs):
            asked = list(dict.fromkeys(words for words, name in pairs if name == speaker))
            verdicts = _verdicts(connection, database, asked, speaker, covered, first_only=first_only)
            found.update({(words, speaker): verdict for words, verdict in zip(asked, verdicts, strict=True)})
    return tuple(found[pair] for pair in pairs)


def _verdicts(
    connection: sqlite3.Connection, database: Path, sentences: Iterable[str], speaker: str | None, covered: Coverage,
    *, first_only: bool,
) -> Iterator[Verdict]:  # fmt: skip
    """What a database that is open says of words; with what it covers, which is the same for all of them."""
    speakers = None if speaker is None else frozenset(speakers_named(connection, speaker))
    similar = near_names(database, speaker) if speaker and not speakers else ()
    for words in sentences:
        candidates = tuple(_candidates(connection, words, speakers, first_only=first_only))
        outcome = candidates[0].outcome if candidates else Outcome.NOT_FOUND
        passages = _passages(connection, words) if outcome in _UNHEARD else ()
        yield Verdict(
            words=words,
            speaker=speaker,
            outcome=Outcome.IN_ARTICLE if passages and outcome is Outcome.NOT_FOUND else outcome,
            candidates=candidates,
            passages=passages,
            coverage=covered,
            near_names=similar,
        )


def _passages(connection: sqlite3.Connection, words: str) -> tuple[Passage, ...]:
    """Where the words stand in articles; too few of them stand everywhere."""
    segments = wording(words).segments()
    if sum(map(len, segments)) < SHORTEST:
        return ()
    return tuple(passages_with(connection, stretches_of(words), limit=MOST_PASSAGES))


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The JSON object of a verdict."""
    return {**asdict(verdict), "as_given": verdict.as_given, "sentence": verdict.sentence}


@dataclass(frozen=True, slots=True)
class _Finding:
    """A statement that was compared."""

    place: Place
    row: sqlite3.Row
    comparison: Comparison
    outcome: Outcome
    joined: tuple[str, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Whether all the words that were asked stand in it."""
        return self.comparison.match in (Match.EXACT, Match.FRAGMENT)

    @property
    def rank(self) -> tuple[Any, ...]:
        """Verbatim before near, what was asked about before others, then by similarity and date."""
        order, alike = _ORDER[self.outcome], self.comparison.similarity
        found = self.outcome is not Outcome.NOT_FOUND
        place = order if self.is_verbatim else order * _STEP - alike
        published = self.row["published"]
        return (not found, not self.is_verbatim, place, not published, published, self.place)


def _candidates(
    connection: sqlite3.Connection, words: str, speakers: frozenset[str] | None, *, first_only: bool
) -> Iterator[Candidate]:
    """What is like the words, best first, each wording once."""
    asked = wording(words)
    compared: list[_Finding] = []
    for limit in (0, MOST_COMPARED) if first_only else (MOST_COMPARED,):
        if not any(one.is_verbatim and one.outcome is not Outcome.NOT_FOUND for one in compared):
            places = similar_statements(connection, words, limit=limit)
            compared = list(_findings(connection, places, asked, speakers))
    if not any(finding.is_verbatim for finding in compared):
        compared += _joined(connection, compared, asked, speakers)
    findings = _vouched(sorted(compared, key=lambda finding: finding.rank))
    alike: dict[tuple[Any, ...], list[_Finding]] = {}
    for finding in findings:
        row = finding.row
        key = (wording(row["text"]).letters, row["speaker_id"], row["kind"], row["polarity"], row["modality"])
        alike.setdefault(key, []).append(finding)
    close = [found for found in alike.values() if found[0].outcome is Outcome.NOT_FOUND]
    wanted = [found for found in alike.values() if found[0].outcome is not Outcome.NOT_FOUND]
    for same in wanted[:MOST_SHOWN] or close[:MOST_CLOSE]:
        yield _candidate(connection, same)


def _vouched(findings: list[_Finding]) -> list[_Finding]:
    """The findings without longer quotes that hold the words only to deny them, as “I never said ‘no’” does."""
    denied = {one.row["parent_id"] for one in findings if one.outcome in _NOT_VOUCHED and one.is_verbatim}
    return [one for one in findings if one.outcome is not Outcome.FRAGMENT or one.row["id"] not in denied]


def _findings(
    connection: sqlite3.Connection, places: Iterable[Place], asked: Wording, speakers: frozenset[str] | None
) -> Iterator[_Finding]:
    wanted = set(asked.words) - {asked.words[index] for index in asked.bracketed}
    for place, row in rows_at(connection, places):
        # "that fares would double": the conjunction is the writer's.
        found = wording(row["text"] if row["kind"] == Kind.DIRECT else row["text"].removeprefix("that "))
        # Most of what shares a rare word shares little else, and comparing takes ten times as long as this.
        if len(wanted.intersection(found.words)) < CLOSE * len(wanted):
            continue
        comparison = compare(asked, found)
        if comparison.match is not Match.NONE or comparison.similarity >= CLOSE:
            yield _Finding(place, row, comparison, _outcome(row, comparison, speakers))


def _joined(
    connection: sqlite3.Connection, compared: Iterable[_Finding], asked: Wording, speakers: frozenset[str] | None
) -> Iterator[_Finding]:
    """What holds the words in several quotes of one speaker that follow each other, interrupted by who says them."""
    single = [one for one in compared if one.row["kind"] == Kind.DIRECT and one.row["speaker_id"]]
    for one in sorted(single, key=lambda each: -each.comparison.similarity)[:MOST_JOINED]:
        quotes = quotes_in_a_row(connection, one.row)
        # No more of them than hold the words.
        while rest := next((part for part in (quotes[1:], quotes[:-1]) if _holds(part, asked)), []):
            quotes = rest
        if len(quotes) > 1 and _holds(quotes, asked):
            place = Place("quotes", quotes[0]["rowid"])
            comparison = compare(asked, _together(quotes))
            joined = tuple(quote["id"] for quote in quotes[1:])
            yield _Finding(place, one.row, comparison, _outcome(one.row, comparison, speakers), joined)
            return


def _holds(quotes: Sequence[sqlite3.Row], asked: Wording) -> bool:
    return compare(asked, _together(quotes)).match in (Match.EXACT, Match.FRAGMENT)


def _together(quotes: Iterable[sqlite3.Row]) -> Wording:
    return wording(" ".join(quote["text"] for quote in quotes))


def _outcome(row: sqlite3.Row, comparison: Comparison, speakers: frozenset[str] | None) -> Outcome:
    """What a statement alone says about the words."""
    match = comparison.match
    wanted = speakers is None or row["speaker_id"] in speakers
    vouched = row["polarity"] == Polarity.ASSERTED and row["modality"] not in _UNREAL_ACTS
    said = row["kind"] == Kind.DIRECT and vouched
    if match is Match.NONE or not (wanted or said):
        return Outcome.NOT_FOUND
    if not wanted and comparison.similarity < SURE:
        return Outcome.NOT_FOUND
    if not wanted:
        return Outcome.OTHER_SPEAKER if row["speaker_id"] else Outcome.SPEAKER_UNKNOWN
    if not vouched:
        return Outcome.DENIED if row["polarity"] == Polarity.DENIED else Outcome.NOT_SAID
    return Outcome(match.value) if said else Outcome.CLAIM


def _candidate(connection: sqlite3.Connection, same: list[_Finding]) -> Candidate:
    """One wording: its earliest statement, for they are sorted by date."""
    first = same[0]
    return Candidate(
        record=record_at(connection, *first.place),
        occurrences=len(same),
        outcome=first.outcome,
        similarity=first.comparison.similarity,
        shared=first.comparison.shared,
        joined=first.joined,
        cut=first.comparison.cut,
        differences=first.comparison.differences,
        concerns=first.comparison.concerns,
    )
