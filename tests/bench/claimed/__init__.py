"""The claims of each lesson's scenes; `tests.bench.claims` measures them."""
