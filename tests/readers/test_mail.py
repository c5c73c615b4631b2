from email.message import EmailMessage

import pytest

from quoteattr.errors import ReadError
from quoteattr.readers.mail import read_mail

BODY = "“It is not safe,” said Mayor Ana Ruiz.\n\nWork starts in May."


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "Mia Orr <mia@example.org>", "Subject": "Bridge closes", **headers}.items():
        made[name] = value
    return made


def test_words_and_metadata() -> None:
    sent = message(Date="Wed, 04 Mar 2026 10:00:00 +0000")
    sent.set_content(BODY)
    sent.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    (document,) = read_mail(sent.as_bytes())
    assert document.text == BODY
    assert (document.title, document.byline) == ("Bridge closes", "Mia Orr")
    assert document.published == "Wed, 04 Mar 2026 10:00:00 +0000"


def test_what_it_answers_to_is_left_out() -> None:
    sent = message()
    sent.set_content(BODY + "\n\nOn Monday, 2 March 2026, Tom Hale wrote:\n> “Is it safe?”\n> he asked.\n")
    (document,) = read_mail(sent.as_bytes())
    assert document.text == BODY


def test_html_is_read_as_a_page() -> None:
    sent = message()
    paragraph = "The old bridge will close on Friday, the council said on Monday after a meeting of three hours."
    sent.set_content(f"<html><body><p>{paragraph}</p><p>“No,” said Ana Ruiz.</p></body></html>", subtype="html")
    (document,) = read_mail(sent.as_bytes())
    assert document.text == f"{paragraph}\n\n“No,” said Ana Ruiz."


def test_a_sender_without_a_name_is_no_byline() -> None:
    sent = message()
    sent.replace_header("From", "press@example.org")
    sent.set_content(BODY)
    (document,) = read_mail(sent.as_bytes())
    assert document.byline is None


@pytest.mark.parametrize("data", [b"From: a@example.org\nSubject: x\n\n", message().as_bytes()])
def test_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="no text"):
        list(read_mail(data))
