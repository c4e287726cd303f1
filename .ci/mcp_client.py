"""Asks `weigh mcp` over stdio and `/mcp` of `weigh serve` over HTTP with the official Python client, and checks the answers.

Usage: mcp_client.py WEIGH, where WEIGH is the program. Exits non-zero on the first answer that is not as it should be.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

try:
    from mcp import McpError
except ImportError:
    from mcp import MCPError as McpError

TOOLS = ["search", "compare", "pick", "show", "list_routes", "history", "bill"]
DAY = "2026-11-22"


def check(holds, what):
    if not holds:
        raise SystemExit(f"FAILED: {what}")


def member(thing, *names):
    """The first of these names that the thing has: releases of the client spell some of them differently."""
    for name in names:
        if hasattr(thing, name):
            return getattr(thing, name)
    raise SystemExit(f"FAILED: {type(thing).__name__} has none of {names}")


async def call(session, tool, /, is_error=False, **arguments):
    result = await session.call_tool(tool, arguments)
    text = result.content[0].text
    failed = bool(member(result, "isError", "is_error"))
    check(failed == is_error, f"{tool} {arguments}: error is {failed}: {text[:400]}")
    return text, member(result, "structuredContent", "structured_content")


async def tools(session):
    listed = (await session.list_tools()).tools
    check([tool.name for tool in listed] == TOOLS, f"tools are {[tool.name for tool in listed]}")
    for tool in listed:
        schema = member(tool, "inputSchema", "input_schema")
        check(schema["type"] == "object" and schema["additionalProperties"] is False, f"schema of {tool.name}: {schema}")

    text, data = await call(session, "search", text="trinity large thinking", kind="model", limit=1)
    check([item["id"] for item in data["items"]] == ["arcee-ai/trinity-large-thinking"], text)

    text, _ = await call(session, "compare", models=["llama-3.2-1b", "trinity-large-thinking"])
    check(len(text) <= 6000, f"compare has {len(text)} characters")
    for words in ["costs $283.50 more a month", "$105.00", "$388.50", "## Evidence", "Left out: "]:
        check(words in text, f"compare does not say {words!r}:\n{text}")
    full, _ = await call(session, "compare", models=["llama-3.2-1b", "trinity-large-thinking"], detail="full")
    check(len(full) > 20_000 and "## Switch friction" in full, f"full compare has {len(full)} characters")

    text, data = await call(session, "pick", providers=["openai"], needs=["vision"], context="200k", on="2026-10-01")
    check("is the cheapest of" in text and "What each need leaves" in text and len(text) <= 6000, text)
    text, data = await call(session, "pick", explain="gpt-5-mini@openai", context=500_000, on="2026-10-01")
    check("is excluded: context window of 400k tokens is below 500k." in text, text)
    check(data["kind"] == "explained" and data["choice"]["bill"]["total_usd"]["stated"] == "700", data)

    text, _ = await call(session, "show", name="o4-mini")
    check("`openai/o4-mini`" in text and len(text) <= 6000 and "Left out: " in text, text)

    text, data = await call(session, "list_routes", model="o4-mini", sort="input", limit=2)
    check([item["id"] for item in data["items"]] == ["openai/o4-mini@poe", "openai/o4-mini@replicate"], text)
    check(data["items"][0]["input_usd_per_million"] == "0.99", data)

    text, data = await call(session, "history", name="arcee-ai/trinity-large-thinking@openrouter")
    check(data["kind"] == "history" and len(data["series"]) > 0, text)

    text, data = await call(
        session, "bill", route="openai/o4-mini@openai", input="1M", output="1M", tier=["standard", "batch"]
    )
    amounts = {bill["tier"]: [line["amount_usd"]["stated"] for line in bill["lines"]] for bill in data["bills"]}
    check(amounts == {"standard": ["1.1", "4.4"], "batch": ["0.55", "2.2"]}, amounts)
    check("**$2.75**" in text, text)

    text, _ = await call(session, "compare", is_error=True, models=["claude", "o4-mini"])
    check("`claude` is ambiguous" in text and "cause: it may be `anthropic/" in text, text)
    text, _ = await call(session, "compare", is_error=True, models=["o4-mini", "gpt-5-mini"], inptu="5")
    check("did you mean `input`?" in text, text)


async def resources(session):
    listed = [str(resource.uri) for resource in (await session.list_resources()).resources]
    check(listed == ["weigh://sources"], f"resources are {listed}")
    templates = member(await session.list_resource_templates(), "resourceTemplates", "resource_templates")
    templates = [member(template, "uriTemplate", "uri_template") for template in templates]
    check(templates == ["weigh://model/{lab}/{model}"], f"templates are {templates}")
    for uri, words in [("weigh://sources", "models.dev"), ("weigh://model/openai/o4-mini", "# o4-mini")]:
        contents = (await session.read_resource(uri)).contents[0]
        check(words in contents.text, f"{uri} does not say {words!r}")
        check(member(contents, "mimeType", "mime_type") == "text/markdown", f"media type of {uri}")
    try:
        await session.read_resource("weigh://model/openai/o4mini")
    except McpError as error:
        check("did you mean weigh://model/openai/o4-mini?" in str(error), str(error))
    else:
        raise SystemExit("FAILED: an unknown resource was read")


async def session_over(streams):
    async with streams as (read, write, *_):
        async with ClientSession(read, write) as session:
            greeting = await session.initialize()
            own = member(greeting, "serverInfo", "server_info")
            check(own.name == "weigh", f"server is {own}")
            check(f"as of {DAY}" in greeting.instructions, greeting.instructions)
            check("never read it as no" in greeting.instructions, greeting.instructions)
            await tools(session)
            await resources(session)


def main():
    weigh = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        world = {"HOME": folder, "WEIGH_CACHE": f"{folder}/cache", "WEIGH_TODAY": DAY}
        asyncio.run(session_over(stdio_client(StdioServerParameters(command=weigh, args=["mcp"], env=world))))
        print("mcp over stdio: as it should be")
        serving = subprocess.Popen(
            [weigh, "serve", "--listen", "127.0.0.1:0"], env={**os.environ, **world}, stderr=subprocess.PIPE, text=True
        )
        try:
            address = re.search(r"weigh answers at (http://\S+/) ", serving.stderr.readline())
            check(address, "weigh serve does not say where it answers")
            asyncio.run(session_over(streamable_http_client(address.group(1) + "mcp")))
            print("mcp over HTTP: as it should be")
        finally:
            serving.terminate()
            serving.wait(timeout=30)


main()
