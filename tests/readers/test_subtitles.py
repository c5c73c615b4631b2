"""Subtitles in WebVTT and SubRip: turns as paragraphs, and when each is said."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.pipeline import annotate
from quoteattr.readers import read
from quoteattr.readers.recordings import Said, to_document
from quoteattr.readers.subtitles import read_srt, read_vtt

VTT = "WEBVTT\n\n"


def vtt(*cues: str, head: str = VTT) -> Document:
    """A cue a second."""
    blocks = [f"00:{place:02}.500 --> 00:{place + 1:02}.000\n{cue}\n\n" for place, cue in enumerate(cues)]
    (document,) = read_vtt((head + "".join(blocks)).encode())
    return document


def srt(*cues: str) -> Document:
    """A cue a second."""
    blocks = [f"{n + 1}\n00:00:{n:02},500 --> 00:00:{n + 1:02},000\n{cue}\n\n" for n, cue in enumerate(cues)]
    (document,) = read_srt("".join(blocks).encode())
    return document


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        pytest.param(["<v Ada Quill>The line opens\nin May.</v>"], "Ada Quill: The line opens in May.", id="a voice"),
        pytest.param(["<v Ada>The line", "<v Ada>opens."], "Ada: The line opens.", id="one voice over cues"),
        pytest.param(["<v.loud.first Ada Quill>No."], "Ada Quill: No.", id="classes"),
        pytest.param(["<v Ada>No.", "<v Bo>Yes."], "Ada: No.\n\nBo: Yes.", id="two voices"),
        pytest.param(["<v Ada>No.</v> <v Bo>Yes.</v>"], "Ada: No.\n\nBo: Yes.", id="two voices in a cue"),
        pytest.param(["- <v Ada>No.</v>\n- <v Bo>Yes.</v>"], "Ada: No.\n\nBo: Yes.", id="dashes before voices"),
        pytest.param(["<v Ada>No.", "Yes."], "Ada: No.\n\n>> Yes.", id="a cue without a voice is nobody's"),
        pytest.param(["<v Ada>No.", "BO: Yes."], "Ada: No.\n\nBO: Yes.", id="a label beside voices"),
        pytest.param(["<v Ada>So <i>sure</i> &amp; <c.red>glad</c>."], "Ada: So sure & glad.", id="markup"),
        pytest.param(["<v Ada>No <00:00.700>way."], "Ada: No way.", id="times of words"),
        pytest.param(["No names here.", "None at all."], "No names here. None at all.", id="no voices"),
        pytest.param(["&gt;&gt; No.", "&gt;&gt; Yes."], ">> No.\n\n>> Yes.", id="changes"),
        pytest.param(["<v Ada>Café – “ja”."], "Ada: Café – “ja”.", id="other characters"),
    ],
)
def test_voices_of_webvtt(cues: list[str], text: str) -> None:
    assert vtt(*cues).text == text


def test_what_is_no_speech_in_webvtt_is_left_out() -> None:
    source = (
        "\ufeffWEBVTT - Council in May\nKind: captions\nLanguage: en\n\nNOTE\nby hand: <v Nobody>no</v>\n\n"
        "STYLE\n::cue { color: red }\n\nREGION\nid:top\n\nintro\n00:01.000 --> 00:02.000 align:start position:0%\n"
        "<v Ada>No.\n\nNOTE another\n\n01:00:02.250 --> 01:00:03.000\n<v Ada>Never.\n"
    )
    (document,) = read_vtt(source.encode())
    assert (document.title, document.text) == ("Council in May", "Ada: No.\n\nNever.")
    assert [time.second for time in document.times] == [1.0, 3602.25]


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        pytest.param([">> MR. LOW: Where were", "you?"], "MR. LOW: Where were you?", id="a name behind a change"),
        pytest.param(["<i>>> MR. LOW: Where?</i>", ">> Home."], "MR. LOW: Where?\n\n>> Home.", id="italics"),
        pytest.param(["MR. LOW: Where?", "THE WITNESS: Home."], "MR. LOW: Where?\n\nTHE WITNESS: Home.", id="capitals"),
        pytest.param(["I did. >> MR. LOW: When?"], "I did.\n\nMR. LOW: When?", id="a change inside a line"),
        pytest.param(["- Who pays?\n- We do."], ">> Who pays?\n\n>> We do.", id="dashes"),
        pytest.param(["- Tom: Who pays?\n- Ada: We do."], "Tom: Who pays?\n\nAda: We do.", id="names behind dashes"),
        pytest.param(["- No.\n- Yes.", "Well."], ">> No.\n\n>> Yes.\n\n>> Well.", id="after a dialogue"),
        pytest.param(["We wait\n- and wait."], "We wait - and wait.", id="a dash that opens no turn"),
        pytest.param(["Ada: No.", "Bo: Yes.", "Ada: No.", "Bo: Yes."], "Ada: No.\n\nBo: Yes.\n\nAda: No.\n\nBo: Yes.",
                     id="names that recur"),
        pytest.param(["Remember: we sail at noon."], "Remember: we sail at noon.", id="a word before a colon"),
        pytest.param(["NOTE: We sail at noon."], "NOTE: We sail at noon.", id="a heading"),
        pytest.param(["[MAN] I saw it.", "[Music]"], "MAN: I saw it.", id="a role in brackets"),
        pytest.param(["(ADA QUILL): Good.", "(APPLAUSE)"], "ADA QUILL: Good.", id="a name in brackets"),
        pytest.param(["(laughs)", "It costs (about) nine."], "It costs (about) nine.", id="sounds"),
        pytest.param(["♪ La la ♪", "It was [inaudible]."], "It was [inaudible].", id="songs"),
        pytest.param(["{\\an8}<font color='#fff'>No.</font>"], "No.", id="markup of players"),
        pytest.param(["We sail", "We sail\nat noon.", "at noon.\nAll."], "We sail at noon. All.", id="rolling"),
        pytest.param([">> MR. LOW: No.", ">> MR. LOW: Never."], "MR. LOW: No. Never.", id="one name again"),
    ],
)  # fmt: skip
def test_turns_of_subrip(cues: list[str], text: str) -> None:
    assert srt(*cues).text == text


def test_a_long_turn_has_paragraphs_that_end_with_a_sentence() -> None:
    document = srt(">> MR. LOW: I begin.", *[f"Day {n} was like this one." for n in range(40)])
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) > 1
    assert all(paragraph.endswith(".") for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("1\n00:00:01.000 --> 00:00:02.000\nA dot.\n", "A dot.", id="dots in times"),
        pytest.param("00:00:01,000 --> 00:00:02,000\nNo number.\n", "No number.", id="no number"),
        pytest.param("1\r\n00:00:01,000 --> 00:00:02,000 X1:1\r\nA place.\r\n", "A place.", id="places and line ends"),
        pytest.param("\ufeff1\n00:00:01,000 --> 00:00:02,000\nA mark.\n", "A mark.", id="byte order mark"),
        pytest.param("2\n00:00:03,000 --> 00:00:04,000\nTwo.\n\n1\n00:00:01,000 --> 00:00:02,000\nOne.\n",
                     "One. Two.", id="order"),
    ],
)  # fmt: skip
def test_odd_subrip(source: str, text: str) -> None:
    (document,) = read_srt(source.encode())
    assert document.text == text


SILENT = VTT.encode() + b"00:01.000 --> 00:02.000\n[Music]\n"


@pytest.mark.parametrize("source", [b"WEBVTT\n\n", b"No subtitles at all.", SILENT])
def test_what_has_no_words_is_refused(source: bytes) -> None:
    with pytest.raises(ReadError):
        list(read_vtt(source))
    with pytest.raises(ReadError):
        list(read_srt(source))


WORDS = st.sampled_from(["No.", "We sail", "x y", "♪ la ♪"])


@given(st.lists(st.tuples(WORDS, st.sampled_from([None, "Ada", "Bo"]), st.booleans())))
def test_times_rise_and_lead_to_the_words(given_: list[tuple[Any, ...]]) -> None:
    said = [Said(float(second), words, name, opens) for second, (words, name, opens) in enumerate(given_)]
    spoken = [one for one in said if "la" not in one.words]
    if not spoken:
        return
    document = to_document(said)
    starts = [time.start for time in document.times]
    assert starts == sorted(set(starts))
    assert [time.second for time in document.times] == [one.second for one in spoken]
    for time, one in zip(document.times, spoken, strict=True):
        assert document.text[time.start :].removeprefix(f"{one.speaker}: ").removeprefix(">> ").startswith(one.words)
        assert document.second_at(time.start) == document.second_at(time.start + 1) == one.second


def test_a_quote_knows_when_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "council.vtt"
    path.write_text(
        f"{VTT}00:02.000 --> 00:04.000\n<v Ada Quill>The line opens\n\n"
        "00:04.000 --> 00:05.000\n<v Ada Quill>in May.\n\n"
        "01:00:06.500 --> 01:00:07.000\n<v Tom Hale>Good.\n\n01:00:08.000 --> 01:00:09.000\nYes.\n"
    )
    (found,) = annotate(read(path), quoteattr.load())
    said = [(quote.speaker, quote.text, quote.begins_at) for quote in found.quotes]
    assert said == [
        ("Ada Quill", "The line opens in May.", 2.0),
        ("Tom Hale", "Good.", 3606.5),
        (None, "Yes.", 3608.0),
    ]


def test_text_without_times_has_none() -> None:
    assert Document(text="“No,” Ann Lee said.").second_at(3) is None
