"""The stages that annotate a spaCy Doc: quotations, attribution, speakers, roles."""
