"""How fast and how small, beside other ways of reading and writing the same messages: ``python -m benchmarks``."""
