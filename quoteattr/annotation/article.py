"""The articles that are annotated: their text and what is known about where it comes from.

In: a JSONL file with a line an article (`id` and `text`; `outlet`, `title`, `date`, `url`, `genre` and `event` if
known). Out: `Article`::

    >>> Article(id="a1", text="“No,” Ann Lee said.").digest
    '62bfb4dcb7a02edc'
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from quoteattr.documents import Document, digest
from quoteattr.errors import GoldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article.

    Attributes:
        id: its name in the collection.
        text: the whole text; offsets of annotations point into it.
        outlet: who published it.
        title: headline.
        date: when it was published, as the collection says.
        url: where it stands.
        genre: politics, sport and so on; figures are broken down by it.
        event: what it reports on; articles of one event stay in one part of a corpus.
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    genre: str | None = None
    event: str | None = None

    @property
    def digest(self) -> str:
        """Hash of the text, so that an annotation is never laid over another one."""
        return digest(self.text)

    @property
    def document(self) -> Document:
        """The article as the extractor reads it."""
        return Document(text=self.text, address=self.url, title=self.title, outlet=self.outlet, published=self.date)


_FIELDS = frozenset(field.name for field in fields(Article))


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a JSONL file; fields that are not listed above are passed over.

    Raises:
        GoldError: the file cannot be read, or a line is no article; the message says where.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error
    for at, line in enumerate(lines, 1):
        if line.strip():
            yield _article(line, f"{path}:{at}")


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write articles as a JSONL file that `read_articles` reads; what is not known is left out."""
    with path.open("w", encoding="utf-8") as out:
        for article in articles:
            known = {name: value for name, value in asdict(article).items() if value is not None}
            # ASCII alone: some characters end a line for those who read it line by line.
            out.write(json.dumps(known) + "\n")


def _article(line: str, where: str) -> Article:
    try:
        entry = json.loads(line)
        return Article(**{name: value for name, value in entry.items() if name in _FIELDS})
    except (ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{where}: not an article ({error}); a line needs `id` and `text`") from error
