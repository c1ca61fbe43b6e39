"""Paths of the files that generation reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["CONFIG", "CONTRACT", "GENERATED", "MIXINS", "OVERLAY", "PUBLISHED", "ROOT", "SOURCES", "TEMPLATES"]

ROOT: Final = Path(__file__).parent.parent
CONTRACT: Final = ROOT / "openapi.yaml"
SOURCES: Final = ROOT / "codegen" / "sources.yaml"
# The published part of each source, as `NAME.yaml`.
PUBLISHED: Final = ROOT / "codegen" / "sources"
OVERLAY: Final = ROOT / "codegen" / "overlay.yaml"
MIXINS: Final = ROOT / "codegen" / "mixins.yaml"
CONFIG: Final = ROOT / "generator-config.yaml"
TEMPLATES: Final = ROOT / "codegen" / "render" / "templates"
GENERATED: Final = ROOT / "realtime_client" / "_generated"
