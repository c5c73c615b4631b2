"""An invented article, numbered by hand, so that no parser is needed."""

from quoteattr.annotation import Article, Numbered
from quoteattr.annotation.numbering import _paragraphs, _quoted
from quoteattr.spans import Span

TEXT = (
    "Harbour Minister Mia Orr said the bay was “too shallow” and that her critics knew it.\n"
    "“We will dig. I promised it,” she said. Orr denied that the guild had been told.\n"
    "An aide, who asked not to be named, warned: “Nobody read ‘Tides’.” Tom Hale and Bo Lind said they had.\n"
)
MENTIONS = ("Harbour Minister Mia Orr", "her critics", "her", "We", "I", "she", "Orr", "the guild", "An aide")
ARTICLE = Article(id="a1", text=TEXT, genre="local", url="https://bay.example/a1")


def numbered(text: str = TEXT, mentions: tuple[str, ...] = (*MENTIONS, "Tom Hale", "Bo Lind", "they")) -> Numbered:
    """The article with each of these phrases as a candidate, where it first stands behind the one before."""
    candidates, start = [], 0
    for phrase in mentions:
        at = text.index(phrase, start)
        candidates.append(Span(at, at + len(phrase)))
        start = at if phrase == "her critics" else at + len(phrase)
    article = Article(id="a1", text=text, genre="local", url="https://bay.example/a1")
    return Numbered(
        article=article,
        paragraphs=tuple(_paragraphs(text)),
        quoted=tuple(_quoted(text)),
        candidates=tuple(candidates),
    )


NOTES = """\
E orr = Mia Orr; Orr | person f | Harbour Minister | 1 3 6 7
E critics = critics | group ? anon | critics | 2
E guild = guild | org n | - | 8
E aide = aide | person ? anonymous | aide | -
E hale = Tom Hale | person m | - | 10
E lind = Bo Lind | person m | - | 11
Q 1 | orr | 1 said
Q 2 | orr | 6 said
Q 3 | aide | 9 warned
C p1<the bay was “too shallow”> | orr | 1 said
C p1<her critics ... it> | orr | 1 said
C p2<the guild had been told> | orr | 7 denied | denied
C p3<they had> | hale+lind | p3<Tom Hale and Bo Lind> said | phrase
"""
