"""What people type and what links say: never an exception, a sentence where something is refused."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from core.tasks import task
from core.text import MAX_TOKENS, tokenize
from pages._shell.lesson.sentences import MOST_LETTERS
from pages._shell.words import listed
from tests.pages.visiting import PAGES, SENTENCE, asks, choose, run, said, traces, visit, words

pytestmark = pytest.mark.slow

READ = ("unrolled", "lstm", "gradients")
LONG = " ".join(["the film was good but"] * 100)

# what is typed, how many tokens stand in the score (None: not fixed here), what is said
TABLE = {
    "empty": ("", None, "no word"),
    "blank": ("   \t \u00a0", None, "no word"),
    "only invisible characters": ("\u200b\u200d\u2060\ufeff", None, "no word"),
    "null and control characters": ("\x00\x01\x1b[31mthe\x7f film", 3, "unknown to this network"),
    "one word": ("the", 1, ""),
    "one letter": ("x", 1, "1 of 1 word unknown"),
    "500 words": (LONG, MAX_TOKENS, f"{500 - MAX_TOKENS} more words not read: {MAX_TOKENS} is the most."),
    "unknown words": ("zyzzyva qwerty the", 3, "2 of 3 words unknown to this network: “zyzzyva” and"),
    "emoji": ("the 🙂 👩‍👩‍👧‍👦 🇫🇷 👍🏽 film", None, "unknown to this network"),
    "right to left": ("שלום עולם the مرحبا", 4, "3 of 4 words"),
    "override marks": ("the \u202efilm\u202c was", 3, ""),
    "markup": ("<img src=x onerror=alert(1)>", 12, "unknown to this network"),
    "a script": ("</script><script>alert(1)</script>", None, "unknown to this network"),
    "bold": ("**bold** the", 6, "unknown to this network"),
    "mathematics": ("$x$ the $$\\frac{1}{0}$$", None, "unknown to this network"),
    "a link": ("[the](javascript:alert(1)) ![x](http://a.b/c)", None, "unknown to this network"),
    "a directive": (":red[the] :material/home: :streamlit:", None, "unknown to this network"),
    "a format string": ("{right} {0} %s {__class__}", None, "unknown to this network"),
    "a formula": ('=HYPERLINK("http://example.org") +1 -1 @x', None, "unknown to this network"),
    "5,000 letters": ("a" * 5000, 1, "Only the first 4,000 characters are read. 1 of 1 word unknown"),
    "many marks": ("!?.,;:" * 50, MAX_TOKENS, "172 more words not read: 128 is the most."),
    "combining marks": ("z" + "\u0301\u0316" * 200, None, ""),
    "a lone surrogate's neighbour": ("the \ufffd", 2, "1 of 2 words"),
    "the answer's own option": ("just show me the film", 5, ""),
    "the same word often": ("good good good good good", 5, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("text", TABLE)
def test_typing(name: str, text: str) -> None:
    typed, count, sentence = TABLE[text]
    app = visit(name, **{asks(name): "just show me"})
    before = words(app)
    (field,) = app.text_input
    field.set_value(typed)
    run(app)
    if sentence == "no word":
        assert words(app) == before
    else:
        assert not field.max_chars, "its counter would lie over the text"
        kept = tokenize(typed[:MOST_LETTERS])[:MAX_TOKENS]
        assert [word.lower() for word in words(app)] == list(kept)
        assert len(words(app)) == (count or len(words(app)))
        remarked = remark(app, typed)
        assert not remarked or said(app).splitlines().count(remarked) == 1
    assert sentence in said(app)
    run(app)
    still_working(app)


def remark(app: AppTest, typed: str) -> str:
    """What stands under the field: what was not read, what is unknown, or that all is well."""
    dropped = len(tokenize(typed[:MOST_LETTERS])) - MAX_TOKENS
    trace = traces(app)[0]
    known = trace.known.tolist()
    count = f"{len(known)} word{'s' * (len(known) > 1)}"
    parts = [f"{dropped} more word{'s' * (dropped > 1)} not read: 128 is the most."] if dropped > 0 else []
    if len(typed) > MOST_LETTERS:
        parts.insert(0, "Only the first 4,000 characters are read.")
    unknown = [word for word, there in zip(trace.words, known, strict=True) if not there]
    if unknown:
        named = [f"“{word}”" for word in dict.fromkeys(unknown)]
        named = [*named[:5], f"{len(named) - 5} more"] if len(named) > 5 else named
        parts.append(f"{len(unknown)} of {count} unknown to this network: {listed(named)}.")
    if len(unknown) > 1:
        parts.append("It reads each of them as the same unknown word.")
    evidence = task(trace.network.spec.task).evidence
    if not any(trace.network.vocabulary[index] in evidence for index in trace.ids):
        parts.append("No word that it knows here decides the answer: its answer is a guess.")
    return re.sub(r"\\(?=[^\w\s])", "", " ".join(parts))


def still_working(app: AppTest) -> None:
    """The next sentence is read as if nothing had happened."""
    (field,) = app.text_input
    field.set_value("the film")
    run(app)
    assert words(app) == ["the", "film"]
    assert app.title


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("text", [text for text, (_, _, said) in TABLE.items() if said != "no word"])
def test_a_sentence_in_a_link(name: str, text: str) -> None:
    typed = TABLE[text][0]
    app = visit(name, **{SENTENCE[name]: typed})
    assert words(app)
    choose(app, asks(name), "just show me")


@pytest.mark.parametrize("name", READ)
def test_an_empty_sentence_in_a_link_shows_the_default(name: str) -> None:
    assert len(words(visit(name, **{SENTENCE[name]: " "}))) > 3


@pytest.mark.parametrize("text", ["*", "$", "`", "#", "[", "<", "_", "~", ":", "|", "\\", "&amp;", "-"])
def test_marks_as_answers_of_the_question(text: str) -> None:
    """On the LSTM page the reader's own words are the options and stand in the explanation."""
    app = visit("lstm", sentiment_sentence=f"the {text} film {text} was {text}", lstm_guess="just show me")
    assert text[0] in words(app)
    assert len(app.button_group(key="lstm_gates_guess").options) >= 3


