"""A web site on this machine, whose pages a test writes down."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


@dataclass
class Answer:
    """What the server sends for a path; `pauses` are seconds before each piece."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 1
    pause: float = 0.0


@dataclass
class Site:
    """A running server: `site.pages["/news"] = Answer(...)`, then read `site.url + "/news"`."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        self.pages[path] = Answer(status=status, headers={"Location": target})
        return self.url + path

    def page(self, path: str, body: str | bytes, **given: object) -> str:
        self.pages[path] = Answer(body.encode() if isinstance(body, str) else body, **given)  # type: ignore[arg-type]
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, self.headers["User-Agent"]))
            answer = found.pages.get(self.path, Answer(b"gone", 404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for _ in range(answer.pieces):
                    time.sleep(answer.pause)
                    self.wfile.write(answer.body)
            except OSError:
                """The reader has had enough."""

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{running.server_port}")
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    running.shutdown()
    thread.join()
    running.server_close()
