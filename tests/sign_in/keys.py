"""A passkey in software: what a device would answer, put together by hand."""

import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://localhost"
_FLAG = AuthenticatorData.FLAG


class SoftKey:
    """A key that counts how often it was used. `unlocked`: a finger or PIN was there."""

    def __init__(self, name: bytes = b"key-1") -> None:
        self.name, self.uses = name, 0
        self._private = ec.generate_private_key(ec.SECP256R1())

    def made(self, asked: dict[str, Any], *, origin: str = ORIGIN, unlocked: bool = True) -> str:
        """The answer to being asked to make a key."""
        public = ES256.from_cryptography_key(self._private.public_key())
        held = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        data = self._data(asked["rp"]["id"], unlocked, held)
        attested = AttestationObject.create("none", data, {})
        return self._answer(
            _client(CollectedClientData.TYPE.CREATE, asked, origin),
            {"attestationObject": websafe_encode(bytes(attested))},
        )

    def shown(self, asked: dict[str, Any], *, origin: str = ORIGIN, unlocked: bool = True) -> str:
        """The answer to being asked to show a key."""
        client = _client(CollectedClientData.TYPE.GET, asked, origin)
        data = self._data(asked["rpId"], unlocked)
        signed = self._private.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            client,
            {
                "authenticatorData": websafe_encode(bytes(data)),
                "signature": websafe_encode(signed),
            },
        )

    def _data(
        self, site: str, unlocked: bool, held: AttestedCredentialData | None = None
    ) -> AuthenticatorData:
        self.uses += 1
        flags = _FLAG.UP | (_FLAG.UV if unlocked else 0) | (_FLAG.AT if held else 0)
        digest = hashes.Hash(hashes.SHA256())
        digest.update(site.encode())
        return AuthenticatorData.create(digest.finalize(), flags, self.uses, held or b"")

    def _answer(self, client: CollectedClientData, response: dict[str, str]) -> str:
        name = websafe_encode(self.name)
        response = {"clientDataJSON": websafe_encode(bytes(client)), **response}
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )


def _client(kind: str, asked: dict[str, Any], origin: str) -> CollectedClientData:
    return CollectedClientData.create(kind, asked["challenge"], origin)
