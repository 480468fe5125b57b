"""Home: two networks read a sentence, what each still knows of its subject, and the way into the lessons."""

import streamlit as st

from core import default_run, task
from core.experiments.lessons.unrolled_subjects import RIVER
from pages._shell.caches.probes import ink
from pages._shell.lesson.frame import prose, title
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.subjects import Subjects, outcome, words_with
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_path, show_picture
from pages._shell.story import page, parts, ways
from pages._shell.words import percent

title("home")
opening = st.container()
st.header("The story", anchor=False)
if stop := show_path(parts(), ways(), key="home_path"):
    name, scene = stop
    st.switch_page(f"../{name}.py", query_params={"scene": scene} if scene else None)

with opening:
    frame = SceneFrame("home", st.empty(), page("home").about)
    specs = [default_run(kind, "recall") for kind in ("rnn", "lstm")]
    pair = networks(specs)
    sentences = Subjects(task(specs[0].task), name="home", probe=RIVER)
    reading = sentence_control(sentences, several=True)
    told = ink(pair, reading)
    found = outcome(told)
    asked = told["rows"][0]["says"]["right"] is not None
    gaps: dict[str, object] = {
        "subject": told["subject"],
        "answer": told["answer"],
        "gap": len(told["words"]) - 1 - told["at"],
        "end": " ".join(told["words"][-3:]),
    }
    for row in told["rows"]:
        name, (had, of) = row["name"].lower(), words_with(row)
        gaps |= {f"{name}_had": had, f"{name}_of": of, f"{name}_says": row["says"]["word"]}
        gaps |= {f"{name}_share": f"{percent(row['says']['share'] or 0)} %"}
    about = ["asked" if asked else "not asked"] if told["subject"] else []
    seen = [f"heading {found}", *(["picture"] if told["subject"] else [])]
    show_picture(
        "ink",
        {**told, "plays": True, "caption": ""},
        key="home_ink",
        name="where-is-the-subject",
        alt=" ".join(prose("home")[part].format(**gaps) for part in seen),
        networks=pair,
        field=sentence_key(sentences),
    )
    frame.tell(
        sections=[found, *about],
        heading=f"heading {found}",
        **{name: literal(str(value)) for name, value in gaps.items()},
    )
    frame.notes(networks=literal(told["caption"]))
