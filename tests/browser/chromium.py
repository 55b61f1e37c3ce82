"""Where the system's Chromium is. `python -m tests.browser.chromium` prints the path, or says that there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Google Chrome", "Chromium"))

# Nothing here may call home: the tests assert that no request leaves the machine.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # root in a container has no user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome that starts: the one named in CHROME, else the first found; None without one."""
    named = os.environ.get("CHROME")
    for candidate in (named,) if named else (*NAMES, *MACOS):
        path = shutil.which(candidate)
        if path and _starts(path):
            return path
    return None


def _starts(path: str) -> bool:
    """Whether it runs: on some systems the name is a stub that only says how to install the real one."""
    try:
        result = subprocess.run([Path(path), "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0 and "Chrom" in result.stdout


if __name__ == "__main__":
    found = find_chromium()
    print(found or "no Chromium or Chrome was found")
    sys.exit(found is None)
