"""A form with a file, as a browser sends it (multipart/form-data), up to a size.

In: Datasette's request. Out: its fields, and the file if there is one::

    upload = await read_upload(visit.request, largest=10_000_000)
    upload.fields["text"], upload.name, upload.data
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import FormParser, parse_options_header

from quoteattr.errors import QuoteattrError


@dataclass(slots=True)
class Upload:
    """What was sent; the last file, where there are several."""

    fields: dict[str, str] = field(default_factory=dict)
    name: str = ""
    data: bytes = b""


async def read_upload(request: Any, *, largest: int) -> Upload:
    """The fields and the file of a form.

    Args:
        request: a POST.
        largest: bytes of all of it.

    Raises:
        QuoteattrError: it is larger, or no such form.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise QuoteattrError("Send the draft by the form of this page.")
    body = await _body(request, largest)
    upload = Upload()

    def on_field(found: Any) -> None:
        upload.fields[found.field_name.decode()] = (found.value or b"").decode("utf-8", "replace")

    def on_file(found: Any) -> None:
        found.file_object.seek(0)
        upload.name, upload.data = (found.file_name or b"").decode("utf-8", "replace"), found.file_object.read()

    try:
        # Whatever its size, a file is kept in memory: of a draft, nothing is written anywhere.
        sizes = {"MAX_MEMORY_FILE_SIZE": largest + 1}
        parser = FormParser("multipart/form-data", on_field, on_file, boundary=options[b"boundary"], config=sizes)
        parser.write(body)
        parser.finalize()
        parser.close()
    except FormParserError as error:
        raise QuoteattrError("The form did not arrive as a whole; send it again.") from error
    return upload


def has_token(request: Any, fields: dict[str, str]) -> bool:
    """Whether a form that was sent with cookies holds the token that its page had.

    What Datasette itself checks by: its own reading of forms with files does not go together with every version of
    the library that it reads them with.
    """
    if not request.headers.get("cookie"):
        return True
    return secrets.compare_digest(fields.get("csrftoken", "").encode(), request.scope["csrftoken"]().encode())


async def _body(request: Any, largest: int) -> bytes:
    """All that was sent; what is too large is not kept."""
    body, more = b"", True
    while more:
        message = await request.receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > largest:
            raise QuoteattrError(f"A draft has at most {largest // 1_000_000} MB.")
    return body
