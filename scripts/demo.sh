#!/usr/bin/env bash
# The demo: a server with a made-up village, and the kiosk on it. `make demo` calls it with BIN set.
#   ONCE=1   plays one scripted visit, leaves its pictures and the report, and exits 0 if all worked.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${BIN:?run it by: make demo}"
data="${BELVEDERE_DEMO_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/belvedere/demo}"
listen="${BELVEDERE_LISTEN:-127.0.0.1:8080}"
out="$data/visit"
mkdir -p "$data" "$out"

started=()
stop() {
  trap - EXIT INT TERM
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Waits until a line of the file matches, or the process is gone.
await_line() { # FILE PATTERN PID
  until grep -qE "$2" "$1" 2>/dev/null; do
    kill -0 "$3" 2>/dev/null || { cat "$1" >&2; return 1; }
    read -rt 0.1 <> <(:) || true
  done
}

"$BIN/belvedere-server" demo-data --data-dir "$data/server"

: >"$data/server.log"
"$BIN/belvedere-server" serve --data-dir "$data/server" --listen "$listen" >"$data/server.out" 2>>"$data/server.log" &
server=$!
started+=("$server")
await_line "$data/server.out" '^listening on ' "$server" || {
  echo "The server did not start; its log: $data/server.log" >&2
  tail -n 5 "$data/server.log" >&2
  exit 1
}
address=$(sed -n 's/^listening on //p' "$data/server.out")

cat <<EOT

Belvédère is running.
  Pages          $address/        (staff: $address/login, with the demo logins above)
  API document   $address/api/openapi.json
  Data           $data
EOT

kiosk=("$BIN/belvedere-viewer" --server "$address" --data-dir "$data/kiosk")
if [ -z "${ONCE:-}" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "  Stop           Ctrl-C, or close the kiosk's window"
  "${kiosk[@]}" --windowed 1280x720
  exit
fi

[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || echo "No display here: a virtual one shows a scripted visit."
Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$data/display" 2>"$data/xvfb.log" &
started+=("$!")
await_line "$data/display" '^[0-9]+$' "$!"
rm -f "$out"/*.png
DISPLAY=":$(cat "$data/display")" WAYLAND_DISPLAY='' "${kiosk[@]}" --windowed 1280x720 \
  --script assets/demo/visit.txt --screenshot-dir "$out" 2>"$data/kiosk.log" || {
  echo "The visit did not end well; its log: $data/kiosk.log" >&2
  tail -n 20 "$data/kiosk.log" >&2
  exit 1
}
"$BIN/belvedere-server" report --demo --data-dir "$data/server" --out "$out/report"

cat <<EOT

The visit was played.
  Screenshots    $out/*.png
  Report         $out/report/report.html (page), report.pdf, report.json (its data), report.csv
EOT
[ -n "${ONCE:-}" ] || { echo "The server goes on; Ctrl-C ends it."; wait "$server"; }
