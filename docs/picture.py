"""Takes the picture of the README: what a browser shows of the sample articles.

In: a headless Chromium on the machine. Out: docs/datasette.png::

    python docs/picture.py        (or: make picture)
"""

import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "datasette.png"
PAGE = "quotes/by_speaker?speaker=belousov"
SIZE = "1200,860"  # pixels
# Headless, as root in a container too, and without asking any other host for anything.
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def take_picture(folder: Path) -> None:
    """Extract the samples into a database of `folder`, serve it, and photograph a page."""
    quoteattr = [sys.executable, "-m", "quoteattr"]
    database = str(folder / "quotes.db")
    subprocess.run([*quoteattr, "extract", database, "seeds/"], cwd=ROOT, check=True)
    with subprocess.Popen(
        [*quoteattr, "serve", database, "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
            urllib.request.urlopen(address + PAGE, timeout=60).read()  # the page is ready when this returns
            subprocess.run([browser(), *FLAGS, f"--user-data-dir={folder}/browser", f"--window-size={SIZE}",
                            f"--screenshot={PICTURE}", address + PAGE], check=True)  # fmt: skip
        finally:
            server.terminate()


def browser() -> str:
    """The Chromium of the machine."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise SystemExit("no Chromium found; install it (Debian: apt-get install chromium)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        take_picture(Path(temporary))
