"""Files that are sent to a running server."""

from __future__ import annotations

import urllib.error
import urllib.request

from tests.running import RunningServer


def send_file(server: RunningServer, session: str, number: int, size: int) -> int:
    """Send a file of so many bytes for a session, as a browser does; return the status."""
    with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=10) as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.safetensors"\r\n\r\n'
    request = urllib.request.Request(
        f"{server.url}/_stcore/upload_file/{session}/{number}",
        data=part + bytes(size) + b"\r\n--x--\r\n",
        headers={
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
        },
        method="PUT",
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code
