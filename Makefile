# All of it is in make.py, which also runs where there is no make: python make.py help
PYTHON ?= python3
COMMANDS := help book site check review test clean lock

.PHONY: $(COMMANDS)
$(COMMANDS):
	@$(PYTHON) make.py $@ $(filter-out PYTHON=%,$(MAKEOVERRIDES))
