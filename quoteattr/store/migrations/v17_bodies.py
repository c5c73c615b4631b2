"""Version 17: bodies are known by more than their whole name, and a description is no name of a person.

The tables stay as they are. The step is there so that what rules take out of names, the blocks of appearances among it,
is made anew in databases of before: rows of every age have it alike then.
"""

from quoteattr.store.migrations.migration import Migration

MIGRATION = Migration(script="")
