//! The table of endpoints, the `OpenAPI` document and the answers agree.

use super::*;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

fn document() -> Value {
    ok("/openapi.json")
}

/// A validator of one schema of the document.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut whole =
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"] });
    whole["allOf"] = json!([schema]);
    jsonschema::validator_for(&whole).unwrap()
}

#[test]
fn the_document_reads_so() {
    let mut document = document();
    // The shapes of json/v1 have their own committed file; here they must be the same.
    let schema = ok("/schema.json").to_string().replace("#/$defs/", "#/components/schemas/");
    let known: Value = serde_json::from_str(&schema).unwrap();
    for (name, schema) in document["components"]["schemas"].as_object_mut().unwrap() {
        if known["$defs"].get(name) == Some(schema) {
            *schema = json!("as in json-v1.schema.json");
        }
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
}

#[test]
fn every_reference_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 30);
    for one in found {
        assert!(document.pointer(one.strip_prefix('#').unwrap()).is_some(), "{one}");
    }
}

#[test]
fn every_example_is_answered_in_its_shape() {
    let document = document();
    for endpoint in ENDPOINTS {
        let answer = ok(endpoint.example);
        let schema =
            &document["paths"][endpoint.address()]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let validator = validator(&document, schema);
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", endpoint.id);
        assert!(!validator.is_valid(&json!({})), "{}: its schema asks for nothing", endpoint.id);
    }
}

#[test]
fn a_problem_has_its_shape() {
    let document = document();
    let (_, problem) = get("/models?limit=no");
    assert!(validator(&document, &json!({ "$ref": "#/components/schemas/Problem" })).is_valid(&problem));
}

#[test]
fn every_endpoint_and_parameter_is_told_apart_and_explained() {
    let ids: BTreeSet<&str> = ENDPOINTS.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), ENDPOINTS.len());
    for endpoint in ENDPOINTS {
        let names: Vec<&str> = endpoint.all_parameters().map(|one| one.name).collect();
        let different: BTreeSet<&&str> = names.iter().collect();
        assert_eq!(names.len(), different.len(), "{}", endpoint.id);
        assert!(endpoint.summary.ends_with('.'), "{}", endpoint.id);
        for one in endpoint.all_parameters() {
            assert!(one.about.ends_with('.'), "{}", one.name);
            assert_eq!(one.is_in_path(), endpoint.path.contains(&format!("{{{}}}", one.name)), "{}", one.name);
            let each: Vec<&str> = match one.shape {
                Shape::Names { .. } => one.example.split(',').collect(),
                _ => vec![one.example],
            };
            assert!(each.iter().all(|text| one.shape.check(text) == Ok(())), "{}: {}", one.name, one.example);
        }
    }
}

#[test]
fn every_provider_fits_a_list_of_ids() {
    for row in edition().providers().unwrap() {
        assert_eq!(Shape::Ids.check(row.id.as_str()), Ok(()), "{}", row.id);
    }
}

const TEXTS: [Shape; 5] = [Shape::Text, Shape::Amount, Shape::Share, Shape::Ids, Shape::Levels];

proptest! {
    #[test]
    fn the_check_of_a_parameter_is_what_its_schema_says(
        text in prop_oneof![
            ".{0,12}",
            "[0-9]{0,17}([.][0-9]{0,13})?[kMBT%]?",
            "(0|1|100)([.][0-9]{0,7})?%?",
            "[A-Za-z0-9._/-]{0,62}(,[a-z]{0,3}){0,2}",
            "[ -~]{195,205}",
            "([A-Za-z0-9._/-]{0,62}=[0-9]{0,11}([.][0-9]{0,11})?,?){1,12}",
        ],
    ) {
        for shape in TEXTS {
            let validator = jsonschema::validator_for(&shape.schema()).unwrap();
            let value = if matches!(shape, Shape::Ids | Shape::Levels) { text.split(',').collect() } else { json!(text) };
            prop_assert_eq!(shape.check(&text).is_ok(), validator.is_valid(&value), "{:?}: {:?}", shape, text);
        }
    }

    #[test]
    fn amounts_and_shares_that_fit_are_read(
        amount in "[0-9]{1,3}([.][0-9]{1,3})?[kMBT]|[0-9]{1,15}|1000T",
        share in "0[.][0-9]{1,6}|[0-9]{1,2}[.][0-9]{1,4}%|100%|1",
    ) {
        prop_assert_eq!(Shape::Amount.check(&amount), Ok(()));
        prop_assert!(weigh_compare::workload::amount(&amount).is_ok());
        prop_assert_eq!(Shape::Share.check(&share), Ok(()));
        prop_assert!(weigh_compare::workload::share(&share).is_ok());
    }
}
