"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
MODELS = ROOT / "models"
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
