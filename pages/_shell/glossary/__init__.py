"""The glossary: every technical term of the pages, in one place, and how it is reached from where it stands.

`assets/glossary/terms.toml` says of each term what it is called, one plain sentence, its symbol, its picture
and where it is used. `terms` reads it, `marks` turns a term in our prose into a link to the glossary,
`pictures` computes what is drawn beside it. The browser opens a link as a card at the word
(`assets/stage/glossary/`); without a script it is a link to the page. Nobody waits for a card: what all cards
show comes in one file, once a visit (`pages._shell.server.terms`).

Decisions:

- Terms are marked in our own Markdown before its gaps are filled, so that nothing a visitor typed, and no
  word of a sentence or a corpus, ever becomes a link.
- A term is marked where it first stands in a piece of prose, and not in its headings, controls or quotations.
- The pictures read sentences of their own: on those of the lessons they would give answers away.
"""
