"""What the machine may do to a run, and what strangers may write.

Small samples of it are tests; `make stress` (benchmarks/stress.py) does the same at full size.
"""
