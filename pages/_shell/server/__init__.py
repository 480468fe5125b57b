"""The web server around Streamlit: start and end, files of the stage, compression, protection, streams."""
