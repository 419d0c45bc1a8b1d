"""Private values at random, each in a notation that people type."""

from __future__ import annotations

from random import Random

FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蒋蔡余杜"
GIVEN = "伟芳娜敏静磊洋艳勇杰娟涛超霞刚桂英华玉兰慧建辉鑫雪琳博昊晨宇轩颖婷倩"
AREAS = ("0731", "010", "0755", "021", "0738")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def person(random: Random) -> str:
    """A name of three characters, which no other word has in it by chance."""
    return random.choice(FAMILY) + "".join(random.sample(GIVEN, 2))


def mobile(random: Random) -> str:
    plain = f"1{random.choice('3456789')}{digits(random, 9)}"
    three = f"{plain[:3]}{{0}}{plain[3:7]}{{0}}{plain[7:]}"
    return random.choice(
        (
            plain,
            three.format("-"),
            three.format(" "),
            three.format("\u00a0"),
            f"+86 {plain}",
            f"(86){three.format(' ')}",
            plain.translate(FULL_WIDTH),
            f"{plain[:4]}-{plain[4:7]}-{plain[7:]}",
        )
    )


def landline(random: Random) -> str:
    area, local = random.choice(AREAS), f"{random.choice('2345678')}{digits(random, 7)}"
    return random.choice(
        (
            f"{area}-{local}",
            f"（{area}）{local}",
            f"{area}－{local[:4]} {local[4:]}",
            f"{area}-{local}转{digits(random, 3)}",
            f"{area} {local}",
        )
    )


def address(random: Random) -> str:
    name = "".join(random.choice("abcdefghkmnp") for _ in range(7))
    return f"{name}{digits(random, 2)}@{random.choice(('163.com', 'hn.gov.cn', 'qq.com'))}"


def identity(random: Random) -> str:
    born = f"19{random.randint(50, 99)}0{random.randint(1, 9)}1{digits(random, 1)}"
    body = f"4301{digits(random, 2)}{born}{digits(random, 3)}"
    total = sum(int(figure) * weight for figure, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def any_number(random: Random) -> str:
    return random.choice((mobile, landline, address, identity))(random)
