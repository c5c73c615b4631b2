"""From the mention next to a cue to the speaker: who “he”, “Dong” and “the minister” are.

In: a parsed Doc, the reported statements and the document. Out: for each statement a `Resolution`
(canonical name, type, role, candidates), and the speakers of the document::

    resolution = resolve_speakers(doc, reported, document)
    resolution.resolutions[0].speaker == "Andrey Belousov"
"""

from quoteattr.components.speakers.resolve import SpeakerResolution, resolve_speakers

__all__ = ["SpeakerResolution", "resolve_speakers"]
