# `make build` and `make test` are usually enough; `make help` lists the other targets.
# Recipes are plain POSIX sh. Packages are installed into .venv only; the system's Python only creates .venv.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.PHONY: help build serve cms test test-long bench golden icons messages screenshots wheel format lock audit clean venv dev \
  browser servers server-packages objects

PYTHON =
PY = .venv/bin/python
ARGS =

# Tests wait a third of their time (for browsers, servers, clocks), so there are 1.5 processes for each processor.
WORKERS = $$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 ))

# The field of a target's help line that is printed: 2 is English, 3 (after the ~) Vietnamese. bantin chooses alike.
HELP_FIELD = $$(case "$${BANTIN_LANG:-$$(sed -n 's/^language *= *"\([a-z]*\).*/\1/p' site.toml 2>/dev/null)$${LC_ALL:-$$LANG}}" in \
  vi*) echo 3;; *) echo 2;; esac)

# A command that prints its first sentence (English) or its second one (Vietnamese). Write a comma as $(COMMA).
COMMA = ,
print = if [ $(HELP_FIELD) = 3 ]; then echo "$(2)"; else echo "$(1)"; fi

help:  ## list these targets ~ kể các lệnh này
	@awk -F ':.*## | ~ ' -v field=$(HELP_FIELD) '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$field}' Makefile
	@$(call print,More arguments go in ARGS$(COMMA) as in: make build ARGS='--drafts --jobs 1',Tham số khác ghi vào ARGS$(COMMA) như: make build ARGS='--drafts --jobs 1')

build: venv  ## build content/ into output/ ~ dựng content/ vào output/
	@$(PY) build.py build $(ARGS)

serve: venv  ## show the site while you write, at http://127.0.0.1:5500/ ~ xem trang trong lúc viết, ở http://127.0.0.1:5500/
	@$(PY) build.py serve $(ARGS)

test: dev browser servers objects  ## lint, types and all tests except a few long ones ~ soát mã và chạy mọi phép thử (trừ vài phép dài)
	@$(MAKE) --no-print-directory cms || :  # without it, tests of the form are skipped
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: dev  ## the tests that take minutes ~ các phép thử mất nhiều phút
	$(PY) -m pytest -m long $(ARGS)
	BANTIN_LONG=1 BANTIN_EXAMPLES=300 $(PY) -m pytest tests/behaviour/test_kill.py tests/properties/test_quick_clean.py \
	  tests/properties/test_hostile_properties.py

bench: venv  ## measure builds of 1,000 and 10,000 generated articles, beside Hugo where it is installed ~ đo thời gian dựng 1.000 và 10.000 bài
	$(PY) -m tests.bench.bench $(ARGS)

golden: dev  ## update the golden site and the HTML of parts; read the diff like code ~ ghi lại trang mẫu để so; đọc kỹ phần khác
	BANTIN_GOLDEN=1 $(PY) -m pytest tests/golden tests/unit/test_parts.py $(ARGS)

screenshots: dev browser cms  ## retake the pictures in the README and the editors' guides ~ chụp lại ảnh trong README và các hướng dẫn
	$(PY) -m tools.screenshots
	$(PY) -m tools.editing_screenshots

messages: dev  ## update the catalogues in bantin/i18n/locale/ from the code ~ cập nhật bản dịch trong bantin/i18n/locale/ theo mã nguồn
	$(PY) -m tools.catalogues

icons: dev  ## redraw the icons from assets/icons/motif.svg ~ vẽ lại biểu tượng từ assets/icons/motif.svg
	$(PY) -m tools.icons

# Bundled again if its sources differ from the copy that the last run left beside the packages.
CMS_SOURCES = tools/cms/package-lock.json tools/cms/entry.js tools/cms/language.js tools/cms/bundle.mjs
CMS_BUNDLED_SOURCES = tools/cms/node_modules/.made-from

cms:  ## bundle the form editor of /quan-tri/ into cms/ (needs Node 20 or newer) ~ gói biểu mẫu viết bài của /quan-tri/ vào cms/ (cần Node 20 trở lên)
	@if command -v npm >/dev/null; then \
	  [ -f cms/cms.js ] && cat $(CMS_SOURCES) | cmp -s - $(CMS_BUNDLED_SOURCES) || { \
	    $(call print,Bundling the form editor into cms/ …,Đang gói biểu mẫu viết bài vào cms/ …); \
	    (cd tools/cms && npm ci --silent --ignore-scripts --no-audit --no-fund && node bundle.mjs) \
	    && cat $(CMS_SOURCES) > $(CMS_BUNDLED_SOURCES); \
	  } || { $(call print,make: the form editor could not be bundled; is this machine on the network?,make: chưa gói được biểu mẫu viết bài; máy này có mạng không?) >&2; exit 1; }; \
	else \
	  $(call print,make: there is no npm$(COMMA) so no form editor is bundled; install Node 20 or newer for that,make: máy không có npm nên không gói được biểu mẫu viết bài; muốn có thì cài Node 20 trở lên) >&2; \
	fi

wheel: dev cms  ## build dist/bantin-*.whl, which contains layouts and assets ~ làm dist/bantin-*.whl để cài bằng pip
	rm -rf build dist bantin.egg-info
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

format: dev  ## format the Python files and fix what can be fixed ~ trình bày lại các tệp Python
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

# The locks hold for Python 3.11 to 3.14 on every machine; they name no package index.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

NO_UV = { echo "make: uv is missing; install it as https://docs.astral.sh/uv says" >&2; exit 1; }

lock:  ## update the versions in requirements/ (needs uv) ~ chọn lại phiên bản trong requirements/ (cần uv)
	@command -v uv >/dev/null || $(NO_UV)
	$(LOCK) --upgrade pyproject.toml --group catalogues -o requirements/build.txt
	$(LOCK) --upgrade pyproject.toml --group dev -c requirements/build.txt -o requirements/dev.txt
	$(LOCK) --upgrade --group audit -o requirements/audit.txt
	$(LOCK) --upgrade --group objects -o requirements/objects.txt

audit: venv  ## look for known vulnerabilities in the locked packages ~ tìm lỗ hổng đã biết trong các thư viện
	@[ -x .venv/audit/bin/python ] || $(PY) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install $(PINNED) -r requirements/audit.txt
	for lock in build dev audit objects; do \
	  .venv/audit/bin/python -m pip_audit --strict --disable-pip --require-hashes -r requirements/$$lock.txt || exit 1; \
	done

clean:  ## delete generated files: output/, .cache/ and the tools' caches, but not .venv ~ xóa những gì đã làm ra: output/, .cache/ và bộ nhớ đệm của công cụ; .venv giữ nguyên
	rm -rf output .output.* .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# Only wheels: building from source downloads build tools, which have no hashes here.
PINNED = --quiet --disable-pip-version-check --only-binary :all: --require-hashes

# ---- .venv: created once; a requirements file is installed again if it differs from its copy in .venv ----

# --no-deps: the locks name every package (older versions of pip warn about lxml's extra otherwise).
define install
	@cmp -s requirements/$(1).txt .venv/$(1).txt || { \
	  $(call print,Installing requirements/$(1).txt into .venv …,Đang cài requirements/$(1).txt vào .venv …); \
	  $(PY) -m pip install $(PINNED) --no-deps -r requirements/$(1).txt \
	  && cp requirements/$(1).txt .venv/$(1).txt; \
	} || { $(call print,make: requirements/$(1).txt could not be installed; is this machine on the network?,make: chưa cài được requirements/$(1).txt; máy này có mạng không?) >&2; exit 1; }
endef

venv:
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  python=$$(HELP_FIELD=$(HELP_FIELD) sh tools/choose-python.sh) || exit 1; \
	  $(call print,Making .venv with $$python …,Đang tạo .venv bằng $$python …); \
	  rm -rf .venv && "$$python" -m venv .venv \
	  || { $(call print,make: $$python could not make .venv here; is there room$(COMMA) and may you write?,make: $$python không tạo được .venv ở đây; ổ đĩa còn chỗ$(COMMA) và bạn có quyền ghi không?) >&2; exit 1; }; \
	}
	$(call install,build)
	@$(PY) -m bantin.i18n.compile
	@$(PY) -m compileall -q build.py bantin || :  # as pip does, even if PYTHONDONTWRITEBYTECODE is set

