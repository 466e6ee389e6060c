"""What both sides signed, in a file that anybody can check without us.

`verify.py` is a program of its own that travels with each file; `writing` uses the same functions,
so that what is written is what is checked.
"""

from tandem.formats.signed_chain.writing import (
    ChainEvent,
    ChainPart,
    ChainSnapshot,
    ChainStatement,
    SignedChain,
    write_signed_chain,
    zipped,
)

__all__ = [
    "ChainEvent",
    "ChainPart",
    "ChainSnapshot",
    "ChainStatement",
    "SignedChain",
    "write_signed_chain",
    "zipped",
]
