#!/usr/bin/env bash
# Installs the Debian packages that are missing for the purposes named: build, run, test.
# Says what it does; does nothing, and asks for nothing, when all are there.
set -euo pipefail

declare -A packages=(
  # libudev: gamepads (gilrs); a C and a C++ compiler: SQLite and the TLS library.
  [build]="pkg-config libudev-dev gcc g++ make"
  # A Vulkan driver that needs no GPU, what an X11 window loads, and a display for where none is.
  [run]="mesa-vulkan-drivers libvulkan1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0 xvfb"
  # A keyboard and a mouse for the window, pictures of it, a PostgreSQL of the tests' own, a browser, a PDF reader,
  # Python for scripts.
  [test]="xdotool imagemagick x11-xkb-utils postgresql chromium poppler-utils python3-venv"
)

wanted=()
for purpose in "$@"; do
  # The list is words on purpose.
  # shellcheck disable=SC2206
  wanted+=(${packages[$purpose]})
done

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Missing system packages: ${missing[*]}"
if [ "$(id -u)" = 0 ]; then
  as_root=()
elif command -v sudo >/dev/null; then
  as_root=(sudo)
else
  echo "Neither root nor sudo here. As root, run: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing them with apt-get${as_root:+ through sudo}…"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
