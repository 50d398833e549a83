"""The key pair that signs codes. Ed25519 (RFC 8032); the private half is never stored.

It is derived from the installation's seal key and a generation number, as the keys of sealed columns are
(zhijia.base.sealed): whoever keeps the seal key safe keeps this one safe, and a copy of the database signs nothing.
A change of the seal key needs a change of this one: until then the seal key it came from, kept in SEAL_OLD_KEYS, signs.
"""

import base64
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from zhijia.base.verdict import Refused


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@lru_cache(maxsize=64)
def _private(master: bytes, generation: int) -> Ed25519PrivateKey:
    seed = HKDF(SHA256(), 32, salt=None, info=f"zhijia.cards.sign.{generation}".encode()).derive(master)
    return Ed25519PrivateKey.from_private_bytes(seed)


def _masters() -> list[bytes]:
    found = [settings.SEAL_KEY, *getattr(settings, "SEAL_OLD_KEYS", ())]
    return [key.encode() if isinstance(key, str) else bytes(key) for key in found]


def public_of(private: Ed25519PrivateKey) -> str:
    return b64(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def new_public(generation: int) -> str:
    """The public half of that generation, by today's seal key."""
    return public_of(_private(_masters()[0], generation))


def code_of(public: str) -> str:
    """The name of a key, read off the key itself."""
    digest = Hash(SHA256())
    digest.update(unb64(public))
    return b64(digest.finalize())[:8]


def sign(key, message: bytes) -> str:
    """`key`: a CardKey. Signed with the private half that fits its public one, whichever seal key it came from."""
    for master in _masters():
        private = _private(master, key.generation)
        if public_of(private) == key.public:
            return b64(private.sign(message))
    raise Refused("会员卡签名密钥与本机封存密钥不符：请系统管理员更换会员卡签名密钥")


def is_signed(public: str, signature: str, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(unb64(public)).verify(unb64(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
