"""The nginx of this machine with the files of `assets/deploy/nginx`, before the servers of the tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import ROOT, free_port
from tests.waiting import until

FILES = ROOT / "assets" / "deploy" / "nginx"
FOUND = shutil.which(
    "nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
)
OPENSSL = shutil.which("openssl")

needs_nginx = pytest.mark.skipif(
    FOUND is None or OPENSSL is None,
    reason="nginx or openssl is not installed here; on Debian: sudo apt-get install nginx openssl",
)

_AROUND = """daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""
_CERTIFICATE = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")


@contextmanager
def nginx(name: str, folder: Path, behind: Sequence[int]) -> Iterator[int]:
    """Run nginx with one of the files; give the port where it listens.

    Args:
        name: Of the file, such as "plain"; only its ports, and where certificates lie, are changed.
        folder: An empty one for everything that it writes.
        behind: The ports of the servers, in place of 8501, 8502, ….
    """
    assert FOUND is not None
    port = free_port()
    shutil.copytree(FILES / "unrolled", folder / "unrolled")
    (folder / "conf.d").mkdir()
    text = re.sub(r"listen \d+", f"listen 127.0.0.1:{port}", (FILES / f"{name}.conf").read_text("utf-8"))
    for number, server in enumerate(behind):
        text = text.replace(f"127.0.0.1:{8501 + number}", f"127.0.0.1:{server}")
    if "ssl_certificate" in text:
        text = re.sub(r"(ssl_certificate(?:_key)? +).*;", rf"\1{folder}/both.pem;", text)
        _make_a_certificate(folder / "both.pem")
    (folder / "conf.d" / "unrolled.conf").write_text(text, "utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(_AROUND.format(folder=folder), "utf-8")
    with subprocess.Popen([FOUND, "-p", str(folder), "-c", str(whole)], stderr=subprocess.PIPE) as process:
        try:
            until(lambda: process.poll() is not None or (folder / "pid").exists())
            if process.poll() is not None:
                raise RuntimeError(process.communicate()[1].decode())
            yield port
        finally:
            process.terminate()
            process.communicate()


def _make_a_certificate(file: Path) -> None:
    """Write a certificate that signs itself, and its key, into one file."""
    assert OPENSSL is not None
    subprocess.run(
        [OPENSSL, *_CERTIFICATE, "-keyout", str(file), "-out", str(file) + ".crt"],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + Path(str(file) + ".crt").read_text())
