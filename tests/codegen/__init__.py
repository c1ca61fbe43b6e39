"""Tests of what shapes generation."""
