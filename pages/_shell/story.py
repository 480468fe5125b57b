"""The story: the pages in their order, what each is called and asks, and which trained networks it draws.

This is the only list of pages: a page is its script in `pages/`, its prose in `assets/lessons/` and a row
here. Knows neither Streamlit nor what a page does.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from core.spec import KINDS, REMOVABLE, Kind, RunSpec, TaskName

Group = Literal["", "Read", "Learn", "Remember", "Try and prove"]
"""The parts of the story, in their order; "" stands before them."""

LESSON_TASKS: tuple[TaskName, ...] = ("recall", "everyday", "sentiment")
"""The tasks that the lessons are about; their default networks are trained when the server starts."""


class Scene(NamedTuple):
    """A scene of a lesson.

    Attributes:
        name: Its name in the address.
        title: A short title that gives no answer away.
        opened_by: What a link says that names no scene and means this one: it is older than the scenes.
    """

    name: str
    title: str
    opened_by: tuple[str, ...] = ()


class Page(NamedTuple):
    """A page: its name in the address, its title, and what others say about it.

    Attributes:
        name: The name of its script, its lesson and its address.
        title: What it is called in the navigation and wherever it is linked.
        about: A few words for the navigation.
        card: What it asks, as the path on the first page says it; "" where it does not stand there.
        group: The part of the story it belongs to: its menu in the navigation, its row on the first page.
        heading: The heading on the page itself, if it is not the title.
        kinds: The cells that it draws; none where it draws no network of the visitor's own.
        tasks: The tasks whose networks it draws; () stands for all.
        needs: Gates that its words are about: it draws no network that is without one of them.
        link_says: What a link chooses there to show a network: its cell, its task, or both.
        scenes: Its scenes in their order; none where the page is one picture.
    """

    name: str
    title: str
    about: str
    card: str = ""
    group: Group = "Read"
    heading: str = ""
    kinds: tuple[Kind, ...] = ()
    tasks: tuple[TaskName, ...] = ()
    needs: tuple[str, ...] = ()
    link_says: tuple[Literal["cell", "task"], ...] = ()
    scenes: tuple[Scene, ...] = ()

    def draws(self, spec: RunSpec) -> bool:
        """Whether the page draws networks of this cell, with these gates, on this task."""
        on_task = not self.tasks or spec.task.name in self.tasks
        return spec.model.kind in self.kinds and on_task and not set(self.needs) & set(spec.model.without)

    def link_to(self, spec: RunSpec) -> dict[str, str]:
        """Return the parameters of a link to this page that shows a network of the visitor's own."""
        parameters = {"cell": spec.model.kind, "task": spec.task.name}
        return {name: parameters[name] for name in self.link_says}


