# `make build` and `make test` are all one needs; `make help` lists the rest.
# Every recipe is plain POSIX sh. What is installed stays in .venv; the system's Python is only asked to make it.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.PHONY: help build serve cms test test-long bench golden icons messages screenshots wheel format lock audit clean venv dev \
  browser servers server-packages objects

PYTHON =
PY = .venv/bin/python
ARGS =

# Tests wait for browsers, servers and clocks a third of the time: half as many processes again as processors.
WORKERS = $$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 ))

# Which part of a target's line is said: English, or behind the ~ Vietnamese; chosen as bantin chooses.
SAID = $$(case "$${BANTIN_LANG:-$$(sed -n 's/^language *= *"\([a-z]*\).*/\1/p' site.toml 2>/dev/null)$${LC_ALL:-$$LANG}}" in \
  vi*) echo 3;; *) echo 2;; esac)

# One of two sentences, as a command of a recipe: English, Vietnamese. A comma inside of one is $(COMMA).
COMMA = ,
tell = if [ $(SAID) = 3 ]; then echo "$(2)"; else echo "$(1)"; fi

help:  ## list these targets ~ kể các lệnh này
	@awk -F ':.*## | ~ ' -v said=$(SAID) '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$said}' Makefile
	@$(call tell,More arguments go in ARGS$(COMMA) as in: make build ARGS='--drafts --jobs 1',Tham số khác ghi vào ARGS$(COMMA) như: make build ARGS='--drafts --jobs 1')

build: venv  ## build content/ into output/ ~ dựng content/ vào output/
	@$(PY) build.py build $(ARGS)

serve: venv  ## show the site while it is being written, at http://127.0.0.1:5500/ ~ xem trang trong lúc viết, ở http://127.0.0.1:5500/
	@$(PY) build.py serve $(ARGS)

test: dev browser servers objects  ## lint, types and all tests (a few long ones excepted) ~ soát mã và chạy mọi phép thử (trừ vài phép dài)
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

golden: dev  ## write the golden site and the HTML of parts anew; read the diff like code ~ ghi lại trang mẫu để so; đọc kỹ phần khác
	BANTIN_GOLDEN=1 $(PY) -m pytest tests/golden tests/unit/test_parts.py $(ARGS)

screenshots: dev browser cms  ## take the pictures in the README and the editors' guides anew ~ chụp lại ảnh trong README và các hướng dẫn
	$(PY) -m tools.screenshots
	$(PY) -m tools.editing_screenshots

messages: dev  ## bring the catalogues of bantin/i18n/locale/ up to date with the code ~ cập nhật bản dịch trong bantin/i18n/locale/ theo mã nguồn
	$(PY) -m tools.catalogues

icons: dev  ## draw the icons anew from assets/icons/motif.svg ~ vẽ lại biểu tượng từ assets/icons/motif.svg
	$(PY) -m tools.icons

# Made anew when what it is made of differs from what was kept beside the packages.
CMS_SOURCES = tools/cms/package-lock.json tools/cms/entry.js tools/cms/language.js tools/cms/bundle.mjs
CMS_MADE_FROM = tools/cms/node_modules/.made-from

cms:  ## bundle the form editor of /quan-tri/ into cms/ (needs Node 20 or newer) ~ gói trang quản trị /quan-tri/ vào cms/ (cần Node 20 trở lên)
	@if command -v npm >/dev/null; then \
	  [ -f cms/cms.js ] && cat $(CMS_SOURCES) | cmp -s - $(CMS_MADE_FROM) || { \
	    $(call tell,Bundling the form editor into cms/ …,Đang gói trang quản trị vào cms/ …); \
	    (cd tools/cms && npm ci --silent --ignore-scripts --no-audit --no-fund && node bundle.mjs) \
	    && cat $(CMS_SOURCES) > $(CMS_MADE_FROM); \
	  } || { $(call tell,make: the form editor could not be bundled; is this machine on the network?,make: chưa gói được trang quản trị; máy này có mạng không?) >&2; exit 1; }; \
	else \
	  $(call tell,make: there is no npm$(COMMA) so no form editor is bundled; install Node 20 or newer for that,make: máy không có npm nên không gói được trang quản trị; muốn có thì cài Node 20 trở lên) >&2; \
	fi

wheel: dev cms  ## make dist/bantin-*.whl, which pip installs with layouts and assets inside ~ làm dist/bantin-*.whl để cài bằng pip
	rm -rf build dist bantin.egg-info
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

format: dev  ## lay out the Python files and mend what can be mended ~ trình bày lại các tệp Python
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

# The locks hold for Python 3.11 to 3.14 on every machine; no place to download from is written into them.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

NO_UV = { echo "make: uv is missing; install it as https://docs.astral.sh/uv says" >&2; exit 1; }

lock:  ## choose the versions in requirements/ anew (needs uv) ~ chọn lại phiên bản trong requirements/ (cần uv)
	@command -v uv >/dev/null || $(NO_UV)
	$(LOCK) --upgrade pyproject.toml --group catalogues -o requirements/build.txt
	$(LOCK) --upgrade pyproject.toml --group dev -c requirements/build.txt -o requirements/dev.txt
	$(LOCK) --upgrade --group audit -o requirements/audit.txt
	$(LOCK) --upgrade --group objects -o requirements/objects.txt

audit: venv  ## look for known holes in what the locks name ~ tìm lỗ hổng đã biết trong các thư viện
	@[ -x .venv/audit/bin/python ] || $(PY) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install $(PINNED) -r requirements/audit.txt
	for lock in build dev audit objects; do \
	  .venv/audit/bin/python -m pip_audit --strict --disable-pip --require-hashes -r requirements/$$lock.txt || exit 1; \
	done

clean:  ## delete what was made: output/, .cache/ and the tools' caches; .venv stays ~ xóa những gì đã làm ra: output/, .cache/ và bộ nhớ đệm của công cụ; .venv giữ nguyên
	rm -rf output .output.* .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# Only wheels: what is built from source would fetch the tools for that, and no hash names those.
PINNED = --quiet --disable-pip-version-check --only-binary :all: --require-hashes

# ---- .venv: made once; a requirements file is installed anew when it differs from the copy kept in .venv ----

# The locks name every package, so that pip need look for no other (older ones warn of lxml's extra by its name).
define install
	@cmp -s requirements/$(1).txt .venv/$(1).txt || { \
	  $(call tell,Installing requirements/$(1).txt into .venv …,Đang cài requirements/$(1).txt vào .venv …); \
	  $(PY) -m pip install $(PINNED) --no-deps -r requirements/$(1).txt \
	  && cp requirements/$(1).txt .venv/$(1).txt; \
	} || { $(call tell,make: requirements/$(1).txt could not be installed; is this machine on the network?,make: chưa cài được requirements/$(1).txt; máy này có mạng không?) >&2; exit 1; }
endef

venv:
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  one=$$(SAID=$(SAID) sh tools/choose-python.sh) || exit 1; \
	  $(call tell,Making .venv with $$one …,Đang tạo .venv bằng $$one …); \
	  rm -rf .venv && "$$one" -m venv .venv \
	  || { $(call tell,make: $$one could not make .venv here; is there room$(COMMA) and may you write?,make: $$one không tạo được .venv ở đây; ổ đĩa còn chỗ$(COMMA) và bạn có quyền ghi không?) >&2; exit 1; }; \
	}
	$(call install,build)
	@$(PY) -m bantin.i18n.compile
	@$(PY) -m compileall -q build.py bantin || :  # as pip does: also where Python is told not to keep bytecode

