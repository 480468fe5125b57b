"""The glossary: every term of the pages, one sentence and one picture each, and where it is used."""

from pages._shell.glossary.page import show_terms, term_asked
from pages._shell.lesson.frame import notes, title

title("glossary")
show_terms(term_asked())
notes("glossary")
