"""What every test stands on: no network beyond this machine, no deadlines, and a run without tests is a failed run."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.page_fixture import con, curated, desk, open_page, table, targets  # noqa: F401 - fixtures of all tests

# A slow machine is not a fault; in continuous integration the same examples come each time.
settings.register_profile("shuangcheng", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("shuangcheng")

# What people have decided in this checkout is no part of the tests.
os.environ["SHUANGCHENG_REVIEW"] = os.path.join(os.path.dirname(__file__), "no_review")

LOCAL = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def only_local_connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection to anywhere but this machine fails the test that makes it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise AssertionError(f"a test connects to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """A page's test puts app.py in the place of `__main__`, where a worker process started later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Everything skipped is nothing tested: such a run does not pass. (Listing the tests runs none on purpose.)"""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter and not reporter.stats.get("passed") and not session.config.option.collectonly:
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
