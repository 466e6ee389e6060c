"""Pages of pictures, files and links."""
