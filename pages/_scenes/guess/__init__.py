"""Guess the next word: a table that counts beside networks that read; each scene one file."""
