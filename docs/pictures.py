"""Takes the pictures of the docs: the pages that a fact-checker works in, with the sample articles.

In: a Chromium on the machine. Out: docs/home.png, document.png, speaker.png, subject.png, verify.png, and walk.webp,
which goes from the first page to a speaker and to a sentence that was altered::

    python -m docs.pictures        (or: make pictures)

The sample articles name no outlet and no date; for the pictures they get invented ones.
"""

import io
import json
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.web.browser import ROOT, chromium, quoteattr, serving

SIZE = {"width": 1200, "height": 800}
WALK = {"width": 900, "height": 600}
# Milliseconds of a picture that is read, and of one while something is written.
READ, WRITE = 2200, 220
MOST_BYTES = 1_500_000
FACTS = {
    "ashmere-hospital": ("Ashmere Echo", "2026-02-11"),
    "lighthouse-interview": ("Coast Magazine", "2025-11-30"),
    "norvane-job-cuts": ("Nordic Ledger", "2026-03-04"),
    "russia-china-defence": ("Daily Dispatch", "2026-01-28"),
}


def main() -> None:
    """Extract the samples, serve them, and take a picture of each page."""
    with tempfile.TemporaryDirectory() as folder:
        articles, database = Path(folder) / "articles.jsonl", Path(folder) / "quotes.db"
        articles.write_text("".join(map(line_of, FACTS)), "utf-8")
        quoteattr("extract", database, articles)
        with serving(database) as address, chromium() as browser:
            page = browser.new_page(viewport=SIZE, base_url=address)  # type: ignore[arg-type]
            take_pictures(page)
            walk = Walk(browser.new_page(viewport=WALK, base_url=address))  # type: ignore[arg-type]
            walk.go()
            walk.save(ROOT / "docs" / "walk.webp")


def line_of(name: str) -> str:
    """A sample article as a line of JSON."""
    text = (ROOT / "seeds" / f"{name}.txt").read_text("utf-8")
    outlet, published = FACTS[name]
    title = text.partition("\n")[0]
    address = f"https://news.example.org/{name}"
    facts = {"text": text, "title": title, "outlet": outlet, "published": published, "url": address}
    return json.dumps(facts, ensure_ascii=False) + "\n"


def take_pictures(page: Page) -> None:
    """The pages."""
    page.goto("/")
    picture(page, "home")
    page.get_by_role("link", name="Andrey Belousov").first.click()
    picture(page, "speaker")
    page.get_by_role("link", name="Russia signals coordinated moves").first.click()
    page.goto(page.url.partition("#")[0])
    page.locator(".said.direct").nth(2).hover()
    page.locator("#sheet").wait_for()
    picture(page, "document")
    page.goto("/quotes/-/subject/norvane")
    picture(page, "subject")
    page.goto("/quotes/-/verify?words=We+built+for+a+market+that+nobody+said+was+coming")
    picture(page, "verify")


def picture(page: Page, name: str) -> None:
    """One picture, of what fits on a screen."""
    page.screenshot(path=ROOT / "docs" / f"{name}.png")


class Walk:
    """A way through the pages, picture by picture."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pictures: list[tuple[Image.Image, int]] = []

    def go(self) -> None:
        """From the first page to a speaker, and to a sentence that somebody altered."""
        page = self.page
        page.goto("/")
        self.show(READ)
        self.write("#big-words", "sailing ships")
        page.keyboard.press("Enter")
        self.show(READ)
        page.get_by_role("link", name="Norvane to cut").first.click()
        page.locator(".said.direct", has_text="It is coming").first.hover()
        page.locator("#sheet").wait_for()
        self.show(READ + 800)
        page.locator("#sheet").get_by_role("link").nth(1).click()
        self.show(READ)
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Verify").click()
        self.write("#sentence", "We built for a market that nobody said was coming")
        page.get_by_role("button", name="Verify").click()
        self.show(READ + 1500)

    def write(self, box: str, words: str) -> None:
        """Write into a box, some letters a picture."""
        self.page.locator(box).focus()
        for start in range(0, len(words), 5):
            self.page.keyboard.insert_text(words[start : start + 5])
            self.show(WRITE)

    def show(self, milliseconds: int) -> None:
        """The page as it is now, for some time."""
        taken = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        self.pictures.append((taken, milliseconds))

    def save(self, path: Path) -> None:
        """One animated picture, of a size that a README may have."""
        first, *others = [taken for taken, _ in self.pictures]
        times = [time for _, time in self.pictures]
        first.save(path, save_all=True, append_images=others, duration=times, loop=0, quality=70, method=6)
        assert path.stat().st_size < MOST_BYTES, f"{path} has {path.stat().st_size} bytes"


if __name__ == "__main__":
    main()
