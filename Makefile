# make report   builds the 2023 report     · 生成 2023 年度报告
# make test     checks everything          · 全部检查
# make help     lists the other targets    · 其他目标

PYTHON ?= python3
EDITION ?= 2023
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help campaigns report test compiled quick lint docs house setup converter fonts browser calc shells fuzz pictures batches kill papers office mutants forms taken truth bench audit bundle windows clean

help: ## lists the targets · 列出全部目标
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

report: setup ## builds the report of EDITION, 2023 if not given · 生成报告
	$(BIN)/docgen render $(EDITION) || test $$? -eq 4

# All cores; the tests of a file share what they build, and small files come last, so that no core waits.
# 用全部核心，一个文件里的测试共用生成的东西，小文件最后跑，核心都不闲。
CORES := -n auto --dist loadfile --no-loadscope-reorder

# Tests start hundreds of processes, which find docgen compiled. · 测试启动的几百个进程不必各自编译。
test quick: export PYTHONDONTWRITEBYTECODE :=

# The browser's driver keeps a loop running, beside which other tests could not run theirs.
# 驱动浏览器的程序占着事件循环，所以浏览器测试单独跑。
test: setup browser calc shells compiled lint ## format, lint, types, tests · 格式、规范、类型、测试
	$(BIN)/pytest $(CORES) -m 'not campaign' --ignore=tests/browser
	$(BIN)/pytest $(CORES) tests/browser

# mypy takes a minute in a new checkout, on one core; pytest compiles its tests on the other.
# 新检出的代码 mypy 要跑一分钟，只占一个核；另一个核先把测试编译好。
compiled: $(INSTALLED)
	@test -d .mypy_cache || $(BIN)/pytest --collect-only -qq --ignore=tests/browser >/dev/null 2>&1 &

quick: setup lint ## lint, types, unit tests, one rendering, in a minute · 一分钟检查
	$(BIN)/pytest -q -m 'not slow and not campaign' $(CORES) --ignore=tests/browser
	$(BIN)/docgen render $(EDITION) --no-pdf --force

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

docs: $(INSTALLED) ## writes what the docs have from the code; the docs as a site, build/site · 更新文档，生成网站
	$(BIN)/python -m tests.docs
	$(BIN)/python -m tests.doc_pages.site

house: $(INSTALLED) ## boxes, arrows, and what has grown too large · 房间与引用
	$(BIN)/python -m tests.house

setup: $(INSTALLED) converter fonts

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "docgen 需要 Python 3.11 以上 · docgen needs Python 3.11 or later"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { $(call apt,python3-venv) && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,docs]'
	@touch $@

# As root, or with a sudo that asks nothing. · 以 root 运行，或有不问密码的 sudo。
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
apt = $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
  $(SUDO) apt-get install -y -qq --no-install-recommends $(1) >/dev/null

# Without LibreOffice Math the formulas of a Word file are lost. · 没有 Math，Word 里的公式会丢失。
PACKAGES := libreoffice-writer-nogui libreoffice-math-nogui fontconfig fonts-noto-cjk fonts-liberation poppler-utils
converter: ## installs LibreOffice where it is missing · 安装 LibreOffice
	@soffice=$$(command -v soffice) && command -v pdftoppm >/dev/null \
	  && test "$$(uname)" != Linux -o -e "$$(dirname "$$(readlink -f "$$soffice")")/libsmlo.so" \
	  || { echo "安装 LibreOffice · installing LibreOffice" && $(call apt,$(PACKAGES)); } \
	  || echo "未能安装，只生成 Word 文件。请管理员运行 · not installed, Word files only; ask for:" \
	          "apt-get install $(PACKAGES)"

# For the tests of the preview; a clerk has a browser. · 只用于测试预览页面。
browser:
	@command -v chromium >/dev/null || { echo "安装 Chromium · installing Chromium" && $(call apt,chromium); }

# Tab is tried in both; bash is there. · 只用于测试：在真的 zsh 里试补全。
shells:
	@command -v zsh >/dev/null || { echo "安装 zsh · installing zsh" && $(call apt,zsh); }

# Workbooks of the tests are made by Calc; docgen reads them without it. · 只用于测试：用 Calc 做工作簿。
calc: converter
	@test "$$(uname)" != Linux -o -e "$$(dirname "$$(readlink -f "$$(command -v soffice)")")/libsclo.so" \
	  || { echo "安装 Calc · installing Calc" && $(call apt,libreoffice-calc-nogui); }

