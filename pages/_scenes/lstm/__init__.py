"""The scenes of *Inside the LSTM*. All read the same sentence, with the same network."""
