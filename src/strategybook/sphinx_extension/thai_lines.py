"""Thai lines: words that browsers would break in their middle are kept whole.

Thai has no spaces between words. Browsers find them by a dictionary of short words, so that they
would end a line after the first syllables of a longer one, such as `ร้อย|ละ` (per cent).
"""

import re

from sphinx.application import Sphinx

# What Chromium breaks in its middle, of the words of this book.
WORDS = """
    กฎระเบียบ ก้าวกระโดด กระบวนงาน เกิดขึ้น ข้อค้นพบ เขตเศรษฐกิจ คลาดเคลื่อน คลาวด์ ความสามารถ ความหมาย
    ค่าฐาน ค่าเป้าหมาย เครือข่าย โควิด งบประมาณ จัดทำ เชื่อมั่น ดังกล่าว ดีขึ้น ต่ำกว่า ตรงกัน ตรวจสอบ ตัวชี้วัด
    ท้องถิ่น ทันสมัย ธรรมาภิบาล น้อยกว่า บูรณาการ ประชาสังคม ประพฤติมิชอบ ปั่นป่วน
    เป้าหมาย เปอร์เซ็นไทล์ ผลสัมฤทธิ์ ผลิตภาพ เผยแพร่ เพิ่มขึ้น ภาครัฐ เมียนมา ร้อยละ ระบบราชการ
    รูปแบบ เรียบเรียง ไว้วางใจ ส่วนราชการ สตาร์ทอัพ สหราชอาณาจักร หน่วยงาน หมุดหมาย
    เหลื่อมล้ำ อึ๊งภากรณ์ เอเดลแมน
""".split()
# Nor should a line end inside a span of years, or before the year of an era.
YEARS = r"(?:[พค]\.ศ\. )?\d{4}-\d{4}|[พค]\.ศ\. \d{4}"
WHOLE = re.compile("|".join([*WORDS, YEARS, "e-Service", r"สปป\. ลาว"]))
# Either an element whose lines break as they are written, or text between tags.
PASSED_OVER = r"<(script|style|pre)\b.*?</\1>"
PARTS = re.compile(rf"{PASSED_OVER}|(?:^|(?<=>))[^<]+", re.DOTALL)


def kept_whole(html: str) -> str:
    """Return HTML with each such word in a span of the class `whole`."""
    return PARTS.sub(_part_kept_whole, html)


def _part_kept_whole(part: re.Match) -> str:
    passed_over = part[1]
    return part[0] if passed_over else WHOLE.sub(r'<span class="whole">\g<0></span>', part[0])


def _keep_whole(app: Sphinx, name: str, template: str, context: dict, doctree: object) -> None:
    if app.config.language != "th":
        return
    if "body" in context:
        context["body"] = kept_whole(context["body"])
    for page in (context.get("prev"), context.get("next")):
        if page:
            page["title"] = kept_whole(page["title"])


def setup(app: Sphinx) -> None:
    """Keep words whole on the pages in Thai."""
    app.connect("html-page-context", _keep_whole)