dev: venv
	$(call install,dev)
	@ls .venv/specs/marko-*.tar.gz >/dev/null 2>&1 || $(PY) -m pip download --quiet --disable-pip-version-check --no-deps \
	  --no-binary marko --require-hashes -r requirements/specs.txt -d .venv/specs \
	  || { echo "make: the specifications of Markdown could not be fetched; their tests are skipped" >&2; [ "$$CI" != true ]; }

# Tests of deploys use the system's servers. Those without one are skipped; with CI=true they fail.
SERVERS = apache2 nginx-light libnginx-mod-http-brotli-filter libnginx-mod-http-brotli-static openssh-client openssh-server rsync openssl
server-packages:
	@echo $(SERVERS)

servers:
	@for server in apache2 nginx openssl rsync sshd; do \
	  PATH="$$PATH:/usr/local/sbin:/usr/sbin" command -v "$$server" >/dev/null || missing="$$missing $$server"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(SERVERS); \
	else \
	  echo "make: install$$missing for the tests of deploys" >&2; \
	fi

objects: venv
	@cmp -s requirements/objects.txt .venv/objects/objects.txt || { \
	  echo "Installing requirements/objects.txt into .venv/objects …"; \
	  rm -rf .venv/objects && $(PY) -m venv .venv/objects \
	  && .venv/objects/bin/python -m pip install $(PINNED) -r requirements/objects.txt \
	  && cp requirements/objects.txt .venv/objects/; \
	} || echo "make: the tests of object storage have no S3; is this machine on the network?" >&2

# Browser tests use $CHROMIUM or a browser on the PATH. Without one they are skipped; with CI=true they fail.
browser: dev
	@for browser in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
	  [ -n "$$browser" ] && command -v "$$browser" >/dev/null && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium; \
	else \
	  $(PY) -m playwright install chromium; \
	fi || echo "make: no Chromium could be installed for the browser tests; install one, or name it in CHROMIUM" >&2
