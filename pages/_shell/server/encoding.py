"""Answers that are held compressed with gzip; whether a browser takes them so, by its `Accept-Encoding`."""

from __future__ import annotations

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response


async def unpacked_if_asked(request: Request, packed: bytes, media_type: str, keep: str) -> Response:
    """Return an answer that is held compressed: as it is, or unpacked for those who do not take gzip.

    Args:
        request: What it answers.
        packed: The body as a gzip stream.
        media_type: Of the body when it is unpacked.
        keep: Its `Cache-Control`.
    """
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    if accepts_gzip(request.headers.get("accept-encoding", "")):
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=media_type)
    body = await run_in_threadpool(gzip.decompress, packed)
    return Response(body, headers=headers, media_type=media_type)


def accepts_gzip(header: str) -> bool:
    """Return whether gzip, or "*", is named with a weight that is not 0 (RFC 9110, 12.5.3)."""
    weights = dict(_weight(part) for part in header.lower().split(","))
    return weights.get("gzip", weights.get("*", 0.0)) > 0.0


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, float(value)
            except ValueError:
                return name, 0.0
    return name, 1.0
