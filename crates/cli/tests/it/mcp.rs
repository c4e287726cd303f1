//! `weigh mcp`, driven by hand-written lines of JSON-RPC.

use super::World;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"by hand","version":"1"}}}"#;
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// Sends lines, ends the input, and gives the answers in the order of their ids; the program must end well.
fn talk(arguments: &[&str], lines: &[&str]) -> Vec<String> {
    let world = World::new();
    let mut command = world.command(arguments);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = running.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = running.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    let mut answers: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    answers.sort_by_key(|answer| number(answer));
    answers
}

fn number(answer: &str) -> u64 {
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    assert_eq!(answer["jsonrpc"], "2.0", "only messages of the protocol go to stdout");
    answer["id"].as_u64().unwrap_or(u64::MAX)
}

#[test]
fn a_client_is_greeted_and_told_how_fresh_the_catalog_is() {
    let answers = talk(&["mcp", "--on", "2026-10-01"], &[INITIALIZE, INITIALIZED]);
    let greeting: serde_json::Value = serde_json::from_str(&answers[0]).unwrap();
    let result = &greeting["result"];
    assert_eq!(result["serverInfo"]["name"], "weigh");
    assert_eq!(result["protocolVersion"], "2025-06-18");
    assert_eq!(result["capabilities"], serde_json::json!({"tools": {}, "resources": {}}));
    let words = result["instructions"].as_str().unwrap();
    assert!(words.contains("as of 2026-10-01") && words.contains("never read it as no or zero"), "{words}");
}

#[test]
fn the_tools_read_so() {
    let list = r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#;
    let answers = talk(&["mcp"], &[INITIALIZE, INITIALIZED, list]);
    let answer: serde_json::Value = serde_json::from_str(&answers[1]).unwrap();
    let mut text = String::new();
    for tool in answer["result"]["tools"].as_array().unwrap() {
        let schema = &tool["inputSchema"];
        let _ = writeln!(text, "{}: {}", tool["name"].as_str().unwrap(), tool["description"].as_str().unwrap());
        let _ = writeln!(text, "  needs {}; hints {}", schema["required"], tool["annotations"]);
        for (name, one) in schema["properties"].as_object().unwrap() {
            let mut form = one.clone();
            let about = form.as_object_mut().unwrap().remove("description").unwrap();
            let _ = writeln!(text, "  {name}: {} {form}", about.as_str().unwrap());
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn calls_are_answered_and_failures_are_answers_too() {
    let bill = r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"bill","arguments":{"route":"openai/o4-mini@openai","input":"1M","output":"1M","tier":"batch"}}}"#;
    let wrong =
        r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"show","arguments":{"nmae":"o4-mini"}}}"#;
    let nothing = r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"serach","arguments":{}}}"#;
    let lost = r#"{"jsonrpc":"2.0","id":5,"method":"resources/read","params":{"uri":"weigh://model/openai/o4mini"}}"#;
    let answers = talk(&["mcp"], &[INITIALIZE, INITIALIZED, bill, wrong, nothing, lost]);
    let answer = |place: usize| serde_json::from_str::<serde_json::Value>(&answers[place]).unwrap();
    let billed = answer(1)["result"].clone();
    assert_eq!(billed["isError"], false);
    let total = serde_json::json!({"low": "2.75", "stated": "2.75", "high": "2.75"});
    assert_eq!(billed["structuredContent"]["bills"][0]["total_usd"], total);
    assert!(billed["content"][0]["text"].as_str().unwrap().contains("**$2.75**"));
    let refused = answer(2)["result"].clone();
    assert_eq!(refused["isError"], true);
    assert_eq!(
        refused["content"][0]["text"],
        "error: `nmae` is not a parameter of `show`\n  hint: did you mean `name`?"
    );
    let unknown = answer(3)["error"].clone();
    assert_eq!(
        (&unknown["code"], &unknown["message"]),
        (&(-32602).into(), &"error: no tool `serach`\n  hint: did you mean `search`?".into())
    );
    let lost = answer(4)["error"].clone();
    assert_eq!(lost["code"], -32002);
    assert!(lost["message"].as_str().unwrap().contains("did you mean weigh://model/openai/o4-mini?"), "{lost}");
}

#[test]
fn an_input_that_ends_at_once_is_no_failure() {
    assert_eq!(talk(&["mcp"], &[]), Vec::<String>::new());
}
