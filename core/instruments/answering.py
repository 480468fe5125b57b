"""An answer of several words: the likeliest word after all that was read is written, and read in its turn.

So an encoder and a decoder answer when nobody tells them the right words; so does a network without a decoder
that was trained to answer in several words.
"""

import numpy as np

from ..network import Network
from ..spec import TASKS
from ..tasks import task
from ..tasks.decoded import GO
from ..tasks.translation import END
from ..text import MAX_TOKENS
from .trace import record


def write_answer(network: Network, sentence: str) -> tuple[str, ...]:
    """Return the words that a network writes after a sentence, without the sign that ends them.

    What follows `<go>` in the sentence is taken as written already. Where the task has no sign for the end,
    the answer has as many words as were read. It is cut off where it runs on (`MAX_TOKENS`), and where a
    network blew up and has nothing to say.

    Raises:
        ValueError: if the network's answer has one word only, or there is no word in the sentence.
    """
    asked = task(network.spec.task)
    if not TASKS[asked.name].writes or not network.speaks_its_task:
        raise ValueError(
            "This network does not answer with several words: there is nothing to write. Choose one of the "
            f"task {' or '.join(name for name, facts in TASKS.items() if facts.writes)}."
        )
    words = [GO if word.lower() == GO else word for word in network.read(sentence).words]
    sign = words.index(GO)
    most = MAX_TOKENS if END in network.classes else min(2 * sign + 1, MAX_TOKENS)
    while len(words) < most:
        last = record(network, words).logits[-1]
        if not np.isfinite(last).all() or (word := network.classes[int(last.argmax())]) == END:
            break
        words.append(word)
    return tuple(words[sign + 1 :])
