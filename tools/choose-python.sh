#!/bin/sh
# Prints the path of the Python to make .venv with. Of those on the PATH, python3.14 first and plain python3 last, that is the
# first one compiled as distributions do it, optimised by profiles, else the first that will do (builds take a fifth longer
# by that: docs/performance.md). Where $PYTHON names one, that one. Where none will do, tells what is missing and returns 1;
# in Vietnamese where $SAID is 3.

# Ends with 0 in a Python that will do, 3 in one that was compiled without profiles, 4 in one without venv or pip.
LOOK='
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

# Where the names lead, a path a line: what stands first on the PATH may be the slow one. Not into .venv, which is to be made.
places() {
  for name; do
    case $name in
      */*) printf '%s\n' "$name" ;;
      *) printf '%s\n' "$PATH" | tr : '\n' | while IFS= read -r folder; do
           [ "$folder" != "$PWD/.venv/bin" ] && [ -x "$folder/$name" ] && printf '%s\n' "$folder/$name"
         done ;;
    esac
  done
}

tell() {
  if [ "$SAID" = 3 ]; then echo "make: $2" >&2; else echo "make: $1" >&2; fi
}

if [ -n "$PYTHON" ]; then
  set -- "$PYTHON"
else
  set -- python3.14 python3.13 python3.12 python3.11 python3
fi

places "$@" | {
  slow= bare=
  while IFS= read -r one; do
    "$one" -c "$LOOK" </dev/null >/dev/null 2>&1
    case $? in
      0) printf '%s\n' "$one"; exit 0 ;;
      3) slow=${slow:-$one} ;;
      4) bare=${bare:-$one} ;;
    esac
  done
  if [ -n "$slow" ]; then
    tell "$slow was compiled without profiles; builds take a fifth longer than by a distribution's Python" \
      "$slow được biên dịch không có tối ưu; dựng trang lâu hơn một phần năm so với Python của hệ điều hành"
    printf '%s\n' "$slow"
  elif [ -n "$bare" ]; then
    tell "$bare has no venv or no pip; install them (Debian: apt install python3-venv), or name another Python: make build PYTHON=/path/to/python3" \
      "$bare thiếu venv hoặc pip; cài thêm (Debian: apt install python3-venv), hoặc chỉ một Python khác: make build PYTHON=/đường/dẫn/python3"
    exit 1
  else
    tell "${PYTHON:-python3} is not Python 3.11 or newer; install one (Debian 12 and later: apt install python3 python3-venv), or name it: make build PYTHON=/path/to/python3" \
      "${PYTHON:-python3} không phải Python 3.11 trở lên; cài một bản (Debian 12 trở lên: apt install python3 python3-venv), hoặc chỉ rõ: make build PYTHON=/đường/dẫn/python3"
    exit 1
  fi
}
