"""Numbers for wordings, and the keys under which wordings that may belong together meet.

In: a quote with its speaker. Out: the number of its wording, and blocking keys; both follow from the quote alone, so
that a pair of wordings meets, or does not, whatever else is in the database and whichever came first::

    voice = voice_of(quote)
    number, keys = wording_number(voice, words), keys_of(voice, words)

Two kinds of keys find the same utterance of one speaker. MinHash bands (Broder 1997, by datasketch) find wordings with
many words in common. Winnowed word triples (Schleimer, Wilkerson and Aiken 2003) find a piece of a longer wording: two
that share five words in a row share one of them. A third kind, strict bands without the speaker, finds the same words
in the mouth of another.
"""

import hashlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from quoteattr.comparing import SHORTEST
from quoteattr.store.grouping import DueQuote
from quoteattr.store.rows import is_described
from quoteattr.wording import Wording

if TYPE_CHECKING:
    from datasketch import MinHash

# A quote of fewer words stands alone: two people say "No comment" every day, and so does one on two days.
SHORTEST_DESCRIBED = 5
ALONE = 0

# Marks at either end, which depend on what stands around a quote and not on what was said.
OUTER = " .,;:!?\"'“”„‘’«»-–—"

# Bands of the signature, and rows in each. Two wordings that share 4 in 10 long words meet with a chance of 0.83,
# those that share 6 in 10 with 0.99; two that share 1 in 20, as any two quotes of a speaker may, with 0.02.
BANDS, ROWS = 10, 2
STRICT_BANDS, STRICT_ROWS = 3, 6
# Words this short are in every quote.
SHORT = 3
# Words in a run, and runs of which the least hash is kept: any five words in a row hold one that is.
RUN, WINDOW = 3, 3


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as groups may tell them apart.

    Attributes:
        name: id of a named speaker; of others the description, or nothing where the text settles none.
        is_named: whether two quotes of this voice are of the same speaker beyond doubt.
    """

    name: str
    is_named: bool


def voice_of(quote: DueQuote) -> Voice:
    """The voice of a quote.

    "A senior official" in two articles may be two people: their quotes are one utterance only when all words agree.
    """
    if quote.speaker_id is None or quote.speaker is None:
        return Voice("", False)
    if is_described(quote.speaker, anonymous=quote.anonymous):
        return Voice(quote.speaker.casefold(), False)
    return Voice(quote.speaker_id, True)


def wording_number(voice: Voice, words: Wording) -> int:
    """The number that all quotes of this text by this voice share; `ALONE` for too few words.

    Marks and case inside the text count, since a comparison looks at them: what is said of a number then holds for
    every quote that has it. Wordings that differ in them only meet under the same keys.
    """
    if len(words.words) < (SHORTEST if voice.is_named else SHORTEST_DESCRIBED):
        return ALONE
    return _number("wording", voice.name, str(voice.is_named), " ".join(words.text.split()).strip(OUTER))


def keys_of(voice: Voice, words: Wording) -> set[int]:
    """The keys of a wording; one of a voice that is not named meets those of the same words only."""
    if not voice.is_named:
        return {_number("same", voice.name, words.letters)}
    return {*_alike(voice, words), *_runs(voice, words)}


def _alike(voice: Voice, words: Wording) -> Iterator[int]:
    """Keys that wordings with many long words in common share."""
    long = [word.encode() for word in set(words.words) if len(word) > SHORT or word.isdigit()]
    if not long:
        return
    signature = copy(_minhash())
    signature.update_batch(long)
    values = signature.hashvalues
    for band in range(BANDS):
        yield _number("band", voice.name, str(band), values[band * ROWS : (band + 1) * ROWS].tobytes().hex())
    for band in range(STRICT_BANDS):
        rows = values[band * STRICT_ROWS : (band + 1) * STRICT_ROWS]
        yield _number("words", str(band), rows.tobytes().hex())


def _runs(voice: Voice, words: Wording) -> Iterator[int]:
    """Keys that a wording and a piece of it share: of every `WINDOW` runs of words the one with the least hash."""
    for segment in words.segments():
        runs = [" ".join(segment[start : start + RUN]) for start in range(len(segment) - RUN + 1)]
        hashes = [crc32(run.encode()) for run in runs]
        kept = {min(range(at, at + WINDOW), key=hashes.__getitem__) for at in range(len(runs) - WINDOW + 1)}
        for index in kept or range(len(runs)):
            yield _number("run", voice.name, runs[index])


@cache
def _minhash() -> "MinHash":
    """An empty signature to copy: making one takes longer than filling it. Words recur, and so do their hashes."""
    from datasketch import MinHash
    from datasketch.hashfunc import sha1_hash32

    hashes = lru_cache(maxsize=100_000)(sha1_hash32)
    return MinHash(num_perm=max(BANDS * ROWS, STRICT_BANDS * STRICT_ROWS), seed=1, hashfunc=hashes)


def _number(*parts: str) -> int:
    """A hash that SQLite keeps as an integer."""
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), signed=True)
