"""What all tests share: hypothesis without a clock, and no width of a terminal: a machine changes no result."""

import os

from hypothesis import settings

settings.register_profile("quoteattr", deadline=None, derandomize=True)
settings.load_profile("quoteattr")
os.environ.pop("COLUMNS", None)
