"""Version 9: how likely an appearance is the speaker that it was given, and the year of birth that its document tells.

Both stay empty here: settling fills the one, `renew` of speakers.py the other.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
ALTER TABLE appearances ADD COLUMN chance REAL;
ALTER TABLE appearances ADD COLUMN born INTEGER;
"""

MIGRATION = Migration(script=_SCRIPT)
