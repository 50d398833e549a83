"""Secret columns: sealed in the database, masked in Python, opened only by name.

A sealed value is `key id · cipher · nonce · ciphertext+tag`: AES-256-GCM, or SM4-GCM where settings.SEAL_CIPHER is
"sm4". Each purpose ("people.person.phone") has its own key, derived by HKDF from settings.SEAL_KEY, and is
authenticated with the value, so a ciphertext moved to another column does not open.

Rotation: put the old key into settings.SEAL_OLD_KEYS; values name the key they were sealed with. Equality is searched
through `blind_index`, whose key is settings.SEAL_INDEX_KEY if set and SEAL_KEY if not: set it to the old key to rotate
without computing the indexes anew.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

DOTS = "••••••"
NONCE, TAG = 12, 16


class SealBroken(Exception):
    """A sealed value does not open: another key, another column, or damaged."""


# --- Keys ---


def _master(key: bytes | str) -> bytes:
    key = key.encode() if isinstance(key, str) else bytes(key)
    if len(key) < 32:
        raise ImproperlyConfigured("SEAL_KEY must have at least 32 bytes")
    return key


@lru_cache(maxsize=1024)
def _derive(master: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"zhijia." + info).derive(master)


def _key_id(master: bytes) -> bytes:
    return _derive(master, b"id", 1)


def _key_named(key_id: bytes) -> bytes:
    masters = [_master(key) for key in (settings.SEAL_KEY, *getattr(settings, "SEAL_OLD_KEYS", ()))]
    for master in masters:
        if _key_id(master) == key_id:
            return master
    raise SealBroken("密文是用另一把密钥封存的：请把当时的密钥放进 SEAL_OLD_KEYS")


# --- Ciphers: each gives encrypt(nonce, text, associated) and decrypt(nonce, text+tag, associated) ---


class _SM4GCM:
    def __init__(self, key: bytes):
        self.algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, text: bytes, associated: bytes) -> bytes:
        box = Cipher(self.algorithm, modes.GCM(nonce)).encryptor()
        box.authenticate_additional_data(associated)
        return box.update(text) + box.finalize() + box.tag

    def decrypt(self, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        box = Cipher(self.algorithm, modes.GCM(nonce, sealed[-TAG:])).decryptor()
        box.authenticate_additional_data(associated)
        return box.update(sealed[:-TAG]) + box.finalize()


CIPHERS = {"aes": (b"\x01", AESGCM, 32), "sm4": (b"\x02", _SM4GCM, 16)}
_BY_SIGN = {sign: name for name, (sign, _, _) in CIPHERS.items()}


@lru_cache(maxsize=1024)
def _box(master: bytes, cipher: str, purpose: str):
    _, make, length = CIPHERS[cipher]
    return make(_derive(master, f"seal.{cipher}.{purpose}".encode(), length))


def _cipher() -> str:
    name = getattr(settings, "SEAL_CIPHER", "aes")
    if name not in CIPHERS:
        raise ImproperlyConfigured(f"SEAL_CIPHER is {name!r}; it must be one of {', '.join(CIPHERS)}")
    return name


# --- Functions ---


def sealer(purpose: str) -> Callable[[str], bytes]:
    """A function that seals many texts for one purpose: keys are looked up once. "" stays empty."""
    master, cipher, associated = _master(settings.SEAL_KEY), _cipher(), purpose.encode()
    encrypt, head, random = _box(master, cipher, purpose).encrypt, _key_id(master) + CIPHERS[cipher][0], os.urandom

    def seal_one(text: str) -> bytes:
        if not text:
            return b""
        nonce = random(NONCE)
        return head + nonce + encrypt(nonce, text.encode(), associated)

    return seal_one


def unsealer(purpose: str) -> Callable[[bytes], str]:
    """A function that opens many values of one purpose, whichever key and cipher each was sealed with."""
    associated, boxes = purpose.encode(), {}

    def unseal_one(sealed: bytes) -> str:
        if not sealed:
            return ""
        sealed = bytes(sealed)
        head = sealed[:2]
        if head not in boxes:
            boxes[head] = _opening_box(head, purpose)
        try:
            return boxes[head](sealed[2 : 2 + NONCE], sealed[2 + NONCE :], associated).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(f"密文打不开（{purpose}）：密钥不对、放错了字段或内容已损坏") from None

    return unseal_one


def _opening_box(head: bytes, purpose: str):
    if head[1:] not in _BY_SIGN:
        raise SealBroken(f"不是封存的内容（{purpose}）")
    return _box(_key_named(head[:1]), _BY_SIGN[head[1:]], purpose).decrypt


def seal(text: str, purpose: str) -> bytes:
    return sealer(purpose)(text)


def unseal(sealed: bytes, purpose: str) -> str:
    return unsealer(purpose)(sealed)


def indexer(purpose: str) -> Callable[[str], str]:
    """A function that computes many blind indexes of one purpose."""
    master = _master(getattr(settings, "SEAL_INDEX_KEY", None) or settings.SEAL_KEY)
    key = _derive(master, f"index.{purpose}".encode(), 32)
    if _cipher() == "aes":
        return lambda text: hmac.digest(key, text.encode(), "sha256").hex()
    blank = HMAC(key, SM3())

    def index_one(text: str) -> str:
        code = blank.copy()
        code.update(text.encode())
        return code.finalize().hex()

    return index_one


def blind_index(text: str, purpose: str) -> str:
    """64 hex digits, the same for the same text and purpose: what equality search looks for. Normalise the text first.

    HMAC-SHA256, or HMAC-SM3 under SEAL_CIPHER "sm4" (changing the cipher means computing the indexes anew).
    """
    return indexer(purpose)(text)


# --- The value and the field ---


class Sealed:
    """A secret in Python. Printing, formatting and templates give dots; only `.reveal()` gives the text."""

    __slots__ = ("_purpose", "_text", "token")

    def __init__(self, *, token: bytes | None = None, purpose: str = "", text: str | None = None):
        self.token, self._purpose, self._text = token, purpose, text

    def reveal(self) -> str:
        if self._text is None:
            self._text = unseal(self.token, self._purpose)
        return self._text

    reveal.alters_data = True  # a template that tries {{ person.phone.reveal }} gets nothing

    def masked(self, mask: Callable[[str], str]) -> str:
        """Through one of zhijia.base.masking: person.phone.masked(masking.phone) == "138****5678"."""
        return mask(self.reveal())

    def sealed_for(self, purpose: str) -> bytes:
        """The bytes to store; an untouched value keeps those it came with."""
        if self.token is None or self._purpose != purpose:
            self.token, self._purpose = seal(self.reveal(), purpose), purpose
        return self.token

    def __str__(self):
        return DOTS if self else ""

    def __repr__(self):
        return f"<Sealed {self}>"

    def __format__(self, spec):
        return format(str(self), spec)

    def __bool__(self):
        return bool(self.token if self._text is None else self._text)

    def __eq__(self, other):
        return self.reveal() == other.reveal() if isinstance(other, Sealed) else NotImplemented

    __hash__ = None

    def __reduce__(self):
        return _revive, (self.sealed_for(self._purpose), self._purpose)  # caches and queues never hold the text


def _revive(token: bytes, purpose: str) -> Sealed:
    return Sealed(token=token, purpose=purpose)


class _SealedAttribute(DeferredAttribute):
    """Whatever text is assigned, what is read is a Sealed."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = Sealed(text=value) if isinstance(value, str) else value


