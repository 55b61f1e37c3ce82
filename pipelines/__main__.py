"""`python -m pipelines`: see pipelines/cli.py."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback

from pipelines.cli import main

if __name__ == "__main__":
    # Chinese on any terminal or pipe, whatever its locale; a refresh told to end writes down that it was.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.stdout = sys.stdout or io.StringIO()  # the caller may have closed it
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:  # standard output cannot be written, such as to a file on a full disk
        print(f"{error.filename or 'standard output'}: {error.strerror or error}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 2
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except Exception as error:
        if type(error).__name__ == "InterruptException":  # Ctrl-C while DuckDB answers
            status = 128 + signal.SIGINT
        else:  # a fault of the program, told apart from findings
            traceback.print_exc()
            status = 70
    sys.exit(status)
