"""Differences between two documents, two versions of the package, and two readings of recorded messages."""
