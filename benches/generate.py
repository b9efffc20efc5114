#!/usr/bin/env python3
"""A workspace with any number of issues, made from the five real ones.

    python3 benches/generate.py FOLDER 520          # fitted to 4 pages
    python3 benches/generate.py FOLDER 520 auto     # any number of pages
    python3 benches/generate.py FOLDER 82000 province
                                                    # ten years of a province, released: to be searched

One issue a Friday, 52 a year, the last in 2025, or later where the first would be before 1950. Items are drawn from all five, their
sentences reordered and their numbers changed, so that no two issues are alike and none is found
in a cache. The same number gives the same issues.
"""

import datetime
import random
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pool():
    """The items of the real issues, and the names of the columns of each."""
    items, shapes = [], []
    for path in sorted((ROOT / "drafts").glob("*.toml")):
        draft = tomllib.loads(path.read_text(encoding="utf-8"))
        shapes.append([(column["name"], len(column["item"])) for column in draft["column"]])
        items += [item for column in draft["column"] for item in column["item"]]
    return items, shapes


def varied(chance, body):
    """The text with other figures, and its sentences but for the first and last in another order."""
    sentences = re.findall(r"[^。]+。", body.strip()) or [body.strip()]
    middle = sentences[1:-1]
    chance.shuffle(middle)
    text = "".join(sentences[:1] + middle + sentences[1:][-1:])
    # Not in dates, which must be in the calendar.
    figure = re.compile(r"(?<![0-9.])[2-8](?=[0-9]+(?![0-9]*[年月日时号]))")
    return figure.sub(lambda _: str(chance.randint(2, 8)), text)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def issue(chance, items, shape, number, date):
    lines = [f"number = {number}", f"date = {date}", ""]
    drawn = chance.sample(items, sum(count for _, count in shape))
    for name, count in shape:
        lines += ["[[column]]", f"name = {quoted(name)}", ""]
        for _ in range(count):
            item = drawn.pop()
            credits = ", ".join(quoted(credit) for credit in item["credits"])
            lines += ["[[column.item]]", f"headline = {quoted(item['headline'])}"]
            lines += ['body = """', varied(chance, item["body"]), '"""', f"credits = [{credits}]", ""]
    lines += ["[signoff]", 'editor = "李勉"', 'reviewer = "原超俊"', 'approver = "麻彦伟"', ""]
    return "\n".join(lines)


def write(folder, count, pages=4):
    """Makes the workspace; `pages` is the page target of its settings."""
    (folder / "drafts").mkdir(parents=True)
    write_settings(folder, pages if isinstance(pages, int) else quoted(pages))
    items, shapes = pool()
    chance = random.Random(1)
    last_year = max(2025, 1949 + -(-count // 52))
    for index in range(count):
        year, number = last_year - index // 52, 52 - index % 52
        first = datetime.date(year, 1, 1)
        first += datetime.timedelta(days=(4 - first.weekday()) % 7)
        date = first + datetime.timedelta(weeks=number - 1)
        text = issue(chance, items, chance.choice(shapes), number, date)
        (folder / "drafts" / f"{year}-{number:02}.toml").write_text(text, encoding="utf-8")


def write_settings(folder, target):
    config = (ROOT / "bulletin.toml").read_text(encoding="utf-8")
    (folder / "bulletin.toml").write_text(
        config.replace("\npages = 4\n", f"\npages = {target}\n"), encoding="utf-8"
    )
    # A unit that did not exist yet would be an error.
    units = (ROOT / "units.toml").read_text(encoding="utf-8")
    units = re.sub(r"(?m)^(from|until) = .*\n", "", units)
    (folder / "units.toml").write_text(units, encoding="utf-8")


SYLLABLES = "东西南北上下前后大小新老马王张李赵刘陈周吴郑孙杨林河湖山石桥塘坡岗营寨店铺堂庙庄集口湾沟坪坝洼台"
DOINGS = "推进 落实 开展 加强 完善 启动 组织 谋划 检查 督导 调研 部署 培训 宣传 评比 验收 整治 清理 排查 建设".split()
THINGS = (
    "秸秆禁烧 春季造林 防汛备汛 夏粮收购 秋粮播种 冬季供暖 森林防火 招商引资 营商环境 一网通办 危房改造 厕所革命 "
    "垃圾分类 河道清淤 农村公路 高标准农田 养老服务 医保参保 疫苗接种 校园安全 食品安全 燃气安全 消防演练 反诈宣传 "
    "信访化解 法律援助 社区矫正 退役军人 残疾人就业 技能培训 返乡创业 电商直播 小麦良种 花生收获 大蒜购销 奶牛养殖 "
    "水库除险 抗旱保苗 病虫防治 农机检修 土地流转 村级治理 移风易俗 文化下乡 非遗传承 全民健身 数字政务 智慧城管 "
    "老旧小区 雨污分流 停车泊位 口袋公园 古树名木 湿地保护 大气管控 扬尘治理 水质监测 固废处置 光伏发电 充电设施"
).split()


def province(folder, count):
    """Released issues of ten years, some 160 a week, eight items each: no item is like another, some
    matters come up every day and some hardly ever, and each item names a village of its own."""
    (folder / "drafts").mkdir(parents=True)
    write_settings(folder, quoted("auto"))
    items, shapes = pool()
    chance = random.Random(1)
    sentences = [
        sentence for item in items for sentence in re.findall(r"[^。]+。", item["body"].strip())
    ]
    columns = sorted({name for shape in shapes for name, _ in shape})
    units = sorted({credit for item in items for credit in item["credits"]})
    often = [1 / (rank + 1) for rank in range(len(THINGS))]
    figure = re.compile(r"(?<![0-9.])[2-8](?=[0-9]+(?![0-9]*[年月日时号]))")
    years = 10
    for index in range(count):
        year, number = 2016 + index * years // count, index % -(-count // years) + 1
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=number * 364 * years // count)
        lines = [f"number = {number}", f"date = {day}", ""]
        for name in chance.sample(columns, 3):
            lines += ["[[column]]", f"name = {quoted(name)}", ""]
            for _ in range(chance.choice((2, 3, 3))):
                thing = chance.choices(THINGS, often)[0]
                village = "".join(chance.choices(SYLLABLES, k=3)) + "村"
                doing, unit = chance.choice(DOINGS), chance.choice(units)
                own = f"{village}{doing}{thing}，投入{chance.randint(2, 9999)}万元，惠及{chance.randint(10, 900)}户。"
                body = "".join([own, *chance.sample(sentences, chance.choice((2, 3, 4)))])
                body = figure.sub(lambda _: str(chance.randint(2, 8)), body)
                lines += ["[[column.item]]", f"headline = {quoted(f'{unit}{doing}{thing}')}"]
                lines += ['body = """', body, '"""', f"credits = [{quoted(unit)}]", ""]
        lines += ["[signoff]", 'editor = "李勉"', 'reviewer = "原超俊"', 'approver = "麻彦伟"', ""]
        path = folder / "archive" / f"{year}" / f"{year}-{number:02}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    target = sys.argv[3] if len(sys.argv) > 3 else "4"
    if target == "province":
        province(Path(sys.argv[1]), int(sys.argv[2]))
        sys.exit()
    write(Path(sys.argv[1]), int(sys.argv[2]), int(target) if target.isdigit() else target)
