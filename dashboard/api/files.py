"""The curated files, byte for byte, at addresses that stay."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard import state
from dashboard.api import parameters
from dashboard.api.answers import Problem, answer, no_table

PACKAGE = "datapackage.json"
PATIENCE = 2.0  # seconds; the files of a new vintage get their names within much less
CHUNK = 1 << 20  # bytes
VARY = {"Vary": "Accept-Encoding"}  # what packs a body says so itself; it does not see an answer without one
_digests: dict[tuple[int, ...], str] = {}


class Published(NamedTuple):
    """A file of the published vintage, open for reading: whatever is published meanwhile, these bytes stay."""

    run_id: str
    stream: BufferedReader
    size: int
    sha256: str


def curated_file(request: Request) -> Response:
    """GET /data/NAME."""
    name = request.path_params["name"]
    found = published(state.curated(), name)
    # Weak: the same content, whether packed on the way or not.
    tag = f'W/"{found.sha256}"'
    headers = {"ETag": tag, "Shuangcheng-Vintage": found.run_id}
    if _has(request.headers.get("if-none-match", ""), tag):
        found.stream.close()
        return Response(status_code=304, headers=headers | VARY)
    headers |= {"Content-Length": str(found.size), "Content-Disposition": f'attachment; filename="{name}"'}
    media_type = "text/csv" if name.endswith(".csv") else "application/json"
    if request.method == "HEAD":
        found.stream.close()
        return Response(headers=headers | VARY, media_type=media_type)
    return StreamingResponse(_chunks(found.stream), headers=headers, media_type=media_type)


def curated_files(request: Request) -> Response:
    """GET /data: the files there are, and where."""
    parameters.read(request.query_params, ())
    found = published(state.curated(), PACKAGE)
    with found.stream as stream:
        described = stream.read()
    own = {"name": PACKAGE, "bytes": found.size, "sha256": found.sha256}
    resources = json.loads(described)["resources"]
    files = [{"name": one["path"], "bytes": one["bytes"], "sha256": _sha256(one)} for one in resources]
    items = [{**file, "href": f"/data/{file['name']}"} for file in (*files, own)]
    return answer({"vintage": found.run_id, "items": items}, headers={"Shuangcheng-Vintage": found.run_id})


def published(folder: Path, name: str) -> Published:
    """Open a file that belongs to the current vintage. Raises Problem: 404 for another name, 503 where there is none.

    A publish gives the files their names one after another and moves the pointer last. A file is of the vintage when
    its hash is the one that this vintage's datapackage.json tells; until it is, wait.
    """
    give_up = time.monotonic() + PATIENCE
    while True:
        vintage = state.current(folder)
        if vintage is None:
            raise no_table()
        try:
            described = (folder / PACKAGE).read_bytes()
            expected = _hashes(json.loads(described))
            if expected.pop("") == vintage.run_id:
                expected[PACKAGE] = hashlib.sha256(described).hexdigest()
                if name not in expected:
                    raise Problem(404, f"no curated file has this name: expected one of {', '.join(expected)}")
                stream = (folder / name).open("rb")
                if (found := _digest(stream)) == expected[name]:
                    return Published(vintage.run_id, stream, os.fstat(stream.fileno()).st_size, found)
                stream.close()
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not written yet, or not by a publish
        if time.monotonic() > give_up:
            detail = "the files and the table are of two vintages, such as after a refresh that was stopped: refresh"
            raise Problem(503, detail, headers={"Retry-After": "2"})
        time.sleep(0.05)


def _hashes(package: dict[str, Any]) -> dict[str, str]:
    """sha256 of each file that the package describes, by name; under "" the vintage."""
    found = {str(one["path"]): _sha256(one) for one in package["resources"]}
    return {**found, "": str(package["version"])}


def _sha256(resource: dict[str, Any]) -> str:
    return str(resource["hash"]).removeprefix("sha256:")


def _digest(stream: BufferedReader) -> str:
    """sha256 of an open file, hex; worked out once for each file on the disk, for none is changed in place."""
    status = os.fstat(stream.fileno())
    key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    if key not in _digests:
        if len(_digests) > 100:
            _digests.clear()
        _digests[key] = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
    return _digests[key]


def _has(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names the content, by the weak comparison of RFC 9110."""
    tags = {one.strip().removeprefix("W/") for one in header.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def _chunks(stream: BufferedReader) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk
