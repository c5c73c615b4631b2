"""The steps from one schema version to the next, in order; docs/data-model.md describes the tables as they stand.

A database of version N has taken the first N. To add a column or a table, add a file and its line here.
"""

from quoteattr.store.migrations import (
    v1_tables,
    v2_groups,
    v3_appearances,
    v4_reviews,
    v5_counts,
    v6_uncounted,
    v7_times,
    v8_pages,
    v9_chances,
    v10_speaker_confidence,
    v11_reviewed_acts,
    v12_propositions,
    v13_stems,
    v14_identifiers,
    v15_subjects,
    v16_members,
    v17_bodies,
    v18_listed,
    v19_together,
)
from quoteattr.store.migrations.migration import Migration

MIGRATIONS: tuple[Migration, ...] = (
    v1_tables.MIGRATION,
    v2_groups.MIGRATION,
    v3_appearances.MIGRATION,
    v4_reviews.MIGRATION,
    v5_counts.MIGRATION,
    v6_uncounted.MIGRATION,
    v7_times.MIGRATION,
    v8_pages.MIGRATION,
    v9_chances.MIGRATION,
    v10_speaker_confidence.MIGRATION,
    v11_reviewed_acts.MIGRATION,
    v12_propositions.MIGRATION,
    v13_stems.MIGRATION,
    v14_identifiers.MIGRATION,
    v15_subjects.MIGRATION,
    v16_members.MIGRATION,
    v17_bodies.MIGRATION,
    v18_listed.MIGRATION,
    v19_together.MIGRATION,
)

__all__ = ["MIGRATIONS", "Migration"]