dev: venv
	$(call install,dev)
	@ls .venv/specs/marko-*.tar.gz >/dev/null 2>&1 || $(PY) -m pip download --quiet --disable-pip-version-check --no-deps \
	  --no-binary marko --require-hashes -r requirements/specs.txt -d .venv/specs \
	  || { echo "make: the specifications of Markdown could not be fetched; their tests are skipped" >&2; [ "$$CI" != true ]; }

# Tests of deploys take real servers of the system. Without one they are skipped, under CI=true they fail.
SERVERS = apache2 nginx-light libnginx-mod-http-brotli-filter libnginx-mod-http-brotli-static openssh-client openssh-server rsync openssl
server-packages:
	@echo $(SERVERS)

servers:
	@for one in apache2 nginx openssl rsync sshd; do \
	  PATH="$$PATH:/usr/local/sbin:/usr/sbin" command -v "$$one" >/dev/null || missing="$$missing $$one"; \
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

# Browser tests take $CHROMIUM or a browser on the PATH. Without one they are skipped, under CI=true they fail.
browser: dev
	@for one in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
	  [ -n "$$one" ] && command -v "$$one" >/dev/null && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium; \
	else \
	  $(PY) -m playwright install chromium; \
	fi || echo "make: no Chromium could be installed for the browser tests; install one, or name it in CHROMIUM" >&2
