"""What a lesson page is made of: its frame and prose, its controls, its networks and its sentence."""
