"""The ASGI application: start it with `streamlit run app.py`.

It hands each session's script (`pages/_shell/entry.py`) to Streamlit and puts around it what Streamlit leaves
out: warm-up, compression, security headers, the browser modules. It knows nothing about recurrent networks.
"""

import os

# The matrices are small: on a busy machine the threads of BLAS would wait for one another, and fitting a
# probe took ten times as long. NumPy reads this when it is first imported, and Streamlit imports it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st

from pages._shell.server.serve import ENTRY, lifespan, middleware, routes

app = st.App(ENTRY, lifespan=lifespan, routes=routes(), middleware=middleware())
