"""Web addresses: the bytes of one page.

In: an http(s) address. Out: what the server sends, as UTF-8 where it names another encoding, or a
`ReadError` that says why not::

    data = fetch("https://example.org/news/article.html")
"""

import re

from quoteattr import __version__
from quoteattr.errors import ReadError

ADDRESS = re.compile(r"https?://", re.I)
USER_AGENT = f"quoteattr/{__version__} (reads one page when a user asks for it)"
TIMEOUT = 30.0  # seconds without an answer
LARGEST_PAGE = 20_000_000  # bytes; the largest article pages have a tenth of it


def is_web_address(path: str) -> bool:
    """Whether the path is an http(s) address."""
    return ADDRESS.match(path) is not None


def fetch(address: str) -> bytes:
    """What the server sends for an address.

    Raises:
        ReadError: there is no answer in time, an error, or more than the size limit.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(address, headers={"User-Agent": USER_AGENT}), timeout=TIMEOUT) as answer:
            data: bytes = answer.read(LARGEST_PAGE + 1)
            charset = answer.headers.get_content_charset("utf-8")
    except HTTPError as error:
        raise ReadError(f"the server answered {error.code} {error.reason}") from error
    except URLError as error:
        raise ReadError(f"cannot be reached: {error.reason}; check the address and the network") from error
    except TimeoutError as error:
        raise ReadError(f"no answer within {TIMEOUT:.0f} seconds; try again later") from error
    except (HTTPException, ValueError, OSError) as error:
        raise ReadError(f"cannot be fetched: {error}") from error
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"larger than {LARGEST_PAGE // 1_000_000} MB; save the page and pass the file")
    return _as_utf8(data, charset)


def _as_utf8(data: bytes, charset: str) -> bytes:
    """The same text in UTF-8; as it is when the server names an encoding that does not fit."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset).encode()
        except (UnicodeDecodeError, LookupError):
            pass
    return data
