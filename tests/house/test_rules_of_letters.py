"""Each rule of the layout profiles stands in docs/papers.md with its values and where it is seen."""

from exports.paper_profiles import profiles
from tests.conftest import ROOT


def test_every_rule_stands_in_the_page_about_papers():
    page = (ROOT / "docs" / "papers.md").read_text("utf-8")
    older, newer = profiles().values()
    lines = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    for name, rule in newer.rules.items():
        other = older.rules[name]
        read = newer.id if rule.verified else "from memory"
        assert lines[name] == (
            f"| `{name}` | {other.text}: {other.value} | {rule.text}: {rule.value} | {read} | {rule.seen} |"
        )
