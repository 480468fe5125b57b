"""A Firefox that the tests drive over WebDriver BiDi (w3.org/TR/webdriver-bidi), as it is installed.

Playwright drives only a Firefox of its own, which is not installed with a machine's packages. What is needed
here of the protocol is little: open, evaluate, click, type, take a picture.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from websockets.sync.client import ClientConnection, connect

from tests.browser.driver import PATIENCE

NAMES: Final = ("firefox-esr", "firefox")
KEYS: Final = {"Home": "\ue011", "End": "\ue010", "Left": "\ue012", "Right": "\ue014", "Escape": "\ue00c"}
SETTINGS: Final = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
}
FIND: Final = """(selector, text) => {
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...behind(one)]);
  const behind = ({ shadowRoot }) => (shadowRoot ? inside(shadowRoot) : []);
  const said = (one) => (one.getAttribute("aria-label") ?? one.textContent).trim();
  const fits = (one) => one.matches(selector) && (!text || said(one) === text);
  return inside(document).filter((one) => fits(one) && one.checkVisibility());
}"""
"""Every element that is seen, in shadow roots too, by a selector and by its name or text."""
_LISTENS: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    """Return the Firefox of this machine, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Firefox:
    """A tab of a Firefox, and what went wrong in it: errors in the console and uncaught ones."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.call("session.new", capabilities={})
        events = ["log.entryAdded", "network.beforeRequestSent"]
        self.call("session.subscribe", events=events)
        self._tab = str(self.call("browsingContext.getTree")["contexts"][0]["context"])

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return what Firefox answers to a command; raise RuntimeError with its words where it refuses."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE))
            if told["type"] == "event":
                self._note(told["method"], told["params"])
            elif told.get("id") == self._last:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['error']}: {told['message']}")
                found: dict[str, Any] = told["result"]
                return found

    def _note(self, event: str, said: Mapping[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.asked.append(said["request"]["url"])
        elif said["level"] == "error":
            self.troubles.append(f"{said['type']}: {said['text']}")

    def open(self, url: str, width: int = 1280, height: int = 800) -> Self:
        """Open an address in a window of some size, and wait until it is loaded."""
        size = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self._tab, viewport=size)
        self.call("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        return self

    def evaluate(self, function: str, *given: Any) -> Any:
        """Return what a function of JavaScript returns for JSON values.

        Raises RuntimeError with the exception's words where it throws one.
        """
        asked = f"await ({function})(...given.map((one) => JSON.parse(one)))"
        told = self.call(
            "script.callFunction",
            functionDeclaration=f"async (...given) => JSON.stringify({asked})",
            awaitPromise=True,
            target={"context": self._tab},
            arguments=[{"type": "string", "value": json.dumps(one)} for one in given],
        )
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"]) if told["result"]["type"] == "string" else None

    def until(self, function: str, *given: Any) -> Any:
        """Wait until a function returns something that is true; return it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := self.evaluate(function, *given)):
            assert time.monotonic() < deadline, f"This never became true: {function} {given}"
            time.sleep(0.05)
        return found

    def seen(self, selector: str, text: str = "") -> list[str]:
        """Return the texts of the elements that are seen, of a selector and, where it is given, of a name."""
        found = self.evaluate(
            f"(...asked) => ({FIND})(...asked).map((one) => one.textContent)", selector, text
        )
        return list(found)

    def wait(self, selector: str, text: str = "") -> None:
        """Wait until an element is seen."""
        self.until(f"(...asked) => ({FIND})(...asked).length > 0", selector, text)

    def click(self, selector: str, text: str = "") -> None:
        """Click in the middle of the first element that is seen."""
        self.wait(selector, text)
        x, y = self.evaluate(
            f"""(...asked) => {{
              const [one] = ({FIND})(...asked);
              one.scrollIntoView({{ block: "center", behavior: "instant" }});
              const {{ x, y, width, height }} = one.getBoundingClientRect();
              return [x + width / 2, y + height / 2];
            }}""",
            selector,
            text,
        )
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y)}, down, up]
        mouse = {"type": "pointer", "id": "mouse", "actions": actions}
        self.call("input.performActions", context=self._tab, actions=[mouse])

    def focus(self, selector: str, text: str = "") -> None:
        """Give the keyboard to the first element that is seen."""
        self.evaluate(f"(...asked) => ({FIND})(...asked)[0].focus()", selector, text)

    def fill(self, selector: str, text: str) -> None:
        """Type into a field, in place of what stands there."""
        self.click(selector)
        self.evaluate(f"(...asked) => ({FIND})(...asked)[0].select()", selector, "")
        self.keys(*text)

    def keys(self, *keys: str) -> None:
        """Press keys, one after another: signs, or names of `KEYS`."""
        actions = [
            {"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")
        ]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.call("input.performActions", context=self._tab, actions=[keyboard])

    def picture(self, file: Path) -> None:
        """Write what is seen as a PNG file."""
        told = self.call("browsingContext.captureScreenshot", context=self._tab)
        file.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a fresh profile in an empty folder. Raises FileNotFoundError when there is none."""
    path = find_firefox()
    if path is None:
        raise FileNotFoundError("No Firefox found. On Debian: sudo apt-get install firefox-esr")
    settings = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in SETTINGS.items())
    (folder / "user.js").write_text("".join(settings), "utf-8")
    log = folder / "firefox.log"
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "about:blank"], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        with connect(f"{_address(process, log)}/session", max_size=None, compression=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return where it listens, as it says itself."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := _LISTENS.search(log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"Firefox did not begin to listen:\n{log.read_text('utf-8', 'replace')}")
