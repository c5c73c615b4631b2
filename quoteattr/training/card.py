"""The model card of a trained model.

In: a model and its figures on the articles held back. Out: README.md in the model folder::

    write_card(Path("model"), model, report)
"""

from pathlib import Path

from quoteattr.components.attribution.model import AttributionModel
from quoteattr.scoring import Report

TEXT = """\
# Attribution model `{name}`

Finds who (source) is reported to have said (cue) what (content) in English news. Made by
`quoteattr train` from {base}; network {digest}, int8, for onnxruntime.

- Licence of the base encoder: Apache-2.0. The weights were fitted on the corpus that was given to
  `quoteattr train`; its text is not part of this folder.
- Names, quotation marks and letter case of the training articles were varied, so that the model
  does not depend on those of the corpus.
- Figures below: {documents} articles held back from training, the model alone, without structural
  rules. The threshold and the calibration were fitted on the same articles; docs/model-card.md of
  the project has figures on articles that nothing was fitted on.

```
{table}
```
"""


def write_card(folder: Path, model: AttributionModel, report: Report) -> None:
    """Write the model card into the model folder."""
    card = TEXT.format(
        name=model.name,
        base=model.config.base,
        digest=model.digest,
        documents=report.documents,
        table=report.table(),
    )
    (folder / "README.md").write_text(card, encoding="utf-8")
