"""One timestep, taken apart: a word and the old state go in, the new state and an answer come out."""

from pages._scenes.unrolled.reader import ask
from pages._shell.lesson.findings import blocks_of, squashed_sum
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.stage import show_score
from pages._shell.words import thousands

ANSWERS = {
    "word": "its vector alone",
    "both": "its vector and the old state",
    "all": "all words before, again",
}
PARTS = ("apart", "unrolled", "readout", "hidden")


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    chosen = ask()
    network, model = chosen.network, chosen.network.spec.model
    show_score(
        chosen.sheet(PARTS),
        key="unrolled_step",
        scene="apart",
        field=sentence_key(chosen.task),
        others=chosen.others(PARTS),
    )
    below, above = model.embedding_size, model.hidden_size
    scene.tell(
        sections=["explain", f"explain {chosen.kind}"],
        heading=f"heading {chosen.kind}" if chosen.kind != "rnn" else "heading",
        inputs=below,
        units=above,
        both=below + above,
        blocks=blocks_of(model),
        rows=blocks_of(model) * above,
        cells=thousands(blocks_of(model) * above * (below + above)),
        squashed=squashed_sum(model),
        classes=thousands(len(network.classes)),
    )
    scene.notes(units=above)
