"""Mail (EML): a press release or a newsletter as it was sent.

In: bytes. Out: one `Document`: the words of the message without attachments and without what it answers to, the
subject as title, the sender's name as byline, and the day::

    document = next(read_mail(Path("release.eml").read_bytes()))
"""

import re
from collections.abc import Iterator
from email.message import EmailMessage

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.html import article_of
from quoteattr.readers.mending import unwrap
from quoteattr.readers.registry import reader

# What only mail begins with, two such lines at least, the second of which may go on over several lines.
OPENING = re.compile(
    rb"(?:(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Type|Reply-To|"
    rb"DKIM-Signature|X-[\w-]+): ?[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.I,
)
FIELDS = re.compile(rb"^(?:From|Message-ID|Received|MIME-Version|Return-Path):", re.I | re.M)
# What a message answers to: lines after ">" and the line that announces them.
ANSWERED = re.compile(r"^(?:>.*|On .{5,200} wrote:)$\n?", re.M)


def looks_like_mail(head: bytes) -> bool:
    """Whether the file begins with the fields of a message."""
    return OPENING.match(head) is not None and FIELDS.search(head) is not None


@reader("mail", suffixes=(".eml",), sniff=looks_like_mail)
def read_mail(data: bytes) -> Iterator[Document]:
    """The one document of a message.

    Raises:
        ReadError: it has no text.
    """
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    words = body.get_content() if body else ""
    if body and body.get_content_subtype() == "html":
        words = article_of(words).text
    text = ANSWERED.sub("", unwrap(words.replace("\r\n", "\n"))).strip() if words.strip() else ""
    if not text:
        raise ReadError("the message has no text")
    yield Document(text=text, title=message["subject"], byline=_sender(message), published=message["date"])


def _sender(message: EmailMessage) -> str | None:
    """The name of the sender, when the message gives one beside the address."""
    addresses = getattr(message["from"], "addresses", ())
    return addresses[0].display_name or None if addresses else None
