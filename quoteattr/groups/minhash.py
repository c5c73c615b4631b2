"""MinHash signatures of words: two sets that have many words in common have many of their numbers in common.

In: words. Out: so many numbers, the same for the same words on every machine::

    signature(["harbour", "closed"], 38)

Broder (1997), bit for bit as datasketch 2 computes it (scheme "affine32", seed 1): databases keep keys made of these
numbers. datasketch itself loads scipy for what is not used here: 0.6 seconds and 57 MB before the first document.
"""

import hashlib
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]

SEED = 1
# The finalizer of MurmurHash3: shifts to the right, and what is multiplied by behind the first two.
_SHIFTS, _FACTORS = (16, 13, 16), (0x85EBCA6B, 0xC2B2AE35)


def signature(words: Iterable[str], size: int) -> Numbers:
    """The least number of all words under each of `size` permutations; all ones for no words."""
    hashes = np.array([_hash(word) for word in words], dtype=np.uint32)
    factors, added = _permutations(size)
    for shift, factor in zip(_SHIFTS, (*_FACTORS, 1), strict=True):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    permuted = hashes[:, None] * factors + added
    least: Numbers = permuted.min(axis=0, initial=np.iinfo(np.uint32).max)
    return least


@lru_cache(maxsize=100_000)  # words recur
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.sha1(word.encode(), usedforsecurity=False).digest()[:4], "little")


@cache
def _permutations(size: int) -> tuple[Numbers, Numbers]:
    """An odd factor and what is added, modulo 2^32, for each permutation."""
    draw = np.random.RandomState(SEED)
    factors = draw.randint(0, 1 << 31, size, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, draw.randint(0, 1 << 32, size, dtype=np.uint32)
