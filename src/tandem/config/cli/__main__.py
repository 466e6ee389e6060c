"""`python -m tandem.config.cli`: how `tandem run` starts its own web server and worker."""

from tandem.config.cli import main

main()
