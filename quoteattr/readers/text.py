r"""Plain text: the file is the article.

In: bytes. Out: one `Document` whose text is the whole file, so that offsets hold; only the line breaks of text
that is wrapped to a width become spaces. The first line is taken as the title too when it looks like a headline,
and stays in the text::

    >>> next(read_text(b"Bridge closes\n\nIt is unsafe, the council said.")).title
    'Bridge closes'
"""

import re
from collections.abc import Iterator

from quoteattr.documents import Document
from quoteattr.readers.decoding import decode
from quoteattr.readers.mending import unwrap
from quoteattr.readers.registry import reader

# Characters; the longest headlines of news agencies stay below it, first paragraphs do not.
LONGEST_TITLE = 150
# How a line ends that is a sentence, or that leads into the next line ("She said:").
NOT_A_TITLE = re.compile(r"[.:;,…—-][\"'”’»)\]]*$")
# A turn of a transcript: "Q: Will you run?", "SEN. VEGA: Did you know?"
TURN = re.compile(r"[A-Z][\w.’' -]{0,40}:\s")


@reader("text", suffixes=(".txt", ".text"))
def read_text(data: bytes) -> Iterator[Document]:
    """The one document of a text file.

    Raises:
        ReadError: the file is empty, binary, or in no known encoding.
    """
    text = unwrap(decode(data))
    yield Document(text=text, title=find_title(text))


def find_title(text: str) -> str | None:
    """The first line, when it looks like the headline of what follows."""
    lines = [line.strip() for line in text[: 4 * LONGEST_TITLE].splitlines() if line.strip()]
    if len(lines) < 2 or len(lines[0]) > LONGEST_TITLE or NOT_A_TITLE.search(lines[0]):
        return None
    transcript = TURN.match(lines[0]) and TURN.match(lines[1])
    return None if transcript else lines[0]
