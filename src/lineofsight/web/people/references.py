"""How a child is named in an address: an opaque token, made and read back without a query.

The token is the child's id sealed under a key derived from SECRET_KEY: a keyed hash of the id
(its tag) and the id, padded to steps of sixteen bytes, covered with a key stream drawn from
that tag. The same child has the same token everywhere, so links can be kept and shared with
somebody of the same rights; without the key it can be neither read nor made, and one altered
character makes it nobody's. It gives no right by itself.
"""

import base64
import hashlib
import hmac

from django.conf import settings
from django.http import Http404

_TAG = 12
_STEP = 16
_PURPOSE = b"child reference"


def child_reference(child_id: str) -> str:
    """The token for a child's id; the same every time."""
    return _seal(child_id.encode(), settings.SECRET_KEY)


def child_id_of(reference: str) -> str | None:
    """The child's id, or None for a token we did not make (or made with a key long gone)."""
    try:
        sealed = base64.urlsafe_b64decode(reference + "=" * (-len(reference) % 4))
    except ValueError:
        return None
    if len(sealed) <= _TAG or (len(sealed) - _TAG) % _STEP:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        opened = _open(sealed, secret)
        if opened is not None and _seal(opened, secret) == reference:
            return opened.decode()
    return None


def resolve_child(reference: str) -> str:
    """The child's id, or 404: a wrong token looks like any page that does not exist."""
    child_id = child_id_of(reference)
    if child_id is None:
        raise Http404
    return child_id


def _seal(plain: bytes, secret: str) -> str:
    tag = hashlib.blake2b(plain, key=_key(secret, b"tag"), digest_size=_TAG).digest()
    padded = plain + b"\x00" * (-len(plain) % _STEP)
    sealed = tag + _covered(padded, tag, secret)
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def _open(sealed: bytes, secret: str) -> bytes | None:
    tag, body = sealed[:_TAG], sealed[_TAG:]
    plain = _covered(body, tag, secret).rstrip(b"\x00")
    expected = hashlib.blake2b(plain, key=_key(secret, b"tag"), digest_size=_TAG).digest()
    return plain if hmac.compare_digest(tag, expected) else None


def _covered(text: bytes, tag: bytes, secret: str) -> bytes:
    key, stream, block = _key(secret, b"stream"), b"", 0
    while len(stream) < len(text):
        stream += hashlib.blake2b(tag + block.to_bytes(4), key=key).digest()
        block += 1
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))


def _key(secret: str, part: bytes) -> bytes:
    return hashlib.blake2b(secret.encode(), person=part, salt=_PURPOSE[:16]).digest()
