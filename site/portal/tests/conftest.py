"""What the browser tests share: one Chromium and one running demo for the whole session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from . import browsing
from . import demo_site as demo


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.DemoSite]:
    folder = tmp_path_factory.mktemp("demo")
    with demo.loaded(folder) as database, demo.running(folder, database) as site:
        yield site
