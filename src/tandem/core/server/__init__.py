"""The web server around Django: bodies taken in first, four threads, streams beside them."""
