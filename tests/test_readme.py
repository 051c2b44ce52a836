"""Everything that the README shows runs as printed, in both languages."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]


def blocks(readme, language):
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A directory that looks like a clone, with the environment of one."""
    place = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "examples", place / "examples")
    environment = {**os.environ, "MODERATION_CACHE": str(place / ".cache"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}
    environment.pop("MODERATION_LANG", None)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return place, environment


@pytest.mark.parametrize("readme", READMES)
def test_python_blocks_run_one_after_another(readme, clone):
    place, environment = clone
    script = "\n".join(blocks(readme, "python"))
    done = subprocess.run([sys.executable, "-c", script], cwd=place, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("readme", READMES)
def test_console_blocks_print_what_they_show(readme, clone):
    place, environment = clone
    (place / "my-group.yaml").write_text(blocks(readme, "yaml")[0], encoding="utf-8")
    (place / "starter.yaml").unlink(missing_ok=True)
    for command, shown in commands(readme):
        done = subprocess.run(["bash", "-c", command], cwd=place, env=environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), f"{command}: {done.stderr.decode()}"
        assert re.search(pattern(shown), done.stdout.decode(), re.DOTALL), f"{command} printed:\n{done.stdout.decode()}"


def commands(readme):
    for block in blocks(readme, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.strip()


def pattern(shown):
    """The shown lines as an expression: `…` stands for anything, blanks for any blanks."""
    return ".*".join(r"\s+".join(map(re.escape, piece.split())) for piece in shown.split("…"))


def test_examples_of_both_languages_are_the_same():
    english, chinese = ([command.replace(" --lang en", "") for command, _ in commands(readme)] for readme in READMES)
    assert english == chinese
    assert blocks("README.md", "yaml") == blocks("README.zh-CN.md", "yaml")


def test_ruleset_of_the_readme_has_the_lines_that_it_claims():
    assert len(blocks("README.md", "yaml")[0].splitlines()) == 20
    assert yaml.safe_load(blocks("README.md", "yaml")[0])["spec"] == 1


@pytest.mark.parametrize("readme", READMES)
def test_two_commands_are_targets_and_the_demo_is_the_command_shown(readme):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in blocks(readme, "sh")[0].split("\n")[:2]:
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE)
    demo = next(commands(readme))[0].removesuffix(" --lang en")
    assert f"$(BIN)/{demo}\n" in makefile


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_three_lines_are_the_quickstart_example(clone):
    place, environment = clone
    done = subprocess.run([sys.executable, "examples/quickstart.py"], cwd=place, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    quickstart = (ROOT / "examples" / "quickstart.py").read_text(encoding="utf-8")
    assert all(line in quickstart for line in blocks("README.md", "python")[0].splitlines())
