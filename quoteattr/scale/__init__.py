"""Corpus scale: shards of documents in, Parquet out, on all cores or on a cluster; a run that was ended goes on.

In: files by the thousand. Out: a folder, local or in an object store, that `quoteattr load` and any reader of Parquet
take as it is. The stages::

    places.py      addresses -> the files behind them; the folder that is written to
    plan.py        files -> parts, each of which is read by one process
    shards.py      a part -> shards of a bounded number of documents
    extracting.py  a shard -> what is in its documents
    output.py      what was found -> tables, and then a marker that says that they are whole
    manifest.py    what an output was made with; what it holds
    job.py         what each process of a batch is told, and does with shards
    batch.py       all of it, by an engine: local.py or on_ray.py

A shard is the unit of everything: it is read, extracted and written as one, and done again as one.
"""
