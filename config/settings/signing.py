"""Signatures on papers: whom the portal trusts, and the agency's own key where signing here is wanted.

SIGN_TRUST_DIR: folder of certificates (PEM or DER: .pem, .crt, .cer) of the authorities whose signatures count as
known. Without it a sound signature is shown as not known to the portal.
SIGN_PKCS12, SIGN_PKCS12_PASSWORD: the agency's key and certificate (.p12, .pfx). Empty: no signing here.
SIGN_IMAGES: folder of transparent PNG: `dau.png` (the red seal) and one of each signer, `nguyen-van-a.png`.
"""

from .base import env

SIGN_TRUST_DIR = env.str("SIGN_TRUST_DIR", default="")
SIGN_PKCS12 = env.str("SIGN_PKCS12", default="")
SIGN_PKCS12_PASSWORD = env.str("SIGN_PKCS12_PASSWORD", default="")
SIGN_IMAGES = env.str("SIGN_IMAGES", default="")
