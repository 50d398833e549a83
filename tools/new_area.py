"""Write the folder of a new area from tools/area, name it in settings, make its first migration.

    bin/new-area care/reading 职工书屋

The folder works at once: a list, a form, a record for each entry, an indicator, demonstration rows, tests.
"""

import argparse
import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = ROOT / "tools" / "area"
CHAPTERS = ["guidance", "merit", "democracy", "care", "organising", "finance", "office"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/new-area", description="新建一个业务目录")
    parser.add_argument("place", metavar="CHAPTER/NAME", help=f"章节：{'、'.join(CHAPTERS)}；名称：小写字母和下划线")
    parser.add_argument("title", nargs="?", help="中文名称，显示在菜单里")
    asked = parser.parse_args()
    chapter, _slash, label = asked.place.partition("/")
    words = {
        "chapter": chapter,
        "label": label,
        "Model": "".join(part.title() for part in label.split("_")),
        "title": asked.title or label,
    }
    problem = wrong_with(chapter, label, words["title"])
    if problem:
        sys.exit(f"✗ {problem}")
    folder = write_folder(words)
    name_in_settings(f"{chapter}.{label}")
    run(sys.executable, "-m", "ruff", "format", "-q", folder)
    run(sys.executable, "manage.py", "makemigrations", label)
    print(f"✓ 已生成 {folder.relative_to(ROOT)}，并写入 config/settings.py")
    print("  先读 __init__.py 和 rules.py，再改成您的业务")
    print(f"  测试：bin/test {folder.relative_to(ROOT)}")
    print("  测试通过后运行 bin/zhijia docs，更新由代码生成的文档")


def wrong_with(chapter: str, label: str, title: str) -> str:
    """What is wrong with the names, in a sentence; nothing if they will do."""
    taken = {path.parent.name for path in (ROOT / "zhijia").glob("*/**/__init__.py")}
    if chapter not in CHAPTERS:
        return f"没有“{chapter}”这一章，请从这些里选：{'、'.join(CHAPTERS)}"
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", label):
        return f"“{label}”不能作目录名：请用小写英文字母、数字和下划线，如 care/reading_room"
    if len(label) > 20:
        return "目录名最长 20 个字符"
    if label in taken:
        return f"已经有名为 {label} 的目录，请换一个名称"
    if re.search(r"""["'\\\n$]""", title):
        return "中文名称里不要有引号、反斜杠和 $"
    return ""


def write_folder(words: dict[str, str]) -> Path:
    folder = ROOT / "zhijia" / "areas" / words["chapter"] / words["label"]
    (folder / "migrations").mkdir(parents=True)
    for package in (folder.parent, folder / "migrations"):
        (package / "__init__.py").touch()
    for pattern in sorted(PATTERNS.rglob("*.tpl")):
        path = folder / pattern.relative_to(PATTERNS).with_suffix("")
        path.parent.mkdir(exist_ok=True)
        path.write_text(Template(pattern.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
    return folder


def name_in_settings(name: str) -> None:
    """Add one word to AREAS, keeping the rest of the file as it is."""
    settings = ROOT / "config" / "settings.py"
    text = settings.read_text(encoding="utf-8")
    areas = next(
        node.value for node in ast.parse(text).body if isinstance(node, ast.AnnAssign) and node.target.id == "AREAS"
    )
    lines = text.splitlines(keepends=True)
    last = lines[areas.end_lineno - 1]
    if areas.lineno == areas.end_lineno:
        inner = last[areas.col_offset + 1 : areas.end_col_offset - 1].strip().rstrip(",")
        names = f"{inner}, " if inner else ""
        written = f'{last[: areas.col_offset]}[{names}"{name}"]{last[areas.end_col_offset :]}'
    else:
        written = f'    "{name}",\n{last}'
    lines[areas.end_lineno - 1] = written
    settings.write_text("".join(lines), encoding="utf-8")


def run(*command) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
