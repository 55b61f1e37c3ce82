"""Compile the reader to machine code with mypyc, from the same source: `make compile`.

    .venv/bin/python tools/compile.py            compile, and hold the result against the source
    .venv/bin/python tools/compile.py --stale    remove what is compiled if its source has changed since
    .venv/bin/python tools/compile.py --remove   remove what is compiled

The compiled modules stand beside their sources, and what they share in .venv, which also says what they were made from.
Without them, and without a C compiler, everything runs as it is, only slower.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What every figure of a text passes through. The rest of the pipeline is bound by files and DuckDB.
SOURCES = (
    "pipelines/reading/*.py",
    "pipelines/periods/*.py",
    "pipelines/areas.py",
    "pipelines/mentions.py",
    "pipelines/numerals.py",
    "pipelines/observations.py",
    "pipelines/records.py",
    "pipelines/wordlist.py",
)
GROUP = "shuangcheng_reader"
SHARED = Path(sysconfig.get_path("platlib"))
MADE_FROM = SHARED / f"{GROUP}.json"
TEXTS = ("tests/gold/*/*.txt", "data/raw/*.md")


def sources() -> list[str]:
    """The modules to compile, relative to the root. A package's __init__ is read once, and stays as it is."""
    found = [path.relative_to(ROOT).as_posix() for pattern in SOURCES for path in sorted(ROOT.glob(pattern))]
    return [name for name in found if not name.endswith("reading/__init__.py")]


def digests() -> dict[str, str]:
    """SHA-256 of each source."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in sources()}


def compiled() -> list[Path]:
    """The machine code that is there."""
    suffix = sysconfig.get_config_var("EXT_SUFFIX").rpartition(".")[2]
    return [*ROOT.glob(f"pipelines/**/*.{suffix}"), *SHARED.glob(f"{GROUP}__mypyc.*")]


def remove() -> bool:
    """Take away what is compiled; whether there was any."""
    there = compiled()
    for path in (*there, MADE_FROM):
        path.unlink(missing_ok=True)
    return bool(there)


def stale() -> bool:
    """Whether there is machine code that was made from another source, for Python would run it all the same."""
    return bool(compiled()) and (
        not MADE_FROM.exists() or json.loads(MADE_FROM.read_text(encoding="utf-8")) != digests()
    )


def build(folder: Path) -> str:
    """Compile into `folder`, then put everything in its place; what went wrong, in a line, or nothing."""
    # Asked for here, since to look whether anything is stale must take no time.
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.errors import BaseError

    made_from = digests()
    extensions = mypycify(sources(), opt_level="2", debug_level="0", group_name=GROUP, target_dir=str(folder / "c"))
    command = Distribution({"name": GROUP, "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "tmp")
    command.ensure_finalized()
    try:
        command.run()
    except BaseError as error:
        return str(error)
    remove()
    for library in (folder / "lib").glob(f"{GROUP}__mypyc.*"):
        shutil.copy2(library, SHARED)
    shutil.copytree(folder / "lib" / "pipelines", ROOT / "pipelines", dirs_exist_ok=True)
    MADE_FROM.write_text(json.dumps(made_from, indent=1), encoding="utf-8")
    return ""


def reading() -> str:
    """What `extract` prints for the project's own texts, read by a process of its own."""
    texts = [str(path) for pattern in TEXTS for path in sorted(ROOT.glob(pattern))]
    command = [sys.executable, "-m", "pipelines", "extract", *texts]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--stale", action="store_true", help="remove what is compiled if its source has changed since")
    parser.add_argument("--remove", action="store_true", help="remove what is compiled")
    options = parser.parse_args()
    if options.remove or options.stale:
        if (options.remove or stale()) and remove() and options.stale:
            print("set-up: the reader's source has changed: it runs as it is until `make compile`")
        return 0
    if compiled() and not stale():
        return 0
    remove()
    start, before = time.monotonic(), reading()
    print(f"compile: {len(sources())} modules, a minute or two", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        fault = build(Path(folder))
    if fault:
        print(
            f"compile: {fault}. A C compiler and Python's headers are needed (sudo apt-get install gcc python3-dev); "
            "without them the reader runs as it is, only slower",
            file=sys.stderr,
        )
        return 1
    if reading() != before:
        remove()
        print("compile: the compiled reader reads otherwise than its source: removed", file=sys.stderr)
        return 1
    print(f"compile: done in {time.monotonic() - start:.0f} s; it reads the project's texts as its source does")
    return 0


if __name__ == "__main__":
    sys.exit(main())
