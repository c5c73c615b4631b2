"""What a person sees and does: search, read, follow, sign in, correct, and find the correction again.

Needs Chromium (`make test` installs it where it may).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from datasette_auth_passwords.utils import hash_password
from playwright.sync_api import Browser, Page, expect

from quoteattr.store import open_store
from tests.test_suggestions import ARTICLES
from tests.web.browser import ROOT, chromium, find_chromium, quoteattr, serving

# A busy machine takes its time; a page that never comes is still told.
expect.set_options(timeout=30_000)

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")

PASSWORD = "a password for tests"
ARTICLE = ROOT / "seeds" / "norvane-job-cuts.txt"
HEADLINE = "Norvane to cut 1,200 jobs as battery orders dry up"
DRAFT = (
    "Norvane will cut 1,200 jobs this spring. “We built for a market that everybody said was coming,” Chief Executive "
    "Signe Dahlgaard told reporters. “It is coming. It is just coming late.”\n\n"
    "“They sent us a letter about it,” said Jonas Kirk, a shop steward at the plant."
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "quotes.db"
    quoteattr("extract", path, ROOT / "seeds")
    return path


@pytest.fixture(scope="module")
def address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    accounts = tmp_path_factory.mktemp("accounts") / "reviewers.yml"
    accounts.write_text(f"mia: {hash_password(PASSWORD, iterations=1000)}\n", "utf-8")
    with serving(database, "--reviewers", accounts) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


class Watch:
    """A page whose every request and complaint is noted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def watch(browser: Browser, address: str) -> Iterator[Watch]:
    """A new visitor, who must see no error and load nothing from elsewhere."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    watched = Watch(context.new_page())
    yield watched
    context.close()
    assert watched.complaints == []
    assert {url for url in watched.requests if not url.startswith((address, "data:"))} == set()


def sign_in(page: Page) -> None:
    page.goto("/-/login")
    page.get_by_label("Username").fill("mia")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Signed in as mia")).to_be_visible()


def open_article(page: Page) -> None:
    """From the home page to a document, by searching words of it."""
    page.goto("/")
    page.get_by_label("Search quotes, claims and speakers").fill("sailing ships")
    page.get_by_label("Search quotes, claims and speakers").press("Enter")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_search_then_read_then_follow_a_speaker(browser: Browser, address: str, scripts: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = context.new_page()
    open_article(page)
    expect(page.get_by_text("It is coming. It is just coming late.").first).to_be_visible()
    page.get_by_role("complementary").get_by_role("link", name="Signe Dahlgaard").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signe Dahlgaard")
    expect(page.get_by_role("row", name="Chief Executive")).to_be_visible()
    page.get_by_role("link", name=HEADLINE).first.click()
    assert "#s-" in page.url
    context.close()


def test_verify_a_sentence(watch: Watch) -> None:
    page = watch.page
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Verify").click()
    page.get_by_label("A sentence, or a part of one").fill("We built for a market that nobody said was coming")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("Near: Said in other words by Signe Dahlgaard.")
    expect(page.locator("del")).to_contain_text("nobody")
    expect(page.locator("ins")).to_contain_text("everybody")
    expect(page.get_by_role("main")).to_contain_text("Searched")
    page.get_by_role("link", name=HEADLINE).click()
    expect(page.locator(".anchor:target + .said")).to_contain_text("We built for a market")


def test_pointing_and_tapping_show_who_says_it(watch: Watch) -> None:
    page = watch.page
    open_article(page)
    words = page.locator(".said.direct", has_text="It is coming.").first
    sheet = page.locator("#sheet")
    expect(sheet).to_be_hidden()
    words.hover()
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Signe Dahlgaard")
    expect(sheet).to_contain_text("Chief Executive")
    expect(sheet).to_contain_text("words very sure 0.")
    expect(sheet).to_contain_text("speaker very sure 0.")
    expect(sheet).to_contain_text("by model")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    words.click()
    expect(sheet).to_be_visible()
    box = sheet.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_the_numbers_lead_from_the_text_to_the_speaker_and_back(watch: Watch) -> None:
    page = watch.page
    open_article(page)
    page.get_by_role("article").get_by_role("link", name="Statement 4: Signe Dahlgaard").click()
    assert page.url.endswith("#c-4")
    page.get_by_role("link", name="To statement 4 in the text").click()
    assert "#s-" in page.url


def test_a_visitor_cannot_review(watch: Watch) -> None:
    open_article(watch.page)
    watch.page.locator("#c-4").get_by_role("link", name="details").click()
    expect(watch.page.get_by_role("link", name="Sign in to review it", exact=False).or_(
        watch.page.get_by_role("main").get_by_role("link", name="Sign in"))).to_be_visible()  # fmt: skip
    expect(watch.page.get_by_role("button", name="Save the review")).to_have_count(0)


def test_sign_in_correct_and_see_it_after_another_extraction(watch: Watch, database: Path) -> None:
    page = watch.page
    sign_in(page)
    open_article(page)
    page.locator(".card", has_text="They read it to us off a sheet of paper").get_by_role(
        "link", name="details"
    ).click()
    page.get_by_label("Right as I correct it here").check()
    page.get_by_label("Speaker (empty").fill("Jonas Kirkegaard")
    page.get_by_label("Role, as the text states it").fill("shop steward at the plant")
    page.get_by_label("Note").fill("full name from the union")
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas Kirkegaard, shop steward at the plant")
    expect(page.get_by_role("main")).to_contain_text("corrected, says mia")
    expect(page.get_by_role("main")).to_contain_text("Extracted: Jonas Kirk, shop steward")

    quoteattr("extract", database, ARTICLE.parent, "--force")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas Kirkegaard")
    open_article(page)
    card = page.locator(".card", has_text="They read it to us off a sheet of paper")
    expect(card).to_contain_text("Jonas Kirkegaard")
    expect(card).to_contain_text("reviewed: corrected")
    page.goto("/quotes/statements?speaker=Jonas+Kirkegaard")
    expect(page.get_by_role("cell", name="corrected")).to_be_visible()
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    expect(page.get_by_text("Signed in as mia")).to_have_count(0)


def test_say_once_who_a_speaker_is(watch: Watch) -> None:
    page = watch.page
    sign_in(page)
    open_article(page)
    page.locator(".card", has_text="They read it to us off a sheet").get_by_role("link", name="details").click()
    page.get_by_label("Right as I correct it here").check()
    page.get_by_label("Speaker (empty").fill("Jonas K. Kirk")
    page.get_by_label("Said or denied").select_option(label="the speaker denies it")
    page.get_by_label("given the same speaker").check()
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas K. Kirk")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("said")
    page.goto("/quotes/statements?speaker=Jonas+K.+Kirk")
    assert page.get_by_role("cell", name="corrected").count() > 1


def test_add_what_was_missed(watch: Watch) -> None:
    page = watch.page
    sign_in(page)
    open_article(page)
    page.get_by_role("link", name="Add a quote that was missed").click()
    page.get_by_label("Words, as they stand").fill("cancelled an order worth 340 million euros")
    page.get_by_label("Quoted or reported").select_option(label="reported, without quotation marks")
    page.get_by_label("Speaker (empty").fill("Norvane")
    page.get_by_label("Kind of speaker").select_option("organization")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("main")).to_contain_text("added, says mia")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Norvane")


def test_judge_what_is_doubtful(watch: Watch) -> None:
    page = watch.page
    sign_in(page)
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Queue").click()
    words = page.locator(".queue .words").first.text_content() or ""
    page.get_by_role("button", name="Right").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is doubtful")
    expect(page.locator(".queue .words").first).not_to_have_text(words)


def test_choose_statements_and_take_them_along(watch: Watch) -> None:
    page = watch.page
    open_article(page)
    page.locator("#c-4").get_by_label("report").check()
    page.goto("/quotes/-/search?words=jobs")
    page.locator(".statement").get_by_label("report").first.check()
    page.reload()
    expect(page.locator(".statement").get_by_label("report").first).to_be_checked()
    page.get_by_role("button", name="Report (2)").click()
    expect(page.locator(".entry")).to_have_count(2)
    expect(page.locator(".entry mark").first).to_be_visible()
    for name, suffix in (("Markdown", ".md"), ("web page", ".html"), ("Word", ".docx")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(suffix)
        assert Path(download.value.path()).stat().st_size > 500
    page.get_by_role("button", name="Choose none").click()
    expect(page.get_by_role("button", name="Report", exact=True)).to_be_visible()


def test_choose_statements_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    open_article(page)
    page.locator("#c-4").get_by_label("report").check()
    page.locator("#c-5").get_by_label("report").check()
    page.get_by_role("button", name="Report").click()
    expect(page.locator(".entry")).to_have_count(2)
    context.close()


def test_check_a_draft(watch: Watch, tmp_path: Path) -> None:
    page = watch.page
    sign_in(page)
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Draft").click()
    page.get_by_label("The article").fill(DRAFT)
    page.get_by_role("button", name="Check every quote").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("3 quotes")
    expect(page.locator("#v-1")).to_contain_text("Exact: Said in these words by Signe Dahlgaard.")
    expect(page.locator("#v-3")).to_contain_text("Not found")
    page.get_by_role("link", name="Verdict 3").click()
    assert page.url.endswith("#v-3")
    file = tmp_path / "draft.html"
    file.write_text(f"<html><body><article><h1>Norvane</h1><p>{DRAFT}</p></article></body></html>", "utf-8")
    page.get_by_label("Or a file").set_input_files(file)
    page.get_by_role("button", name="Check every quote").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("3 quotes in draft.html")
    usable(page, "a draft")


def test_the_own_scripts_of_datasette_run_under_the_policy(watch: Watch) -> None:
    page = watch.page
    page.goto("/quotes/quotes")
    page.locator("th .dropdown-menu-icon").nth(1).click()
    expect(page.locator(".dropdown-menu").last).to_be_visible()
    page.goto("/quotes?sql=select+1")
    expect(page.locator(".CodeMirror")).to_be_visible()


def test_a_script_that_got_into_a_page_does_not_run(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    for place in ("/", "/quotes/quotes"):
        page.route(f"**{place}", add_script)
        page.goto(place)
        assert page.evaluate("window.harmed") is None
    context.close()


def add_script(route: Any) -> None:
    answer = route.fetch()
    body = answer.text().replace(
        "</body>", "<script>window.harmed = true</script><img src=x onerror='harmed=1'></body>"
    )
    route.fulfill(response=answer, body=body)


def addresses(page: Page) -> list[str]:
    """A page of each kind."""
    open_article(page)
    document = page.url
    statement = page.locator("#c-4").get_by_role("link", name="details").get_attribute("href") or ""
    speaker = page.locator("#c-4").get_by_role("link", name="Signe Dahlgaard").get_attribute("href") or ""
    number = statement.rsplit("/", 1)[1]
    subject = page.locator(".subjects a").first.get_attribute("href") or ""
    return ["/", "/quotes/-/subjects", subject, "/quotes/-/search?words=jobs", "/quotes/-/search?words=zeppelin",
            "/quotes/-/search?sort=date", "/quotes/-/search?words=jobs&role=chief",
            "/quotes/-/verify?words=We+built+for+nobody", document, speaker, statement,
            f"/quotes/-/embed/{number}", "/quotes/-/draft", "/quotes/-/questions", "/quotes/-/queue",
            "/quotes/-/queue?order=most-seen",
            document.split("#")[0].replace("/documents/", "/-/missed/"), f"/quotes/-/report?id={number}",
            "/quotes/-/report", "/quotes/quotes/nothing", *TABLES]  # fmt: skip


# Datasette's own pages, with what we add to them.
TABLES = (
    "/quotes",
    "/quotes/statements",
    "/quotes/listed_statements",
    "/quotes/quotes",
    "/quotes/subjects",
    "/quotes/denials",
    "/quotes?sql=select+1",
)


# What is found wrong, without the long list of what is right.
WRONG = {"resultTypes": ["violations"]}
# What colours have a part in; all else of a page is the same in the light and in the dark, and colours at all widths.
COLOURS = WRONG | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL_ELSE = WRONG | {"rules": {"color-contrast": {"enabled": False}}}


def serious(page: Page, options: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What axe finds on a page that keeps somebody from using it."""
    return [
        (rule["id"], [node["html"] for node in rule["nodes"]][:3])
        for rule in Axe().run(page, options=options).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


def usable(page: Page, place: str) -> None:
    """No serious finding of axe at a desk or on a phone, light or dark, and nothing to scroll to at the side."""
    for width, options in ((1280, WRONG), (768, None), (390, ALL_ELSE), (360, None)):
        page.set_viewport_size({"width": width, "height": 800})
        assert options is None or serious(page, options) == [], (place, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
    page.emulate_media(color_scheme="dark")
    assert serious(page, COLOURS) == [], place
    page.emulate_media(color_scheme="light")


def test_everybody_can_use_the_pages(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page)
    for place in addresses(page):
        page.goto(place)
        usable(page, place)
    context.close()


def test_a_mixed_claim_stands_once_and_marks_what_is_quoted(watch: Watch) -> None:
    page = watch.page
    page.goto("/quotes/-/search?words=constant+analysis+situation")
    page.get_by_role("link", name="Russia signals coordinated moves").first.click()
    said = page.locator(".card", has_text="to conduct constant analysis")
    expect(said).to_have_count(2)  # the claim with the words in it, and the longer quote that has them, too
    expect(said.first.locator(".piece").first).to_contain_text("to conduct constant analysis of the situation")


def test_from_an_article_to_its_subject_and_what_is_sure_there(watch: Watch) -> None:
    page = watch.page
    open_article(page)
    page.locator(".subjects").get_by_role("link", name="Norvane").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About Norvane")
    page.get_by_label("By", exact=True).select_option(index=1)
    page.get_by_label("Speaker", exact=True).select_option("0.95")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".statement").first).to_contain_text("speaker very sure")
    assert "speaker_sure=0.95" in page.url
    for told in page.locator(".statement").all_inner_texts():
        assert "speaker very sure" in told


