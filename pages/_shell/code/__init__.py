"""A scene as lines of Python: its own networks, sentence and held gates, and the numbers that it shows.

What is asked of the networks stands in `assets/code/<lesson>/<scene>.py`, a few lines by hand that use the
same functions as the scene; the lines above it, which make the networks, read the sentence and hold the
gates, are written from what the scene shows at an address. So a page run costs nothing for it: the script is
run once more where nobody watches (`pages._shell.disk.recording`) when somebody asks. The tests execute every
scene's lines and compare their `numbers` with the scene's.
"""
