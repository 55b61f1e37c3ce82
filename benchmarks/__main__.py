"""Every benchmark that needs nothing but the project itself."""

from __future__ import annotations

import sys

from benchmarks import linear, speed


def main() -> int:
    speed.main([])
    print()
    return linear.main([])


if __name__ == "__main__":
    sys.exit(main())
