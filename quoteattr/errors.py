"""The errors that quoteattr raises on purpose: what went wrong, where, and what to do next.

In: nothing. Out: exception classes. A caller that catches `QuoteattrError` has caught them all::

    try:
        documents = list(quoteattr.read("article.html"))
    except quoteattr.QuoteattrError as error:
        print(error)
"""


class QuoteattrError(Exception):
    """Anything that quoteattr refuses or cannot do; the message says what, where and what to do."""


class InstallationError(QuoteattrError):
    """Something of quoteattr itself is missing or does not fit; no other document would fare better."""


class MissingExtraError(InstallationError):
    """A package that only some commands and formats need, and that an extra of quoteattr installs."""


class ReadError(QuoteattrError):
    """A document that cannot be read: missing, binary, empty, in no known encoding or format."""


class TimeLimitError(QuoteattrError):
    """A document that takes longer than it may."""


class ModelError(InstallationError):
    """A spaCy pipeline or an attribution model that is missing or does not fit."""


class LexiconError(InstallationError):
    """An entry of a word list that is wrong; the message names the file and the entry."""


class StoreError(QuoteattrError):
    """A database that is not one, is damaged, is locked or was written by a newer version."""


class GoldError(QuoteattrError):
    """Annotated text that does not have the documented format."""
