from quoteattr.documents import Document
from quoteattr.scoring import GoldDocument
from quoteattr.training.corpus import hold_back

DOCUMENTS = [
    GoldDocument(id=f"a{number}", document=Document(text="Rain."), group="?", relations=()) for number in range(400)
]


def test_about_the_share_asked_for_is_held_back() -> None:
    kept, held = hold_back(DOCUMENTS, 0.1)
    assert 20 < len(held) < 60
    assert len(kept) + len(held) == len(DOCUMENTS)


def test_the_choice_does_not_depend_on_the_order() -> None:
    ids = {document.id for document in hold_back(DOCUMENTS, 0.1)[1]}
    assert {document.id for document in hold_back(DOCUMENTS[::-1], 0.1)[1]} == ids