@pytest.mark.parametrize("width", [1280, 390])
def test_the_tables_of_datasette_lead_back_to_search_and_verify(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.goto("/quotes/statements")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 26)"
    assert page.evaluate("document.documentElement.scrollHeight") < 16_000
    page.get_by_role("link", name="both", exact=True).click()
    assert "confidence__gte=0.95" in page.url
    page.get_by_role("link", name="Verify", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was it said?")
    page.goto("/quotes/statements")
    page.get_by_role("banner").get_by_role("searchbox").fill("sailing ships")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search: sailing ships")
    context.close()


def test_search_by_words_speaker_role_and_how_sure(watch: Watch) -> None:
    page = watch.page
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="All statements").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All statements")
    form = page.get_by_role("form", name="Narrow the search")
    form.get_by_label("Words, in any form").fill("market evrybody")
    form.get_by_label("Speaker, by any name").fill("dahlgaard")
    form.get_by_text("Role, outlet, subject, kind, how sure").click()
    form.get_by_label("Role, words of it").fill("executive")
    form.get_by_label("That it is this speaker").select_option("0.95")
    form.get_by_role("button", name="Search").click()
    expect(page.get_by_role("main")).to_contain_text("“evrybody” is in no statement: searched for “everybody”.")
    expect(page.locator(".statement")).to_have_count(1)
    expect(page.locator(".statement mark").first).to_have_text("market")
    expect(page.get_by_label("Role, words of it")).to_be_visible()
    assert "role=executive" in page.url and "speaker_sure=0.95" in page.url
    form.get_by_label("From").fill("2020")
    form.get_by_role("button", name="Search").click()
    expect(page.get_by_role("main")).to_contain_text(
        "Nothing found. Searched were the words of"
    )  # no sample has a date


