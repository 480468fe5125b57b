"""The page behind a code: it leads to where the presenter is, or says why not and asks for another code.

It runs no script of Streamlit and costs no session. The secret of a second device stands behind the # of its
link, so that it reaches no server and no log; `assets/stage/room/join.js` keeps it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

_STYLE: Final = """
:root { color-scheme: light dark; font: 1.06rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fff, #11151d); color: light-dark(#151923, #e8eaf0); }
main { max-width: 26rem; margin: 12vh auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; }
#go, button { display: inline-block; min-height: 44px; box-sizing: border-box; padding: 9px 18px; border: 0;
  border-radius: 10px; background: #3b5bdb; color: #fff; font: inherit; font-weight: 600; }
#go { text-decoration: none; }
a:not(#go) { color: light-dark(#3350c8, #8ea5ff); }
input { width: 9rem; min-height: 44px; box-sizing: border-box; padding: 6px 12px; border: 1px solid;
  border-radius: 10px; background: none; color: inherit; font: 600 1.3rem ui-monospace, monospace;
  letter-spacing: 0.15em; text-transform: uppercase; }
form { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
label { display: grid; gap: 4px; }
"""


_PATH = re.compile(r"/join(/[^/]*)?$")


def is_joining(path: str) -> bool:
    """Return whether a path is that of a page which leads into a room: it needs nothing of Streamlit's."""
    return _PATH.search(path) is not None


def page_of(code: str, address: str, script: str) -> str:
    """Return the page that leads a tab into a room.

    Args:
        code: Of the room.
        address: Of the presenter's page, relative to this one.
        script: Of its module, relative to this page.
    """
    return _page(
        f"Class {code}",
        "<p>Your page follows the presenter’s. No name and no account is needed.</p>"
        f'<p><a id="go" data-code="{escape(code)}" href="{escape(address)}">Come in</a></p>'
        f'<script type="module" src="{escape(script)}"></script>',
    )


def asking_page(problem: str, base: str) -> str:
    """Return the page that asks for a code.

    Args:
        problem: Why it asks, in a sentence; "" where nobody has named a room yet.
        base: Where the pages stand, relative to this one.
    """
    told = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    return _page(
        "Come into a class",
        f'{told}<form action="{base}join"><label>Five letters'
        '<input name="code" maxlength="5" required autocomplete="off" autocapitalize="characters" '
        'spellcheck="false"></label><button>Come in</button></form>'
        f'<p>Or <a href="{base}">read on your own</a></p>',
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)} · Unrolled</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