PAGES = (
    Page(
        "home",
        "Home",
        "A network reads a sentence",
        group="",
        heading="See a recurrent network read, remember, forget and learn",
    ),
    Page(
        "words",
        "Words to numbers",
        "Ids, vectors and arithmetic with them",
        "How does a word become numbers, and what can these know about it?",
        scenes=(
            Scene("ids", "Words as ids"),
            Scene("counts", "Which words stand near which"),
            Scene("learn", "Guessing neighbours"),
            Scene("analogy", "Arithmetic with words"),
            Scene("task", "Words of a network with a task"),
        ),
    ),
    Page(
        "guess",
        "Guess the next word",
        "A table that counts, a network that reads",
        "A table counts, a network reads. Which guesses the next word better?",
        group="Read",
        scenes=(
            Scene("look", "What each may look at"),
            Scene("score", "Table or network?"),
            Scene("draw", "Letting it write"),
            Scene("sentence", "How likely is a sentence?"),
        ),
    ),
    Page(
        "unrolled",
        "The unrolled RNN",
        "One cell, used for every word",
        "One cell is used for every word. How many weights does it store?",
        group="Read",
        kinds=KINDS,
        link_says=("cell", "task"),
        scenes=(
            Scene("roll", "Rolled up and unrolled"),
            Scene("step", "One step, opened"),
            Scene("dog", "Where is the dog?"),
            Scene("twin", "One word changed"),
            Scene("loop", "Loop and layer"),
        ),
    ),
    Page(
        "shapes",
        "Shapes of sequence problems",
        "When a network reads, and when it answers",
        "A judge, a tagger, a translator: at which words does the cell read, and at which does it answer?",
        group="Read",
        scenes=(
            Scene("kinds", "Five shapes"),
            Scene("pool", "One answer for a sentence"),
            Scene("tags", "An answer for every word"),
            Scene("bottleneck", "From encoder to decoder"),
            Scene("attention", "Looking back"),
        ),
    ),
    Page(
        "learning",
        "Learning through time",
        "One matrix, learnt from every word",
        "The same matrix is used at every word. Which words does it learn from?",
        group="Learn",
        scenes=(
            Scene("sum", "One matrix, every word"),
            Scene("step", "One step of the optimiser"),
            Scene("search", "Gradients or luck?"),
            Scene("windows", "A long text in windows"),
            Scene("far", "What is too far"),
        ),
    ),
    Page(
        "gradients",
        "Vanishing gradients",
        "How far learning reaches back",
        "How much of the answer's gradient reaches the first words?",
        group="Learn",
        kinds=KINDS,
        tasks=("recall",),
        needs=("forget_gate",),
        scenes=(
            Scene("untrained", "Before training"),
            Scene("trained", "After training", opened_by=("gradients_guess", "weights", "run")),
            Scene("film", "The film"),
            Scene("unit", "One unit"),
            Scene("slopes", "Slopes"),
            Scene("radius", "The matrix"),
            Scene("reach", "Reach"),
            Scene("wall", "The wall"),
            Scene("explode", "Explosion"),
            Scene("gap", "The gap"),
            Scene("depth", "Depth"),
        ),
    ),
    Page(
        "lstm",
        "Inside the LSTM",
        "Gates, cell state and what they keep",
        "Three gates: at which words does it write, and at which does it forget?",
        group="Remember",
        kinds=("lstm",),
        needs=REMOVABLE["lstm"],
        link_says=("task",),
        scenes=(
            Scene("gates", "Gates on a sentence"),
            Scene("belt", "The conveyor belt"),
            Scene("unit", "One unit opened"),
            Scene("ledger", "Who wrote the memory"),
            Scene("hold", "Hold the gates"),
            Scene("carousel", "The carousel"),
            Scene("shown", "Held, not shown"),
            Scene("start", "Start"),
            Scene("units", "Units"),
        ),
    ),
    Page(
        "gru",
        "GRU and relatives",
        "One state and fewer gates",
        "A GRU has one state and two gates. What does it do with less?",
        group="Remember",
        scenes=(
            Scene("blend", "Between old and new"),
            Scene("reset", "The reset gate"),
            Scene("beside", "Beside an LSTM"),
            Scene("ladder", "One gate more"),
            Scene("conventions", "Two ways to write z"),
            Scene("weights", "Weights"),
            Scene("counting", "Counting"),
            Scene("brackets", "Brackets"),
        ),
    ),
    Page(
        "deeper",
        "Deeper and both ways",
        "A second direction, more layers",
        "A second direction or a second layer: what does a network know with it?",
        group="Remember",
        scenes=(
            Scene("both", "Two directions"),
            Scene("layers", "Layers on each other"),
            Scene("wait", "Word by word"),
        ),
    ),
    Page(
        "gates_out",
        "Which gate matters?",
        "One gate left out at a time",
        "Leave one of the three gates out: which is missed most?",
        group="Remember",
        scenes=(
            Scene("eight", "Eight cells, one task"),
            Scene("time", "More time"),
            Scene("tasks", "Four tasks"),
        ),
    ),
    Page(
        "by_hand",
        "By hand",
        "Your own weights, every number worked out",
        "Can you work out every gate, state and gradient of a network as small as this?",
        group="Try and prove",
        heading="A network by hand",
    ),
    Page(
        "train",
        "Training lab",
        "Any task, any cells, side by side",
        "Which cell learns which task, and at which step?",
        group="Try and prove",
    ),
    Page(
        "own",
        "A network of your own",
        "Trained elsewhere, looked into here",
        "What does a network that you trained in PyTorch or Keras do at each word?",
        group="Try and prove",
    ),
    Page(
        "claims",
        "Claims",
        "Every claim, measured over random starts",
        "Which sentences of these lessons hold on twenty random starts, and which do not?",
        group="Try and prove",
    ),
    Page(
        "check",
        "Check yourself",
        "Questions with new numbers each time",
        "Which question would you still get wrong, and which picture explains why?",
        group="Try and prove",
    ),
    Page(
        "plans",
        "Lesson plans",
        "Scenes for a lecture, with minutes and notes",
        "Ten, 45 or 90 minutes in front of a class: which scenes, and what to ask?",
        group="Try and prove",
    ),
    Page(
        "glossary",
        "Glossary",
        "Every term, one sentence, one picture",
        "What is a logit, a probe, a spectral radius?",
        group="Try and prove",
    ),
    Page(
        "limits",
        "Limits",
        "What none of it is",
        "What do small networks not show, and what is used today?",
        group="Try and prove",
        heading="What none of it is",
    ),
    Page(
        "accessibility",
        "Accessibility",
        "By keyboard, by ear, in large type",
        "What works without a mouse, without colours or at 400 %, and what does not?",
        group="Try and prove",
    ),
)


def page(name: str) -> Page:
    """Return the page of this name. Raises KeyError if there is none."""
    return {one.name: one for one in PAGES}[name]


def page_after(name: str) -> Page | None:
    """Return the page that follows, None after the last; the first page shows all others itself."""
    return dict(pairwise(PAGES[1:])).get(page(name))


def groups() -> Mapping[Group, tuple[Page, ...]]:
    """Return the pages of each part of the story that has some, the parts in their order."""
    found = {group: tuple(one for one in PAGES if one.group == group) for group in get_args(Group)}
    return {group: pages for group, pages in found.items() if pages}


def parts() -> Mapping[Group, tuple[Page, ...]]:
    """Return the pages of each part of the story, without the one that stands before them."""
    return {group: pages for group, pages in groups().items() if group}


class Way(NamedTuple):
    """A way through the story for who has so many minutes.

    Attributes:
        minutes: How many.
        about: What it leads through, in words.
        stops: Its pages and scenes in their order; a page without scenes is a stop as a whole.
    """

    minutes: int
    about: str
    stops: tuple[tuple[Page, Scene | None], ...]


def ways() -> tuple[Way, ...]:
    """Return the two ways through the lessons: the first scene of each, and every scene."""
    lessons = [one for one in PAGES if one.group in ("Read", "Learn", "Remember")]
    every = tuple((one, scene) for one in lessons for scene in one.scenes or (None,))
    first = tuple((one, scene) for one, scene in every if scene is None or scene is one.scenes[0])
    return (
        Way(10, f"The first scene of each lesson, {len(first)} in all.", first),
        Way(90, f"Every scene of every lesson, {len(every)} in all.", every),
    )