fonts: $(INSTALLED) | converter ## fetches the free fonts · 取得免费字体
	@$(BIN)/docgen fonts >/dev/null \
	  || echo "未取得免费仿宋、楷体，用其他字体代替 · free FangSong and KaiTi not found, others stand in"

pictures: setup ## makes the pictures of the preview and of a workbook in the docs anew · 重做文档里的图片
	$(BIN)/python -m tests.browser.pictures
	$(BIN)/python -m tests.sheet_picture
	$(BIN)/python -m tests.check_picture
	$(BIN)/python -m tests.draft_picture
	$(BIN)/python -m tests.compared_picture
	$(BIN)/python -m tests.pack_pictures
	$(BIN)/python -m tests.summed_edition

fuzz: setup ## property tests with many more examples · 更多随机测试
	DOCGEN_EXAMPLES=5000 $(BIN)/pytest tests/properties tests/test_docxtpl_manner.py tests/test_docxtpl_page.py \
	  tests/unit/word/fields/test_field.py tests/unit/templates/free/test_lenient.py

batches: setup ## 500 random batches of edits of the office and of writers · 500 批随机修改
	DOCGEN_EXAMPLES=3000 $(BIN)/pytest tests/properties/test_batches.py tests/test_office_desk.py tests/test_round_trip.py

kill: setup ## kills render and pull 210 times · 随机中止 210 次
	DOCGEN_KILLS=70 $(BIN)/pytest tests/test_kills.py

office: setup ## 500 files through one LibreOffice, which is killed at times · 一个 LibreOffice 转换 500 个文件
	DOCGEN_OFFICE_FILES=500 $(BIN)/pytest tests/test_warm_office.py

papers: setup ## contents of 100 random documents, and papers with defects · 100 份随机文件的目录，有毛病的文件
	DOCGEN_DOCUMENTS=100 $(BIN)/pytest $(CORES) tests/test_papers.py tests/test_papers_verified.py

campaigns: setup browser calc shells ## the tests that make test leaves out, before a release · 发布前的长测试
	$(BIN)/pytest $(CORES) -m campaign

SEED ?=
COUNT ?= 100
AREA ?=
mutants: setup ## turns 100 places of docgen wrong, by SEED; which do unit tests notice · 变异测试
	$(BIN)/python -m tests.mutants $(if $(SEED),--seed $(SEED)) --count $(COUNT) $(AREA)

bench: setup ## speed against docxtpl · 与 docxtpl 比速度
	$(BIN)/python -m benchmarks

forms: setup ## 2,000 random blank forms: every blank is tagged or told, 0 prints 0 · 随机空白表
	DOCGEN_FORMS=2000 $(BIN)/pytest $(CORES) tests/properties/test_form_law.py

taken: setup ## every mutation of the sample reports, taken in again · 旧报告改成各种样子再取回
	$(BIN)/python -m tests.taken_reports -v --draws 20

truth: setup ## how many planted defects the checks find in reports, by kind · 植入错误的查出率
	$(BIN)/python -m tests.truth.measure --docs
	DOCGEN_EXAMPLES=2000 $(BIN)/pytest -q tests/properties/test_truth_law.py

# In an environment of its own: nothing of it is needed to work on docgen. It asks who knows of
# weaknesses; where nobody answers, nothing was audited, and it says so.
# 单独的环境。要联网查询；查不到就等于没有审查，会明说。
AUDIT := build/audit
audit: $(INSTALLED) ## licences and known weaknesses of all dependencies · 依赖包的许可和已知漏洞
	$(BIN)/python -m tests.licences
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt pip-audit
	$(BIN)/python -m pip freeze --exclude-editable >$(AUDIT)/installed.txt
	@for list in constraints.txt $(AUDIT)/installed.txt; do echo "$$list"; \
	  $(AUDIT)/bin/pip-audit --strict --progress-spinner off --no-deps --disable-pip -r $$list || bad=1; done; \
	test -z "$$bad" || { echo "有漏洞，或查询不到，没有审查完 · weaknesses, or not audited: see above"; exit 1; }

bundle: setup ## docgen without Python for this system, into build/bundle; and tries it · 免装 Python 的程序
	$(BIN)/python -m tests.bundle
	$(BIN)/pytest tests/bundle/trial.py

windows: setup ## wheels for Windows with what installs them, into build/windows · Windows 安装包
	$(BIN)/python -m tests.bundle.windows

clean: ## removes what was built, not your fonts · 删除生成的文件，不删字体
	rm -rf build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
