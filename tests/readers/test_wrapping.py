import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.readers.mending import unwrap

PARAGRAPHS = (
    "The old bridge over the harbour will close on Friday, the council said after a meeting that lasted four hours.",
    "“It is not safe, and it has not been safe for years,” said Mayor Ana Ruiz. “We had no choice, and we knew that "
    "the ferry would not be ready before the summer.”",
    "Work starts in May.",
)


@pytest.mark.parametrize("width", [60, 72, 80, 99])
def test_wrapped_paragraphs_become_lines_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS * 3)
    assert unwrap(wrapped) == "\n\n".join(PARAGRAPHS * 3)


def test_a_headline_above_a_wrapped_paragraph_keeps_its_line() -> None:
    body = textwrap.fill(" ".join(PARAGRAPHS * 2), 70)
    assert unwrap(f"Bridge closes\n{body}") == f"Bridge closes\n{' '.join(PARAGRAPHS * 2)}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(PARAGRAPHS), id="a paragraph a line"),
        pytest.param("Bridge closes\n\nIt is unsafe.\nThe council said so on Monday.", id="short lines"),
        pytest.param("Q: Will you run?\nA: I have not decided; there is no hurry.\nQ: Why?\nA: May.", id="turns"),
        pytest.param("“The bridge was never safe,” the mayor of Vesi said.\n" * 8, id="lines of one length"),
        pytest.param("Name one\nName two\nName three\nName four", id="a list"),
        pytest.param("The lamp went out\nand the sea came in,\nnobody said\na word of it then.", id="verse"),
        pytest.param("One line only", id="one line"),
    ],
)  # fmt: skip
def test_other_lines_are_left_alone(text: str) -> None:
    assert unwrap(text) == text


@given(st.text("ab \n“”", max_size=300))
def test_only_line_breaks_change_and_offsets_hold(text: str) -> None:
    unwrapped = unwrap(text)
    assert len(unwrapped) == len(text)
    assert all(new == old or (old, new) == ("\n", " ") for old, new in zip(text, unwrapped, strict=True))
