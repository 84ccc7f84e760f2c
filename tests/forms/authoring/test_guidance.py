"""Guidance of other makers' forms: what is shown when a person asks how to answer."""

from tests.forms.authoring.xlsforms import compiled

GUIDED = """
| survey |
| | type | name | label | hint | guidance_hint::English (en) | guidance_hint::Tiếng Việt (vi) |
| | text | who | Your name | in full | As in the ID card. | Như trên căn cước. |
| | integer | n | How many | | | |
| settings |
| | form_id |
| | data |
"""


def test_guidance_is_kept_beside_the_hint():
    fields = {one.id: one for one in compiled(GUIDED).pack.forms[0].tables[0].fields}
    guidance = fields["who"].guidance
    assert (guidance["en"], guidance["vi"]) == ("As in the ID card.", "Như trên căn cước.")
    assert "-" not in guidance.values()
    assert fields["who"].hint["vi"] == "in full"
    assert fields["n"].guidance == {}
