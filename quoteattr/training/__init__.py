"""Training of the attribution models (extra `train`: torch); nothing here is needed to use one.

In: annotated articles (`corpus.py`). Out: a model folder (`export.py`)::

    from quoteattr.training.fit import train

    train(Path("corpus.jsonl"), Path("work/sm"), base="sm", epochs=3, seed=13)

Order of the stages: corpus -> augment -> examples -> network -> fit -> export -> calibrate.
"""
