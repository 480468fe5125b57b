"""The scores of lessons, of a visitor's own network and of the lab."""

from functools import lru_cache

from core import Network, Reading, RunSpec
from core.figures import boards
from core.figures.lab import Ghost, lab_board
from core.recipes.compare import held_constant, names
from pages._shell.caches import MOST
from pages._shell.caches.sheets import Sheet, score_sheet, sheet_of


@lru_cache(maxsize=MOST)
def board(
    networks: tuple[Network, ...],
    reading: Reading,
    parts: tuple[str, ...],
    *,
    name: str,
    readout: str = "next word",
    lens: bool = True,
    hidden: tuple[str, ...] = (),
    revealed: tuple[str, ...] = (),
) -> Sheet:
    """Return `core.figures.boards.board` of a network, or of two under one another, on a sentence."""
    first, *others = networks
    against = others[0] if others else None
    text = reading.text
    made = boards.board(
        first,
        text,
        parts,
        name=name,
        readout=readout,
        lens=lens,
        against=against,
        hidden=hidden,
        revealed=revealed,
    )
    return score_sheet(made, networks)


def own_board(network: Network, sentence: str, *, layer: int, reverse: bool, look: str = "") -> Sheet:
    """Return `core.figures.boards.own_board` of a network that a visitor brought.

    It is made anew each time: a network that is kept here would stay when the server has let go of it.
    """
    answer = "next word" if network.classes == network.vocabulary else "answer so far"
    made = boards.own_board(
        network, sentence, name="own", readout=answer, layer=layer, reverse=reverse, look=look
    )
    return score_sheet(made, (network,))


@lru_cache(maxsize=MOST)
def gradients(networks: tuple[Network, ...], reading: Reading, target: int) -> Sheet:
    """Return `core.figures.boards.gradient_board` of several networks on the same sentence and answer."""
    made = boards.gradient_board(networks, reading.text, name="gradients", target=target)
    return score_sheet(made, networks)


@lru_cache(maxsize=MOST)
def lab_sheet(
    specs: tuple[RunSpec, ...], keys: tuple[str, ...], continued: tuple[str, ...], ghosts: tuple[Ghost, ...]
) -> Sheet:
    """Return `core.figures.lab.lab_board` of these runs and the earlier ones behind them."""
    told = lab_board(
        specs,
        names(specs),
        keys=keys,
        continued=continued,
        ghosts=ghosts,
        held_constant=held_constant(specs),
    )
    return sheet_of(told)
