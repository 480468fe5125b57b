"""Runs trained on a dask cluster. Imported only when one is asked for."""