def test_narrow_a_search_by_a_facet(watch: Watch) -> None:
    page = watch.page
    page.goto("/quotes/-/search?words=jobs")
    facets = page.get_by_role("navigation", name="Narrow to")
    expect(facets.get_by_role("heading").first).to_have_text("Speaker")
    facets.get_by_role("link", name="Signe Dahlgaard").first.click()
    assert "words=jobs" in page.url and "speaker=Signe+Dahlgaard" in page.url
    assert page.locator(".statement").count() >= 1
    for speaker in page.locator(".statement .speaker").all_inner_texts():
        assert speaker == "Signe Dahlgaard"


def test_home_has_a_few_statements_of_each_article(watch: Watch) -> None:
    page = watch.page
    page.goto("/")
    articles = page.locator(".article")
    expect(articles).to_have_count(4)
    for number in range(4):
        assert 1 <= articles.nth(number).locator(".statement").count() <= 2
    articles.filter(has_text=HEADLINE).get_by_role("link", name="more from it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def test_counts_are_those_of_the_list_below(watch: Watch) -> None:
    page = watch.page
    page.goto("/")
    row = page.get_by_role("region", name="Most quoted").get_by_role("row").nth(1)
    quotes, claims = (cell.inner_text() for cell in row.get_by_role("cell").all()[1:])
    row.get_by_role("link").click()
    lead = page.locator(".lead")
    expect(lead).to_contain_text(f"{quotes} quote")
    expect(lead).to_contain_text(f"{claims} claim")


def test_words_of_an_article_that_nobody_says(watch: Watch) -> None:
    page = watch.page
    page.goto("/quotes/-/verify")
    page.get_by_label("A sentence, or a part of one").fill("Shares in Norvane fell 18 percent in early trading")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text(
        "In the text of an article, attributed to nobody"
    )
    expect(page.get_by_role("main")).to_contain_text(HEADLINE)


def test_why_this_speaker_and_how_to_cite(watch: Watch) -> None:
    page = watch.page
    open_article(page)
    page.locator(".card", has_text="We built for a market").get_by_role("link", name="details").click()
    why = page.get_by_role("region", name="Why this speaker")
    expect(why).to_contain_text("Signe Dahlgaard: very sure")
    assert why.get_by_role("listitem").count() >= 1
    for cite in page.locator("textarea.code").all():
        text = cite.input_value()
        assert text and ",," not in text and "\\-" not in text


def test_a_review_is_a_claim_review(watch: Watch) -> None:
    page = watch.page
    sign_in(page)
    open_article(page)
    page.locator(".card", has_text="The milestones moved").get_by_role("link", name="details").click()
    page.get_by_label("Wrong").check()
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_role("main")).to_contain_text("wrong, says mia")
    linked = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert "ClaimReview" in json.dumps(linked)