class SealedField(models.BinaryField):
    """A secret text column. Assign a str, read a `Sealed`. Not in model forms unless a form declares its own field.

    `purpose` defaults to "app.model.field"; give it when a model or field is renamed, so that old values still open.
    """

    descriptor_class = _SealedAttribute

    def __init__(self, *args, purpose: str = "", **kwargs):
        self._purpose = purpose
        super().__init__(*args, **kwargs)
        self.empty_strings_allowed = True

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self._purpose} if self._purpose else kwargs

    @property
    def purpose(self) -> str:
        return self._purpose or f"{self.model._meta.label_lower}.{self.name}"

    def get_bulk_sealer(self) -> Callable[[str], bytes]:
        """For raw inserts: text → the bytes of this column."""
        return sealer(self.purpose)

    def get_bulk_unsealer(self) -> Callable[[bytes], str]:
        return unsealer(self.purpose)

    def get_default(self):
        return Sealed(text="") if not self.has_default() and not self.null else super().get_default()

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(token=bytes(value), purpose=self.purpose)

    def get_prep_value(self, value):
        if isinstance(value, str):
            return seal(value, self.purpose)
        return value.sealed_for(self.purpose) if isinstance(value, Sealed) else value

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)

    def to_python(self, value):
        """Only serialised data arrives here as text: base64 of the sealed bytes, see value_to_string."""
        return Sealed(token=base64.b64decode(value), purpose=self.purpose) if isinstance(value, str) else value

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return None if value is None else base64.b64encode(value.sealed_for(self.purpose)).decode()

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed; search its blind index instead")
        return super().get_lookup(lookup_name)
