import pytest

from quoteattr.documents import Document
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.readers.metadata import author_names, finish_document, mend

SAID = "“The bridge is unsafe,” said Zoé Ruiz. “We’re closing it – today.”"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        (SAID.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d"), SAID),
        ("â€œWe won,â€\x9d Park said.", "“We won,” Park said."),
        ("â€˜No,â€™ ZoÃ© said.", "‘No,’ Zoé said."),
        (SAID, SAID),
        ("“Fine,” she said.\nâ€œNot fine,â€\x9d he said.", "“Fine,” she said.\n“Not fine,” he said."),
        ("The ligature ﬁ, curly ’, <b>tags</b> &amp; stay.", "The ligature ﬁ, curly ’, <b>tags</b> &amp; stay."),
        ("Â£5, she said.", "£5, she said."),
        ("«C’est fini», a dit Édouard Ângelo à São Paulo.", "«C’est fini», a dit Édouard Ângelo à São Paulo."),
        ("&ldquo;No,&rdquo; Ann Lee said. &#8220;Not me.&#x201D;", "“No,” Ann Lee said. “Not me.”"),
        ("&quot;No,&quot; Zo&eacute; said&nbsp;&mdash; &lt;b&gt;AT&amp;T&#38;&#60; &nosuch; &#0; &#1;",
         "\"No,\" Zoé said\u00a0— &lt;b&gt;AT&amp;T&#38;&#60; &nosuch; &#0; &#1;"),
        ("A\x00B \ud83d.", "A\ufffdB \ufffd."),
    ],
)  # fmt: skip
def test_damaged_encoding_is_repaired_and_nothing_else(damaged: str, whole: str) -> None:
    assert mend(damaged) == whole


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Mia Orr", "Mia Orr"),
        ("BY MIA ORR", "MIA ORR"),
        ("Words by: Mia Orr", "Mia Orr"),
        ("Mia Orr, Political Editor", "Mia Orr"),
        ("Mia Orr and Tom Hale", "Mia Orr and Tom Hale"),
        ("By Mia Orr in Norvane", "Mia Orr"),
        ("Mia Orr | Harbour Post", "Mia Orr"),
        ("Mia Orr <mia@example.org>", "Mia Orr"),
        ("Byron Inness", "Byron Inness"),
        ("https://example.org/mia", None),
        ("", None),
        (None, None),
    ],
)
def test_a_byline_is_the_names(byline: str | None, names: str | None) -> None:
    assert author_names(byline) == names


def test_what_a_document_states_goes_before_what_the_user_says() -> None:
    options = ReadOptions(defaults={"outlet": "Bay Weekly", "byline": "Tom Hale", "published": "2026-01-02"})
    found = finish_document(Document(text=SAID, outlet=" Harbour\nPost ", published="4 March 2026"), options)
    assert isinstance(found, Document)
    assert (found.outlet, found.byline, found.published) == ("Harbour Post", "Tom Hale", "2026-03-04")


def test_a_date_that_cannot_be_told_is_none() -> None:
    found = finish_document(Document(text=SAID, published="some day"), ReadOptions())
    assert isinstance(found, Document)
    assert found.published is None


FRENCH = (
    "Le pont sera fermé vendredi, a déclaré la maire de la ville. « Les boulons sont rouillés », a-t-elle ajouté "
    "devant le conseil municipal, qui a voté les crédits. Les habitants devront prendre le bac pendant plusieurs mois, "
    "et les commerçants craignent pour leurs affaires."
)
ENGLISH = (
    "The bridge will close on Friday, the mayor of the town said. “The bolts are rusted,” she told the council, which "
    "voted the money. People will have to take the ferry for several months, and shopkeepers fear for their business."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(FRENCH, "fr", id="French"),
        pytest.param("Мост закрыт, сказала мэр. Болты проржавели.", "ru", id="short, of another script"),
        pytest.param("桥梁将于周五关闭,市长说。", "zh", id="Chinese"),
    ],
)
def test_other_languages_are_skipped_unless_wanted(text: str, language: str) -> None:
    skipped = finish_document(Document(text=text, address="a.txt", language="en"), ReadOptions())
    assert skipped == Skipped("a.txt", f"not in English ({language}); --any-language reads it all the same")
    found = finish_document(Document(text=text), ReadOptions(any_language=True))
    assert isinstance(found, Document)
    assert found.language == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="English"),
        pytest.param(ENGLISH.upper(), id="capitals"),
        pytest.param("“Oui,” said Luc Morel.", id="too short to tell"),
        pytest.param(ENGLISH + "\n\n«C’est fini», a déclaré Luc Morel.", id="a French quote in English"),
        pytest.param(
            "Jorunn Løvås, Łukasz Żółć, Nguyễn Văn Đức and Šárka Dvořáková met Đorđe Šćepanović and Håkon Ødegård in "
            "Århus, where Łukasz Żółć said that the talks between Nguyễn Văn Đức and Jorunn Løvås had failed. Šárka "
            "Dvořáková left for Győr, and Håkon Ødegård for Tromsø.",
            id="foreign names",
        ),
    ],
)
def test_english_is_read(text: str) -> None:
    assert isinstance(finish_document(Document(text=text, language="fr"), ReadOptions()), Document)


def test_what_is_only_white_space_once_it_is_mended_is_no_document() -> None:
    skipped = finish_document(Document(text="\u00c2\u00a0\u00a0", address="a.txt"), ReadOptions(any_language=True))
    assert skipped == Skipped("a.txt", "there is nothing but white space in it")
