"""The samples in docs/embedding.md sign what the service accepts. They are run from the page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from service.sessions.identity import Identity, verify

PAGE = Path(__file__).parent.parent / "docs" / "embedding.md"
SECRET = "the host site and we know this one, and nobody else"
CUSTOMER = ("u-10086", "林晓梅")
# Java and PHP are no tools of this project; where they are there, their samples are run as well.
LANGUAGES = ["python", "js", *(tool for tool in ("java", "php") if shutil.which(tool))]


def sample(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert found is not None
    return found[1]


def commands(language: str, folder: Path) -> list[str]:
    """How to run the sample with the customer and the secret."""
    given = ", ".join(f'"{word}"' for word in (*CUSTOMER, SECRET))
    if language == "python":
        return [sys.executable, "-c", f"{sample('python')}\nprint(identity({given}))"]
    if language == "js":
        return ["node", "-e", f"{sample('js')}\nconsole.log(identity({given}))"]
    if language == "php":
        code = sample("php").removeprefix("<?php\n")
        return ["php", "-r", f"{code}\necho identity({given});"]
    main = f"public static void main(String[] a) throws Exception {{\nout.println(of({given})); }}"
    code = sample("java").replace("final class Identity {", f"final class Identity {{\n{main}", 1)
    file = folder / "Identity.java"
    file.write_text(f"import static java.lang.System.out;\n{code}", "utf-8")
    return ["java", "-Dfile.encoding=UTF-8", str(file)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_signs_what_the_service_accepts(language: str, tmp_path: Path) -> None:
    command = commands(language, tmp_path)
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert verify(run.stdout.strip(), SecretStr(SECRET)) == Identity(*CUSTOMER)
