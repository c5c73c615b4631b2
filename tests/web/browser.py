"""The Chromium of the machine, and a server for it to visit.

In: a database. Out: pages as a person sees them; also docs/pictures.py takes its pictures with it::

    with serving(path) as address, chromium() as browser:
        browser.new_page().goto(address)
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Headless, as root in a container too, and without asking any other host for anything.
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def find_chromium() -> str | None:
    """The browser, if the machine has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a new, empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def quoteattr(*arguments: object) -> None:
    """Runs a command as a user does."""
    command = [sys.executable, "-m", "quoteattr", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@contextlib.contextmanager
def serving(database: Path, *options: object) -> Iterator[str]:
    """A server on a free port of this machine, and its address."""
    command = [sys.executable, "-m", "quoteattr", "serve", str(database), "--port", "0", *map(str, options)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            yield next(word for word in line.split() if word.startswith("http")).rstrip("/")
        finally:
            server.terminate()
            server.communicate()
