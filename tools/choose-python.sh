#!/bin/sh
# Print the path of the Python that creates .venv: $PYTHON if it is set, else one on the PATH, python3.14 first and plain
# python3 last. The first that was compiled with profile-guided optimisation is chosen, as distributions compile it; else
# the first usable one, with which builds take a fifth longer (docs/performance.md). If there is none, say what is missing
# and return 1. Messages are in Vietnamese if $HELP_FIELD is 3.

# Exit codes: 0 usable; 1 too old; 3 compiled without profiles; 4 without venv or pip.
INSPECT='
import sys
if sys.version_info < (3, 11):
    sys.exit(1)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(4)
import sysconfig
optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
sys.exit(0 if optimised or sys.base_prefix == "/usr" else 3)
'

# Print all paths of these names, one a line, since the first on the PATH may be the slow one. Skip .venv itself.
paths_of() {
  for name; do
    case $name in
      */*) printf '%s\n' "$name" ;;
      *) printf '%s\n' "$PATH" | tr : '\n' | while IFS= read -r folder; do
           [ "$folder" != "$PWD/.venv/bin" ] && [ -x "$folder/$name" ] && printf '%s\n' "$folder/$name"
         done ;;
    esac
  done
}

report() {
  if [ "$HELP_FIELD" = 3 ]; then echo "make: $2" >&2; else echo "make: $1" >&2; fi
}

if [ -n "$PYTHON" ]; then
  set -- "$PYTHON"
else
  set -- python3.14 python3.13 python3.12 python3.11 python3
fi

paths_of "$@" | {
  slow= bare=
  while IFS= read -r python; do
    "$python" -c "$INSPECT" </dev/null >/dev/null 2>&1
    case $? in
      0) printf '%s\n' "$python"; exit 0 ;;
      3) slow=${slow:-$python} ;;
      4) bare=${bare:-$python} ;;
    esac
  done
  if [ -n "$slow" ]; then
    report "$slow was compiled without profiles; builds take a fifth longer than by a distribution's Python" \
      "$slow được biên dịch không có tối ưu; dựng trang lâu hơn một phần năm so với Python của hệ điều hành"
    printf '%s\n' "$slow"
  elif [ -n "$bare" ]; then
    report "$bare has no venv or no pip; install them (Debian: apt install python3-venv), or name another Python: make build PYTHON=/path/to/python3" \
      "$bare thiếu venv hoặc pip; cài thêm (Debian: apt install python3-venv), hoặc chỉ một Python khác: make build PYTHON=/đường/dẫn/python3"
    exit 1
  else
    report "${PYTHON:-python3} is not Python 3.11 or newer; install one (Debian 12 and later: apt install python3 python3-venv), or name it: make build PYTHON=/path/to/python3" \
      "${PYTHON:-python3} không phải Python 3.11 trở lên; cài một bản (Debian 12 trở lên: apt install python3 python3-venv), hoặc chỉ rõ: make build PYTHON=/đường/dẫn/python3"
    exit 1
  fi
}
