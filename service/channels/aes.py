"""AES-CBC with PKCS #7, as the Chinese platforms wrap their callbacks in it."""

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from service.errors import Unauthenticated

BLOCK = 16


def decrypt(key: bytes, iv: bytes, sealed: bytes, block: int = BLOCK) -> bytes:
    """`block`: the padding's, in bytes. Raises Unauthenticated for what the key did not seal."""
    try:
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
        unpadder = padding.PKCS7(block * 8).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError as error:
        raise Unauthenticated("not sealed with our key") from error


def encrypt(key: bytes, iv: bytes, text: bytes, block: int = BLOCK) -> bytes:
    padder = padding.PKCS7(block * 8).padder()
    padded = padder.update(text) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(padded) + encryptor.finalize()
