"""Version 8: documents that are web pages: the file that each was read from, and what seems to be wrong with its text.

The address of a page is the one that it states, so that its file is told beside it. Both are null for all that was
read before.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
ALTER TABLE documents ADD COLUMN file TEXT;
ALTER TABLE documents ADD COLUMN warning TEXT;
CREATE INDEX idx_documents_file ON documents (file);
"""

MIGRATION = Migration(script=_SCRIPT)
