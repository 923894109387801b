from hypothesis import given
from hypothesis import strategies as st

from common.diffs import Piece, text_diff


def test_a_changed_word_is_out_and_in():
    assert text_diff("đạt 96,5% kế hoạch", "đạt 94,1% kế hoạch") == [
        Piece("same", "đạt "),
        Piece("del", "96,5%"),
        Piece("ins", "94,1%"),
        Piece("same", " kế hoạch"),
    ]


def test_equal_texts_have_no_difference():
    assert text_diff("một", "một") == [Piece("same", "một")]
    assert text_diff("", "") == []


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
def test_the_pieces_make_up_both_texts(before, after):
    pieces = text_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "ins") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "del") == after
