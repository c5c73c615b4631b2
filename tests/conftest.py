"""What all tests share: hypothesis without a clock, so that a slow machine changes no result."""

from hypothesis import settings

settings.register_profile("quoteattr", deadline=None, derandomize=True)
settings.load_profile("quoteattr")
