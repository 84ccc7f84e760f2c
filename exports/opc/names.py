"""The names that the standards give: namespaces, algorithms, content types, identifiers.

XMLDSig (W3C 2008), ECMA-376-2 clause 10, XAdES 1.3.2 (ETSI TS 101 903), [MS-OFFCRYPTO] 2.5.2.
"""

from typing import Final

DSIG: Final = "http://www.w3.org/2000/09/xmldsig#"
MDSSI: Final = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE: Final = "http://schemas.microsoft.com/office/2006/digsig"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"
XADES_141: Final = "http://uri.etsi.org/01903/v1.4.1#"

C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RELATIONSHIP_TRANSFORM: Final = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ECDSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

OBJECT_REFERENCE: Final = "http://www.w3.org/2000/09/xmldsig#Object"
PROPERTIES_REFERENCE: Final = "http://uri.etsi.org/01903#SignedProperties"

ORIGIN_RELATIONSHIP: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
)
SIGNATURE_RELATIONSHIP: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature"
)
ORIGIN_TYPE: Final = "application/vnd.openxmlformats-package.digital-signature-origin"
SIGNATURE_TYPE: Final = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
SIGNATURE_FOLDER: Final = "/_xmlsignatures/"

CORE_PROPERTIES_RELATIONSHIP: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
EXTENDED_PROPERTIES_RELATIONSHIP: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
)
CORE_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
EXTENDED_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"

SIGNATURE_ID: Final = "idPackageSignature"
PACKAGE_OBJECT_ID: Final = "idPackageObject"
OFFICE_OBJECT_ID: Final = "idOfficeObject"
PROPERTIES_ID: Final = "idSignedProperties"
