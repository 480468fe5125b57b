"""The training lab: the recipes on the page and their settings, the runs, the verdict, what is kept."""
