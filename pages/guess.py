"""Guess the next word: a table of n-grams beside recurrent networks, what each sees, how well it guesses."""

from pages._scenes.guess import draw, look, score, sentence
from pages._shell.lesson.scenes import lesson

lesson("guess", {"look": look.show, "score": score.show, "draw": draw.show, "sentence": sentence.show})
