"""quoteattr finds quotes and reported claims in news and says who said them, in which role.

In: text, or files, folders and addresses. Out: quotes, claims and speakers with character offsets::

    import quoteattr

    extraction = quoteattr.extract("“The bridge is safe,” said Mayor Ana Ruiz.")
    for quote in extraction.quotes:
        print(quote.speaker, quote.role, quote.text)

The names below are loaded when they are first used: importing quoteattr loads no model and no spaCy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoteattr.documents import Document
    from quoteattr.errors import QuoteattrError
    from quoteattr.pipeline import annotate, extract, load
    from quoteattr.readers import read
    from quoteattr.statements import Claim, Extraction, Quote, Speaker

__version__ = "0.2.0"
__all__ = [
    "Claim",
    "Document",
    "Extraction",
    "Quote",
    "QuoteattrError",
    "Speaker",
    "annotate",
    "extract",
    "load",
    "read",
]

_HOMES = {
    "documents": ("Document",),
    "errors": ("QuoteattrError",),
    "pipeline": ("annotate", "extract", "load"),
    "readers": ("read",),
    "statements": ("Claim", "Extraction", "Quote", "Speaker"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"quoteattr.{home}"), name)
    raise AttributeError(f"module 'quoteattr' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
