from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from quoteattr.errors import ReadError
from quoteattr.readers import read, web

PAGE = "<html><body><article><p>“It is unsafe,” Zoé Ruiz said.</p></article></body></html>"
LATIN = PAGE.replace("Zoé", "Łuk").encode("iso-8859-2", "xmlcharrefreplace")
ANSWERS = {
    "/utf-8": (200, "text/html; charset=utf-8", PAGE.encode()),
    "/latin": (200, "text/html; charset=iso-8859-2", LATIN),
    "/unnamed": (200, "text/html", PAGE.encode("cp1252")),
    "/wrong": (200, "text/html; charset=no-such", PAGE.encode("cp1252")),
    "/text": (200, "text/plain", "“It is unsafe,” Zoé Ruiz said.".encode()),
    "/large": (200, "text/plain", b"word " * 100),
    "/gone": (410, "text/html", b"gone"),
}


class Handler(BaseHTTPRequestHandler):
    agents: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        status, kind, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("path", ["/utf-8", "/unnamed", "/wrong", "/text"])
def test_page(server: str, path: str) -> None:
    (document,) = read(server + path)
    assert document.text == "“It is unsafe,” Zoé Ruiz said."
    assert document.address == server + path


def test_encoding_that_the_server_names(server: str) -> None:
    (document,) = read(server + "/latin")
    assert document.text == "“It is unsafe,” Łuk Ruiz said."


def test_says_who_asks(server: str) -> None:
    web.fetch(server + "/text")
    assert (Handler.agents[-1] or "").startswith("quoteattr/")


def test_errors_name_the_address(server: str) -> None:
    with pytest.raises(ReadError, match=r"/gone: the server answered 410"):
        list(read(server + "/gone"))


def test_size_limit(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_PAGE", 10)
    with pytest.raises(ReadError, match="larger than"):
        web.fetch(server + "/large")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://", "http://[bad"])
def test_no_answer(address: str) -> None:
    with pytest.raises(ReadError, match=r"cannot be (reached|fetched)"):
        web.fetch(address)
