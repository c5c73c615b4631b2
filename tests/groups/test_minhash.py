"""Signatures are those that databases hold: what datasketch computes."""

import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.groups.minhash import SEED, signature


@given(st.lists(st.text(max_size=12)), st.integers(1, 60))
def test_the_numbers_are_those_of_datasketch(words: list[str], size: int) -> None:
    encodable = [word for word in words if word.isprintable()]
    theirs = MinHash(num_perm=size, seed=SEED)
    theirs.update_batch([word.encode() for word in encodable])
    ours = signature(encodable, size)
    assert ours.dtype == theirs.hashvalues.dtype and ours.tobytes() == theirs.hashvalues.tobytes()


@pytest.mark.filterwarnings("error")
def test_nothing_warns_of_sums_that_wrap() -> None:
    assert len(set(signature(["harbour", "ferry", "crew"], 38).tolist())) > 30
