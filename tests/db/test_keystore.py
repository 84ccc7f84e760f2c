import os
import threading

import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import PasswordDeleteError, PasswordSetError

from db.keystore import FileKeyStore, SystemKeyStore, best_keystore, first_key, kept_key
from forms.problems import Problem
from tests.file_limit import files_up_to

KEY = bytes(range(32))


class Store(KeyringBackend):
    """A working key store of a system, kept in memory."""

    @properties.classproperty
    def priority(self):
        return 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class Plain(Store):
    """A store that keyring itself would not recommend: a plain file."""

    @properties.classproperty
    def priority(self):
        return 0.5


class Refusing(Store):
    def set_password(self, service, username, password):
        raise PasswordSetError


class Forgetful(Store):
    def set_password(self, service, username, password):
        pass


class Locked(Store):
    """A store that waits for a person to unlock it, until the test lets it go."""

    def __init__(self):
        super().__init__()
        self.unlocked = threading.Event()

    def get_password(self, service, username):
        self.unlocked.wait()
        return super().get_password(service, username)


def test_a_key_file_is_for_its_owner_only(tmp_path):
    store = FileKeyStore(tmp_path / "home")
    assert store.get() is None
    store.keep(KEY)
    file = tmp_path / "home" / "office.key"
    assert store.get() == KEY
    assert [left.name for left in file.parent.iterdir()] == ["office.key"]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o644)
        assert store.get() == KEY
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"khong phai khoa", b"00" * 31, b"\xff" * 64])
def test_a_damaged_key_file_is_told_and_kept(tmp_path, content):
    (tmp_path / "office.key").write_bytes(content)
    with pytest.raises(Problem, match="KEY_DAMAGED"):
        FileKeyStore(tmp_path).get()
    assert (tmp_path / "office.key").read_bytes() == content


def test_a_new_office_gets_one_key_and_keeps_it(tmp_path):
    store = FileKeyStore(tmp_path)
    with pytest.raises(Problem, match="KEY_MISSING"):
        kept_key(store)
    assert not (tmp_path / "office.key").exists()
    key = first_key(store)
    assert len(key) == 32
    assert first_key(store) == kept_key(store) == key
    assert first_key(FileKeyStore(tmp_path / "other")) != key


def test_the_systems_store_is_taken_where_it_works_and_remembered_where_it_is_asked_again(tmp_path):
    system = Store()
    store = best_keystore(tmp_path, system)
    key = first_key(store)
    assert isinstance(store, SystemKeyStore)
    assert list(system.kept.values()) == [key.hex()]
    assert key.hex() not in (tmp_path / "office.keyring").read_text()
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert kept_key(best_keystore(moved, system)) == key
    assert first_key(best_keystore(tmp_path.with_name("second"), system)) != key


@pytest.mark.parametrize(
    "system", [Plain(), Refusing(), Forgetful(), None], ids=lambda found: type(found).__name__
)
def test_a_file_is_taken_where_the_system_has_no_store_that_works(tmp_path, system):
    store = best_keystore(tmp_path, system)
    key = first_key(store)
    assert isinstance(store, FileKeyStore)
    assert kept_key(best_keystore(tmp_path, Store())) == key, "an office keeps to the store it began with"


def test_a_store_that_waits_for_a_person_does_not_hold_the_program_up(tmp_path):
    system = Locked()
    assert isinstance(best_keystore(tmp_path, system, seconds=0.01), FileKeyStore)
    with pytest.raises(Problem, match="KEY_STORE_SILENT"):
        SystemKeyStore("phieuxa", "x", system, seconds=0.01).get()
    system.unlocked.set()


def test_a_store_that_loses_the_key_is_told_at_once():
    with pytest.raises(Problem, match="KEY_STORE"):
        SystemKeyStore("phieuxa", "x", Forgetful()).keep(KEY)


def test_a_key_that_cannot_be_written_is_told_and_leaves_no_file(tmp_path):
    with files_up_to(10), pytest.raises(Problem, match="DISK_ERROR"):
        first_key(FileKeyStore(tmp_path))
    assert list(tmp_path.iterdir()) == []
