"""One thread for torch: two that wait for each other on a busy machine make a test of seconds one of minutes."""

from contextlib import suppress

with suppress(ModuleNotFoundError):  # what needs it is skipped then
    import torch

    torch.set_num_threads(1)
