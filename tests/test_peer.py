"""What textacy finds, a paragraph at a time, with the offsets of the whole text."""

from quoteattr.scoring.peer import find_quotes, load_for_textacy

TEXT = "“The bridge is unsafe,” said Ana Ruiz.\n\nAn odd “mark stops it here.\n\n“We knew of it,” said Bo Lind."


def test_offsets_are_those_of_the_text_and_a_paragraph_that_it_refuses_gives_nothing() -> None:
    found = list(find_quotes(TEXT, load_for_textacy()))
    assert [prediction.spans[0].of(TEXT) for prediction in found] == ["“The bridge is unsafe,”", "“We knew of it,”"]
    assert [[span.of(TEXT) for span in prediction.source] for prediction in found] == [["Ana Ruiz"], ["Bo Lind"]]
