//! Prints the JSON Schema of `json/v1`: `cargo run -p weigh-render --example schema > crates/render/schema/json-v1.schema.json`.
#![expect(clippy::print_stdout, reason = "printing is what this program is for")]

fn main() {
    print!("{}", weigh_render::json_v1::to_text(&weigh_render::json_v1::schema()));
}
