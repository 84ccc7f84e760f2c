import hashlib

from db.attachments import Attachments
from tests.db.conftest import WHEN


def test_attachments_are_kept_by_name_with_their_bytes_and_digest(database):
    files = Attachments(database)
    files.keep("ảnh 2.jpg", b"\xff\xd8 two", place="BM17[1].c15", caption="Chuồng bò", when=WHEN)
    files.keep("ảnh 1.jpg", b"\xff\xd8 one", place="BM17[1].c15", caption="", when=WHEN)
    files.keep("ảnh 2.jpg", b"\xff\xd8 newer", place="BM17[2].c15", caption="Chuồng mới", when=WHEN)
    one, two = files.files()
    assert (one.name, two.name) == ("ảnh 1.jpg", "ảnh 2.jpg")
    assert (two.data, two.place, two.caption) == (b"\xff\xd8 newer", "BM17[2].c15", "Chuồng mới")
    assert two.sha256 == hashlib.sha256(b"\xff\xd8 newer").hexdigest()
    files.drop("ảnh 1.jpg")
    assert files.files() == (two,)
