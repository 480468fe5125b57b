"""The script that every session runs: it names the pages and runs the one that is asked for."""

import streamlit as st

st.title("Unrolled")
