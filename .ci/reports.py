"""Holds reports of `weigh check` against the schemas their readers publish. Arguments: folder, SARIF schema, JUnit schema."""

import json
import pathlib
import re
import sys

import jsonschema
import xmlschema

work, sarif, junit = (pathlib.Path(argument) for argument in sys.argv[1:])

log = json.loads((work / "out.sarif").read_text())
schema = json.loads(sarif.read_text())
errors = [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(schema).iter_errors(log)]
levels = {result["level"] for result in log["runs"][0]["results"]}
if not {"error", "warning", "note"} <= levels:
    errors.append(f"the sample has findings of {levels} alone")

for error in xmlschema.XMLSchema(junit).iter_errors(work / "out.junit"):
    errors.append(f"{junit.name}: {error.path}: {error.reason}")

command = re.compile(r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[^:,\n]+::[^\r\n]+")
lines = (work / "out.github").read_text().splitlines()
errors += [f"no annotation: {line}" for line in lines if not command.fullmatch(line)]
if errors or not lines:
    sys.exit("\n".join(errors) or "no annotation at all")
