"""The scenes of the lessons: a folder each; a scene is a module with its `show`."""
