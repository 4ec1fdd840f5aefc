"""An OpenAPI document of any number of operations, each of the shape of the Insights API's reference pages: five for a
resource, 16 fields in what is answered, an envelope, six statuses with an error body. Every resource has types of its own."""
import itertools
import json
import sys

TEXT, FLAG, SMALL, LARGE = "string", "boolean", "int32", "int64"
# Wire name, kind, whether an answer always has it, whether it can be written.
FIELDS = [
    ("ReportId", TEXT, True, False), ("ReportName", TEXT, True, True), ("Description", TEXT, False, True),
    ("QueryId", TEXT, True, True), ("Query", TEXT, True, False), ("User", TEXT, True, False),
    ("CreatedTime", TEXT, True, False), ("ModifiedTime", TEXT, False, False), ("ExecuteNow", FLAG, True, True),
    ("StartTime", TEXT, True, True), ("ReportStatus", ["Paused", "Active", "Inactive"], True, False),
    ("RecurrenceInterval", SMALL, True, True), ("RecurrenceCount", LARGE, True, True),
    ("CallbackUrl", TEXT, False, True), ("CallbackMethod", TEXT, False, False), ("Format", TEXT, True, True),
]
REQUIRED_TO_WRITE = ["ReportName", "QueryId", "StartTime", "RecurrenceInterval", "Format"]
NOUNS = ["Report", "Query", "Dataset", "Schedule", "Execution", "Customer", "Invoice", "Partner", "Product", "Order"]
FAILURES = {"400": "Bad request", "401": "Unauthorized", "403": "Forbidden", "404": "Not found", "500": "Server error"}


def document(operations):
    """The document with so many operations."""
    paths, schemas = {}, {"Failure": struct("What is answered in place of a result.", [
        ("StatusCode", SMALL, True, True), ("Message", TEXT, True, True)])}
    for path, method, operation in itertools.islice(endless(schemas), operations):
        paths.setdefault(path, {})[method] = operation
    return {"openapi": "3.0.3", "info": {"title": "Synthetic", "version": "1", "description": "For measurements."},
            "servers": [{"url": "https://api.example.com/insights/v1"}],
            "paths": paths, "components": {"schemas": schemas}}


def one_call():
    """The document of the one operation that programs/reports.yaml describes."""
    whole = document(1)
    operation = whole["paths"].popitem()[1]["get"]
    operation.update(operationId="resumeReport", summary="Resumes a report.", parameters=[parameter("reportId", "path")])
    whole["paths"] = {"/ScheduledReport/resume/{reportId}": {"put": operation}}
    return whole


def endless(schemas):
    for number in itertools.count():
        noun = NOUNS[number % len(NOUNS)] + (str(number // len(NOUNS)) if number >= len(NOUNS) else "")
        schemas.update(resource(noun))
        yield from operations_of(noun)


def operations_of(noun):
    every, one = f"/{noun}", f"/{noun}/{{reportId}}"
    identifier = parameter("reportId", "path")
    body = {"required": True, "content": content(noun + "Input")}
    filters = [parameter("reportStatus"), parameter("pageSize", schema={"type": "integer", "format": "int32"}),
               parameter("nextToken"), parameter("showPaused", schema={"type": "boolean"})]
    yield every, "get", operation(f"list{noun}", noun, f"Lists what there is of {noun}.", parameters=filters)
    yield every, "post", operation(f"create{noun}", noun, f"Makes a {noun}.", requestBody=body)
    yield one, "get", operation(f"get{noun}", noun, f"Reads a {noun}.", parameters=[identifier])
    yield one, "put", operation(f"update{noun}", noun, f"Changes a {noun}.", parameters=[identifier], requestBody=body)
    yield one, "delete", operation(f"delete{noun}", noun, f"Deletes a {noun}.", parameters=[identifier])


def operation(name, noun, summary, **more):
    answers = {"200": {"description": "Success", "content": content(noun + "Answer")}}
    failures = {code: {"description": text, "content": content("Failure")} for code, text in FAILURES.items()}
    return {"operationId": name, "tags": [noun], "summary": summary, "responses": {**answers, **failures}, **more}


def resource(noun):
    envelope = struct("What every answer is wrapped in.", [
        ("TotalCount", LARGE, True, True), ("Message", TEXT, False, True), ("StatusCode", SMALL, True, True)])
    envelope["properties"]["Value"] = {"type": "array", "items": reference(noun)}
    envelope["required"].append("Value")
    written = struct(f"What is needed for a {noun}.", [field for field in FIELDS if field[3]])
    written["required"] = REQUIRED_TO_WRITE
    return {noun: struct(f"A {noun}.", FIELDS), noun + "Answer": envelope, noun + "Input": written}


def struct(description, fields):
    return {"type": "object", "description": description, "required": [name for name, _, always, _ in fields if always],
            "properties": {name: {**value(kind), "description": f"The {name}."} for name, kind, _, _ in fields}}


def value(kind):
    if isinstance(kind, list):
        return {"type": "string", "enum": kind}
    if kind in (SMALL, LARGE):
        return {"type": "integer", "format": kind}
    return {"type": kind}


def parameter(name, place="query", schema=None):
    return {"name": name, "in": place, "required": place == "path", "description": f"The {name}.",
            "schema": schema or {"type": "string"}}


def content(schema):
    return {"application/json": {"schema": reference(schema)}}


def reference(schema):
    return {"$ref": f"#/components/schemas/{schema}"}


if __name__ == "__main__":
    json.dump(document(int(sys.argv[1])), sys.stdout, indent=1)
