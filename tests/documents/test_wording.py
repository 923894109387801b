import pytest

from documents.wording import balanced_lines, roman


@pytest.mark.parametrize(
    ("number", "signs"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (29, "XXIX"), (39, "XXXIX")]
)
def test_roman_numerals(number, signs):
    assert roman(number) == signs


@pytest.mark.parametrize("number", [0, -1, 40])
def test_a_number_without_a_numeral_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        roman(number)


def test_lines_are_of_even_length():
    lines = balanced_lines("TRƯỜNG THPT N'TRANG LƠNG VÀ TRƯỜNG SỐ HAI", 29)
    assert lines == ("TRƯỜNG THPT N'TRANG", "LƠNG VÀ TRƯỜNG SỐ HAI")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK NÔNG", 29, ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "ĐẮK NÔNG")),
        ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", 27, ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")),
        ("V/v trả hồ sơ đề nghị khen thưởng", 27, ("V/v trả hồ sơ", "đề nghị khen thưởng")),
        (
            "Kết quả phát triển kết cấu hạ tầng đồng bộ, hiện đại giai đoạn 2023 - 2025",
            50,
            ("Kết quả phát triển kết cấu hạ tầng", "đồng bộ, hiện đại giai đoạn 2023 - 2025"),
        ),
    ],
)
def test_words_of_several_syllables_are_not_parted(text, width, lines):
    assert balanced_lines(text, width) == lines


def test_words_are_parted_rather_than_a_line_be_added_or_too_long():
    assert balanced_lines("khen thưởng thi đua", 9) == ("khen", "thưởng", "thi đua")
    assert max(len(line) for line in balanced_lines("Giáo dục và đào tạo", 12)) <= 12


def test_a_short_text_stays_on_one_line_and_given_breaks_stay():
    assert balanced_lines("UBND TỈNH ĐẮK NÔNG", 29) == ("UBND TỈNH ĐẮK NÔNG",)
    assert balanced_lines("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nĐẮK NÔNG", 29) == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "ĐẮK NÔNG")
    assert balanced_lines("", 29) == ()


def test_a_word_longer_than_the_line_stands_alone():
    assert balanced_lines("THPT " + "X" * 40, 29) == ("THPT", "X" * 40)


def test_no_word_is_lost_in_a_long_name():
    name = "Trường phổ thông dân tộc nội trú " * 9
    assert " ".join(balanced_lines(name, 27)).split() == name.split()
