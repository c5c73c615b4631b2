"""What the mention next to a cue is: a name, a pronoun, a description, several sources in one.

In: a Doc, its mentions and the span of a source. Out: a `Source`: its head and what goes with it.
“A spokeswoman for Acme, Jo Tan” has the head “Jo Tan”; “Trump’s lawyer” has the head “lawyer”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc

from quoteattr.components.speakers.conjuncts import Page, find_conjuncts, find_start
from quoteattr.components.speakers.heads import (
    head_noun,
    is_apart,
    is_modifier,
    is_of_press,
    is_role,
    may_describe,
)
from quoteattr.components.speakers.mentions import Mention, MentionKind, is_authored
from quoteattr.components.speakers.wording import describe, is_anonymous, last_paragraph, type_of
from quoteattr.components.turnlabels import read_role_label, read_surname
from quoteattr.components.vocabulary import (
    document_noun,
    pronoun,
    role_noun,
    says_more,
)
from quoteattr.lexicon import word_set
from quoteattr.spans import Span, trim
from quoteattr.statements import SpeakerType

POSSESSIVE_MARKS = frozenset({"'s", "’s", "’", "'"})
EDGES = ' \t\n,;:.—–-“”"()'


class Form(StrEnum):
    """What a source is on the page."""

    NAME = "name"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    JOINT = "joint"
    NOMINAL = "nominal"
    LABEL = "label"
    EMPTY = "empty"  # the text names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source mention.

    Attributes:
        span: characters, without marks and commas at its edges.
        start, end: tokens.
        form: what it is.
        head: index of the mention that heads it, None when no mention does.
        noun: head noun in small letters, of a nominal.
        type: kind of source as far as its own words tell.
        description: its words up to the first comma or clause.
        anonymous: its words say that a name is withheld.
        continues: the cue says that the speaker goes on: “added”.
        is_label: it stands before a turn, not in a sentence.
        parts: indices of the mentions that a joint source joins.
        is_open: the text leaves open which of its parts it is: “Ann Lee or Bo Orr”.
    """

    span: Span
    start: int
    end: int
    form: Form
    head: int | None = None
    noun: str = ""
    type: SpeakerType = SpeakerType.UNKNOWN
    description: str = ""
    anonymous: bool = False
    continues: bool = False
    is_label: bool = False
    parts: tuple[int, ...] = ()
    is_open: bool = False


