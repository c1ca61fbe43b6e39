"""A headless browser, as a fixture."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["browser"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """Start a headless browser, if one is installed."""
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        assert "CI" not in os.environ, "CI must install chromium and chromedriver"
        pytest.skip("needs chromium and chromedriver (Debian: chromium and chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    # These flags let it run as root in a container, and keep it from making connections of its own.
    for flag in (
        *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-dev-shm-usage"),
        *("disable-background-networking", "disable-component-update", "disable-sync"),
        "autoplay-policy=no-user-gesture-required",
    ):
        options.add_argument(f"--{flag}")
    with webdriver.Chrome(options, webdriver.ChromeService(driver)) as browser:
        yield browser
