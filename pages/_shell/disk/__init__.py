"""A scene or a lesson as one HTML file that opens from disk, without a server, and is alive there.

What stands on a page is said by its script, and drawn by the modules of the stage. Two designs were compared:
the browser collects what stands on its page, or the script is run once more where nobody watches and what it
puts up is written down. A browser sees one state of one scene, and only after somebody has answered; a script
can be run for every answer and every scene, without a browser, so a whole site comes from one command. So a
page is *recorded*: `recording` runs it as for a visitor, `states` runs it for each answer and for each other
option of its controls, `tree` writes down what was put up as plain nodes, prose as nodes too (`prose`, never
markup), `inside` gathers the networks, descriptions, probes and terms that the browser would fetch, and
`file` puts all that and the joined modules (`core/notebook/joined.py`) into one file. In the browser
`assets/stage/disk` draws the nodes and mounts the same components as the page does, with the same data.

What the browser reads by itself is alive there: a sentence, held gates, a twin, each option whose networks
are inside. The words of a page are those of its run; where a reader has typed another sentence the file says
so. What needs the server (training, a measurement) is left out, and the file says where to get it. A file
asks nobody: its own policy forbids every request.

`python -m pages._shell.disk` writes the site, or one file.
"""
