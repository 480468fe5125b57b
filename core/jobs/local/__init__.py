"""Runs trained on this machine, in processes that are copies of one warm template."""
