"""Who annotates documents: this process, or several at once.

In: documents. Out: extractions, from `InProcessAnnotator` (the pipeline in this process) or `PooledAnnotator` (worker
processes, each of which loads the model once); `open_annotator` chooses::

    with open_annotator(jobs=4, time_limit=600) as annotator:
        for extraction in annotator.annotate(documents, on_error):
            ...

pool.py keeps the processes and knows nothing of documents; worker.py is the program that they run.
"""

from quoteattr.jobs.annotators import (
    Annotator,
    InProcessAnnotator,
    OnError,
    PooledAnnotator,
    open_annotator,
    open_workers,
)

__all__ = ["Annotator", "InProcessAnnotator", "OnError", "PooledAnnotator", "open_annotator", "open_workers"]