LINKS: dict[str, dict[str, str | list[str]]] = {
    "timestep too large": {"t": "999"},
    "timestep of letters": {"t": "abc"},
    "unit below the first": {"u": "-1"},
    "not a network": {"run": "nonsense"},
    "too many units": {"run": "recall-lstm-h99999"},
    "too few units": {"run": "sentiment-lstm-h0"},
    "a rate without bounds": {"run": "recall-gru-r1e9"},
    "options the pages do not draw": {"run": ["recall-lstm-bidirectional", "sentiment-gru-layers2"]},
    "many runs": {"run": ["recall-lstm-h99999", "nonsense", "-", "", "recall-rnn-x", "sentiment-gru-q"] * 20},
    "markup as a run": {"run": "<img src=x onerror=alert(1)>"},
    "emphasis as a run": {"run": "**bold** $x$ [a](javascript:alert(1)) `c`"},
    "a very long run": {"run": "recall-lstm-" + "h9" * 5000},
    "evil weights": {"weights": "evil", "compared_weights": "evil"},
    "evil cell": {"cell": "evil"},
    "evil task": {"lstm_task": "evil", "train_task": "evil"},
    "rate without bounds": {"run": "recall-lstm-r1e9"},
    "rate that is no number": {"run": "recall-lstm-rnan"},
    "forged size": {"run": ["recall-lstm-h99999", "recall-lstm-h-3", "recall-lstm-h1.5"]},
    "seed beyond": {"run": f"recall-lstm-seed{2**63}"},
    "steps of letters": {"run": "recall-lstm-sabc"},
    "an answer that is none": {asks(name): "evil" for name in PAGES},
    "keys of the session": {"runs": "evil", "own_networks": "evil", "watcher": "house", "link_read": "1"},
    "internal names": {"__class__": "x", "$$ID": "y", "": "z"},
    "unknown words": {"embed_options": "dark_theme", "lang": "de", "q": "x" * 10_000},
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("link", LINKS)
def test_a_forged_link(name: str, link: str) -> None:
    app = visit(name, **LINKS[link])
    assert app.title
    run(app)
    if name in READ:
        still_working(app)


@pytest.mark.parametrize("link", [name for name, link in LINKS.items() if "run" in link])
def test_a_network_that_cannot_be_is_refused_in_a_sentence_once(link: str) -> None:
    app = visit("lstm", **LINKS[link])
    assert 1 <= len(app.warning) <= 4
    told = [one.value for one in app.warning]
    if link == "many runs":
        assert "names 120 runs" in told.pop(0)
    undrawn = "lessons do not draw them" if link == "options the pages do not draw" else None
    assert all((undrawn or "The link asks for a network that cannot be") in text for text in told)
    assert all("default network is shown" in text for text in told)
    assert all(len(text) < 400 for text in told)
    assert not run(app).warning


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "**b** $x$ [a](b) `c` :red[d]"])
def test_what_came_in_a_link_is_not_rendered(text: str) -> None:
    """Warnings are Markdown: what a link says must not become a picture, a link or mathematics in one."""
    (warning,) = visit("home", run=text).warning
    bare = re.sub(r"\\.", "", warning.value)
    for sign in ("**b", "$x$", "[a](b)", ":red[", "`c`", "<img"):
        assert sign not in bare


def test_forged_settings_never_reach_a_run() -> None:
    app = visit("train", run=["recall-lstm-h99999", "recall-lstm-r1e9", "recall-lstm-s10000000"])
    sizes = {field.label.split(" ")[0]: float(field.value or 0) for field in app.number_input}
    assert sizes["Units"] <= 128
    assert sizes["Steps"] <= 5000
    assert sizes["Learning"] <= 100
    assert len(app.warning) == 3


def test_a_network_the_pages_cannot_draw_is_named() -> None:
    app = visit("lstm", run="sentiment-lstm-layers2")
    assert "the lessons do not draw them yet" in said(app)
    assert not app.session_state["own_networks"]