class SourceReader:
    """Reads the sources of one document.

    Args:
        doc: the document.
        text: that of the document, which spaCy makes anew each time it is asked for.
        mentions: its mentions in order.
    """

    def __init__(self, doc: Doc, text: str, mentions: Sequence[Mention]) -> None:
        self.doc = doc
        self.text = text
        self.mentions = mentions
        self.names: dict[int, int] = {}
        self.nominals: dict[int, int] = {}
        self.pronouns: dict[int, int] = {}
        self.name_start: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            if mention.kind is MentionKind.PRONOUN:
                self.pronouns[mention.start] = index
            elif mention.kind is MentionKind.NOMINAL:
                self.nominals.setdefault(mention.start, index)
            else:
                self.names[mention.start] = index
            if mention.kind is MentionKind.NAME:
                self.name_start.update(dict.fromkeys(range(mention.start, mention.end), mention.start))
        self.page = Page(doc=doc, mentions=mentions, names=self.names, nominals=self.nominals)

    def read(self, span: Span, cue: str = "", *, is_label: bool = False) -> Source | None:
        """What the source at a span is; None when no token lies there. A label of a turn may be a role."""
        span = trim(self.text, last_paragraph(self.text, span, EDGES), EDGES)
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand") if span.end > span.start else None
        if not tokens or (len(tokens) == 1 and tokens[0].tag_ == "EX"):
            return None  # “There” were calls for it
        # A source that begins inside a name (“Low” of “Jo Low”) means the whole name.
        if is_label and (found := self._label(span, tokens.start, tokens.end)):
            return found
        first = self._named_before(tokens.start)
        start, end = self.name_start.get(first, first), self._owned_end(tokens.start, tokens.end)
        if self.doc[end - 1].text in POSSESSIVE_MARKS and end - start > 1:
            end -= 1
        if end > tokens.end:
            span = Span(span.start, self.doc[end - 1].idx + len(self.doc[end - 1]))
        for read in (self._pronoun, self._joint, self._name, self._authored, self._nominal):
            found = read(span, start, end)
            if found is not None:
                return replace(found, continues=says_more(cue), is_label=is_label)
        return None

    def _named_before(self, start: int) -> int:
        """Where a source begins that has lost its name: “Bo Lind, 30, from | Marne, who was there, said”."""
        if start == 0 or self.doc[start - 1].lower_ != "from":
            return start
        for index in range(start - 2, max(start - 7, 0), -1):
            if index in self.name_start:
                first = self.name_start[index]
                return first if self._is_person(first) else start
            if not (self.doc[index].is_punct or self.doc[index].like_num):
                break
        return start

    def _label(self, span: Span, start: int, end: int) -> Source | None:
        """“THE WITNESS:”, “RUIZ:”: a role or a surname; None where the label names somebody otherwise."""
        words, number = span.of(self.text), self.names.get(start)
        is_open = number is None or self.mentions[number].type is SpeakerType.UNKNOWN
        label = read_role_label(words) or (read_surname(words) if is_open else None)
        if label is None:
            return None
        return Source(
            span=span,
            start=start,
            end=end,
            form=Form.LABEL,
            noun=label.role or "",
            type=label.type,
            description=label.description,
            anonymous=label.role is not None,
            is_label=True,
        )

    def _owned_end(self, start: int, end: int) -> int:
        """Where a source ends that breaks off behind its first word: “Her | first instructor, Hal Croft,” said."""
        if end - start > 1 or self.doc[start].tag_ != "PRP$":
            return end
        number = self.nominals.get(start)
        if number is None or self.mentions[number].role is None:
            return end
        end = self.mentions[number].end
        name = self.names.get(end + 1) if end + 1 < len(self.doc) and self.doc[end].text == "," else self.names.get(end)
        return self.mentions[name].end if name is not None else end

    def _authored(self, span: Span, start: int, end: int) -> Source | None:
        """“The post by an unknown author”: whoever wrote it, if that is a person; a study by a ministry speaks."""
        by = next((index for index in range(start + 1, end - 1) if self.doc[index].lower_ == "by"), None)
        if by is None or not document_noun(self.doc[by - 1].text):
            return None
        rest = Span(self.doc[by + 1].idx, span.end)
        found = self._name(rest, by + 1, end) or self._nominal(rest, by + 1, end)
        return found if found is not None and found.type is SpeakerType.PERSON else None

    def _pronoun(self, span: Span, start: int, end: int) -> Source | None:
        known = pronoun(self.doc[start].text) if end - start == 1 else None
        if known is None:
            return None
        form = Form.RELATIVE if known.gender == "relative" else Form.PRONOUN
        return Source(span=span, start=start, end=end, form=form, head=self.pronouns.get(start), noun=known.term)

    def _joint(self, span: Span, start: int, end: int) -> Source | None:
        """“Blue Co and Red Co”, “Ann Lee, a lawyer, or Bo Orr”: several heads, none of them the role of another."""
        start = find_start(self.page, start, end)
        span = Span(min(span.start, self.doc[start].idx), span.end)
        found = find_conjuncts(self.page, start, end)
        if found is None or self._behind_role(start, self._segment_end(start, end)) is not None:
            return None
        mentions = [self.mentions[part] for part in found.parts]
        if any(m.kind is MentionKind.NOMINAL and not m.plural and not m.definite for m in mentions[:-1]):
            return None
        bodies = all(mention.type is SpeakerType.ORGANIZATION for mention in mentions)
        words = re.sub(r"^(both|either|the)\s+", "", self.text[span.start : span.end], flags=re.I)
        return Source(
            span=span,
            start=start,
            end=end,
            form=Form.JOINT,
            type=SpeakerType.ORGANIZATION if bodies else SpeakerType.GROUP,
            description=" ".join(words.split()),
            parts=found.parts,
            is_open=found.is_open,
        )

    def _segment_end(self, start: int, end: int) -> int:
        for index in range(start, end):
            if self.doc[index].text in {",", "(", "—", "–", ";"} or self.doc[index].text in {"who", "which", "whose"}:
                return index
        return end

    def _name(self, span: Span, start: int, end: int) -> Source | None:
        owner = self.names.get(start)
        author = owner if owner is not None and is_authored(self.doc, self.mentions[owner], end) else None
        found = (self._name_in_front(start, end), self._name_behind_comma(start, end), author)
        head = next((number for number in found if number is not None), None)
        if head is None:
            return None
        mention = self.mentions[head]
        words = describe(self.doc, self.text, span)
        return Source(span=span, start=start, end=end, form=Form.NAME, head=head, type=mention.type, description=words)

    def _name_in_front(self, start: int, end: int) -> int | None:
        """The name that heads the first part: “coach | Bo Lind”, “Governor of Marne | Chris Low”."""
        stop = self._segment_end(start, end)
        if (behind_role := self._behind_role(start, stop)) is not None:
            return behind_role
        preposition: int | None = None
        role_before: bool = False
        inside = start
        for index in range(start, stop):
            token = self.doc[index]
            if index < inside:
                continue
            number = self.names.get(index)
            if number is not None:
                mention = self.mentions[number]
                inside = mention.end
                possessor = mention.end + 1 < stop and self.doc[mention.end].text in POSSESSIVE_MARKS
                person = mention.type is not SpeakerType.ORGANIZATION
                if possessor or (is_modifier(self.doc, mention.end, stop) and not is_of_press(self.doc, mention, stop)):
                    continue
                if preposition is None:
                    return number
                if person and role_before and mention.end == stop and is_apart(self.doc, preposition, mention.start):
                    return number
            elif token.lower_ in word_set("prepositions") and index > start and self.doc[index - 1].text != "-":
                preposition = index  # but not that of “editor-in-chief”
                role_before = role_before or role_noun(self.doc[index - 1].text) is not None
        return None

    def _behind_role(self, start: int, stop: int) -> int | None:
        """The person behind an office at a body with “and” in its name: “Parks and Ports Board clerk | Bo Lind”."""
        found = next(
            (self.names[index] for index in range(start + 1, stop) if index in self.names and self._is_person(index)),
            None,
        )
        if found is None or self.mentions[found].end != stop:
            return None
        role = role_noun(self.doc[self.mentions[found].start - 1].text)
        before = range(start, self.mentions[found].start - 1)
        joined = any(self.doc[index].lower_ in {"and", "&"} for index in before)
        roles = any(
            role_noun(self.doc[index].text)
            for index in before
            if index + 1 < stop and self.doc[index + 1].lower_ == "and"
        )
        return found if role and not role.plural and joined and not roles else None

    def _is_person(self, index: int) -> bool:
        return self.mentions[self.names[index]].type is SpeakerType.PERSON

    def _name_behind_comma(self, start: int, end: int) -> int | None:
        """“A spokeswoman for Acme, | Jo Tan”; “the team’s coach, | Bo Lind, | ...”."""
        comma = self._segment_end(start, end)
        if comma + 1 >= end or self.doc[comma].text not in {",", "—", "–"}:
            return None
        head = head_noun(self.doc, start, comma)
        first = comma + 1
        while first < end and first not in self.names and may_describe(self.doc, first):
            first += 1
        number = self.names.get(first)
        if number is None or head is None or not is_role(self.doc, head):
            return None
        mention = self.mentions[number]
        if mention.type is SpeakerType.ORGANIZATION:
            return None
        whole = (
            mention.end >= end
            or self.doc[mention.end].text in {",", "(", "—", "–"}
            or self.doc[mention.end].lower_ == "who"
        )
        return number if whole else None

    def _nominal(self, span: Span, start: int, end: int) -> Source | None:
        stop = max(self._segment_end(start, end), start + 1)
        number = self.nominals.get(start)
        if number is not None and self.mentions[number].end <= end:
            head = self.mentions[number].end - 1
        else:
            found = head_noun(self.doc, start, stop)
            if found is None:
                return None
            head = found
            number = self._mention_ending(start, head + 1)
        return Source(
            span=span,
            start=start,
            end=end,
            form=Form.NOMINAL,
            head=number,
            noun=self.mentions[number].words if number is not None else self.doc[head].lower_,
            type=type_of(self.doc[head], self.mentions[number] if number is not None else None),
            description=describe(self.doc, self.text, span),
            anonymous=is_anonymous(self.doc, start, end),
        )

    def _mention_ending(self, start: int, end: int) -> int | None:
        """The name or description between two tokens that ends at the second."""
        for index in range(start, end):
            for number in (self.names.get(index), self.nominals.get(index)):
                if number is not None and self.mentions[number].end == end:
                    return number
        return None
