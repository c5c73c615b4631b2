"""Takes the pictures of the docs: the pages that a fact-checker works in, with the sample articles.

In: a Chromium on the machine. Out: docs/home.png, document.png, speaker.png, verify.png::

    python -m docs.pictures        (or: make pictures)

The sample articles name no outlet and no date; for the pictures they get invented ones.
"""

import json
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.web.browser import ROOT, chromium, quoteattr, serving

SIZE = {"width": 1200, "height": 800}
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


def line_of(name: str) -> str:
    """A sample article as a line of JSON."""
    text = (ROOT / "seeds" / f"{name}.txt").read_text("utf-8")
    outlet, published = FACTS[name]
    title = text.partition("\n")[0]
    address = f"https://news.example.org/{name}"
    facts = {"text": text, "title": title, "outlet": outlet, "published": published, "url": address}
    return json.dumps(facts, ensure_ascii=False) + "\n"


def take_pictures(page: Page) -> None:
    """The four pages."""
    page.goto("/")
    picture(page, "home")
    page.get_by_role("link", name="Andrey Belousov").first.click()
    picture(page, "speaker")
    page.get_by_role("link", name="Russia signals coordinated moves").first.click()
    page.goto(page.url.partition("#")[0])
    page.locator(".said.direct").nth(2).hover()
    page.locator("#sheet").wait_for()
    picture(page, "document")
    page.goto("/quotes/-/verify?words=We+built+for+a+market+that+nobody+said+was+coming")
    picture(page, "verify")


def picture(page: Page, name: str) -> None:
    """One picture, of what fits on a screen."""
    page.screenshot(path=ROOT / "docs" / f"{name}.png")


if __name__ == "__main__":
    main()
