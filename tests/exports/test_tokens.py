"""Keys on USB tokens: they sign and open; a PIN is given once; what the token tells is passed on."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from exports.envelope import seal, unseal
from exports.keys import fingerprint
from exports.opc import sign, verify
from exports.tokens import PinState, look, token_key, token_keys
from forms.problems import Problem
from tests.exports.opc.authority import SIGNS, certify, key_usage, middle, root
from tests.exports.opc.samples import NOW, SIGNED_AT, workbook
from tests.exports.test_envelope import TEXT, der, rsa_key
from tests.tokens.owners import CURVE, DEPUTY, LONELY, OLD, SEALING, slots
from tests.tokens.soft import PIN, plugged_in


@pytest.fixture
def tokens():
    slots()
    with plugged_in() as plugged:
        yield plugged


@pytest.fixture
def chairman():
    return slots()[0]


@pytest.fixture
def deputy():
    return slots()[1]


def code_of(library, slot, key=CURVE, pin=PIN) -> str:
    """What stops whoever signs with this token."""
    with (
        pytest.raises(Problem) as told,
        token_key(library, slot, fingerprint(key.certificate), pin) as holder,
    ):
        holder.sign(b"x")
    return told.value.code


def only(views, slot):
    (view,) = [one for one in views if one.slot == slot]
    return view


class TestWithoutThePin:
    def test_all_tokens_are_seen_with_their_owners(self, tokens, chairman, deputy):
        views = look(tokens.plain)
        first, second = only(views, chairman), only(views, deputy)
        assert first.label == "Chủ tịch"
        assert {one.person for one in first.certificates} == {"A Chương", "Y Blố"}  # no authority among them
        assert {one.person for one in second.certificates} == {"A Phó", "Văn thư"}
        assert len(views) == 3

    def test_what_a_certificate_is_made_for_is_seen(self, tokens, chairman, deputy):
        views = look(tokens.plain)
        assert only(views, chairman).signing == {fingerprint(one.certificate) for one in (CURVE, OLD)}
        assert only(views, chairman).opening == {fingerprint(OLD.certificate)}
        assert only(views, deputy).signing == {fingerprint(DEPUTY.certificate)}
        assert only(views, deputy).opening == {fingerprint(SEALING.certificate)}

    def test_a_file_that_is_no_library_is_told(self, tokens, tmp_path):
        (tmp_path / "driver.dll").write_bytes(b"MZ no library")
        for path in (tmp_path / "driver.dll", tmp_path / "gone.dll", tmp_path):
            with pytest.raises(Problem, match="TOKEN_LIBRARY") as told:
                look(path)
            assert told.value.details["file"] == path.name

    def test_a_library_of_something_else_is_told(self, tokens):
        from cryptography.hazmat.bindings import _rust

        with pytest.raises(Problem, match="TOKEN_LIBRARY"):
            look(type(tokens.plain)(_rust.__file__))

    def test_no_token_is_seen_when_it_is_out(self, tokens):
        tokens.ask("gone")
        assert look(tokens.locking) == ()

    @pytest.mark.parametrize(
        "wrong, state",
        [(0, PinState.WELL), (1, PinState.WRONG_BEFORE), (2, PinState.LAST_TRY), (3, PinState.LOCKED)],
    )
    def test_what_the_token_tells_of_its_pin_is_seen(self, tokens, chairman, wrong, state):
        tokens.ask("wrong", wrong)
        assert only(look(tokens.locking), chairman).pin is state
        assert tokens.counted("logins") == 0


class TestSigning:
    @pytest.mark.parametrize("key", [CURVE, OLD], ids=["curve", "rsa"])
    def test_a_package_signed_by_a_token_is_valid(self, tokens, chairman, key):
        with token_key(tokens.plain, chairman, fingerprint(key.certificate), PIN) as holder:
            package = sign(workbook(), holder, SIGNED_AT)
        verdict = verify(package, now=NOW)
        assert verdict.state.startswith("valid")
        assert [one.certificate for one in verdict.signers] == [der(key)]

    @pytest.mark.parametrize("hashed", ["sha256", "sha384", "sha512"])
    def test_every_hash_is_signed_as_xml_signatures_want_it(self, tokens, chairman, hashed):
        algorithm = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[hashed]
        with token_key(tokens.plain, chairman, fingerprint(OLD.certificate), PIN) as holder:
            value = holder.sign(b"text", hashed)
        rsa_public = OLD.private_key.public_key()
        assert isinstance(rsa_public, rsa.RSAPublicKey)
        rsa_public.verify(value, b"text", padding.PKCS1v15(), algorithm)
        with token_key(tokens.plain, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            value = holder.sign(b"text", hashed)
        assert len(value) == 64
        r, s = int.from_bytes(value[:32], "big"), int.from_bytes(value[32:], "big")
        curve_public = CURVE.private_key.public_key()
        assert isinstance(curve_public, ec.EllipticCurvePublicKey)
        curve_public.verify(encode_dss_signature(r, s), b"text", ec.ECDSA(algorithm))

    def test_a_token_that_cannot_hash_signs_the_same(self, tokens, chairman):
        with token_key(tokens.plain, chairman, fingerprint(OLD.certificate), PIN) as holder:
            whole = holder.sign(b"text")
        tokens.ask("old")
        with token_key(tokens.locking, chairman, fingerprint(OLD.certificate), PIN) as holder:
            assert holder.sign(b"text") == whole  # PKCS#1 v1.5 has no chance in it

    def test_the_authorities_on_the_token_come_with_the_key(self, tokens, chairman):
        with token_key(tokens.plain, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            pass
        assert holder.chain == (middle().certificate, root().certificate)
        assert holder.certificate == CURVE.certificate

    def test_the_certificate_says_which_of_two_tokens_signs(self, tokens, chairman, deputy):
        for slot in (deputy, chairman, 7):  # also when it stands in another socket than last time
            with token_key(tokens.plain, slot, fingerprint(DEPUTY.certificate), PIN) as holder:
                package = sign(workbook(), holder, SIGNED_AT)
            assert verify(package, now=NOW).signers[0].certificate == der(DEPUTY)


class TestOpening:
    def test_an_envelope_opens_byte_for_byte(self, tokens, chairman):
        with token_key(tokens.plain, chairman, fingerprint(OLD.certificate), PIN) as holder:
            assert unseal(seal(TEXT, [der(OLD)]), holder) == TEXT

    def test_the_key_that_opens_comes_with_the_one_that_signs(self, tokens, deputy):
        with token_keys(tokens.plain, deputy, fingerprint(DEPUTY.certificate), PIN) as (signs, opens):
            assert signs.certificate == DEPUTY.certificate
            assert unseal(seal(TEXT, [der(SEALING)]), opens) == TEXT

    def test_every_failure_gives_the_answer_that_a_file_key_gives(self, tokens, chairman):
        elsewhere = certify("Y Blố", None, [(key_usage("key_encipherment"), True)], private_key=rsa_key(1))
        damaged = bytearray(seal(TEXT, [der(OLD)]))
        damaged[damaged.index(b"\x04\x82\x01\x00") + 20] ^= 1  # within the sealed key
        for key, envelope in [
            (OLD, seal(TEXT, [der(elsewhere)])),
            (OLD, bytes(damaged)),
            (OLD, b"PK"),
            (CURVE, seal(TEXT, [der(OLD)])),
        ]:
            with token_key(tokens.plain, chairman, fingerprint(key.certificate), PIN) as holder:
                with pytest.raises(Problem) as told:
                    unseal(envelope, holder)
                assert (told.value.code, told.value.details) == ("ENVELOPE", {})

    def test_a_token_pulled_out_is_no_damaged_envelope(self, tokens, chairman):
        tokens.ask("sudden")
        with (
            pytest.raises(Problem, match="TOKEN_REMOVED"),
            token_key(tokens.locking, chairman, fingerprint(OLD.certificate), PIN) as holder,
        ):
            unseal(seal(TEXT, [der(OLD)]), holder)


class TestThePin:
    def test_a_wrong_one_is_told_and_the_right_one_signs_after_it(self, tokens, chairman):
        assert code_of(tokens.plain, chairman, pin="sai-123456") == "TOKEN_PIN"
        assert code_of(tokens.plain, chairman, pin="") == "TOKEN_PIN"
        assert only(look(tokens.plain), chairman).pin is PinState.WRONG_BEFORE
        with token_key(tokens.plain, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            assert holder.sign(b"x")
        assert only(look(tokens.plain), chairman).pin is PinState.WELL

    def test_each_typing_is_one_try_and_the_third_wrong_one_locks(self, tokens, chairman):
        codes = []
        for tries in range(1, 4):
            codes.append(code_of(tokens.locking, chairman, pin="sai-123456"))
            assert tokens.counted("logins") == tokens.counted("wrong") == tries
        assert codes == ["TOKEN_PIN", "TOKEN_PIN_LAST", "TOKEN_LOCKED"]

    def test_a_locked_token_is_asked_for_nothing_more(self, tokens, chairman):
        tokens.ask("wrong", 3)
        assert code_of(tokens.locking, chairman) == "TOKEN_LOCKED"
        assert tokens.counted("logins") == 0

    def test_the_right_one_on_the_last_try_signs(self, tokens, chairman):
        tokens.ask("wrong", 2)
        with token_key(tokens.locking, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            assert holder.sign(b"x")
        assert tokens.counted("wrong") == 0
        assert tokens.counted("logins") == 1

    def test_nothing_stays_open_for_whoever_comes_next(self, tokens, chairman):
        with token_key(tokens.plain, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            holder.sign(b"x")
        assert code_of(tokens.plain, chairman, pin="sai-123456") == "TOKEN_PIN"
        with pytest.raises(Problem, match="TOKEN_REMOVED"):
            holder.sign(b"x")


class TestTheToken:
    def test_none_at_all(self, tokens, chairman):
        tokens.ask("gone")
        assert code_of(tokens.locking, chairman) == "TOKEN_ABSENT"
        assert tokens.counted("logins") == 0

    def test_somebody_else_s(self, tokens, chairman):
        other = certify("Người khác", None, [SIGNS])
        assert code_of(tokens.plain, chairman, key=other) == "TOKEN_OTHER"

    def test_pulled_out_before_it_signs(self, tokens, chairman):
        tokens.ask("sudden")
        assert code_of(tokens.locking, chairman) == "TOKEN_REMOVED"
        tokens.calm()
        with token_key(tokens.locking, chairman, fingerprint(CURVE.certificate), PIN) as holder:
            assert holder.sign(b"x")  # back again: nothing has to be started anew

    def test_its_key_was_deleted(self, tokens):
        assert code_of(tokens.plain, slots()[2], key=LONELY) == "TOKEN_KEY"
