"""Asks LibreOffice about signed workbooks; run by the system's python3, which has the ``uno`` module.

Usage: python3 ask_libreoffice.py FOLDER FILE...; prints one JSON object a file:
{"file", "signatures": [{"valid", "certificate", "subject"}], "opened", "cells": {sheet: A1 text}}.
``opened`` is true only when the file loads without any question (a repair prompt would be one).
FOLDER receives LibreOffice's profile, so that nothing of the person's own is touched.
"""

import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_ATTEMPTS = 120
_READ_ONLY = 1


def _property(name, value):
    return PropertyValue(name, 0, value, 0)


def _connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_ATTEMPTS):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    sys.exit("LibreOffice did not answer")


def _signatures(context, path):
    services = context.ServiceManager
    storages = services.createInstanceWithContext("com.sun.star.embed.StorageFactory", context)
    zipped = uno.Any("[]com.sun.star.beans.PropertyValue", (_property("StorageFormat", "ZipFormat"),))
    storage = uno.invoke(storages, "createInstanceWithArguments", ((path.as_uri(), _READ_ONLY, zipped),))
    judge = services.createInstanceWithContext("com.sun.star.security.DocumentDigitalSignatures", context)
    found = judge.verifyDocumentContentSignatures(storage, None)
    return [
        {
            "valid": one.SignatureIsValid,
            "certificate": one.CertificateStatus,
            "subject": one.Signer.SubjectName if one.Signer else None,
        }
        for one in found
    ]


def _open(context, path):
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    # Without an interaction handler a file that needs repair is not opened at all.
    quiet = (_property("Hidden", True), _property("RepairPackage", False), _property("ReadOnly", True))
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, quiet)
    if document is None:
        return False, {}
    cells = {sheet.Name: sheet.getCellByPosition(0, 0).String for sheet in document.Sheets}
    document.close(True)
    return True, cells


def main():
    folder, *files = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    pipe = f"phieuxa{folder.name}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ]
    )
    try:
        context = _connect(pipe)
        for path in files:
            opened, cells = _open(context, path)
            found = _signatures(context, path)
            answer = {"file": path.name, "signatures": found, "opened": opened, "cells": cells}
            sys.stdout.write(json.dumps(answer) + "\n")
        context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
    finally:
        try:
            office.wait(15)
        except subprocess.TimeoutExpired:
            office.kill()


main()
