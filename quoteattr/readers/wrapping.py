r"""Text that is wrapped to a width, as mail, press releases and converted PDFs are: one line a paragraph again.

In: text. Out: the same text, of the same length: where a line ends only because the next word did not fit, a space
takes the place of the line break, so that offsets stay those of the file::

    "... will close on Friday, the council\nsaid after a meeting ..."
    "... will close on Friday, the council said after a meeting ..."

Text whose lines end for other reasons (paragraphs, headlines, verse, transcripts) is left alone.
"""

import re
from collections.abc import Iterator

# Characters. Text is wrapped to between 60 and 80 as a rule; a longest line beyond that is a paragraph.
NARROWEST, WIDEST = 50, 100
# Share of the line breaks inside blocks that wrapping explains; it explains nearly all where it is the reason,
# and few where lines are of any length.
EXPLAINED = 0.8
# Line breaks inside blocks; of fewer one cannot tell.
FEWEST = 3
# Share of the wrapped lines that may end as a sentence does; of paragraphs nearly all do.
SENTENCES = 0.5
SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*\s*$")


def unwrap(text: str) -> str:
    """The text with the line breaks of wrapping replaced by spaces."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not NARROWEST <= width <= WIDEST:
        return text
    breaks = list(_breaks_inside_blocks(lines))
    wrapped = {index for index in breaks if _is_full(lines[index], lines[index + 1], width)}
    sentences = sum(SENTENCE_END.search(lines[index]) is not None for index in wrapped)
    if len(wrapped) < max(FEWEST, EXPLAINED * len(breaks)) or sentences > SENTENCES * len(wrapped):
        return text
    ends = (" " if index in wrapped else "\n" for index in range(len(lines) - 1))
    return "".join(line + end for line, end in zip(lines, (*ends, ""), strict=True))


def _breaks_inside_blocks(lines: list[str]) -> Iterator[int]:
    """Indexes of the lines that another one follows without a blank line."""
    return (index for index in range(len(lines) - 1) if lines[index].strip() and lines[index + 1].strip())


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room in this one."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
