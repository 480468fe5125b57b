"""The torch side: networks while they train. Only workers, tests and library use import what lies here."""
