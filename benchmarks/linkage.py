"""How right the speakers of different articles are put together: on the annotated triples of the press.

In: a database into which the annotated articles were extracted, and the folder of annotations. Out: B-cubed precision,
recall and F over the speakers of the articles of one event, of which each entity has one key in all three::

    python benchmarks/linkage.py quotes.db corpora/press

An appearance counts when the names that the document has for it are those of one annotated entity of the article.
"""

import argparse
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from quoteattr.annotation.corpus import Annotation, read_annotation
from quoteattr.scoring.names import same_name

# Events of which three articles are annotated with common keys.
TRIPLES = "basil-"

_APPEARANCES = """
SELECT a.id, a.name, a.speaker_id, s.name AS speaker FROM appearances AS a JOIN documents AS d ON d.id = a.document_id
JOIN speakers AS s ON s.id = a.speaker_id
WHERE d.address = ? AND a.anonymous = 0 AND a.block IS NOT NULL AND EXISTS (
    SELECT 1 FROM quotes WHERE appearance_id = a.id UNION ALL SELECT 1 FROM claims WHERE appearance_id = a.id
)"""


Item = tuple[tuple[str, str], tuple[str, str], str]


def main() -> None:
    """Print the figures, and what is wrong in the parts whose errors may be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("database", type=Path)
    parser.add_argument("annotations", type=Path)
    given = parser.parse_args()
    connection = sqlite3.connect(given.database)
    connection.row_factory = sqlite3.Row
    read: list[Item] = []
    counted: list[Item] = []
    for path in sorted(given.annotations.glob("*.json")):
        annotation = read_annotation(path)
        (counted if annotation.part == "test" else read).extend(appearances(connection, annotation))
    for told, items in (("all parts", [*read, *counted]), ("train and dev", read)):
        precision, recall = b_cubed([found for found, _, _ in items], [true for _, true, _ in items])
        score = 2 * precision * recall / (precision + recall)
        print(f"{told}: {len(items)} speakers of the articles of {len({true[0] for _, true, _ in items})} events")
        print(f"B-cubed precision {precision:.4f}, recall {recall:.4f}, F {score:.4f}")
    for kind, (_, true, told) in wrong(read):
        print(f"  {kind}: {'/'.join(true)}: {told}")


def appearances(connection: sqlite3.Connection, annotation: Annotation) -> Iterator[Item]:
    """The speakers of an article of a triple: who they are in the database, and by the annotation, within the event."""
    event = annotation.event or ""
    if not event.startswith(TRIPLES):
        return
    for row in connection.execute(_APPEARANCES, (annotation.url,)):
        keys = {
            entity.key for entity in annotation.entities if any(same_name(row["name"], name) for name in entity.names)
        }
        if len(keys) == 1:
            yield (event, row["speaker_id"]), (event, keys.pop()), f"{row['name']} -> {row['speaker']}"


def b_cubed(found: Sequence[Hashable], true: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall of items in clusters (Bagga and Baldwin 1998)."""
    pairs, by_found, by_true = Counter(zip(found, true, strict=True)), Counter(found), Counter(true)
    both = list(zip(found, true, strict=True))
    precision = sum(pairs[pair] / by_found[pair[0]] for pair in both) / len(both)
    recall = sum(pairs[pair] / by_true[pair[1]] for pair in both) / len(both)
    return precision, recall


def wrong(items: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """Items of entities that are in several clusters, and of clusters that hold several entities."""
    clusters, entities = defaultdict(set), defaultdict(set)
    for found, true, _ in items:
        clusters[found].add(true)
        entities[true].add(found)
    for item in items:
        if len(entities[item[1]]) > 1:
            yield "apart", item
        if len(clusters[item[0]]) > 1:
            yield "together", item


if __name__ == "__main__":
    main()