def test_say_that_two_speakers_are_one_and_undo_it(browser: Browser, tmp_path: Path) -> None:
    made, accounts = tmp_path / "quotes.db", tmp_path / "reviewers.yml"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for each in ARTICLES:
            store.save(each, run)
        store.settle_speakers()
    accounts.write_text(f"mia: {hash_password(PASSWORD, iterations=1000)}\n", "utf-8")
    with serving(made, "--reviewers", accounts) as served:
        page = browser.new_context(base_url=served).new_page()
        sign_in(page)
        page.goto("/")
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Questions").click()
        page.get_by_role("button", name="Yes, John Smith is").first.click()
        decided = page.get_by_role("region", name="Decided last")
        expect(decided).to_contain_text("John Smith")
        usable(page, "questions")
        decided.get_by_role("button", name="Undo decision").first.click()
        expect(page.get_by_role("button", name="Yes, John Smith is").first).to_be_visible()
        page.context.close()


def test_what_is_denied_is_listed_once(watch: Watch) -> None:
    page = watch.page
    page.goto("/quotes/denials")
    texts = page.locator("td.col-text").all_inner_texts()
    assert texts and not [one for one in texts if any(one != other and one in other for other in texts)]


def test_a_keyboard_is_enough(watch: Watch) -> None:
    page = watch.page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.tagName") == "A":  # how many reviews there are
        page.keyboard.press("Tab")
    expect(page.get_by_label("Search quotes, claims and speakers")).to_be_focused()
    page.keyboard.type("sailing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search: sailing")
