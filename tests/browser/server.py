"""Runs the pipeline and the app the way a user does: as processes of their own, on folders given by the environment."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
START_WITHIN = 60.0  # seconds; a cold start on a busy machine takes about ten


class Site(NamedTuple):
    """A running app and the two folders it works on."""

    url: str  # http://127.0.0.1:port, no slash at the end
    raw: Path
    curated: Path


def environment(raw: Path, curated: Path) -> dict[str, str]:
    folders = {
        "RAW": raw,
        "CURATED": curated,
        "REVIEW": curated.parent / "review",  # what a test decides or saves stays in its folder
        "QUERIES": raw.parent / "queries",
    }
    return {**os.environ, **{f"SHUANGCHENG_{name}": str(folder) for name, folder in folders.items()}}


def refresh(raw: Path, curated: Path) -> None:
    """Build the table; findings and refused documents (exit status 1) are no hindrance to showing it."""
    command = [sys.executable, "-m", "pipelines", "refresh", "--raw", str(raw), "--curated", str(curated)]
    result = subprocess.run(
        command, cwd=ROOT, env=environment(raw, curated), capture_output=True, text=True, timeout=300
    )
    assert result.returncode in (0, 1), result.stderr


@contextmanager
def serve(raw: Path, curated: Path, log: Path, script: Path = ROOT / "serve.py") -> Iterator[Site]:
    """Start the app (or another `script`) on a free port, wait until it answers, and stop it whatever happened."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.fileWatcherType", "none"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(raw, curated), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            _wait_until_healthy(process, port, log)
            yield Site(f"http://127.0.0.1:{port}", raw, curated)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the app does not answer on port {port}: {log.read_text(encoding='utf-8')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
