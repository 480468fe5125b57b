"""A room for a class: students' pages go where the presenter is, and answer its questions together.

`classes` keeps the rooms: who may be in them, where the presenter is, whether pages are locked; `votes`
counts what a class predicts; `told` checks what a presenter sends; `news` is what one browser hears, as a
`Source` of the counted streams; `routes` are the addresses, `joining` the page behind the code, `limits` the
settings. No name, no account, nothing on disk: a room is gone twelve hours after its last sign of life.

Decisions:

- A place is the presenter's own link, and the cursor. What the address says (lesson, scene, sentence,
  network, held gates) was made to be shared already, and who comes late is told the same as who was there.
  The other design sent what the presenter does, event by event: a late or slow page would have to be told all
  of it, and each new control would have to be taught to follow.
- Rooms need no session of Streamlit: what tells and asks are routes, and a step of the cursor costs no page
  run.
- All of it runs on the server's event loop, so nothing is locked.
- A room lives in one process. Its code begins with a letter of that process, and each of its addresses has
  the code in it, so a proxy finds the process by the path alone. Pages may be on any other process. To share
  rooms between processes would need a store and a second way for news.
"""
