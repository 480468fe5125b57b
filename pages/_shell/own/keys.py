"""The keys by which Streamlit knows the controls of this page, and what the session holds of it."""

from typing import Final

NETWORK: Final = "own_network"
"""The key of the network that is shown; "" for none."""
FILES: Final = "own_files"
"""How many times files were taken: each time the fields for them are new ones."""
BY_HAND: Final = "own_by_hand"
"""Which array is which weight, as far as the visitor said so."""
LINK: Final = "network"


def field(name: str, files: int) -> str:
    """Return the key of a control that begins anew with each pair of files."""
    return f"own_{name}_{files}"
