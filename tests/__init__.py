"""Tests, mirroring the package and codegen/."""
