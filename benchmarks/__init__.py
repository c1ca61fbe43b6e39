"""Compare speed and memory with other libraries on the same messages: ``python -m benchmarks``."""
