"""The web server around Streamlit: start and end, files of the stage, compression, protection, streams.

`serve` puts the parts together, as layers around Streamlit (from the outside in): `headers`, `gate` (whose
pages get a session), `room` (how many), `uploads`, `frames` (how fast one tab may send), `compression`,
`start_page` (what its head names: `joined` modules, `chunks` of Streamlit's code); and as routes beside it:
`stage_files`, `networks` and `descriptions` (what a picture is made of), `runs` (told by `streams`, in the
words of `reports`), `proofs` (measured anew) and `connection` (why a page stays grey). `watchers` names the
sessions, `unfinished` closes connections on which nothing comes, `prompt` has them send without delay.
`imported` keeps the networks that visitors brought.

Decisions:

- The numbers of runs do not pass through page runs. The browser follows them over Server-Sent Events, in the
  lab and where a lesson waits for its networks. A snapshot becomes JSON once for all who watch; a page run
  happens for a click and when all runs have ended. Polling fragments cost 6 to 9 ms a beat and visitor.
- A stream looks when something moved, not ten times a second. It is written here and not with
  `sse-starlette`, which counts no streams and does not end them with the server; in the browser not with
  `EventSource`, which cannot read the sentence of a refusal.
- A watcher's name is signed by this process, so nobody can invent watchers, and nothing is remembered of
  them.
- What all share (sessions, streams, files, the queue), one address may use three quarters of. Less would
  lock out a class behind one address; without a bound one client could use up everything.
- A flooding tab is gathered, not queued (`frames`): Streamlit makes one rerun of frames that reach it
  together.
- All modules of the stage have one prefix with a hash of their contents: ordinary modules with ordinary
  imports, each there once a page, kept for ever by the browser, replaced when a file changes. Addresses are
  relative to the page, so that a proxy may take a prefix away.
- The start page names the modules of a picture, so that they come beside Streamlit's own. They are joined to
  one file when the server starts (`joined`): singly they cost 150 requests, a quarter of a second of a first
  visit. No tool builds them, and the prefix changes with any file, so singly all would come anew as well.
- Streamlit's bundles are compressed once and kept, bounded; starlette's own layer would compress every
  answer anew.
- `postScriptGC` is off and the heap is frozen: without both, each rerun costs 24 to 100 ms of garbage
  collection.
- The limit of open files is raised at the start, and sessions are counted against it: without files even the
  answer "no room" cannot be given.
"""
