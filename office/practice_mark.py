"""How a practice office is told from a real one: by the campaign its pack and all its packages name.

The campaign stands on a package's cover and in front of its file's name, and both are signed: a practice
package cannot lose its mark on the way, and an office that receives one refuses it (PRACTICE_PACKAGE).
"""

from __future__ import annotations

from typing import Final

CAMPAIGN: Final = "LUYEN-TAP"
"""The campaign of practice; no order to report may be named so."""


def is_practice(campaign: str) -> bool:
    """Tell whether a campaign is that of practice, in whichever way its letters are written."""
    return campaign.strip().upper().startswith(CAMPAIGN)
