"""The pages about people: coming in, the directory, the workspace, tokens."""
