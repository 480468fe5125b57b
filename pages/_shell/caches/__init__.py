"""Every cache of the interface, a module for each subject.

Keys are small frozen values; what is kept is shared by all.
A network, which never changes, is a key by its identity: looking something up costs a microsecond, where
Streamlit's caches hash their arguments for a fifth of a millisecond. Nobody writes into what a cache gave.
"""

MOST = 256
"""How many answers a cache keeps; one whose answers are large keeps fewer."""
