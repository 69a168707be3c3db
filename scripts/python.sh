#!/usr/bin/env bash
# Makes the Python environment of the stories' scripts (tests/python/), outside the checkout; anew only when what it needs changed.
set -euo pipefail
cd "$(dirname "$0")/.."

venv="${XDG_CACHE_HOME:-$HOME/.cache}/belvedere/python"
wanted=tests/python/requirements.txt
cmp -s "$wanted" "$venv/made-from.txt" && [ -x "$venv/bin/python" ] && exit 0

command -v python3 >/dev/null || { echo "python3 is missing: install it, then run this again." >&2; exit 1; }
echo "Making the Python environment of the stories in $venv…"
python3 -m venv --clear "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted"
cp "$wanted" "$venv/made-from.txt"
