"""Depth instead of time: what of the gradient gets through many layers, and which of them can be trained."""

from statistics import median_low

from core.experiments import experiment, kept
from core.experiments.lessons.depth import CONNECTIONS, DEEP, DEPTHS, STEPS, deep
from core.figures.palette import NETWORKS, SIGNALS
from core.spec import Connection
from core.tasks.recall import ANSWERS as DECIDED
from pages._shell.caches.gradients import arriving_in
from pages._shell.caches.networks import untrained
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import written

LOOKS: dict[Connection, tuple[str, str, str]] = {
    "plain": ("", "", NETWORKS["rnn"].hue),
    "residual": ("added", "input added", NETWORKS["lstm"].hue),
    "highway": ("gated", "input gated", NETWORKS["gru"].hue),
    "dense": ("beside", "input kept beside", SIGNALS["cell_state"]),
}
"""What becomes of what goes past a layer, in a word and as it is said, and a hue."""

ANSWERS = {"all": "all eight, as one layer has", "most": "five to seven", "few": "four or fewer"}


def show(scene: SceneFrame) -> None:
    """Show four towers of layers: the gradient that gets through, and the answers after training."""
    guess = scene.predict(ANSWERS, layers=DEEP, steps=STEPS)
    trained = kept(experiment("gradients/depth/right"))

    def right(connection: Connection, layers: int) -> list[int]:
        return [round(one) for one in trained.of(f"{connection}, {layers} layers")]

    towers = {
        str(layers): [
            {
                "name": connection,
                "way": LOOKS[connection][0],
                "handed": LOOKS[connection][1],
                "hue": LOOKS[connection][2],
                "shares": arriving_in(untrained(deep(connection, layers, 0))),
                "right": right(connection, layers),
            }
            for connection in CONNECTIONS
        ]
        for layers in DEPTHS
    }
    show_picture(
        "gradients",
        {
            "picture": "depth",
            "towers": towers,
            "layers": str(DEEP),
            "asked": len(DECIDED),
            "steps": STEPS,
            "border": _border(),
        },
        key=f"{scene.key}_picture",
        name="depth",
        alt="What of the gradient arrives below each of the layers, and the answers after training.",
        veiled=guess.pending,
    )
    shares = {of: written(arriving_in(untrained(deep(of, DEEP, 0)))[0]) for of in CONNECTIONS}
    answers = {of: right(of, DEEP) for of in CONNECTIONS}
    plain = median_low(answers["plain"])
    least = min(min(answers[of]) for of in CONNECTIONS[1:])
    scene.explain(
        guess,
        "all" if plain == len(DECIDED) else "most" if plain > len(DECIDED) / 2 else "few",
        True,
        measured=f"{plain} of {len(DECIDED)}, the middle one of {len(trained.seeds)} random starts",
        heading="heading" if plain < least == len(DECIDED) else "heading else",
        layers=DEEP,
        steps=STEPS,
        plain_right=plain,
        asked=len(DECIDED),
        low=min(answers["plain"]),
        high=max(answers["plain"]),
        four=f"{min(right('plain', 4))} to {max(right('plain', 4))}",
        seeds=len(trained.seeds),
        **shares,
    )
    if not guess.pending:
        show_proof("gradients/depth/right")
    scene.notes(seeds=len(trained.seeds), steps=STEPS, **_ranges())


def _border() -> dict[str, str] | None:
    """Return with which share and more all answers came right, and with which and less never all.

    Of the networks of `DEEP` layers in all random starts; None where no share parts them.
    """
    found, answers = kept(experiment("gradients/depth")), kept(experiment("gradients/depth/right"))
    pairs = [
        pair
        for of in CONNECTIONS
        for pair in zip(found.of(of), answers.of(f"{of}, {DEEP} layers"), strict=True)
    ]
    enough = [share for share, right in pairs if right == len(DECIDED)]
    few = [share for share, right in pairs if right < len(DECIDED)]
    if not enough or not few or max(few) >= min(enough):
        return None
    return {"enough": f"{min(enough):.2g}", "few": f"{max(few):.2g}"}


def _ranges() -> dict[str, str]:
    """Return between which shares the random starts lie, by connection."""
    found = kept(experiment("gradients/depth"))
    return {of: f"{written(min(found.of(of)))} to {written(max(found.of(of)))}" for of in CONNECTIONS}
